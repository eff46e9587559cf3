"""Two people, two laptops, one office: what they live through, told through the services they use."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from app.services import contacts, history, syncing
from app.services.search import find
from app.views.contacts import ContactId
from sync.client.round import StoppedError, Ways
from sync.server import administration
from tests.helpers.builders import a_contact, a_note, a_phone, put
from tests.helpers.office import FIRM, Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql, value_of
from tests.helpers.two_laptops import a_pair, edit, exchange


def test_a_client_typed_on_one_laptop_is_found_on_the_other(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    anna.workspace.do(
        contacts.add_contact,
        {"last": "Ёлкина", "company": "ООО «Ромашка»", "tags": "vip"},
        [("phone", "work", "+79131234567")],
    ).result()

    exchange(anna, boris)

    assert [hit.title for hit in boris.workspace.ask(find, "елкина").result() if hit.kind == "contact"] == ["Ёлкина"]
    assert boris.workspace.ask(find, "1234567").result()
    assert out_of_step(boris.workspace) == []


def test_two_people_edit_one_client_and_one_of_them_reviews_it(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег", job_title="Инженер"))
    exchange(anna, boris)
    edit(anna, client, job_title="Директор", department="Сбыт")
    anna.clock.go_on(minutes=1)
    boris.clock.go_on(minutes=2)
    edit(boris, client, job_title="Закупщик")
    exchange(anna, boris, anna)

    (conflict,) = anna.workspace.ask(syncing.open_conflicts).result()

    assert (conflict.title, conflict.label, conflict.before) == ("Олег", "Job title", "Инженер")
    assert (conflict.mine, conflict.theirs, conflict.mine_stands) == ("Директор", "Закупщик", False)
    assert boris.rows("SELECT department FROM contact") == [("Сбыт",)]

    anna.workspace.do(syncing.resolve, conflict.id[-6:], "mine").result()
    exchange(anna, boris)

    assert boris.rows("SELECT job_title FROM contact") == [("Директор",)]
    assert boris.workspace.ask(syncing.open_conflicts).result() == ()

    anna.workspace.undo().result()
    exchange(anna, boris)

    assert boris.rows("SELECT job_title FROM contact") == [("Закупщик",)]
    assert len(boris.workspace.ask(syncing.open_conflicts).result()) == 1


def test_a_third_value_may_stand_and_one_answer_may_do_for_a_whole_record(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    edit(anna, client, job_title="A", department="A", interest="A")
    boris.clock.go_on(minutes=2)
    edit(boris, client, job_title="B", department="B", interest="B")
    exchange(anna, boris, anna)
    one = next(each for each in anna.workspace.ask(syncing.open_conflicts).result() if each.field == "interest")

    anna.workspace.do(syncing.resolve_with, one.id, "C").result()
    other = anna.workspace.ask(syncing.open_conflicts).result()[0]
    done = anna.workspace.do(syncing.resolve, other.id, "mine", whole_record=True).result()
    exchange(anna, boris)

    assert done == 2
    assert boris.rows("SELECT job_title, department, interest FROM contact") == [("A", "A", "C")]


def test_one_removes_what_the_other_edits_and_the_record_lives(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    anna.workspace.do(contacts.remove_contact, ContactId(client)).result()
    edit(boris, client, job_title="Закупщик")

    exchange(boris, anna, boris)

    for laptop in (anna, boris):
        assert laptop.rows("SELECT removed_at, job_title FROM contact") == [(None, "Закупщик")]
    (conflict,) = anna.workspace.ask(syncing.open_conflicts).result()
    assert (conflict.what, conflict.label) == ("removed", "Removed")
    assert len(boris.workspace.ask(syncing.open_conflicts).result()) == 1

    anna.workspace.do(syncing.resolve, conflict.id, "mine").result()
    exchange(anna, boris)

    assert value_of(boris.workspace, "SELECT removed_at IS NOT NULL FROM contact") == 1


def test_a_laptop_restored_from_a_backup_gets_back_what_it_had_sent_and_keeps_what_it_types_now(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    anna.close()
    shutil.copytree(anna.folder, tmp_path / "backup")
    anna = again(anna)
    edit(anna, client, job_title="Директор")
    exchange(anna, boris)
    edit(boris, client, interest="насосы")
    exchange(boris)
    anna.close()
    shutil.rmtree(anna.folder)
    shutil.copytree(tmp_path / "backup", anna.folder)
    anna = again(anna)
    edit(anna, client, department="Сбыт")

    exchange(anna, boris, anna)

    for laptop in (anna, boris):
        assert laptop.rows("SELECT job_title, department, interest FROM contact") == [("Директор", "Сбыт", "насосы")]
    assert anna.line.hub.caller.device != anna.device  # it goes on as another one


def test_a_year_offline_is_one_round(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    for month in range(12):
        boris.clock.go_on(days=30)
        office.clock.go_on(days=30)
        edit(boris, client, interest=f"месяц {month}")
        boris.workspace.do(history.write_note, ContactId(client), f"Заметка {month}").result()
        edit(anna, client, job_title=f"Должность {month}")
        anna.sync()

    report = boris.sync()
    anna.sync()

    assert report.sent == 13
    assert anna.rows("SELECT interest, job_title FROM contact") == [("месяц 11", "Должность 11")]
    assert value_of(anna.workspace, "SELECT count(*) FROM note") == 12
    assert anna.workspace.ask(syncing.open_conflicts).result() == ()


def test_a_clock_ten_years_wrong_loses_nothing_and_is_told_of(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    boris.clock.go_on(days=3650)
    (client,) = put(boris.workspace, a_contact("Олег", job_title="старое"))
    report = boris.sync()
    anna.sync()
    edit(anna, client, job_title="новое")

    exchange(anna, boris)

    assert boris.rows("SELECT job_title FROM contact") == [("новое",)]
    assert report.clock_off_ms == 3650 * 24 * 3600 * 1000


def test_a_server_put_back_to_an_older_state_gets_again_what_it_lost(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    office.close()
    shutil.copyfile(office.folder / "server.db", tmp_path / "server.bak")
    office.reopen()
    edit(anna, client, interest="насосы")
    exchange(anna, boris)
    (later,) = put(boris.workspace, a_contact("Пётр"))
    exchange(boris)
    office.close()
    shutil.copyfile(tmp_path / "server.bak", office.folder / "server.db")
    office.reopen()
    administration.server_restored(office.storage, FIRM)

    for _turn in range(2):
        for laptop in (anna, boris):
            laptop.sync(Ways(smaller_is_right=True))

    for laptop in (anna, boris):
        assert laptop.rows("SELECT first, interest FROM contact ORDER BY id") == [("Олег", "насосы"), ("Пётр", "")]
        assert laptop.rows("SELECT * FROM conflict") == []
    assert later != client


def test_what_was_sent_with_something_since_withdrawn_is_still_sent_again_to_a_server_put_back(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    carol = Laptop.joined(office, tmp_path / "carol", office.add_person("Carol"))
    secret, shared = put(anna.workspace, a_contact("Олег"), a_contact("Пётр"))
    exchange(anna, boris, carol)
    office.close()
    shutil.copyfile(office.folder / "server.db", tmp_path / "server.bak")
    office.reopen()
    edit(boris, secret, nickname="Лис")
    edit(boris, shared, interest="насосы")
    exchange(boris, anna)
    run_sql(anna.workspace, ("UPDATE contact SET access = 'private' WHERE id = ?", (secret.bytes,)))
    exchange(anna, boris)
    office.close()
    shutil.copyfile(tmp_path / "server.bak", office.folder / "server.db")
    office.reopen()
    administration.server_restored(office.storage, FIRM)
    edit(carol, shared, interest="чай")
    carol.sync(Ways(smaller_is_right=True))

    boris.sync(Ways(smaller_is_right=True))

    values = boris.rows("SELECT interest FROM contact WHERE id = ?", shared.bytes)
    values += boris.rows("SELECT lost_value FROM conflict")
    assert {"насосы", "чай"} <= {each.strip('"') for (each,) in values}


def test_a_round_interrupted_anywhere_goes_on(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, *(a_contact(f"Клиент {n}") for n in range(7)))
    anna.sync(Ways(rows=2))
    stopped = 0
    for stop_at in range(1, 30):
        steps = iter(range(stop_at))
        try:
            boris.sync(Ways(page=2, at_once=2, stopped=partial(_ended, steps)))
        except StoppedError:
            stopped += 1

    assert stopped > 5

    assert value_of(boris.workspace, "SELECT count(*) FROM contact") == 7


def test_a_person_made_on_two_laptops_is_suggested_and_made_one_with_all_that_hangs_on_it(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    one, two = a_contact("Олег", "Щукин"), a_contact("О.", "Щукин", job_title="Инженер")
    put(anna.workspace, one, a_phone(one))
    put(boris.workspace, two, a_phone(two), a_note(two, "любит чай"))
    exchange(anna, boris, anna)

    (suggested,) = anna.workspace.ask(syncing.suggested_merges).result()
    anna.workspace.do(syncing.merge_contacts, suggested.kept, suggested.other).result()
    boris.workspace.do(history.write_note, ContactId(two.id), "поздняя заметка").result()
    exchange(anna, boris, anna)

    for laptop in (anna, boris):
        assert laptop.rows("SELECT first, last, job_title FROM contact WHERE removed_at IS NULL") == [
            ("Олег", "Щукин", "Инженер")
        ]
        assert laptop.rows("SELECT count(*) FROM channel WHERE removed_at IS NULL") == [(1,)]
        assert value_of(laptop.workspace, "SELECT count(*) FROM note WHERE contact_id = ?", suggested.kept.bytes) == 2

    assert anna.workspace.undo().result().kept == []


def test_an_idle_round_is_one_question(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris, anna, boris)
    before = len(boris.line.said)

    boris.sync()

    assert [verb for verb, _values in boris.line.said[before:]] == ["hello"]


def again(laptop: Laptop) -> Laptop:
    """The laptop, started again."""
    return Laptop(laptop.office, laptop.folder, laptop.user_id, laptop.device, laptop.clock)


def _ended(steps: Iterator[int]) -> bool:
    return next(steps, None) is None
