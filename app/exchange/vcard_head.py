"""What stands before the colon of a vCard line: group, name and parameters in all the styles that occur."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.exchange.card import ChannelType
from app.exchange.vcard_text import decode_quoted

LONGEST_CACHED = 300  # letters of a head worth remembering
_NAME = re.compile(r"(?:([\w.-]+)\.)?([A-Za-z][\w/-]*)", re.ASCII)
_ENCODINGS = {"QUOTED-PRINTABLE": "qp", "Q": "qp", "BASE64": "base64", "B": "base64", "8BIT": "", "7BIT": ""}
_BY_TYPE: tuple[tuple[ChannelType, frozenset[str]], ...] = (
    ("mobile", frozenset({"cell", "mobile", "iphone", "x-mobile", "pcs"})),
    ("fax", frozenset({"fax", "facsimile", "homefax", "workfax"})),
    ("main", frozenset({"main", "x-main"})),
    ("work", frozenset({"work", "business", "x-work"})),
    ("home", frozenset({"home", "x-home"})),
)
_WITHOUT_LABEL = frozenset[str]().union(*(names for _type, names in _BY_TYPE)) | frozenset(
    [
        "pref",
        "voice",
        "internet",
        "x400",
        "other",
        "msg",
        "video",
        "text",
        "textphone",
        "intl",
        "dom",
        "postal",
        "parcel",
        "delivery",
        "x-internet",
        "applelink",
        "attmail",
        "cis",
        "eworld",
        "ibmmail",
        "mcimail",
        "powershare",
        "prodigy",
        "tlx",
        "uri",
        "jpeg",
        "png",
        "gif",
        "x-other",
    ]
)
# Android's own way of naming a phone: TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=A1=D0=B5):…
_ANDROID_LABEL = re.compile(r"X-CUSTOM\((?:CHARSET=([\w-]+),)?(?:ENCODING=QUOTED-PRINTABLE,)?(.*?)\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one line. `params` are verbatim, for the way back; the rest is what they mean."""

    name: str
    group: str = ""
    written: str = ""  # the name as it was written
    params: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()  # lower case
    type: ChannelType = "other"
    label: str = ""  # a type of the person's own
    primary: bool = False
    encoding: str = ""  # "qp" or "base64"
    charset: str = ""

    def param(self, name: str) -> str | None:
        """The first value of a parameter, without quotes."""
        for key, value in self.params:
            if key.upper() == name:
                return value.strip('"')
        return None


def read_head(text: str) -> Head | None:
    """The head of a property line, or nothing where the line is no property."""
    return _parsed(text) if len(text) > LONGEST_CACHED else _cached(text)


def split_head(line: str) -> tuple[str, str, str]:
    """Like `str.partition(":")`, but a colon inside quotes does not part."""
    head, colon, value = line.partition(":")
    while colon and head.count('"') % 2:
        more, colon, rest = value.partition(":")
        if not colon:
            return line.partition(":")  # a quote that never ends: take it for a letter
        head, value = f"{head}:{more}", rest
    return head, colon, value


@lru_cache(maxsize=4096)
def _cached(text: str) -> Head | None:
    return _parsed(text)


def _parsed(text: str) -> Head | None:
    first, *pieces = _parts(text)
    named = _NAME.fullmatch(first.strip(" \t\ufeff"))
    if named is None:
        return None
    kept: list[tuple[str, str]] = []
    types: list[str] = []
    encoding = charset = ""
    for piece in pieces:
        key, value = _param(piece.strip())
        if key == "ENCODING" and value.strip('"').upper() in _ENCODINGS:
            encoding = _ENCODINGS[value.strip('"').upper()]
            if encoding == "base64":
                kept.append((piece.partition("=")[0].strip() if "=" in piece else "ENCODING", value))
        elif key == "CHARSET":
            charset = value.strip('"')
        elif key:
            kept.append((piece.partition("=")[0].strip() if key != "TYPE" or _is_type(piece) else "TYPE", value))
            if key == "TYPE":
                listed = [value] if value[:9].upper() == "X-CUSTOM(" else value.replace('"', "").split(",")
                types += [part.strip() for part in listed if part.strip()]
    return _head(named, tuple(kept), types, encoding, charset)


def _head(
    named: re.Match[str], params: tuple[tuple[str, str], ...], types: list[str], encoding: str, charset: str
) -> Head:
    lowered = tuple(part.lower() for part in types)
    pref = next((value.strip('"') for key, value in params if key.upper() == "PREF"), "")
    return Head(
        name=named[2].upper(),
        group=named[1] or "",
        written=named[2],
        params=params,
        types=lowered,
        type=next((kind for kind, names in _BY_TYPE if not names.isdisjoint(lowered)), "other"),
        label=next((_label(part) for part in types if part.lower() not in _WITHOUT_LABEL), ""),
        primary="pref" in lowered or pref == "1",
        encoding=encoding,
        charset=charset,
    )


def _parts(text: str) -> list[str]:
    if '"' not in text:
        return text.split(";")
    parts: list[str] = []
    for piece in text.split(";"):
        if parts and parts[-1].count('"') % 2:
            parts[-1] += ";" + piece
        else:
            parts.append(piece)
    return parts


def _is_type(piece: str) -> bool:
    return piece.partition("=")[0].strip().upper() == "TYPE"


def _param(piece: str) -> tuple[str, str]:
    """Name in capitals and value; a bare one (2.1) is an encoding or a type."""
    if piece[:9].upper() == "X-CUSTOM(":
        return "TYPE", piece
    key, equals, value = piece.partition("=")
    if equals:
        return key.strip().upper(), value.strip()
    if key.upper() in _ENCODINGS:
        return "ENCODING", key
    return ("TYPE", key) if key else ("", "")


def _label(written: str) -> str:
    if custom := _ANDROID_LABEL.fullmatch(written):
        raw = custom[2].encode("utf-8")
        return decode_quoted(raw, custom[1] or "")
    return written[2:] if written[:2].upper() == "X-" else written
