"""What happened with somebody, newest first: history, notes, offers and files of a person or of a whole firm.

A page ends with everything of its last moment, however long that makes it: whoever goes on from that moment misses
nothing. Row numbers are found first, by one index each; only what is shown is read.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking
from app.formatting import file_size, long_date, money
from app.records.participants import people_of_talks
from app.records.pick_lists import labels
from app.views.contacts import TimelineEntry
from models.column_types import from_millis, to_millis
from models.nouns import TABLES
from resources.i18n import _

_OTHERS = {
    "note": ("note", "noted_at"),
    "offer": ("offer", "coalesce(sent_at, created_at)"),
    "file": ("attachment", "created_at"),
}
_END = 1 << 62
_PEOPLE = "SELECT id FROM contact WHERE company_id = ? AND removed_at IS NULL"
# Shared with others: a meeting of several people stands in the past of each of them.
_TOOK_PART = (
    "FROM history_contact p CROSS JOIN history h ON h.id = p.history_id"
    " WHERE p.removed_at IS NULL AND h.removed_at IS NULL AND p.contact_id"
)

_Found = tuple[int, int, str]  # moment, row number, source


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a timeline: kinds ("note", "offer", "file", "system" or a kind of history), before when, how much."""

    kinds: Collection[str] = ()
    system: bool = False
    before: datetime | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and whom it happened with."""

    entry: TimelineEntry
    contact_id: UUID | None


def timeline_rows(
    asking: Asking, owner: Literal["contact_id", "company_id"], record_id: UUID, stretch: Stretch
) -> list[Row]:
    """A stretch of the timeline of a contact, or of a company with all its people."""
    wanted = set(stretch.kinds)
    found: set[_Found] = set()
    end = _END if stretch.before is None else to_millis(stretch.before)
    if not wanted or wanted - set(_OTHERS):
        found |= _talks(asking, owner, record_id, stretch, end)
    for source in _OTHERS:
        if not wanted or source in wanted:
            found |= _others(asking, source, owner, record_id, (end, stretch.limit))
    newest = sorted(found, reverse=True)
    if len(newest) > stretch.limit:
        last = newest[stretch.limit - 1][0]
        newest = [one for one in newest if one[0] >= last]
    return _read(asking, newest)


def _talks(asking: Asking, owner: str, record_id: UUID, stretch: Stretch, end: int) -> set[_Found]:
    """History, one's own and what one took part in.

    A firm's own rows come by time; its people are asked only for the time those rows cover.
    """
    which, values = _which(set(stretch.kinds), system=stretch.system)
    own = f"FROM history h WHERE h.{owner} = ? AND h.removed_at IS NULL AND {which}"
    key = record_id.bytes
    rows = _newest(asking, own, "h.start_at", (key, *values), (end, stretch.limit))
    if owner == "contact_id":
        took_part = f"{_TOOK_PART} = ? AND {which}"
        rows |= _newest(asking, took_part, "h.start_at", (key, *values), (end, stretch.limit))
    else:
        since = min(at for at, _rid in rows) if len(rows) >= stretch.limit else 0
        people = (
            "FROM contact c CROSS JOIN history h ON h.contact_id = c.id WHERE c.company_id = ?"
            f" AND c.removed_at IS NULL AND h.removed_at IS NULL AND h.start_at >= ? AND {which}"
        )
        rows |= _newest(asking, people, "h.start_at", (key, since, *values), (end, stretch.limit))
        came = f"{_TOOK_PART} IN ({_PEOPLE}) AND h.start_at >= ? AND {which}"
        rows |= _newest(asking, came, "h.start_at", (key, since, *values), (end, stretch.limit))
    return {(at, rid, "history") for at, rid in rows}


def _which(wanted: set[str], *, system: bool) -> tuple[str, tuple[str, ...]]:
    """The condition that picks the kinds asked for; the program's own rows are one kind, "system"."""
    if not wanted:
        return ("1", ()) if system else ("h.system = 0", ())
    kinds = tuple(sorted(wanted - set(_OTHERS) - {"system"}))
    chosen = f"h.system = 0 AND h.kind IN ({', '.join('?' * len(kinds))})"
    return (f"(h.system = 1 OR {chosen})" if "system" in wanted else f"({chosen})"), kinds


def _others(asking: Asking, source: str, owner: str, record_id: UUID, window: tuple[int, int]) -> set[_Found]:
    table, at = _OTHERS[source]
    values: tuple[object, ...] = (record_id.bytes,)
    whose = f"{owner} = ?"
    if owner == "company_id":
        whose, values = f"(company_id = ? OR contact_id IN ({_PEOPLE}))", values * 2
    rows = _newest(asking, f"FROM {table} h WHERE {whose} AND removed_at IS NULL", at, values, window)
    return {(moment, rid, source) for moment, rid in rows}


def _newest(
    asking: Asking, source: str, at: str, values: tuple[object, ...], window: tuple[int, int]
) -> set[tuple[int, int]]:
    """Moments and row numbers before an end, the newest of a source, with all of the last moment."""
    end, limit = window
    page = f"SELECT {at}, h.rid {source} AND {at} < ? ORDER BY 1 DESC, 2 DESC LIMIT ?"
    rows = [(int(str(one)), int(str(rid))) for one, rid in asking.raw.execute(page, (*values, end, limit))]
    found = set(rows)
    if rows and len(rows) == limit:
        same = f"SELECT {at}, h.rid {source} AND {at} = ?"
        found |= {(int(str(one)), int(str(rid))) for one, rid in asking.raw.execute(same, (*values, rows[-1][0]))}
    return found


def _read(asking: Asking, found: Sequence[_Found]) -> list[Row]:
    words = _Words(asking)
    by_place: dict[tuple[str, int], Row] = {}
    people = people_of_talks(asking, [rid for _at, rid, source in found if source == "history"])
    for source, table in (("history", "history"), *((name, table) for name, (table, _at) in _OTHERS.items())):
        rids = [rid for _at, rid, kind in found if kind == source]
        if rids:
            statement = sa.select(TABLES[table]).where(TABLES[table].c.rid.in_(rids))
            for row in asking.connection.execute(statement):
                entry = words.entry(source, row)
                others = people.get(row.rid, ()) if source == "history" else ()
                by_place[source, row.rid] = Row(replace(entry, people=others) if others else entry, row.contact_id)
    return [by_place[source, rid] for _at, rid, source in found]


class _Words:
    """The words of pick lists, read once a page."""

    def __init__(self, asking: Asking) -> None:
        self._kinds = labels(asking.connection, "activity_kind")
        self._results = labels(asking.connection, "result")
        self._statuses = labels(asking.connection, "offer_status")

    def entry(self, source: str, row: Any) -> TimelineEntry:
        """What is shown of a row."""
        if source == "note":
            return TimelineEntry(row.id, "note", _("Note"), row.text, row.noted_at, 0, system=False)
        if source == "file":
            return TimelineEntry(row.id, "file", row.name, file_size(row.size), row.created_at, 0, system=False)
        if source == "offer":
            return self._offer(row)
        at = row.start_at or from_millis(0)
        return TimelineEntry(row.id, row.kind, self._title(row), _text(row), at, row.duration, row.system)

    def _title(self, row: Any) -> str:
        if row.system:
            return _(row.regarding) if row.field else str(row.regarding)
        parts = [self._kinds.get(row.kind, row.kind), self._results.get(row.result, row.result).lower()]
        return " · ".join(part for part in parts if part)

    def _offer(self, row: Any) -> TimelineEntry:
        title = _("{number}, version {version}").format(number=row.number, version=row.version)
        title = f"{title} · {self._statuses.get(row.status, row.status).lower()}"
        text = money(row.total, row.currency) if row.total is not None else ""
        if row.valid_through:
            until = _("valid through {day}").format(day=long_date(row.valid_through))
            text = ", ".join(part for part in (text, until) if part)
        return TimelineEntry(row.id, "offer", title, text, row.sent_at or row.created_at, 0, system=False)


def _text(row: Any) -> str:
    if row.system or not row.regarding:
        return str(row.details)
    return "\n".join(part for part in (row.regarding, row.details) if part)
