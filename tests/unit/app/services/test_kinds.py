"""Kinds of activities and results of one's own: added, used wherever one is chosen, renamed, put away, taken back."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.services.activities import activity, agenda, complete, defaults_of, schedule
from app.services.activity_edits import edit_activity
from app.services.activity_lists import activity_page
from app.services.calendar import calendar
from app.services.contact_bulk import plan_for_chosen
from app.services.contact_cards import contact_card
from app.services.history import log, timeline
from app.services.kinds import add_kind, add_result, kind_called, kinds, result_called
from app.services.pick_lists import learn, order_values, remove_value, rename_value, values
from app.services.records import edit_record
from app.views.activities import ActivityFilter
from app.views.calendar import When
from app.views.chosen import Chosen, PlanForMany
from app.views.contacts import ContactId
from app.views.kinds import KindView
from app.workspace import Workspace
from models.kinds import Kind, Ref
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished
from tests.helpers.raw_sql import rows_of, value_of

TODAY = date(2026, 11, 11)
TOMORROW = When(TODAY + timedelta(days=1), time(10), ZONE)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, FixedClock(NOON)) as opened:
        yield opened


@pytest.fixture
def anna(workspace: Workspace) -> ContactId:
    return a_person(workspace)


def known(workspace: Workspace) -> list[str]:
    return [one.key for one in workspace.ask(kinds).result()]


def kind_of(workspace: Workspace, key: str) -> KindView:
    return next(one for one in workspace.ask(kinds).result() if one.key == key)


def item(workspace: Workspace, word: str, list_key: str = "activity_kind") -> UUID:
    return next(one.id for one in workspace.ask(values, list_key).result() if one.label == word)


def planned(workspace: Workspace, anna: ContactId, kind: str) -> UUID:
    return workspace.do(schedule, anna, kind=kind, when=TOMORROW).result()


def test_own_kinds_stand_after_the_program_s_in_their_order(workspace: Workspace) -> None:
    for word in ("Визит", "Замер"):
        workspace.do(add_kind, word).result()
    ids = [item(workspace, word) for word in ("Замер", "Визит")]

    workspace.do(order_values, "activity_kind", ids).result()

    assert known(workspace) == [
        "call", "meeting", "todo", "email", "letter", "messenger", "personal", "Замер", "Визит"
    ]  # fmt: skip
    assert [(one.key, one.planned) for one in workspace.ask(kinds).result() if one.own or not one.planned] == [
        ("letter", False), ("messenger", False), ("Замер", True), ("Визит", True)
    ]  # fmt: skip


def test_an_activity_of_an_own_kind_begins_as_a_to_do_does(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()

    view = workspace.ask(activity, planned(workspace, anna, "Визит")).result()

    assert (view.kind, view.duration, view.priority) == ("Визит", 0, 3)
    assert defaults_of("Визит") == defaults_of("todo")


def test_an_own_kind_goes_from_plan_to_history(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(add_result, "Визит", "Никого").result()

    workspace.do(complete, planned(workspace, anna, "Визит"), result="Никого", next_when=TOMORROW).result()

    (entry,) = workspace.ask(timeline, anna, kinds=("Визит",)).result()
    assert (entry.kind, entry.title) == ("Визит", "Визит · никого")
    assert [one.kind for one in workspace.ask(agenda, zone=ZONE, through=TOMORROW.day).result()] == ["Визит"]
    assert dict(workspace.ask(contact_card, anna).result().timeline_counts)["Визит"] == 1


def test_what_happened_of_an_own_kind_lies_in_the_calendar(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(log, anna, kind="Визит", result="done", text="Был").result()

    view = workspace.ask(calendar, ZONE, TODAY, TODAY, done=True).result()

    assert [(one.kind, one.result_label) for one in view.timed] == [("Визит", "Done")]


def test_the_list_of_activities_is_narrowed_to_an_own_kind(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    wanted = planned(workspace, anna, "Визит")
    planned(workspace, anna, "call")

    page = workspace.ask(activity_page, ActivityFilter(kind="Визит"), ZONE).result()

    assert [row.id for row in page.rows] == [wanted]


def test_what_is_planned_becomes_of_an_own_kind(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    call = planned(workspace, anna, "call")

    workspace.do(edit_activity, call, {"kind": "Визит"}).result()

    assert workspace.ask(activity, call).result().kind == "Визит"


def test_a_renamed_kind_is_renamed_wherever_it_stands(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(add_result, "Визит", "Никого").result()
    planned(workspace, anna, "Визит")
    workspace.do(log, anna, kind="Визит", result="Никого").result()

    workspace.do(rename_value, item(workspace, "Визит"), "Выезд").result()

    assert rows_of(workspace, "SELECT kind FROM activity UNION ALL SELECT kind FROM history WHERE system = 0") == [
        ("Выезд",), ("Выезд",)
    ]  # fmt: skip
    assert kind_of(workspace, "Выезд").own_results == ("Никого",)
    assert workspace.ask(timeline, anna).result()[0].title == "Выезд · никого"


def test_undoing_the_renaming_of_a_kind_gives_all_its_old_word_back(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(add_result, "Визит", "Никого").result()
    workspace.do(log, anna, kind="Визит", result="Никого").result()
    workspace.do(rename_value, item(workspace, "Визит"), "Выезд").result()

    workspace.undo().result()

    assert value_of(workspace, "SELECT kind FROM history WHERE system = 0") == "Визит"
    assert kind_of(workspace, "Визит").own_results == ("Никого",)


def test_a_kind_put_away_is_chosen_no_more_and_stays_readable(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    open_one = planned(workspace, anna, "Визит")
    workspace.do(log, anna, kind="Визит", result="done").result()

    workspace.do(remove_value, item(workspace, "Визит")).result()

    assert "Визит" not in known(workspace)
    with pytest.raises(UserError, match="call, meeting, todo, email, personal"):
        planned(workspace, anna, "Визит")
    assert workspace.ask(timeline, anna).result()[0].title == "Визит · done"
    workspace.do(edit_activity, open_one, {"kind": "Визит", "regarding": "Склад"}).result()
    workspace.do(complete, open_one, result="done").result()


def test_undoing_brings_a_kind_put_away_back(workspace: Workspace) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(remove_value, item(workspace, "Визит")).result()

    workspace.undo().result()

    assert known(workspace)[-1] == "Визит"


def test_an_own_result_belongs_to_its_kind_alone(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_result, "call", "Автоответчик").result()

    workspace.do(log, anna, kind="call", result="Автоответчик").result()

    assert kind_of(workspace, "call").own_results == ("Автоответчик",)
    with pytest.raises(UserError, match="held, not_held"):
        workspace.do(log, anna, kind="meeting", result="Автоответчик").result()


def test_a_renamed_result_leaves_the_same_word_of_another_kind(workspace: Workspace, anna: ContactId) -> None:
    for kind in ("call", "meeting"):
        workspace.do(add_result, kind, "Потом").result()
        workspace.do(log, anna, kind=kind, result="Потом").result()
    of_calls = next(one.id for one in workspace.ask(values, "result", parent="call").result() if one.own)

    workspace.do(rename_value, of_calls, "Перезвонить").result()

    kept = rows_of(workspace, "SELECT kind, result FROM history WHERE system = 0 ORDER BY kind")
    assert kept == [("call", "Перезвонить"), ("meeting", "Потом")]


def test_a_result_put_away_is_refused_and_stays_readable(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_result, "call", "Автоответчик").result()
    workspace.do(log, anna, result="Автоответчик").result()

    workspace.do(remove_value, item(workspace, "Автоответчик", "result")).result()

    assert workspace.ask(timeline, anna).result()[0].title == "Call · автоответчик"
    with pytest.raises(UserError):
        workspace.do(log, anna, result="Автоответчик").result()


@pytest.mark.parametrize(
    "word", [" ", "call", "CALL", "meeting", "Letter", "E-mail message", "note", "System", "визит", "x" * 41]
)
def test_a_kind_is_not_called_what_something_else_is_called(workspace: Workspace, word: str) -> None:
    workspace.do(add_kind, "Визит").result()

    with pytest.raises(UserError):
        workspace.do(add_kind, word).result()


def test_the_list_of_kinds_learns_what_may_be_a_kind(workspace: Workspace) -> None:
    assert workspace.do(learn, "activity_kind", "Визит").result() == "Визит"
    assert workspace.do(learn, "activity_kind", "Letter").result() == "letter"
    with pytest.raises(UserError):
        workspace.do(learn, "activity_kind", "note").result()


@pytest.mark.parametrize("word", ["", "reached", "Left a message", "АВТООТВЕТЧИК"])
def test_a_result_is_not_called_what_another_one_is_called(workspace: Workspace, word: str) -> None:
    workspace.do(add_result, "call", "Автоответчик").result()

    with pytest.raises(UserError):
        workspace.do(add_result, "call", word).result()


def test_a_result_needs_a_kind_there_is(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="A kind is one of"):
        workspace.do(add_result, "Визит", "Никого").result()


def test_the_program_s_own_kinds_and_results_are_neither_renamed_nor_removed(workspace: Workspace) -> None:
    for word, list_key in (("Call", "activity_kind"), ("Reached", "result")):
        with pytest.raises(UserError, match="the program's own"):
            workspace.do(rename_value, item(workspace, word, list_key), "Гудок").result()
        with pytest.raises(UserError, match="the program's own"):
            workspace.do(remove_value, item(workspace, word, list_key)).result()


def test_a_kind_is_renamed_to_its_own_word_in_another_case_but_not_to_another_one(workspace: Workspace) -> None:
    workspace.do(add_kind, "визит").result()
    workspace.do(add_kind, "Замер").result()

    workspace.do(rename_value, item(workspace, "визит"), "Визит").result()

    assert known(workspace)[-2:] == ["Визит", "Замер"]
    with pytest.raises(UserError, match="is there already"):
        workspace.do(rename_value, item(workspace, "Визит"), "замер").result()


def test_kinds_and_results_are_called_by_key_or_word(workspace: Workspace) -> None:
    workspace.do(add_kind, "Визит").result()
    workspace.do(add_result, "Визит", "Никого").result()

    assert [workspace.ask(kind_called, text).result() for text in ("CALL", "E-mail message", " визит ")] == [
        "call", "email", "Визит"
    ]  # fmt: skip
    assert workspace.ask(kind_called, "Letter", logged=True).result() == "letter"
    assert [workspace.ask(result_called, "Визит", text).result() for text in ("done", "Not done", "никого", "")] == [
        "done", "not_done", "Никого", ""
    ]  # fmt: skip
    with pytest.raises(UserError, match="call, meeting, todo, email, personal, Визит"):
        workspace.ask(kind_called, "letter").result()


def test_a_kind_edited_by_hand_is_one_there_is(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()
    call = planned(workspace, anna, "call")

    workspace.do(edit_record, Ref(Kind.ACTIVITY, call), {"kind": "визит"}).result()

    assert workspace.ask(activity, call).result().kind == "Визит"
    with pytest.raises(UserError, match="A kind is one of"):
        workspace.do(edit_record, Ref(Kind.ACTIVITY, call), {"kind": "танцы"}).result()


@settings(max_examples=20)  # each has a workspace of its own
@given(words=st.lists(st.text(max_size=45), max_size=6))
def test_whatever_is_added_as_a_kind_is_known_once_and_called_by_its_word(
    words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with furnished(tmp_path_factory.mktemp("any")) as workspace:
        made = []
        for word in words:
            try:
                made.append(workspace.do(add_kind, word).result())
            except UserError:
                continue

        own = [one.key for one in workspace.ask(kinds).result() if one.own]
        assert own == made
        assert len({one.casefold() for one in own}) == len(own)
        assert [workspace.ask(kind_called, one).result() for one in own] == own


def test_many_are_planned_with_an_own_kind_but_with_none_there_is_not(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(add_kind, "Визит").result()

    workspace.do(plan_for_chosen, Chosen(ids=frozenset({anna})), PlanForMany("Визит", TOMORROW)).result()

    assert [one.kind for one in workspace.ask(agenda, zone=ZONE, through=TOMORROW.day).result()] == ["Визит"]
    with pytest.raises(UserError, match="A kind is one of"):
        workspace.do(plan_for_chosen, Chosen(ids=frozenset({anna})), PlanForMany("танцы", TOMORROW)).result()
