"""How an offer's state and its last day are told: a few words and a tone."""

from dataclasses import dataclass
from datetime import date

from app.formatting import number, short_date
from app.views.offers import OfferRow
from resources.i18n import N_, _, ngettext

STATES = (
    ("draft", N_("Drafts")),
    ("sent", N_("Sent")),
    ("discussed", N_("Discussed")),
    ("accepted", N_("Accepted")),
    ("declined", N_("Declined")),
    ("expired", N_("Run out")),
    ("superseded", N_("Old versions")),
)
LIVING = tuple(key for key, _title in STATES if key != "superseded")
TONES = {"sent": "accent", "discussed": "accent", "accepted": "good", "declined": "bad", "expired": "warn"}
SOON = 3  # days before the last one that deserve a colour


@dataclass(frozen=True, slots=True)
class LastDay:
    """Through which day an offer is valid, what that means today, and how it is meant: bad | warn | neutral."""

    day: str
    note: str
    tone: str


def last_day(row: OfferRow, today: date) -> LastDay:
    """The last day of an offer as seen today; only one that awaits its answer can be late."""
    if row.valid_through is None:
        return LastDay("", "", "neutral")
    day, left = short_date(row.valid_through, today), row.days_left
    if row.status == "draft" and row.valid_through < today:
        return LastDay(day, _("already past"), "warn")
    if left is None or left > SOON:
        return LastDay(day, "", "neutral")
    if left < 0:
        return LastDay(day, _("run out"), "bad")
    if left == 0:
        return LastDay(day, _("today is the last day"), "warn")
    said = ngettext("{count} day left", "{count} days left", left).format(count=number(left))
    return LastDay(day, said, "warn")


def numbered(number_: str, version: int) -> str:
    """An offer's number with its version, where there was more than one."""
    named = number_ or _("no number")
    return _("{number}, version {version}").format(number=named, version=version) if version > 1 else named
