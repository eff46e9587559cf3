"""Numbers given to offers: the smallest one free, with the counter of the seller and year kept beside.

What is in the file says which numbers are taken, the counter only how far the seller has come: so neither undoing an
older offer nor a counter that went back can ever give one number twice. A draft in the recycle bin holds no number: who
gets it next takes it from the draft, and taking that back returns it.
"""

from datetime import date

import sqlalchemy as sa

from app.command import Tx
from models.offer import NumberCounter, Offer, SellerEntity
from models.rules.numbering import (
    DEFAULT_PATTERN,
    NumberRange,
    next_number,
    parse_pattern,
    read_counter,
    scope_of,
)


def give_number(tx: Tx, seller: SellerEntity, day: date) -> str:
    """The next number of a seller for a paper of that day."""
    pattern, code = seller.number_pattern or DEFAULT_PATTERN, short_code(seller.name)
    held, left_in_bin = _numbers(tx, seller, pattern, day)
    scope = scope_of(pattern, day, code)
    counters = _counters(tx, seller, str(scope.year or ""))
    ranges = [NumberRange(one.reserved_from, one.reserved_through) for one in counters if one.reserved_through] or None
    given = next_number(pattern, held, day, seller=code, ranges=ranges)
    for offer in left_in_bin.get(given.counter, ()):
        offer.number = ""
    counters[0].last = max(counters[0].last, given.counter)
    tx.flush()
    return given.text


def sent_by_another(tx: Tx, offer: Offer) -> bool:
    """Whether a paper of another chain left the house under this number; only a careful undo can bring that about."""
    if offer.previous_id is not None:
        return False
    twins = sa.select(sa.func.count()).where(
        Offer.seller_id == offer.seller_id, Offer.number == offer.number, Offer.id != offer.id,
        Offer.previous_id.is_(None), Offer.sent_at.is_not(None),
    )  # fmt: skip
    return bool(tx.connection.execute(twins).scalar_one())


def short_code(name: str) -> str:
    """What a pattern's {seller} prints: the initials of a firm's name, the beginning of a single word."""
    words = [word for word in "".join(char if char.isalnum() else " " for char in name).split() if word]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else "".join(words)[:3].upper()


def _numbers(tx: Tx, seller: SellerEntity, pattern: str, day: date) -> tuple[set[int], dict[int, list[Offer]]]:
    """The counters held for good, and the removed drafts that would give theirs up."""
    parse_pattern(pattern)
    code = short_code(seller.name)
    held: set[int] = set()
    left: dict[int, list[Offer]] = {}
    rows = tx.connection.execute(
        sa.select(Offer.id, Offer.number, Offer.removed_at, Offer.sent_at, Offer.status).where(
            Offer.seller_id == seller.id, Offer.number != ""
        )
    ).all()
    for row in rows:
        counter = read_counter(pattern, row.number, day, code)
        if counter is None:
            continue
        if row.removed_at is None or row.sent_at is not None or row.status != "draft":
            held.add(counter)
        else:
            left.setdefault(counter, []).append(tx.session.scalars(sa.select(Offer).where(Offer.id == row.id)).one())
    return held, left


def _counters(tx: Tx, seller: SellerEntity, scope: str) -> list[NumberCounter]:
    """The counters of a scope: one, and one more for each further range the office has reserved for this computer."""
    statement = sa.select(NumberCounter).where(
        NumberCounter.seller_id == seller.id, NumberCounter.scope == scope, NumberCounter.removed_at.is_(None)
    )
    found = list(tx.session.scalars(statement.order_by(NumberCounter.rid)))
    return found or [tx.add(NumberCounter(seller_id=seller.id, scope=scope))]
