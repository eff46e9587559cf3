"""What is announced after a change: which kinds, which records, which fields, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

MANY = 500  # beyond so many records of a kind the announcement names the kind alone
WITHDRAWN = "withdrawn"  # the source of an erasure a server asked for: it is nobody's to undo and leaves no copy
UPKEEP = "upkeep"  # the source of what the program notes for itself (an alarm rang): nobody's to undo, so not journaled


@dataclass(frozen=True, slots=True)
class KindChanges:
    """The records of one kind that changed: by id, or `many` of them; `fields` is empty where rows came or went."""

    ids: frozenset[UUID]
    fields: frozenset[str]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """Announced after every commit, on the writer's thread."""

    name: str
    subject: str
    kinds: Mapping[str, KindChanges]
    source: str
    origin: object | None = None
    entry: int = 0

    def touches(self, kind: str, record_id: UUID | None = None) -> bool:
        """Whether a kind (or one record of it) may look different now."""
        found = self.kinds.get(kind)
        return found is not None and (record_id is None or found.many or record_id in found.ids)
