"""What was withdrawn leaves no trace: not in the file of the workspace, its log, its folder of files."""

import contextlib
import signal
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import apsw
import pytest

from app.services.contacts import edit_contact
from app.services.history import log_call
from app.views.contacts import ContactId
from models.store.transaction import Raw
from sync.client import kept
from sync.protocol.problems import MalformedError
from sync.protocol.wire import packed
from tests.helpers.builders import a_contact, a_note, a_phone, put
from tests.helpers.first_release import ROOT
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql, value_of
from tests.helpers.sync_scouring import filling
from tests.helpers.two_laptops import a_pair, exchange

CANARIES = (
    "Zxqvканарейкин", "Wkjfнасосы", "Yqzpпросилцену", "Xvwgзаметка", "7770001119", "Jqxkпрозвище", "Vzqfочередное",
)  # fmt: skip


def traces(folder: Path, canaries: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which of these lie in which file, as typed or as the index folds them; copies for the person himself are his."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and "backups" not in path.parts:
            content = path.read_bytes()
            for canary in canaries:
                forms = {canary, canary.casefold(), canary.lower()}
                if any(form.encode() in content for form in forms):
                    found.append((path.name, canary))
    return found


def sent_before(raw: Raw) -> list[bytes]:
    """The batches that are kept for a server that is put back; in the file they are packed."""
    return [kept.body_of(raw, number) for number in kept.numbers(raw)]


def test_no_byte_of_what_was_withdrawn_is_left_in_the_folder(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Zxqvканарейкин", "Пётр", interest="Wkjfнасосы")
    stays = a_contact("Вера", "Остаётся")
    put(anna.workspace, client, stays, a_phone(client, "+77770001119"), a_note(client, "Xvwgзаметка"))
    anna.workspace.do(log_call, ContactId(client.id), result="reached", text="Yqzpпросилцену").result()
    exchange(anna, boris)
    boris.workspace.do(edit_contact, ContactId(client.id), {"nickname": "Jqxkпрозвище"}).result()
    boris.workspace.do(edit_contact, ContactId(client.id), {"nickname": "Vzqfочередное"}).result()
    boris.workspace.undo().result()
    boris.workspace.redo().result()
    exchange(boris, anna)
    assert b"Vzqf" in b"".join(boris.door.ask(sent_before))
    assert {canary for _name, canary in traces(boris.folder, CANARIES)} >= {"Zxqvканарейкин", "Vzqfочередное"}

    run_sql(anna.workspace, ("UPDATE contact SET access = 'private' WHERE id = ?", (client.id.bytes,)))
    exchange(anna, boris)

    assert traces(boris.folder, CANARIES) == []
    assert b"Vzqf" not in b"".join(boris.door.ask(sent_before))
    assert out_of_step(boris.workspace) == []
    assert boris.workspace.check().result().problems == []
    assert boris.rows("SELECT first FROM contact") == [("Вера",)]


def test_a_file_only_a_withdrawn_record_named_is_removed_and_others_stay(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    secret, shared = b"Zxqv secret drawing" * 50, b"a price list for everybody" * 50
    client, other = a_contact("Олег"), a_contact("Вера")
    for laptop in (anna, boris):
        for content in (secret, shared):
            laptop.workspace.files.put(content)
    secret_hash, shared_hash = (anna.workspace.files.put(content) for content in (secret, shared))
    client.photo_hash, other.photo_hash = secret_hash, shared_hash
    second = a_contact("Ещё", photo_hash=shared_hash)
    put(anna.workspace, client, other, second)
    exchange(anna, boris)

    run_sql(anna.workspace, "UPDATE contact SET access = 'private' WHERE first IN ('Олег', 'Вера')")
    exchange(anna, boris)

    assert boris.workspace.files.get(secret_hash) is None
    assert boris.workspace.files.get(shared_hash) == shared
    assert anna.workspace.files.get(secret_hash) == secret


def test_traces_are_removed_by_the_next_round_where_the_first_one_was_cut_short(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Zxqvканарейкин")
    put(anna.workspace, client)
    exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'private'")
    anna.sync()
    honest, boris.door.scour = boris.door.scour, _pulled_plug  # type: ignore[method-assign]

    with contextlib.suppress(KeyboardInterrupt):
        boris.sync()
    boris.door.scour = honest  # type: ignore[method-assign]
    boris.sync()

    assert traces(boris.folder, CANARIES) == []
    assert value_of(boris.workspace, "SELECT count(*) FROM sync_state WHERE key = 'scour'") == 0


def _pulled_plug() -> bool:
    raise KeyboardInterrupt


def test_only_batches_that_name_what_was_withdrawn_are_opened(office: Office, tmp_path: Path) -> None:
    _anna, boris = a_pair(office, tmp_path)
    secret, stays = a_contact("Zxqvканарейкин"), a_contact("Вера")
    for person in (stays, secret):
        put(boris.workspace, person)
        boris.sync()
    first, second = boris.door.ask(kept.numbers)[-2:]
    boris.door.fill(partial(broken, number=first))

    boris.door.fill(lambda raw: kept.forget(raw, [secret.id.bytes]))

    assert boris.door.ask(kept.numbers)[-1] == first < second
    assert not boris.door.ask(partial(opens, number=first))


def test_a_batch_that_was_kept_before_it_said_what_is_in_it_is_looked_through(office: Office, tmp_path: Path) -> None:
    _anna, boris = a_pair(office, tmp_path)
    secret, stays = a_contact("Zxqvканарейкин"), a_contact("Вера")
    put(boris.workspace, stays, secret)
    boris.sync()
    number = boris.door.ask(kept.numbers)[-1]
    body = boris.door.ask(partial(kept.body_of, number=number))
    boris.door.fill(partial(holding, number=number, content=packed(body)))

    boris.door.fill(lambda raw: kept.forget(raw, [secret.id.bytes]))

    left = boris.door.ask(partial(kept.body_of, number=number))
    assert stays.id.hex.encode() in left
    assert secret.id.hex.encode() not in left


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_what_a_program_killed_in_the_middle_of_it_leaves_is_cleared_by_the_next_start(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_contact("Zxqvканарейкин", "Пётр", about="Wkjfнасосы " * 2_000))
    exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'private'")
    anna.sync()
    boris.door.scour = _pulled_plug  # type: ignore[method-assign]
    with contextlib.suppress(KeyboardInterrupt):
        boris.sync()
    boris.close()
    program = [sys.executable, "-m", "tests.helpers.sync_scouring", str(boris.folder)]

    killed = subprocess.run(program, cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert tables_of_zeros(boris.folder) == 1
    again = Laptop(office, boris.folder, boris.user_id, boris.line.hub.caller.device, boris.clock)
    assert not again.door.fill(filling)
    again.sync()
    assert traces(again.folder, CANARIES) == []
    assert value_of(again.workspace, "SELECT count(*) FROM sync_state WHERE key = 'scour'") == 0
    assert again.workspace.check().result().problems == []


def test_while_somebody_reads_an_older_state_the_traces_are_known_and_go_with_a_later_round(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_contact("Zxqvканарейкин"))
    exchange(anna, boris)
    run_sql(anna.workspace, "UPDATE contact SET access = 'private'")
    anna.sync()

    with closing(apsw.Connection(str(boris.folder / "vizitka.db"))) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM contact").fetchall() == [(1,)]
        boris.sync()
        known = value_of(boris.workspace, "SELECT count(*) FROM sync_state WHERE key = 'scour'")
    boris.sync()

    assert known == 1
    assert traces(boris.folder, CANARIES) == []
    assert value_of(boris.workspace, "SELECT count(*) FROM sync_state WHERE key = 'scour'") == 0


def tables_of_zeros(folder: Path) -> int:
    with closing(apsw.Connection(str(folder / "vizitka.db"))) as raw:
        ((count,),) = raw.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'scouring'")
    return int(str(count))


def opens(raw: Raw, number: int) -> bool:
    try:
        return bool(kept.body_of(raw, number))
    except MalformedError:
        return False


def broken(raw: Raw, number: int) -> None:
    """What is packed in a batch cannot be opened any more; what is said of it in front still stands."""
    ((content,),) = raw.execute("SELECT body FROM sync_outbox WHERE number = ?", (number,)).fetchall()
    assert isinstance(content, bytes)
    holding(raw, number, content[:-9] + bytes(9))


def holding(raw: Raw, number: int, content: bytes) -> None:
    raw.execute("UPDATE sync_outbox SET body = ? WHERE number = ?", (content, number))
