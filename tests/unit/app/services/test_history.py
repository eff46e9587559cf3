"""What happened: logged, noted, promised, and read back as one timeline."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.contacts import edit_contact, remove_contact
from app.services.history import add_promise, edit_history, keep_promise, log, log_call, timeline, write_note
from app.services.offers import new_offer
from app.views.contacts import ContactId, TimelineEntry
from app.workspace import Workspace
from tests.helpers.builders import a_call, put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, a_person, furnished
from tests.helpers.raw_sql import rows_of, value_of


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def titles(entries: tuple[TimelineEntry, ...]) -> list[str]:
    return [entry.title for entry in entries]


def entries_of(workspace: Workspace, contact: ContactId, **how: object) -> tuple[TimelineEntry, ...]:
    return workspace.ask(timeline, contact, **how).result()  # type: ignore[arg-type]


def test_a_logged_call_keeps_its_result_its_words_and_its_firm(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")

    workspace.do(log_call, contact, result="reached", text=" Ждёт КП ", duration=6).result()

    (entry,) = entries_of(workspace, contact)
    assert (entry.title, entry.text, entry.duration, entry.at) == ("Call · reached", "Ждёт КП", 6, NOON)
    assert value_of(workspace, "SELECT count(*) FROM history WHERE company_id IS NOT NULL") == 1


@pytest.mark.parametrize(("result", "done"), [("reached", 1), ("not_reached", 0), ("busy", 0), ("left_message", 1)])
def test_an_attempt_that_came_to_nothing_is_not_done(workspace: Workspace, result: str, done: int) -> None:
    contact = a_person(workspace)

    workspace.do(log_call, contact, result=result).result()

    assert value_of(workspace, "SELECT done FROM history") == done


@pytest.mark.parametrize(("kind", "result", "field"), [("dance", "", "kind"), ("meeting", "reached", "result")])
def test_an_unknown_kind_or_result_is_refused(workspace: Workspace, kind: str, result: str, field: str) -> None:
    contact = a_person(workspace)

    with pytest.raises(UserError) as refusal:
        workspace.do(log, contact, kind=kind, result=result).result()

    assert refusal.value.field == field


def test_words_of_history_can_be_corrected(workspace: Workspace) -> None:
    contact = a_person(workspace)
    entry = workspace.do(log_call, contact, text="очибка").result()

    workspace.do(edit_history, entry, text="ошибка").result()

    assert entries_of(workspace, contact)[0].text == "ошибка"
    assert workspace.journal().result()[0].subject == "Щукина"


def test_promises_of_a_note_are_kept_with_their_days(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")

    workspace.do(write_note, contact, "Поговорили. !пришлю прайс завтра\n?обещала ответ до пт").result()

    rows = rows_of(workspace, "SELECT mine, text, due_on, company_id IS NOT NULL FROM promise ORDER BY rid")
    assert rows == [(1, "пришлю прайс", "2026-11-12", 1), (0, "обещала ответ", "2026-11-13", 1)]


def test_the_days_of_a_note_are_those_of_the_writer_s_own_clock(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    clock.go_on(hours=13)  # it is the 12th in Novosibirsk already

    workspace.do(write_note, contact, "!пришлю прайс завтра").result()

    assert value_of(workspace, "SELECT due_on FROM promise") == "2026-11-13"


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_note_or_promise_is_not_written(workspace: Workspace, text: str) -> None:
    contact = a_person(workspace)

    with pytest.raises(UserError):
        workspace.do(write_note, contact, text).result()
    with pytest.raises(UserError):
        workspace.do(add_promise, contact, text).result()


def test_nothing_is_promised_to_somebody_in_the_recycle_bin(workspace: Workspace) -> None:
    contact = a_person(workspace)
    workspace.do(remove_contact, contact).result()

    with pytest.raises(UserError):
        workspace.do(add_promise, contact, "прайс").result()


def test_a_promise_remembers_when_it_was_kept(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    promise = workspace.do(add_promise, contact, "прайс", mine=False, due=date(2026, 11, 12)).result()
    clock.go_on(days=1)

    workspace.do(keep_promise, promise).result()

    assert value_of(workspace, "SELECT kept_at FROM promise") == int(clock.now.timestamp() * 1000)


def test_the_timeline_mixes_everything_newest_first(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    workspace.do(log_call, contact, result="reached").result()
    clock.go_on(minutes=1)
    workspace.do(write_note, contact, "любит чай").result()
    clock.go_on(minutes=1)
    workspace.do(new_offer, contact, None, ()).result()

    shown = entries_of(workspace, contact)

    assert [entry.kind for entry in shown] == ["offer", "note", "call"]
    assert [entry.kind for entry in entries_of(workspace, contact, kinds=("note", "offer"))] == ["offer", "note"]


def test_changes_of_watched_fields_are_shown_only_when_asked_for(workspace: Workspace) -> None:
    contact = a_person(workspace, job_title="инженер")
    workspace.do(edit_contact, contact, {"job_title": "директор"}).result()
    workspace.do(log_call, contact).result()

    plain, everything, system = (
        entries_of(workspace, contact, **how) for how in ({}, {"system": True}, {"kinds": ("system",)})
    )

    assert titles(plain) == ["Call"]
    assert [entry.system for entry in everything].count(True) == 1
    assert [(entry.title, entry.text) for entry in system] == [("Job title", "инженер → директор")]


def test_paging_meets_every_entry_though_many_share_a_moment(workspace: Workspace) -> None:
    contact = a_person(workspace)
    noon = datetime(2026, 10, 1, 12, tzinfo=NOON.tzinfo)
    moments = [noon] * 7 + [noon - timedelta(days=1)] * 3 + [noon + timedelta(days=1)]
    put(workspace, *(a_call(contact, at, details=str(place)) for place, at in enumerate(moments)))

    met: list[str] = []
    before = None
    while page := entries_of(workspace, contact, before=before, limit=3):
        met += [entry.text for entry in page]
        before = page[-1].at

    assert sorted(met, key=int) == [str(place) for place in range(len(moments))]
