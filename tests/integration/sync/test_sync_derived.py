"""What the program keeps beside what people gave is, after an exchange, what an edit made here would have left."""

import random
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.command import Command
from app.records.reading_anew import sum_up, with_new_lines
from app.services import contacts, custom_fields, syncing
from sync.client import applying
from tests.helpers.builders import a_contact, a_phone, an_offer, an_offer_line, put
from tests.helpers.office import Laptop, Office
from tests.helpers.random_changes import KINDS, WORDS, Step, change, furnish
from tests.helpers.raw_sql import out_of_step, run_sql
from tests.helpers.two_laptops import a_pair, exchange

_PEOPLE = """SELECT c.id, s.sort_key, s.company_name, s.company_key, s.last_reach_at, s.last_attempt_at, s.last_meeting_at,
s.last_letter_at, s.last_email_at, s.last_touch_at, s.touch_due_at, s.last_result, s.next_at
FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid ORDER BY c.id"""
_FIRMS = "SELECT c.id, s.sort_key, s.people, s.last_touch_at FROM company_summary s JOIN company c ON c.rid = s.company_rid ORDER BY c.id"
_READ = "SELECT value, normal, extension FROM channel"


@pytest.mark.parametrize("seed", range(3))
def test_lists_and_index_are_the_same_on_the_laptop_that_edits_and_the_one_that_receives(
    office: Office, tmp_path: Path, seed: int
) -> None:
    anna, boris = a_pair(office, tmp_path, ("lead", "lead"))
    furnish(anna.workspace)
    dice = random.Random(seed)
    for number in range(60):
        change(anna.workspace, Step(dice.choice(KINDS), dice.randrange(8), dice.randrange(8), dice.choice(WORDS)))
        if number % 7 == 0:
            exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'public'", "UPDATE company SET access = 'public'")
    exchange(anna, boris, anna, boris)

    for query in (_PEOPLE, _FIRMS):
        assert boris.rows(query) == anna.rows(query)
    assert len(boris.rows(_PEOPLE)) > 1
    assert out_of_step(boris.workspace) == []
    assert out_of_step(anna.workspace) == []


def two_phones(office: Office, tmp_path: Path) -> tuple[Laptop, Laptop, UUID]:
    """One phone, edited apart: Boris writes it differently, and later; Anna wrote another number."""
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Олег")
    phone = a_phone(client, "+7 913 123-45-67")
    put(anna.workspace, client, phone)
    exchange(anna, boris)
    number = phone.id
    anna.workspace.do(contacts.edit_channel, number, {"value": "+7 495 765-43-21"}).result()
    boris.clock.go_on(seconds=60)
    boris.workspace.do(contacts.edit_channel, number, {"value": "8 (913) 123 45 67"}).result()
    return anna, boris, number


@pytest.mark.parametrize("first", ["anna", "boris"])
def test_a_number_and_what_is_read_from_it_stay_together(office: Office, tmp_path: Path, first: str) -> None:
    anna, boris, _number = two_phones(office, tmp_path)

    exchange(*((anna, boris, anna) if first == "anna" else (boris, anna, boris)))

    for laptop in (anna, boris):
        assert laptop.rows(_READ) == [("8 (913) 123 45 67", "+79131234567", "")]
    assert [each.field for each in anna.workspace.ask(syncing.open_conflicts).result()] == ["value"]


def test_what_comes_never_parts_an_unsent_number_from_its_reading(office: Office, tmp_path: Path) -> None:
    anna, boris, _number = two_phones(office, tmp_path)
    anna.sync()
    boris.line.fault = lambda verb: "lost request" if verb == "push" else "ok"
    page = boris.hub.changes(0, 500, ())

    boris.door.write("received", lambda tx: applying.apply(tx.raw, page.rows))

    assert boris.rows(_READ) == [("8 (913) 123 45 67", "+79131234567", "")]


def test_choosing_the_other_number_reads_it_anew(office: Office, tmp_path: Path) -> None:
    anna, boris, _number = two_phones(office, tmp_path)
    exchange(anna, boris, anna)
    (conflict,) = anna.workspace.ask(syncing.open_conflicts).result()

    anna.workspace.do(syncing.resolve, conflict.id, "mine").result()
    exchange(anna, boris)

    for laptop in (anna, boris):
        assert laptop.rows(_READ) == [("+7 495 765-43-21", "+74957654321", "")]


def test_two_people_s_lines_of_one_offer_are_summed_up(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Олег")
    offer = an_offer(client, currency="RUB", status="draft", vat_mode="none")
    put(anna.workspace, client, offer)
    exchange(anna, boris)
    for laptop, price in ((anna, 100), (boris, 40)):
        put(laptop.workspace, an_offer_line(offer.id, quantity=Decimal(1), price=Decimal(price)))
        laptop.workspace.do(_SUM, [offer.id]).result()
    ((cursor,),) = boris.rows("SELECT value FROM sync_state WHERE key = 'cursor'")
    exchange(anna, boris)
    assert boris.rows("SELECT total FROM offer") != [(1_400_000,)]

    told: list[UUID] = boris.door.ask(lambda raw: with_new_lines(raw, int(cursor)))
    boris.door.write("sum", lambda tx: sum_up(tx, told), "upkeep")
    exchange(boris, anna)

    assert told == [offer.id]
    assert boris.rows("SELECT total FROM offer") == anna.rows("SELECT total FROM offer") == [(1_400_000,)]


_SUM: Command[Any, Any] = Command("sum", sum_up)


def test_a_field_of_ones_own_filled_in_on_two_laptops_is_one_value(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    field = anna.workspace.do(custom_fields.define_field, "contact", "Размер", "text").result()
    exchange(anna, boris)
    for laptop, size in ((anna, "M"), (boris, "L")):
        laptop.clock.go_on(seconds=60)
        laptop.workspace.do(custom_fields.set_value, field, client, size).result()
    boris.clock.go_on(seconds=60)

    exchange(anna, boris, anna)

    assert [
        len(laptop.rows("SELECT value FROM custom_value WHERE removed_at IS NULL")) for laptop in (anna, boris)
    ] == [1, 1]
    assert anna.rows("SELECT value FROM custom_value") == boris.rows("SELECT value FROM custom_value")
    assert [each.field for each in anna.workspace.ask(syncing.open_conflicts).result()] == ["value"]
