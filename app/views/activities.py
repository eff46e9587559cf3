"""What the list of planned things is shown: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.views.contacts import ActivityView

Span = Literal["all", "overdue", "today", "tomorrow", "week"]  # the week: today and the six days after it
SPANS: tuple[Span, ...] = ("all", "overdue", "today", "tomorrow", "week")


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which of the open activities are meant: of which days, of which kind and priority, and what a text finds."""

    span: Span = "all"
    kind: str = ""
    priority: int = 0  # 1 highest … 5; 0 any
    text: str = ""
    day: date | None = None  # this one alone


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A row of the list; `name` is what a screen reader says."""

    activity: ActivityView
    repeats: bool

    @property
    def id(self) -> object:
        """The activity it stands for."""
        return self.activity.id

    @property
    def name(self) -> str:
        """What and with whom, in one line."""
        return " · ".join(part for part in (self.activity.regarding, self.activity.contact_name) if part)


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """A window of the list."""

    rows: tuple[ActivityRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class ActivityCounts:
    """How many there are of each span, and how many are due by the end of today: the number in the rail."""

    spans: tuple[tuple[Span, int], ...]
    due: int
