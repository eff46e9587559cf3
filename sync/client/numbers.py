"""Ranges of offer numbers that are this laptop's alone, asked for before they run out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from models.ids import new_id_bytes
from models.rules.numbering import DEFAULT_PATTERN, RANGE_SIZE, NumberRange, numbers_left, parse_pattern, read_counter
from models.store.transaction import Raw, Tx
from sync.client.cells import blob, whole
from sync.client.door import Door
from sync.protocol.hub import Hub
from sync.protocol.messages import NumbersGiven, NumbersWanted

FEW = 10  # left of the ranges: time to ask for more
_DECEMBER = 12
ShortCode = Callable[[str], str]  # what a seller's own numbers call him


@dataclass(frozen=True, slots=True)
class Need:
    """A range to ask for."""

    seller: bytes
    scope: str
    taken: int


def top_up(door: Door, hub: Hub, name: str, short_code: ShortCode) -> int:
    """Ask for what is needed. Returns how many ranges came."""
    needs = door.ask(lambda raw: needed(raw, today(door), short_code))
    for need in needs:
        given = hub.reserve_numbers(NumbersWanted(need.seller.hex(), need.scope, need.taken, RANGE_SIZE))
        door.write(name, partial(_keep, need=need, given=given), "upkeep")
    return len(needs)


def today(door: Door) -> date:
    """The day it is, in UTC."""
    return datetime.fromtimestamp(door.now_ms() / 1000, UTC).date()


def needed(raw: Raw, today: date, short_code: ShortCode) -> list[Need]:
    """The sellers and years whose numbers are about to run out; next year's are asked for in December."""
    found = []
    days = [today, date(today.year + 1, 1, 1)] if today.month == _DECEMBER else [today]
    sellers = raw.execute("SELECT id, name, number_pattern FROM seller WHERE removed_at IS NULL").fetchall()
    for seller, name, pattern in sellers:
        text = str(pattern) or DEFAULT_PATTERN
        for day in days if parse_pattern(text).yearly else days[:1]:
            scope = str(day.year) if parse_pattern(text).yearly else ""
            taken = _taken(raw, blob(seller), text, day, short_code(str(name)))
            if numbers_left(taken, _ranges(raw, blob(seller), scope)) < FEW:
                found.append(Need(blob(seller), scope, max(taken, default=0)))
    return found


def left(raw: Raw, today: date, short_code: ShortCode) -> list[tuple[str, int]]:
    """Each seller's name with how many numbers of this year's ranges are left; those without a range are not told."""
    found = []
    for seller, name, pattern in raw.execute(
        "SELECT id, name, number_pattern FROM seller WHERE removed_at IS NULL ORDER BY name, rid"
    ).fetchall():
        text = str(pattern) or DEFAULT_PATTERN
        ranges = _ranges(raw, blob(seller), str(today.year) if parse_pattern(text).yearly else "")
        if ranges:
            found.append(
                (str(name), numbers_left(_taken(raw, blob(seller), text, today, short_code(str(name))), ranges))
            )
    return found


def _taken(raw: Raw, seller: bytes, pattern: str, day: date, code: str) -> set[int]:
    numbers = raw.execute(
        "SELECT DISTINCT number FROM offer WHERE seller_id = ? AND number <> ''", (seller,)
    ).fetchall()
    return {counter for (number,) in numbers if (counter := read_counter(pattern, str(number), day, code))}


def _ranges(raw: Raw, seller: bytes, scope: str) -> list[NumberRange]:
    rows = raw.execute(
        "SELECT reserved_from, reserved_through FROM number_counter"
        " WHERE seller_id = ? AND scope = ? AND removed_at IS NULL AND reserved_through > 0",
        (seller, scope),
    ).fetchall()
    return [NumberRange(whole(first), whole(last)) for first, last in rows]


def _keep(tx: Tx, need: Need, given: NumbersGiven) -> None:
    fresh = (given.first, given.last, need.seller, need.scope)
    free = "WHERE seller_id = ?3 AND scope = ?4 AND removed_at IS NULL AND reserved_through = 0"
    tx.raw.execute(f"UPDATE number_counter SET reserved_from = ?1, reserved_through = ?2 {free}", fresh)
    if not tx.raw.changes():
        tx.raw.execute(
            "INSERT INTO number_counter(id, reserved_from, reserved_through, seller_id, scope) VALUES(?, ?, ?, ?, ?)",
            (new_id_bytes(), *fresh),
        )
