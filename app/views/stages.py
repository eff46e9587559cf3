"""What the editor of the ways of selling is shown: frozen views, light to import."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage and how many open deals stand at it."""

    id: UUID
    name: str
    client_did: str
    probability: int  # per cent
    deals: int
