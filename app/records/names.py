"""Names of contacts as people read them."""

from typing import Protocol
from uuid import UUID

from app.command import Tx
from models.rules.person_names import PersonName, full_name


class Named(Protocol):
    """Anything with the parts of a name: a contact's row, a card of a file."""

    @property
    def prefix(self) -> str:
        """A part of the name."""

    @property
    def first(self) -> str:
        """A part of the name."""

    @property
    def middle(self) -> str:
        """A part of the name."""

    @property
    def last(self) -> str:
        """A part of the name."""

    @property
    def suffix(self) -> str:
        """A part of the name."""


def name_of(row: Named) -> PersonName:
    """The parts of a name."""
    return PersonName(row.prefix, row.first, row.middle, row.last, row.suffix)


def shown_name(row: Named) -> str:
    """The name in a list: «Щукина Анна Викторовна», "John Smith"."""
    return full_name(name_of(row))


def name_in(tx: Tx, contact_id: UUID) -> str:
    """The name of a contact as it stands inside a transaction."""
    row = tx.raw.execute(
        "SELECT prefix, first, middle, last, suffix FROM contact WHERE id = ?", (contact_id.bytes,)
    ).fetchone()
    return full_name(PersonName(*(str(part) for part in row))) if row else ""
