"""One vCard being written: folding, escaping and encoding as each version wants them."""

import base64
import re

from app.exchange.card import RawProperty
from app.exchange.vcard_text import escaped
from app.exchange.vcard_versions import VCardVersion

_WIDTH = 75  # octets a line, without its end (RFC 6350, 3.2)
_NAME = re.compile(r"[A-Za-z][\w/-]*", re.ASCII)
_GROUP = re.compile(r"[\w.-]+", re.ASCII)
_PARAM = re.compile(r"[A-Za-z0-9-]+")
_PLAIN = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_STRUCTURE = b",;\\"


def folded(line: str) -> str:
    """A line broken at 75 octets, never inside a letter."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= _WIDTH:
        return line
    parts = []
    start, width = 0, _WIDTH
    while start < len(octets):
        end = min(start + width, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:  # noqa: PLR2004 - the marks of a UTF-8 tail byte
            end -= 1
        parts.append(octets[start:end])
        start, width = end, _WIDTH - 1
    return b"\r\n ".join(parts).decode("utf-8")


def quoted_printable(text: str, *, kept: bytes = b"") -> list[str]:
    """Units of quoted-printable; `kept` letters stand bare although the structure of a value uses them."""
    units = []
    for byte in text.encode("utf-8", "replace"):
        bare = 0x20 <= byte <= 0x7E and byte not in b"=:" and (byte not in _STRUCTURE or byte in kept)  # noqa: PLR2004 - printable ASCII
        units.append(chr(byte) if bare else f"={byte:02X}")
    return units


class Paper:
    """Collects the lines of one card. Values come as texts a person wrote, except where `raw` is said."""

    def __init__(self, version: VCardVersion) -> None:
        self.version = version
        self.lines = ["BEGIN:VCARD", f"VERSION:{version}"]

    def text(self, head: str, *parts: str, separator: str = ";") -> None:
        """A text, or the parts of a structured value or a list."""
        if self.version != "2.1":
            self.lines.append(folded(f"{head}:{separator.join(map(escaped, parts))}"))
            return
        bare = separator.join(parts)
        structural = any(letter in part for part in parts for letter in "\\,;")
        if (_PLAIN.fullmatch(bare) or not bare) and not structural and len(head) + len(bare) < _WIDTH:
            self.lines.append(f"{head}:{bare}")
            return
        units: list[str] = []
        for place, part in enumerate(parts):
            units += ([separator] if place else []) + quoted_printable(part.replace("\n", "\r\n"))
        self._quoted(head, units)

    def uri(self, head: str, text: str) -> None:
        """A URI, in which commas and semicolons are its own."""
        if self.version == "2.1":
            self.text(head, text)
        else:
            self.lines.append(folded(f"{head}:" + text.replace("\\", "\\\\").replace("\n", "\\n")))

    def binary(self, head: str, content: bytes) -> None:
        """Base64; in 2.1 on lines of its own, ended by an empty one."""
        letters = base64.b64encode(content).decode("ascii")
        if self.version == "2.1":
            self._base64_lines(head, letters)
        else:
            self.lines.append(folded(f"{head}{letters}"))

    def raw(self, prop: RawProperty) -> None:
        """A property we have no field for, as it came; one whose name is no vCard name goes by its title."""
        value = prop.value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
        if not _NAME.fullmatch(prop.name):
            self._raw_line("X-VIZITKA-COLUMN", f"{escaped(prop.name)};{value}", encoded=False)
            return
        group = f"{prop.group}." if _GROUP.fullmatch(prop.group) else ""
        params = "".join(f";{name}={param_value(value)}" for name, value in prop.params if _PARAM.fullmatch(name))
        encoded = any(name.upper() == "ENCODING" for name, _value in prop.params)
        self._raw_line(f"{group}{prop.name}{params}", value, encoded=encoded)

    def finished(self) -> str:
        """The whole card."""
        return "\r\n".join([*self.lines, "END:VCARD", ""])

    def _raw_line(self, head: str, value: str, *, encoded: bool) -> None:
        if self.version != "2.1":
            self.lines.append(folded(f"{head}:{value}"))
        elif encoded:
            self._base64_lines(f"{head}:", value)
        elif _PLAIN.fullmatch(value) and len(head) + len(value) < _WIDTH:
            self.lines.append(f"{head}:{value}")
        else:
            self._quoted(head, quoted_printable(value, kept=_STRUCTURE))

    def _quoted(self, head: str, units: list[str]) -> None:
        line = f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
        for place, unit in enumerate(units):
            if len(line) + len(unit) > _WIDTH:
                self.lines.append(line + "=")
                line = ""
            # A blank at an edge gets lost, and a bare letter at the start of a line may look like a property.
            edge = not line or (unit == " " and (place == len(units) - 1 or len(line) > _WIDTH - 4))
            line += f"={ord(unit):02X}" if edge and len(unit) == 1 and unit not in ";,\\" else unit
        self.lines.append(line)

    def _base64_lines(self, head: str, letters: str) -> None:
        width = _WIDTH - 1
        self.lines.append(head)
        self.lines += [f" {letters[start : start + width]}" for start in range(0, len(letters), width)]
        self.lines.append("")


def param_value(value: str) -> str:
    """A parameter's value that cannot break its line."""
    value = " ".join(value.split("\n")).replace("\r", "")
    whole = len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1]
    if whole or not any(letter in value for letter in ';:"'):
        return value
    return '"' + value.replace('"', "'") + '"'
