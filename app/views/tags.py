"""What the screens are shown of tags and pick lists: frozen views, light to import."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag and how much it marks."""

    id: UUID
    name: str
    colour: int
    contacts: int
    companies: int


@dataclass(frozen=True, slots=True)
class PickValue:
    """A value of a pick list: what a record keeps, the word shown, and what it belongs to ("" for all).

    A person's `own` has no key: records keep its word.
    """

    id: UUID
    key: str
    label: str
    colour: int
    parent: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class PickListView:
    """A pick list: a closed one does not learn."""

    key: str
    name: str
    learns: bool
    values: int
