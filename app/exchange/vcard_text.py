"""Text inside a vCard value: backslash escapes, lists and structured values, quoted-printable.

Between the lexer and the properties every value stands in one form, that of vCard 3.0 and 4.0 (RFC 6350, 3.4):
escaped, without line breaks, whatever version and transfer encoding it came in.
"""

import binascii
import re

from app.exchange.encoding import guess_single_byte, is_utf8, known_encoding

_ESCAPE = re.compile(r"\\([\\;,:nN])")
_SPECIAL = re.compile(r"[\\,;\n\r]")
_ESCAPED = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""}
# Encodings in which the bytes of ";" and "\" may be halves of a letter.
_DOUBLE_BYTE = ("shift", "gb", "big5", "euc", "iso2022", "hz", "cp932", "cp936", "cp949", "cp950")
_QP_SPECIAL = (
    (b"=5C", b"\\=5C"),
    (b"=5c", b"\\=5C"),
    (b"=2C", b"\\=2C"),
    (b"=2c", b"\\=2C"),
    (b"=0D=0A", b"\\n"),
    (b"=0d=0a", b"\\n"),
    (b"=0A", b"\\n"),
    (b"=0a", b"\\n"),
    (b"=0D", b"\\n"),
    (b"=0d", b"\\n"),
)


def unescaped(value: str) -> str:
    """A text as a person wrote it."""
    if "\\" not in value:
        return value.strip()
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def escaped(text: str) -> str:
    """A text as vCard 3.0 and 4.0 write it."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], text)


def split_on(value: str, separator: str) -> list[str]:
    """The parts between unescaped separators, still escaped."""
    if "\\" not in value:
        return value.split(separator)
    parts: list[str] = []
    waiting: list[str] = []
    for piece in value.split(separator):
        waiting.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append(separator.join(waiting))
            waiting = []
    if waiting:
        parts.append(separator.join(waiting))
    return parts


def components(value: str) -> list[str]:
    """The parts of a structured value (`N`, `ADR`, `ORG`), unescaped."""
    if "\\" not in value:
        return [part.strip() for part in value.split(";")]
    return [unescaped(part) for part in split_on(value, ";")]


def decode_bytes(raw: bytes, charset: str) -> str:
    """Bytes as text: valid UTF-8 wins over a declared one-byte charset, which is often a lie; then the letter vote."""
    named = known_encoding(charset) if charset else ""
    if named and named != "utf-8" and (named.startswith(_DOUBLE_BYTE) or not is_utf8(raw)):
        try:
            return raw.decode(named)
        except (UnicodeDecodeError, ValueError):
            pass  # declared wrongly: guess below
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(guess_single_byte(raw), errors="replace")


def decode_quoted(raw: bytes, charset: str) -> str:
    """A quoted-printable value in the escaped form.

    Separators that stand encoded (`=3B`) are part of the text, those that stand bare separate; old phones that
    encode everything leave no bare one, and there the encoded ones separate.
    """
    raw = raw.removesuffix(b"=")
    named = known_encoding(charset) if charset else ""
    if not named.startswith(_DOUBLE_BYTE):
        for plain, kept in _QP_SPECIAL:
            if plain in raw:
                raw = raw.replace(plain, kept)
        if b";" in raw:
            raw = raw.replace(b"=3B", b"\\=3B").replace(b"=3b", b"\\=3B")
    text = decode_bytes(binascii.a2b_qp(raw), charset)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def decode_base64(value: str) -> bytes:
    """The bytes of a base64 value; blanks, missing padding and a cut-off end are forgiven, rubbish gives nothing."""
    compact = "".join(value.split()).rstrip("=")
    if len(compact) % 4 == 1:
        compact = compact[:-1]
    try:
        return binascii.a2b_base64(compact + "=" * (-len(compact) % 4))
    except (binascii.Error, ValueError):
        return b""
