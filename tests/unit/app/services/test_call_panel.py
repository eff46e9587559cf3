"""What a talk needs at hand, and what it leaves behind: one change, one undo."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import NotFoundError
from app.services.activities import agenda, cancel, complete, schedule
from app.services.call_panel import call_panel, callers
from app.services.companies import edit_company
from app.services.contacts import add_contact, edit_contact, remove_contact
from app.services.history import add_promise, keep_call_words, log, log_call, timeline, write_note
from app.views.calendar import When
from app.views.calls import CallView
from app.views.contacts import ContactId
from app.workspace import Workspace
from models.note import Note
from models.offer import Offer
from tests.helpers.builders import an_offer, put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, change_of, furnished
from tests.helpers.raw_sql import rows_of, value_of

TODAY, TOMORROW = date(2026, 11, 11), date(2026, 11, 12)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def at(day: date, hour: int | None = None) -> When:
    return When(day, None if hour is None else time(hour), ZONE)


def panel(workspace: Workspace, contact: ContactId, **more: object) -> CallView:
    return workspace.ask(call_panel, contact, zone=ZONE, **more).result()  # type: ignore[arg-type]


def counts(workspace: Workspace) -> tuple[object, ...]:
    """How many rows stand: history, plans, notes, promises."""
    return tuple(
        value_of(workspace, f"SELECT count(*) FROM {table} WHERE removed_at IS NULL{more}")
        for table, more in (
            ("history", ""), ("activity", " AND completed_at IS NULL"), ("note", ""), ("promise", "")
        )
    )  # fmt: skip


def test_a_call_with_its_next_step_is_one_change_and_one_undo(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")
    before = len(workspace.journal().result())

    workspace.do(log_call, contact, result="reached", text="Ждёт КП", next_when=at(TOMORROW, 10)).result()
    assert counts(workspace) == (1, 1, 0, 0)
    assert len(workspace.journal().result()) == before + 1
    workspace.undo().result()

    assert counts(workspace) == (0, 0, 0, 0)


def test_the_next_step_is_what_was_said_else_a_call_about_the_same_matter(workspace: Workspace) -> None:
    contact = a_person(workspace)

    workspace.do(log, contact, kind="meeting", result="held", regarding="Станок", next_when=at(TOMORROW, 9)).result()
    workspace.do(
        log, contact, kind="letter", result="sent", next_when=at(TOMORROW, 10), next_regarding="Письмо дошло?"
    ).result()
    workspace.do(log_call, contact, next_when=at(TOMORROW), next_kind="todo", next_regarding="Собрать образцы").result()

    shown = [(one.kind, one.regarding) for one in workspace.ask(agenda, zone=ZONE, through=TOMORROW).result()]
    assert sorted(shown) == [("call", "Письмо дошло?"), ("meeting", "Станок"), ("todo", "Собрать образцы")]


def test_a_planned_call_is_cleared_and_not_told_twice(workspace: Workspace) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TODAY, 15), regarding="Скидка").result()

    workspace.do(
        log_call, contact, result="reached", duration=4, at=NOON - timedelta(minutes=4), planned_id=planned,
        next_when=at(TOMORROW, 10),
    ).result()  # fmt: skip

    (entry,) = workspace.ask(timeline, contact).result()
    assert (entry.text, entry.duration, entry.at) == ("Скидка", 4, NOON - timedelta(minutes=4))
    assert [one.regarding for one in workspace.ask(agenda, zone=ZONE, through=TOMORROW).result()] == ["Скидка"]
    assert value_of(workspace, "SELECT count(*) FROM activity WHERE completed_at IS NOT NULL") == 1


@pytest.mark.parametrize("gone", [complete, cancel])
def test_a_plan_that_went_meanwhile_hinders_no_call(workspace: Workspace, gone: object) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TODAY, 15)).result()
    workspace.do(gone, planned).result()  # type: ignore[arg-type]
    before = value_of(workspace, "SELECT count(*) FROM history")

    workspace.do(log_call, contact, result="reached", planned_id=planned).result()

    assert value_of(workspace, "SELECT count(*) FROM history") == before + 1


def test_a_call_planned_with_somebody_else_stays_planned(workspace: Workspace) -> None:
    contact, other = a_person(workspace), a_person(workspace, "Волков")
    planned = workspace.do(schedule, other, when=at(TODAY, 15)).result()

    workspace.do(log_call, contact, result="reached", planned_id=planned).result()

    assert counts(workspace)[:2] == (1, 1)


def test_promises_said_in_a_call_are_kept_as_promises(workspace: Workspace) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TODAY, 15)).result()

    workspace.do(log_call, contact, text="!пришлю прайс завтра").result()
    workspace.do(complete, planned, text="?ответит до пт").result()

    rows = rows_of(workspace, "SELECT mine, text, due_on FROM promise ORDER BY rid")
    assert rows == [(1, "пришлю прайс", "2026-11-12"), (0, "ответит", "2026-11-13")]


def test_words_of_a_call_left_without_a_result_are_a_note_until_it_is_kept(workspace: Workspace) -> None:
    contact = a_person(workspace)

    first = workspace.do(keep_call_words, contact, "!пришлю прайс").result()
    second = workspace.do(keep_call_words, contact, "!пришлю прайс завтра", first).result()
    assert counts(workspace) == (0, 0, 1, 1)
    workspace.do(log_call, contact, result="reached", text="!пришлю прайс завтра", draft=second).result()

    assert counts(workspace) == (1, 0, 0, 1)
    workspace.undo().result()
    assert counts(workspace) == (0, 0, 1, 1)


def test_a_note_edited_since_is_nobody_s_draft_any_more(workspace: Workspace) -> None:
    contact = a_person(workspace)
    draft = workspace.do(keep_call_words, contact, "ждёт").result()
    change_of(workspace, Note, draft.note_id, text="ждёт до пятницы")
    workspace.do(log_call, contact, text="ждёт", draft=draft).result()

    assert counts(workspace) == (1, 0, 1, 0)


def test_the_panel_tells_who_it_is_and_how_to_dial(workspace: Workspace) -> None:
    fields = {"last": "Щукина", "first": "Анна", "company": "Ромашка", "job_title": "инженер"}
    phones = [("phone", "mobile", "8 913 222-33-44"), ("phone", "work", "8 (383) 222-33-44 доб. 12")]
    contact = workspace.do(add_contact, fields, phones).result()
    workspace.do(edit_contact, contact, {"do_not_call": True, "time_zone": "Asia/Vladivostok"}).result()

    view = panel(workspace, contact)

    assert (view.name, view.initials, view.company, view.job_title) == ("Щукина Анна", "ЩА", "Ромашка", "инженер")
    assert (view.time_zone, view.do_not_call, view.of_company) == ("Asia/Vladivostok", True, False)
    assert [(one.channel.shown, one.uri) for one in view.phones] == [
        ("+7 913 222-33-44", "tel:+79132223344"),
        ("+7 383 222-33-44, ext. 12", "tel:+73832223344;ext=12"),
    ]


def test_who_has_no_phone_is_reached_through_the_firm(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")
    assert panel(workspace, contact).phones == ()
    firm = panel(workspace, contact).company_id
    assert firm is not None

    workspace.do(edit_company, firm, {"phone": "8 (383) 222-33-44"}).result()

    view = panel(workspace, contact)
    assert view.of_company
    assert [one.uri for one in view.phones] == ["tel:+73832223344"]


def test_somebody_without_a_name_is_called_by_the_phone(workspace: Workspace) -> None:
    contact = workspace.do(add_contact, {}, [("phone", "mobile", "8 913 222-33-44")]).result()

    assert panel(workspace, contact).name == "+7 913 222-33-44"


def test_the_last_three_touches_are_talks_and_notes(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    for kind, result in (("call", "reached"), ("meeting", "held"), ("todo", "done"), ("email", "sent")):
        workspace.do(log, contact, kind=kind, result=result).result()
        clock.go_on(minutes=1)
    workspace.do(write_note, contact, "любит чай").result()

    assert [one.kind for one in panel(workspace, contact).touches] == ["note", "email", "meeting"]


def test_open_promises_and_offers_stand_by(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")
    workspace.do(add_promise, contact, "прайс", due=TODAY - timedelta(days=1)).result()
    whole = {"total": Decimal(1000), "currency": "RUB"}
    put(
        workspace,
        an_offer(contact, "К-1", status="sent", valid_through=TOMORROW, **whole),
        an_offer(contact, "К-2", status="draft", **whole),
        an_offer(contact, "К-3", status="accepted", **whole),
    )
    firm = panel(workspace, contact).company_id
    put(workspace, Offer(number="К-4", company_id=firm, status="discussed", valid_through=TODAY, **whole))

    view = panel(workspace, contact)

    assert [(one.text, one.late) for one in view.promises] == [("прайс", True)]
    assert [(one.number, one.days_left) for one in view.offers] == [("К-4", 0), ("К-1", 1), ("К-2", None)]
    assert view.after_offer == TODAY + timedelta(days=1)


def test_the_call_meant_is_the_one_named_else_the_first_that_is_due(workspace: Workspace) -> None:
    contact = a_person(workspace)
    later = workspace.do(schedule, contact, when=at(TOMORROW, 10)).result()
    assert panel(workspace, contact).planned is None
    due = workspace.do(schedule, contact, when=at(TODAY, 23)).result()
    overdue = workspace.do(schedule, contact, when=at(TODAY - timedelta(days=2))).result()
    workspace.do(schedule, contact, kind="meeting", when=at(TODAY - timedelta(days=3), 9)).result()

    found = [panel(workspace, contact, planned_id=one).planned for one in (None, later, due)]

    assert [one and one.id for one in found] == [overdue, later, due]


def test_what_is_due_goes_by_the_caller_s_own_midnight(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    workspace.do(schedule, contact, when=at(TOMORROW, 1)).result()  # 18:00 of the 11th in London

    assert panel(workspace, contact).planned is None
    assert workspace.ask(call_panel, contact, zone="Europe/London").result().planned is not None


def test_there_is_no_panel_of_somebody_in_the_recycle_bin(workspace: Workspace) -> None:
    contact = a_person(workspace)
    workspace.do(remove_contact, contact).result()

    with pytest.raises(NotFoundError):
        panel(workspace, contact)


def test_who_may_be_calling_is_told_with_the_last_talk(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка", job_title="инженер")
    gone = a_person(workspace, "Волков")
    workspace.do(remove_contact, gone).result()
    workspace.do(log_call, contact, result="reached").result()
    firm = panel(workspace, contact).company_id
    assert firm is not None

    found = workspace.ask(callers, [("company", firm), ("contact", gone), ("contact", contact)]).result()

    assert [(one.kind, one.name, one.company, one.touched, one.touched_at) for one in found] == [
        ("company", "Ромашка", "", "", None),
        ("contact", "Щукина", "Ромашка", "Call · reached", datetime(2026, 11, 11, 5, tzinfo=UTC)),
    ]
