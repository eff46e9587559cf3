"""What a laptop asks a server for, on every kind of database alike."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from sync.protocol.messages import MOST_BYTES_PULLED, Hello, NumbersWanted
from sync.protocol.problems import MalformedError, NotSignedInError, RevokedError, UnknownError
from sync.protocol.segments import read_segment
from sync.server import administration, first_sync
from sync.server.storage import Account
from tests.helpers.firm import FIRM, Firm


def test_pages_hold_everything_once_and_in_order(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    made = [anna.add("contact", last=f"No {n}") for n in range(23)]

    for limit in (1, 2, 7, 23, 100):
        cursor, pages = 0, []
        while True:
            page = boris.hub.changes(cursor, limit, ())
            pages.append([row.id for row in page.rows])
            cursor = page.cursor
            if not page.more:
                break
        assert [each for page in pages for each in page] == made
        assert max(map(len, pages)) <= limit
        assert cursor == 23


def test_ranges_the_laptop_states_it_has_are_left_out(firm: Firm) -> None:
    anna = firm.person("Anna")
    made = [anna.add("contact", last=f"No {n}") for n in range(6)]

    page = anna.hub.changes(0, 100, ((2, 3), (5, 5)))

    assert [row.id for row in page.rows] == [made[0], made[3], made[5]]
    assert page.cursor == 6


def test_a_page_is_no_larger_than_it_may_be(firm: Firm) -> None:
    anna = firm.person("Anna")
    for _each in range(4):
        anna.add("note", text="x" * (MOST_BYTES_PULLED // 5))

    page = anna.hub.changes(0, 100, ())

    assert 0 < len(page.rows) < 4
    assert page.more
    assert anna.hub.changes(page.cursor, 100, ()).rows


def test_a_record_edited_while_it_was_paged_over_comes_again(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    first, second = anna.add("contact", last="One"), anna.add("contact", last="Two")
    page = boris.hub.changes(0, 1, ())
    anna.edit("contact", first, 1, last="One and a half")

    rest, _cursor = boris.pull(page.cursor)

    assert set(rest) == {first, second}
    assert rest[first].fields == {"last": "One and a half"}


def test_a_first_sync_in_parts_holds_everything_visible(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_sync, "MOST_ROWS", 3)
    anna, boris = firm.person("Anna"), firm.person("Boris")
    hidden = anna.add("contact", last="Hers", access="limited", owner_id=anna.user)
    contacts = [anna.add("contact", last=f"No {n}") for n in range(7)]
    talks = [anna.add("history", contacts[0], contact_id=contacts[0], regarding=f"Talk {n}") for n in range(4)]
    company = anna.add("company", name="Vector")

    snapshot = boris.hub.snapshot()
    anna.edit("contact", contacts[1], 99, last="Changed since")
    found = [list(read_segment(boris.hub.segment(snapshot.id, each.number))) for each in snapshot.segments]

    kinds = [each.kind for each in snapshot.segments]
    assert kinds == ["company", "contact", "contact", "contact", "history", "history"]
    assert [each.rows for each in snapshot.segments] == [1, 3, 3, 1, 3, 1]
    ids = {row.id for part in found for row in part}
    assert ids == {company, *contacts, *talks} - {contacts[1]}
    assert set(boris.pull(snapshot.as_of)[0]) == {contacts[1]}
    assert hidden not in ids


def test_the_parts_of_a_first_sync_are_for_who_began_it(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    anna.add("contact", last="Petrova")
    snapshot = anna.hub.snapshot()

    for name, number in ((snapshot.id, 0), (snapshot.id, 1), ("other", 0)):
        with pytest.raises(UnknownError):
            boris.hub.segment(name, number)
    with pytest.raises(UnknownError):
        anna.hub.segment(snapshot.id, 1)


def test_parts_built_for_one_serve_another_until_a_record_in_them_is_hidden(firm: Firm, tmp_path: Path) -> None:
    anna, boris, vera = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    for laptop in (anna, boris, vera):
        laptop.hub._parts = first_sync.PartCache(tmp_path / "parts")
    shown = anna.add("contact", last="Petrova", access="public", owner_id=anna.user)
    hers = anna.add("contact", last="Hers", access="limited", owner_id=anna.user)

    def first_syncs() -> list[set[str]]:
        """What a first sync of each of the three holds."""
        found = []
        for laptop in (anna, boris, vera):
            snapshot = laptop.hub.snapshot()
            parts = [laptop.hub.segment(snapshot.id, each.number) for each in snapshot.segments]
            found.append({row.id for part in parts for row in read_segment(part)})
        return found

    assert first_syncs() == [{shown, hers}, {shown}, {shown, hers}]
    assert len(list((tmp_path / "parts").rglob("*.gz"))) == 1
    begun = boris.hub.snapshot()
    anna.edit("contact", shown, 1, access="limited")
    assert list(read_segment(boris.hub.segment(begun.id, 0))) == []
    assert first_syncs()[1] == set()
    assert set(vera.pull(begun.as_of)[0]) == {shown}


def test_no_offer_number_is_given_twice(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    seller = uuid4().hex

    given = [
        laptop.hub.reserve_numbers(NumbersWanted(seller, "2026", taken, 10))
        for laptop, taken in ((anna, 0), (boris, 4), (anna, 10), (boris, 57))
    ]

    assert [(each.first, each.last) for each in given] == [(1, 10), (11, 20), (21, 30), (58, 67)]
    assert anna.hub.reserve_numbers(NumbersWanted(seller, "2027", 0, 1)).first == 1
    with pytest.raises(MalformedError):
        anna.hub.reserve_numbers(NumbersWanted(seller, "2026", 0, 100_000))


def test_a_round_begins_with_how_things_stand(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris", "lead")
    anna.add("contact", last="Petrova")
    anna.add("contact", last="Hers", access="limited", owner_id=anna.user)

    welcome = anna.hub.hello(anna.hello())

    assert (welcome.status, welcome.head, welcome.last_batch, welcome.rows) == ("ok", 2, 2, 2)
    assert (welcome.user_name, welcome.role, welcome.access_rev) == ("Anna", "salesperson", 1)
    assert boris.hub.hello(boris.hello()).rows == 2


def test_a_workspace_older_than_its_device_is_told_that_it_is_a_copy(firm: Firm) -> None:
    anna = firm.person("Anna")
    anna.add("contact", last="Petrova")

    assert anna.hub.hello(anna.hello(last_batch=0)).status == "cloned"
    first = anna.hub.caller.device
    anna.hub.new_device()
    assert anna.hub.caller.device != first
    assert anna.hub.hello(anna.hello(last_batch=0)).status == "ok"


def test_a_server_put_back_from_a_backup_begins_another_life(firm: Firm) -> None:
    anna = firm.person("Anna")
    anna.add("contact", last="Petrova")
    before = anna.hub.hello(anna.hello())

    epoch = administration.server_restored(firm.storage, FIRM)

    after = anna.hub.hello(anna.hello(epoch=before.epoch))
    assert (after.status, after.epoch, after.head) == ("rolled_back", epoch, before.head + 1_000_000)
    assert anna.hub.hello(anna.hello(epoch=epoch)).status == "ok"
    contact = anna.add("contact", last="Later")
    row = anna.sees(contact)
    assert row is not None
    assert row.seq == after.head + 1


def test_what_lies_in_a_backup_is_told(firm: Firm) -> None:
    anna = firm.person("Anna")
    anna.add("contact", last="Petrova")

    administration.backup_taken(firm.storage, FIRM, 99)

    assert anna.hub.hello(anna.hello()).durable == 1


def test_another_role_is_another_view(firm: Firm) -> None:
    anna = firm.person("Anna")

    administration.set_role(firm.storage, FIRM, anna.user, "lead")

    assert anna.hub.hello(anna.hello()).access_rev == 2


def test_whoever_was_shut_out_begins_no_round(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    administration.dismiss(firm.storage, FIRM, anna.user, firm.clock())

    with pytest.raises(RevokedError):
        anna.hub.hello(anna.hello())
    boris.hub.caller = replace(boris.hub.caller, device="unknown")
    with pytest.raises(NotSignedInError):
        boris.hub.hello(boris.hello())


def test_an_old_client_is_told_and_may_still_push(firm: Firm) -> None:
    anna = firm.person("Anna")

    assert anna.hub.hello(Hello(0, "0.1", "", 0, 0, 0)).status == "upgrade"
    assert anna.sees(anna.add("contact", last="Petrova")) is not None


def test_firms_do_not_see_each_other(firm: Firm) -> None:
    anna = firm.person("Anna")
    contact = anna.add("contact", last="Petrova")
    administration.add_organisation(firm.storage, 2, "Other", firm.clock())
    administration.add_account(firm.storage, 2, Account(anna.user, "Anna", "lead", 1), firm.clock())

    anna.hub.caller = replace(anna.hub.caller, organisation=2, role="lead")

    assert anna.hub.rows((contact,)) == ()
    assert anna.hub.changes(0, 10, ()).rows == ()
    assert anna.hub.digest() == ()
    with pytest.raises(NotSignedInError):
        anna.hub.hello(anna.hello())
