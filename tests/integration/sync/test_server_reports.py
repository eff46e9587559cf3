"""Reports over the server's database: typed columns, whose it is, nothing that was withdrawn; on each kind of database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from sync.protocol.messages import ACCESS, Cell, Op
from sync.server.sql_storage import SqlStorage
from tests.helpers.firm import Firm, Laptop


def rows(storage: SqlStorage, view: str) -> list[dict[str, Any]]:
    with storage.engine.connect() as connection:
        return [
            dict(row) for row in connection.execute(sa.text(f"SELECT * FROM report_{view} ORDER BY seq")).mappings()
        ]


def a_call(laptop: Laptop, contact: str, **fields: Any) -> None:
    said = {"kind": "call", "contact_id": contact, "owner_id": laptop.user, **fields}
    laptop.send(laptop.op("history", uuid4().hex, said, parents=(contact,)))


def test_calls_of_each_salesperson_are_counted_by_name(firm: Firm, storage: SqlStorage) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg = anna.add("contact", last="Щукин", owner_id=anna.user)
    moment = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    for laptop, count in ((anna, 2), (boris, 1)):
        for _n in range(count):
            a_call(laptop, oleg, start_at=int(moment.timestamp() * 1000), duration=15, done=1)

    with storage.engine.connect() as connection:
        found = connection.execute(
            sa.text(
                "SELECT h.owner, count(*) AS calls, sum(h.duration) AS minutes FROM report_history h"
                " JOIN report_contact c ON c.id = h.contact_id WHERE h.kind = 'call' GROUP BY h.owner ORDER BY h.owner"
            )
        ).all()

    assert [(row.owner, row.calls, int(row.minutes)) for row in found] == [("Anna", 2, 30), ("Boris", 1, 15)]
    (first, *_others) = rows(storage, "history")
    assert first["start_at"] in {moment, "2026-11-20T09:30:00Z"}
    assert bool(first["done"])


def test_amounts_are_numbers_and_what_was_never_said_is_as_usual(firm: Firm, storage: SqlStorage) -> None:
    anna = firm.person("Anna")
    oleg = anna.add("contact", first="Олег")
    anna.add("opportunity", oleg, name="Насосы", contact_id=oleg, amount=12_345_600, probability=40)
    anna.add("offer", oleg, number="Q-1", contact_id=oleg, total=1_000_000)

    (deal,), (offer,), (contact,) = (rows(storage, view) for view in ("opportunity", "offer", "contact"))

    assert (Decimal(str(deal["amount"])), int(deal["probability"])) == (Decimal("1234.56"), 40)
    assert Decimal(str(offer["total"])) == 100
    assert (contact["last"], bool(contact["do_not_call"]), contact["owner"]) == ("", False, "")


def test_what_is_in_the_bin_or_withdrawn_is_in_no_report_and_what_is_limited_is(
    firm: Firm, storage: SqlStorage
) -> None:
    anna = firm.person("Anna")
    anna.add("company", name="ООО Здесь", access="limited", owner_id=anna.user)
    binned, hidden = anna.add("company", name="ООО Корзина"), anna.add("company", name="ООО Тайна", access="public")
    anna.edit("company", binned, anna.pull()[1], removed_at=5)
    anna.send(Op("company", hidden, {ACCESS: Cell("private", anna.pull()[1], 1 << 60)}, withdrawn=True))

    assert [(row["name"], row["owner"]) for row in rows(storage, "company")] == [("ООО Здесь", "Anna")]


def test_a_report_does_not_fail_of_what_is_no_number_and_no_moment(firm: Firm, storage: SqlStorage) -> None:
    anna = firm.person("Anna")
    anna.add("activity", start_at="вчера", duration="много", regarding="Звонок")
    anna.add("activity", start_at=9 * 10**17, completed_at=-5, timeless=True)

    first, second = rows(storage, "activity")

    assert (first["start_at"], first["regarding"]) == (None, "Звонок")
    assert (second["start_at"], second["completed_at"], bool(second["timeless"])) == (None, None, True)
