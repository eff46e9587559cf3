"""What the sheet that edits a planned activity is shown and hands over: everything there is about it, light to import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from app.views.calendar import When
from app.views.contacts import CompanyId, ContactId

Named = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class WholeActivity:
    """All of an open activity, or of one time of a series.

    `when` is on the viewer's wall. `occurrence` names the time for the commands; None for what does not repeat.
    """

    id: UUID
    kind: str
    regarding: str
    details: str
    place: str
    when: When
    duration: int  # minutes
    priority: int  # 1 highest … 5
    warnings: tuple[int, ...]  # minutes before; none where it does not ring
    rrule: str
    repeats: str  # the rule without its end
    repetition: str  # that in words
    ends: str  # its end as one would type it
    occurrence: datetime | None
    is_next: bool  # the next of its series: it may be cleared
    people: tuple[Named, ...]  # the first one is whom it is with
    company: Named | None  # where it is not just where that person works
    deal: Named | None
    private: bool
    agreed_zone: str  # IANA: on whose wall it was agreed
    contact_zone: str  # IANA, where the person's clock is known


class ActivityEdits(TypedDict, total=False):
    """What is to be changed; what is not named stays as it is."""

    kind: str
    regarding: str
    details: str
    where: str
    when: When
    duration: int
    priority: int
    warnings: Sequence[int]
    rrule: str
    people: Sequence[ContactId]  # the first one is whom it is with
    company_id: CompanyId | None
    opportunity_id: UUID | None
    private: bool
