"""What the screens are shown of fields people added themselves: frozen views, light to import."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from resources.i18n import N_

OwnFieldId = NewType("OwnFieldId", UUID)

KINDS: tuple[tuple[str, str], ...] = (
    ("text", N_("Text")),
    ("choice", N_("Choice from a list")),
    ("decimal", N_("Number")),
    ("day", N_("Date")),
    ("flag", N_("Yes or no")),
    ("long_text", N_("Long text")),
)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field somebody added to a noun."""

    id: OwnFieldId
    noun: str  # "contact", "company" …
    label: str
    kind: str  # one of KINDS
    group: str
    pick_list: str  # key of the list its values come from, for a choice


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A field of one's own on one record: `shown` as a person reads it, `typed` as one starts editing; empty where unsaid."""

    field: OwnField
    shown: str
    typed: str
