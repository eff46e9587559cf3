"""The exchange with the office, as screens show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from models.kinds import Ref


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """How the exchange stands. `waiting` counts records not sent yet; before joining all is empty."""

    joined: bool
    url: str = ""
    organisation: str = ""
    user_name: str = ""
    role: str = ""
    waiting: int = 0
    to_review: int = 0
    refused: int = 0
    last_at: datetime | None = None
    last_problem: str = ""
    left: str = ""  # the office this workspace has left and may come back to
    clock_off: int = 0  # minutes this computer's clock is ahead of the office's, where that is worth a word
    numbers: tuple[tuple[str, int], ...] = ()  # own firm, offer numbers left of those reserved for this computer


@dataclass(frozen=True, slots=True)
class ToSend:
    """What a round would send: records by kind; `private` ones stay here."""

    counts: dict[str, int]
    private: int


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Two values of one field, one of which stands. Values as a person reads them; `mine` is the one given here."""

    id: str
    what: str
    record: Ref | None
    record_kind: str
    title: str
    field: str
    label: str
    before: str
    mine: str
    theirs: str
    mine_stands: bool
    by: str  # who gave the other one
    mine_at: datetime | None
    theirs_at: datetime | None
    record_key: str = ""  # the same for all conflicts of one record, one that cannot be opened too


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A value the office would not take."""

    at: datetime
    record_kind: str
    title: str
    label: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """Two records that may be one and the same."""

    kind: Literal["contact", "company"]
    kept: UUID
    other: UUID
    kept_title: str
    other_title: str
    why: str
