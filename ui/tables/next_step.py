"""The pill of a list row that says what comes next: late, today, later, or no step at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from app.formatting import clock, counted, duration, short_date
from resources.i18n import Language, _, language, pgettext

SOON = timedelta(minutes=60)  # ahead that are told as such
NEAR = 7  # days within which the weekday says more than the date


@dataclass(frozen=True, slots=True)
class Step:
    """What the pill says and how it is meant: bad | warn | good | neutral."""

    text: str
    tone: str


def next_step(at: datetime | None, kind: str, *, timeless: bool, now: datetime) -> Step:
    """The words for a planned activity as seen now; times are told in the zone of `now`."""
    return _said(at, kind, timeless, now.replace(second=0, microsecond=0), language())


def kind_word(kind: str) -> str:
    """A kind of activity in one word, as in a sentence."""
    words = {
        "call": pgettext("kind", "call"),
        "meeting": pgettext("kind", "meeting"),
        "todo": pgettext("kind", "to-do"),
        "email": pgettext("kind", "e-mail"),
        "letter": pgettext("kind", "letter"),
        "personal": pgettext("kind", "personal"),
    }
    return words.get(kind, kind)


def kind_title(kind: str) -> str:
    """A kind of activity standing alone."""
    word = kind_word(kind)
    return word[:1].upper() + word[1:]


def standing(*, days_late: int, late: bool, start: datetime | None, now: datetime, minutes: int) -> Step:
    """How something planned stands: so many days late, late, in so many minutes, else how long it takes."""
    if days_late > 0:
        return Step(counted("{count} day", "{count} days", days_late), "bad")
    if late:
        return Step(_("late"), "bad")
    if start is not None and start - now <= SOON:
        return Step(_("in {time}").format(time=duration(start - now)), "warn")
    return Step(duration(timedelta(minutes=minutes)) if minutes and start is not None else "", "neutral")


def with_others(name: str, others: int) -> str:
    """Whom something is planned with, and how many come beside: "Anna Shchukina +2"."""
    return f"{name} +{others}" if name and others > 0 else name


@lru_cache(maxsize=4096)
def _said(at: datetime | None, kind: str, timeless: bool, now: datetime, lang: Language) -> Step:  # noqa: FBT001 - a cache key
    del lang  # part of the key: the words differ
    if at is None:
        return Step(_("no step"), "neutral")
    local, today = at.astimezone(now.tzinfo), now.date()
    days = (local.date() - today).days
    if days < 0 or (days == 0 and not timeless and at < now - timedelta(minutes=1)):
        return Step(_late(kind, -days), "bad")
    if days == 0:
        return Step(_("today") if timeless else _("today {time}").format(time=clock(local.timetz())), "warn")
    if days == 1:
        return Step(_("tomorrow") if timeless else _("tomorrow {time}").format(time=clock(local.timetz())), "neutral")
    if days < NEAR:
        return Step(_("{weekday}, {kind}").format(weekday=_weekday(local.weekday()), kind=kind_word(kind)), "neutral")
    return Step(short_date(local.date(), today), "neutral")


def _late(kind: str, days: int) -> str:
    word = kind_word(kind)
    if days == 0:
        return _("{kind} overdue").format(kind=word)
    if days == 1:
        return _("{kind} yesterday").format(kind=word)
    return _("{kind}, {days} d. late").format(kind=word, days=days)


def _weekday(number: int) -> str:
    short = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return short[number]
