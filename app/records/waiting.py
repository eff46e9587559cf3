"""Who and what waits for us: promises, offers that run out, deals nobody moves, people not spoken to, birthdays.

Each answers with the first few and how many there are.
"""

import json
from calendar import isleap
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.command import Asking
from app.views.contacts import CompanyId, ContactId
from app.views.today import Birthday, ExpiringOffer, NeglectedContact, StalledDeal, TodayPromise
from models.column_types import from_millis, to_millis
from models.rules.partial_date import age, parse_partial
from models.rules.person_names import PersonName, full_name
from models.store import arrays

PROMISE_DAYS = 14  # promises due so soon are shown beside the late ones
OFFER_DAYS = 7
BIRTHDAY_DAYS = 7
_LEAP_DAY_EVE = "02-28"
_LEAP_DAY = "02-29"
_NAME = "c.prefix, c.first, c.middle, c.last, c.suffix"

_PROMISES = f"""
SELECT p.id, p.mine, p.text, p.due_on, c.id, c.gender, {_NAME}, f.name, count(*) OVER ()
FROM promise p LEFT JOIN contact c ON c.id = p.contact_id
LEFT JOIN company f ON f.id = coalesce(p.company_id, c.company_id) AND f.removed_at IS NULL
WHERE p.kept_at IS NULL AND p.removed_at IS NULL AND p.due_on <= ? AND (p.contact_id IS NULL OR c.removed_at IS NULL)
ORDER BY p.due_on, p.rid LIMIT ?
"""  # noqa: S608 - a constant
_OFFERS = f"""
SELECT o.id, o.number, o.version, o.valid_through, o.total, o.currency, c.id, {_NAME}, f.id, f.name, count(*) OVER ()
FROM offer o LEFT JOIN contact c ON c.id = o.contact_id AND c.removed_at IS NULL
LEFT JOIN company f ON f.id = coalesce(o.company_id, c.company_id) AND f.removed_at IS NULL
WHERE o.status IN ('sent', 'discussed') AND o.valid_through BETWEEN ? AND ? AND o.removed_at IS NULL
ORDER BY o.valid_through, o.rid LIMIT ?
"""  # noqa: S608 - a constant
_DEALS = f"""
SELECT o.id, o.name, o.amount, o.currency, o.stage_since, s.name, c.id, {_NAME}, f.id, f.name, count(*) OVER ()
FROM opportunity o LEFT JOIN contact c ON c.id = o.contact_id AND c.removed_at IS NULL
LEFT JOIN company f ON f.id = coalesce(o.company_id, c.company_id) AND f.removed_at IS NULL
LEFT JOIN stage s ON s.id = o.stage_id
WHERE o.status = 'open' AND o.archived = 0 AND o.removed_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM activity a WHERE a.opportunity_id = o.id AND a.completed_at IS NULL AND a.removed_at IS NULL)
ORDER BY o.amount DESC NULLS LAST, o.rid LIMIT ?
"""  # noqa: S608 - a constant
_NEGLECTED = f"""
SELECT c.id, {_NAME}, s.company_name, c.keep_in_touch_days, s.last_touch_at
FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid
WHERE s.touch_due_at <= ? ORDER BY s.touch_due_at, s.contact_rid LIMIT ?
"""  # noqa: S608 - a constant
_BORN = """
SELECT c.rid, substr(c.birthday, -5), c.favourite, s.sort_key FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid
WHERE substr(c.birthday, -5) IN (SELECT value FROM json_each(?)) AND c.birthday <> ''
"""
_PEOPLE = f"""
SELECT c.rid, c.id, c.birthday, c.favourite, {_NAME}, s.company_name FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid
WHERE c.rid IN (SELECT value FROM carray(?))
"""  # noqa: S608 - a constant


def promises(asking: Asking, day: date, most: int) -> tuple[tuple[TodayPromise, ...], int]:
    """Open promises of both sides that are late or due within two weeks."""
    last = (day + timedelta(days=PROMISE_DAYS)).isoformat()
    rows = asking.raw.execute(_PROMISES, (last, most)).fetchall()
    found = tuple(
        TodayPromise(
            _key(row[0]), bool(row[1]), str(row[2]), due := date.fromisoformat(str(row[3])), due < day, _person(row[4]),
            _name(row[6:11]), str(row[5] or ""), str(row[11] or ""),
        )
        for row in rows
    )  # fmt: skip
    return found, _total(rows)


def expiring(asking: Asking, day: date, most: int) -> tuple[tuple[ExpiringOffer, ...], int]:
    """Offers that wait for an answer and run out within a week."""
    last = (day + timedelta(days=OFFER_DAYS)).isoformat()
    rows = asking.raw.execute(_OFFERS, (day.isoformat(), last, most)).fetchall()
    found = tuple(
        ExpiringOffer(
            _key(row[0]), str(row[1]), int(str(row[2])), _person(row[6]), _name(row[7:12]), _firm(row[12]),
            str(row[13] or ""), until := date.fromisoformat(str(row[3])), (until - day).days, _money(row[4]), str(row[5]),
        )
        for row in rows
    )  # fmt: skip
    return found, _total(rows)


def stalled(asking: Asking, most: int) -> tuple[tuple[StalledDeal, ...], int]:
    """Open deals with nothing planned, the largest first."""
    rows = asking.raw.execute(_DEALS, (most,)).fetchall()
    found = tuple(
        StalledDeal(
            _key(row[0]), str(row[1]), _firm(row[12]), str(row[13] or ""), _person(row[6]), _name(row[7:12]),
            _money(row[2]), str(row[3]), str(row[5] or ""), _days_since(asking, row[4]) or 0,
        )
        for row in rows
    )  # fmt: skip
    return found, _total(rows)


def neglected(asking: Asking, most: int) -> tuple[tuple[NeglectedContact, ...], int]:
    """People whose keep-in-touch rhythm has passed since the last touch, the longest waiting first."""
    now = to_millis(asking.now)
    found = tuple(
        NeglectedContact(
            ContactId(_key(row[0])), _name(row[1:6]) or str(row[6]), str(row[6]), int(row[7]),
            _days_since(asking, row[8]), None if row[8] is None else from_millis(row[8]),
        )
        for row in asking.raw.execute(_NEGLECTED, (now, most))
    )  # fmt: skip
    count = "SELECT count(*) FROM contact_summary WHERE touch_due_at <= ?"
    ((total,),) = asking.raw.execute(count, (now,)).fetchall()
    return found, int(str(total))


def birthdays(asking: Asking, day: date, most: int) -> tuple[tuple[Birthday, ...], int]:
    """Birthdays of the coming week, today's first, favourites before others of their day."""
    coming = (day + timedelta(days=ahead) for ahead in range(BIRTHDAY_DAYS + 1))
    days = {each.isoformat()[5:]: each for each in coming}
    if _LEAP_DAY_EVE in days and not isleap(days[_LEAP_DAY_EVE].year):
        days[_LEAP_DAY] = days[_LEAP_DAY_EVE]  # those born on 29 February are greeted on the 28th in a common year
    born: list[Any] = asking.raw.execute(_BORN, (json.dumps(list(days)),)).fetchall()
    born.sort(key=lambda row: (days[row[1]], not row[2], row[3], row[0]))
    rids = [row[0] for row in born[:most]]
    people = {row[0]: row for row in asking.raw.execute(_PEOPLE, (arrays.integers(rids),))}
    found = (_birthday(people[rid], days[born[place][1]], day) for place, rid in enumerate(rids))
    return tuple(found), len(born)


def _birthday(row: Any, on: date, day: date) -> Birthday:
    _rid, key, birthday, favourite, *name, company = row
    return Birthday(
        ContactId(_key(key)), _name(name) or str(company), str(company), on, (on - day).days,
        age(parse_partial(str(birthday)), on), bool(favourite),
    )  # fmt: skip


def _days_since(asking: Asking, millis: Any) -> int | None:
    return None if millis is None else (asking.now - _at(millis)).days


def _at(millis: Any) -> datetime:
    return from_millis(int(millis))


def _money(scaled: Any) -> Decimal:
    return Decimal(int(scaled or 0)).scaleb(-4)


def _total(rows: Sequence[Any]) -> int:
    return int(str(rows[0][-1])) if rows else 0


def _name(parts: Sequence[Any]) -> str:
    return full_name(PersonName(*(str(part or "") for part in parts)))


def _key(value: Any) -> UUID:
    return UUID(bytes=value)


def _person(value: Any) -> ContactId | None:
    return ContactId(UUID(bytes=value)) if value else None


def _firm(value: Any) -> CompanyId | None:
    return CompanyId(UUID(bytes=value)) if value else None
