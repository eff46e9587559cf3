"""Who sees what: private records, withdrawn ones, hand-over, and a server that shows too little."""

from pathlib import Path
from uuid import UUID

import pytest

from app.services import syncing
from models.store.journal import _unpacked
from sync.client.round import SmallerServerError, Ways
from sync.server import administration
from tests.helpers.builders import a_company, a_contact, a_note, a_phone, put
from tests.helpers.office import FIRM, Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql, value_of
from tests.helpers.two_laptops import a_pair, edit, exchange


def test_what_is_private_is_in_no_request(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_company("ООО Открытое"))
    secret = a_contact("канарейка-имя", access="private")
    put(anna.workspace, secret, a_phone(secret, "+70001112233"), a_note(secret, "канарейка-заметка"))
    run_sql(anna.workspace, "UPDATE contact SET interest = 'канарейка-интерес'")

    waiting = anna.workspace.ask(syncing.what_will_be_sent).result()
    exchange(anna, boris)

    told = "".join(repr(values) for _verb, values in anna.line.said)
    sent = b"".join(values[1] for verb, values in anna.line.said if verb == "push").decode()
    assert (waiting.counts, waiting.private) == ({"company": 1}, 3)
    assert "Открытое" in sent
    for canary in ("канарейка", "0001112233"):
        assert canary not in sent
        assert canary not in told
    assert boris.rows("SELECT first FROM contact") == []


def test_what_becomes_private_leaves_every_other_laptop_without_a_trace(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Канарейкин", "Пётр")
    put(anna.workspace, client, a_phone(client), a_note(client, "любит канареек"))
    exchange(anna, boris)
    run_sql(boris.workspace, "UPDATE contact SET nickname = 'канарейка'")
    exchange(boris, anna)

    run_sql(anna.workspace, "UPDATE contact SET access = 'private'")
    exchange(anna, boris)

    assert [boris.rows(f"SELECT * FROM {table}") for table in ("contact", "channel", "note")] == [[], [], []]
    assert anna.rows("SELECT first FROM contact") == [("Канарейкин",)]
    assert out_of_step(boris.workspace) == []
    assert client.id.bytes not in journal_of(boris)

    run_sql(anna.workspace, "UPDATE contact SET access = 'public'")
    exchange(anna, boris)

    assert boris.rows("SELECT first, nickname FROM contact") == [("Канарейкин", "канарейка")]
    assert boris.rows("SELECT text FROM note") == [("любит канареек",)]


def test_an_edit_of_what_was_withdrawn_meanwhile_is_kept_for_its_owner(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег", owner_id=UUID(anna.user_id)))
    exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'private'")
    anna.sync()
    edit(boris, client, interest="насосы")

    exchange(boris, anna)

    assert boris.rows("SELECT * FROM contact") == []
    (conflict,) = anna.workspace.ask(syncing.open_conflicts).result()
    assert (conflict.what, conflict.theirs) == ("withdrawn", "Interest: насосы")


def test_records_that_are_handed_over_change_laptops(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Олег", owner_id=UUID(anna.user_id), access="limited")
    put(anna.workspace, client, a_phone(client))
    exchange(anna, boris)
    assert boris.rows("SELECT * FROM contact") == []

    administration.hand_over(office.storage, FIRM, anna.user_id, boris.user_id, office.now())
    exchange(anna, boris)

    assert (anna.rows("SELECT * FROM contact"), anna.rows("SELECT * FROM channel")) == ([], [])
    assert (len(boris.rows("SELECT * FROM contact")), len(boris.rows("SELECT * FROM channel"))) == (1, 1)


def test_a_foreign_record_cannot_be_hidden_from_its_owner_and_what_was_tried_is_shown(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_contact("Олег", owner_id=UUID(anna.user_id)))
    exchange(anna, boris)
    run_sql(boris.workspace, "UPDATE contact SET access = 'limited', interest = 'насосы'")

    report = boris.sync()
    anna.sync()

    assert report.refused == 1
    assert boris.rows("SELECT access, interest FROM contact") == [("public", "насосы")]
    assert anna.rows("SELECT access, interest FROM contact") == [("public", "насосы")]
    (refused,) = boris.workspace.ask(syncing.refused_values).result()
    assert (refused.title, refused.label, refused.value, refused.reason) == (
        "Олег",
        "Who sees it",
        "limited",
        "not-owner",
    )


def test_a_server_that_shows_far_less_stops_the_round_until_somebody_says_it_is_right(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    owner = UUID(anna.user_id)
    put(anna.workspace, *(a_contact(f"Клиент {n}", owner_id=owner) for n in range(60)))
    exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'limited'")
    anna.sync()

    with pytest.raises(SmallerServerError, match="60 records fewer"):
        boris.sync()
    assert value_of(boris.workspace, "SELECT count(*) FROM contact") == 60
    assert list((boris.folder / "backups").iterdir())

    boris.sync(Ways(smaller_is_right=True))

    assert value_of(boris.workspace, "SELECT count(*) FROM contact") == 0


def journal_of(laptop: Laptop) -> bytes:
    """Everything the journal keeps."""
    contents = laptop.rows("SELECT changeset FROM journal UNION ALL SELECT taken_back FROM journal")
    return b"".join(_unpacked(row[0]) for row in contents if row[0])


def test_a_phone_moved_to_a_private_contact_is_gone_for_everybody_else_and_comes_back_with_him(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    client, secret = a_contact("Олег"), a_contact("Тайный", access="private")
    phone = a_phone(client)
    put(anna.workspace, client, secret, phone)
    exchange(anna, boris)
    run_sql(anna.workspace, ("UPDATE channel SET contact_id = ?, label = 'личный'", (secret.id.bytes,)))
    exchange(anna, boris)

    assert boris.rows("SELECT removed_at IS NULL, label FROM channel") == [(0, "")]
    assert anna.rows("SELECT removed_at, label FROM channel") == [(None, "личный")]

    run_sql(anna.workspace, "UPDATE contact SET access = 'public'")
    exchange(anna, boris)

    assert boris.rows("SELECT removed_at, label, contact_id FROM channel") == [(None, "личный", secret.id.bytes)]
