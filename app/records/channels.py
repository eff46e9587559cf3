"""Phones, e-mails, pages and messengers as the program reads them: raw value kept, normal value beside."""

from dataclasses import dataclass
from functools import lru_cache

from models.errors import UserError
from models.rules import phones
from resources.i18n import _

KINDS = ("phone", "email", "web", "messenger")


@dataclass(frozen=True, slots=True)
class ReadChannel:
    """One channel ready for the file."""

    value: str
    normal: str
    extension: str = ""


def read_channel(kind: str, value: str, region: str = "RU") -> tuple[ReadChannel, ...]:
    """The channels meant by a value; a cell may hold several phones.

    Raises:
        UserError: the kind is unknown or the value is empty.
    """
    text = value.strip()
    if kind not in KINDS:
        raise UserError(_("A channel is one of: {kinds}.").format(kinds=", ".join(KINDS)), field="kind")
    if not text:
        raise UserError(_("A channel needs a value."), field="value")
    if kind == "phone":
        found = phones.split_phones(text, region)
        return tuple(ReadChannel(p.raw, p.normal, p.extension) for p in found) or (ReadChannel(text, ""),)
    if kind == "email":
        return (ReadChannel(text, text.casefold()),)
    if kind == "web":
        return (ReadChannel(text, text.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")),)
    return (ReadChannel(text, text.casefold().lstrip("@")),)


@lru_cache(8_192)  # grouping a foreign number takes the phone library some 50 µs, and lists show the same ones again
def shown_channel(kind: str, value: str, normal: str, extension: str, region: str = "RU") -> str:
    """The form a person reads."""
    if kind != "phone" or not normal.startswith("+"):
        return value
    return phones.shown(phones.Phone(value, normal, extension, valid=True), region)
