"""When a repeating call or meeting happens: rules over wall time in a zone, with exceptions, answered for a window.

A weekly call at 10:00 stays at 10:00 when the clocks change. RFC 5545, 3.3.10 would drop an occurrence whose wall time does
not exist that day; here it happens an hour later (see `wall_time`), because a reminder is never lost.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import groupby
from operator import attrgetter

from models.rules.recurrence_days import END_OF_TIME, last_counted, wall_times
from models.rules.recurrence_rule import Rule, format_rule, parse_rule, refused
from models.rules.wall_time import to_utc, to_wall, zone_of
from resources.i18n import _

__all__ = [
    "Occurrence",
    "Rule",
    "first_wall",
    "format_rule",
    "last_wall",
    "next_after",
    "occurrences_between",
    "parse_rule",
    "split_at",
    "to_utc",
    "to_wall",
    "zone_of",
]

HORIZON = timedelta(days=365 * 50)  # how far `next_after` looks

_NOTHING: Mapping[datetime, datetime] = {}
_SLACK = timedelta(days=1, hours=1)  # a zone may jump over a whole day (Samoa, 2011)


def occurrences_between(
    rule: Rule | str,
    start_wall: datetime,
    zone: str,
    after: datetime,
    before: datetime,
    *,
    exdates: Collection[datetime] = (),
    changed: Mapping[datetime, datetime] = _NOTHING,
) -> Iterator["Occurrence"]:
    """The occurrences at or after one aware moment and before another, in order, found without walking from the start.

    `exdates` holds the original wall times that were cancelled; `changed` maps an original wall time to its new one, which
    counts by where it lies now, even moved into the window from outside.
    """
    rule = _rule(rule)
    _naive(start_wall)
    cancelled = frozenset(exdates)
    moved = _moved(changed, cancelled, zone, after, before)
    lower = to_wall(after, zone) - _SLACK
    upper = min(to_wall(before, zone) + _SLACK, last_wall(rule, start_wall, zone) or END_OF_TIME)
    walls = wall_times(rule, start_wall, lower, upper)
    regular = _at_moments(rule, (wall for wall in walls if wall not in cancelled and wall not in changed), zone)
    window = (one for one in regular if after <= one.utc < before)
    return merge(window, moved, key=attrgetter("utc")) if moved else window


def next_after(
    rule: Rule | str,
    start_wall: datetime,
    zone: str,
    moment: datetime,
    *,
    exdates: Collection[datetime] = (),
    changed: Mapping[datetime, datetime] = _NOTHING,
) -> "Occurrence | None":
    """The first occurrence later than an aware moment; None where the series is over (or none comes in 50 years)."""
    after = max(moment.astimezone(UTC), to_utc(start_wall, zone) - HORIZON / 50) + timedelta(microseconds=1)
    return next(
        occurrences_between(rule, start_wall, zone, after, after + HORIZON, exdates=exdates, changed=changed), None
    )


def first_wall(rule: Rule | str, start_wall: datetime) -> datetime | None:
    """The first time the rule names from a start on: where a start that does not fit its own rule is moved to."""
    return next(wall_times(_rule(rule), start_wall, start_wall, start_wall + HORIZON), None)


def last_wall(rule: Rule | str, start_wall: datetime, zone: str) -> datetime | None:
    """The wall time after which the rule names nothing more; None for a series without an end."""
    rule = _rule(rule)
    if rule.count is not None:
        return last_counted(rule, start_wall) or start_wall - timedelta(seconds=1)
    if isinstance(rule.until, datetime):
        return rule.until if rule.until.tzinfo is None else to_wall(rule.until, zone)
    return None if rule.until is None else _end_of(rule.until)


def split_at(rule: Rule | str, start_wall: datetime, zone: str, at: datetime) -> tuple[Rule | None, Rule]:
    """Cut a series for “this and following”: the rule up to the occurrence at wall time `at`, and the one from it on.

    The first is None where `at` is the first occurrence. The second starts at `at` and keeps what was left of a COUNT.
    """
    rule = _rule(rule)
    end = last_wall(rule, start_wall, zone) or END_OF_TIME
    if at > end or at not in wall_times(rule, start_wall, at, at):
        raise refused(_("The series has no occurrence at this time."))
    earlier = sum(1 for _wall in wall_times(rule, start_wall, start_wall, at)) - 1 if rule.count else 0
    later = replace(rule, count=rule.count - earlier) if rule.count else rule
    if next(wall_times(rule, start_wall, start_wall, at)) == at:
        return None, later
    return replace(rule, count=None, until=at - timedelta(seconds=1)), later


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series: `original` names it for ever (RECURRENCE-ID), `wall` and `utc` say when it is now."""

    original: datetime
    wall: datetime
    utc: datetime

    @property
    def changed(self) -> bool:
        """Whether it was moved away from its place in the series."""
        return self.wall != self.original


def _rule(rule: Rule | str) -> Rule:
    return parse_rule(rule) if isinstance(rule, str) else rule


def _naive(wall: datetime) -> None:
    if wall.tzinfo is not None:
        raise ValueError("a series starts at a naive wall time")


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _moved(
    changed: Mapping[datetime, datetime], cancelled: Collection[datetime], zone: str, after: datetime, before: datetime
) -> list[Occurrence]:
    moved = [Occurrence(old, new, to_utc(new, zone)) for old, new in changed.items() if old not in cancelled]
    return sorted((one for one in moved if after <= one.utc < before), key=attrgetter("utc"))


def _at_moments(rule: Rule, walls: Iterable[datetime], zone: str) -> Iterator[Occurrence]:
    there = zone_of(zone)
    occurrences = (Occurrence(wall, wall, wall.replace(tzinfo=there, fold=0).astimezone(UTC)) for wall in walls)
    if not (rule.hours or rule.minutes or rule.seconds):
        yield from occurrences
        return
    # Several a day: on a day the clocks change, a time moved out of the gap may come after the next one.
    for _day, group in groupby(occurrences, key=lambda one: one.wall.date()):
        yield from sorted(group, key=attrgetter("utc"))
