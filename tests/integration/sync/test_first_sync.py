"""A first sync of a large base: people early, the rest behind them; killed anywhere, with somebody at work meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.services.records import edit_record
from app.services.search import find
from models.channel import Address
from models.kinds import Kind, Ref
from sync.client import state
from sync.client.round import Ways
from sync.protocol.problems import UnknownError, UnreachableError
from tests.helpers.builders import a_call, a_company, a_contact, a_note, a_phone, a_tag, a_tagging, put
from tests.helpers.clock import NOON
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step, value_of
from tests.helpers.sync_content import content_of
from tests.helpers.two_laptops import a_pair, edit, exchange


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.client.round.SNAPSHOT_FROM", 1)
    monkeypatch.setattr("sync.server.first_sync.MOST_ROWS", 3)
    monkeypatch.setattr("sync.client.listing._WORDS_AT_ONCE", 2)
    monkeypatch.setattr("sync.client.listing._LISTED_AT_ONCE", 2)


class _PulledPlugError(BaseException):
    """The end of everything."""


def an_office_at_work(office: Office, folder: Path) -> tuple[Laptop, Laptop]:
    """One laptop whose office has everything, one that comes later. A later company is the parent of the first."""
    anna, boris = a_pair(office, folder)
    tag, parent = a_tag("клиент"), a_company("Холдинг")
    first = a_company("Вектор", parent_id=parent.id)
    first.id, parent.id = sorted((first.id, parent.id))
    first.parent_id = parent.id
    people = [a_contact(f"Олег{n}", "Щукин", company_id=first.id) for n in range(4)]
    put(anna.workspace, tag, parent)
    put(anna.workspace, first)
    put(anna.workspace, *people, *(a_phone(each, f"+7913123450{n}") for n, each in enumerate(people)))
    put(anna.workspace, *(a_tagging(each, tag) for each in people))
    put(anna.workspace, *(Address(contact_id=each.id, city="Томск") for each in people))
    put(anna.workspace, *(a_note(each, "пьёт чай") for each in people))
    put(anna.workspace, *(a_call(each, NOON, details="просил цены") for each in people))
    anna.sync()
    return anna, boris


def interrupted(laptop: Laptop, at: int) -> None:
    """A round whose program is killed before its `at`th bookkeeping transaction."""
    honest, left = laptop.door.fill, iter(range(at))

    def fill(work: Callable[[Any], Any]) -> Any:
        if next(left, None) is None:
            raise _PulledPlugError
        return honest(work)

    laptop.door.fill = fill  # type: ignore[method-assign]
    try:
        laptop.sync()
    finally:
        laptop.door.fill = honest  # type: ignore[method-assign]


def test_killed_anywhere_and_worked_in_meanwhile_it_ends_like_the_others(office: Office, tmp_path: Path) -> None:
    anna, boris = an_office_at_work(office, tmp_path)
    kills = 0
    while True:
        try:
            interrupted(boris, 2 + 2 * kills)  # every life is longer than the one before
        except _PulledPlugError:
            kills += 1
        else:
            break
        (mine,) = put(boris.workspace, a_contact(f"Свой{kills}"))
        edit(boris, mine, job_title="Инженер")
        for (record_id,) in boris.rows("SELECT id FROM note LIMIT 1"):
            note = Ref(Kind.NOTE, UUID(bytes=record_id))
            boris.workspace.do(edit_record, note, {"text": f"правка {kills}"}).result()

    exchange(anna, boris, anna)

    assert kills > 5
    assert out_of_step(boris.workspace) == []
    assert content_of(boris) == content_of(anna)
    assert value_of(boris.workspace, "SELECT count(*) FROM contact") == 4 + kills


def test_people_are_listed_and_found_before_the_rest_has_come(office: Office, tmp_path: Path) -> None:
    _anna, boris = an_office_at_work(office, tmp_path)
    told, honest = [], boris.door.tell

    def tell() -> None:
        honest()
        found = [len(boris.workspace.ask(find, words).result()) for words in ("щукин томск клиент", "9131234502")]
        told.append((found, value_of(boris.workspace, "SELECT count(*) FROM contact_summary"), notes(boris)))

    boris.door.tell = tell  # type: ignore[method-assign]
    boris.sync()

    assert told == [([0, 0], 4, 0), ([4, 1], 4, 0), ([4, 1], 4, 4)]
    assert out_of_step(boris.workspace) == []


def test_a_server_that_has_let_go_of_it_leaves_what_came_found_and_the_next_round_begins_anew(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = an_office_at_work(office, tmp_path)
    honest, parts = boris.line.hub.segment, iter(range(9))

    def segment(snapshot: str, number: int) -> bytes:
        if next(parts, None) is None:
            raise UnknownError
        return honest(snapshot, number)

    boris.line.hub.segment = segment  # type: ignore[method-assign]
    with pytest.raises(UnreachableError):
        boris.sync()
    boris.line.hub.segment = honest  # type: ignore[method-assign]
    came = value_of(boris.workspace, "SELECT count(*) FROM contact")

    assert came
    assert out_of_step(boris.workspace) == []
    assert boris.door.ask(lambda raw: state.get(raw, state.SNAPSHOT)) == ""

    boris.sync(Ways())

    assert content_of(boris) == content_of(anna)
    assert out_of_step(boris.workspace) == []


def notes(laptop: Laptop) -> int:
    found: int = value_of(laptop.workspace, "SELECT count(*) FROM note")
    return found
