"""Working with contacts as a person does: looking, finding, editing, calling, undoing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import contacts, history
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import field, names, page, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.clearing import ClearStep
from ui.main_window import MainWindow
from ui.widgets.popover import Popover

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_first_contact_of_the_list_is_shown_when_the_window_opens(window: MainWindow) -> None:
    assert names(window) == ["Abbott", "Olga O'Neill", "Anna Shchukina"]
    assert page(window).detail.header.name.text() == "Abbott"
    assert page(window).list.place.text() == "1 of 3"


def test_the_next_and_the_previous_contact_are_a_key_away(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_PageDown, CTRL)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Anna Shchukina")
    assert page(window).list.place.text() == "3 of 3"
    type_keys(qtbot, window, Qt.Key.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Olga O'Neill")


def test_a_card_tells_who_it_is_what_is_due_and_what_happened(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))

    qtbot.waitUntil(window.is_settled)
    seen = texts(window)
    for words in ("chief technologist, ", "SibMash", "+7 913 222-33-44", "lathes", "Today 2:12\u00a0pm", "Abbott"):
        assert words in seen
    assert [entry.kind for entry in page(window).detail.timeline.entries()] == ["meeting"]


def test_searching_by_keyboard_alone_opens_a_contact(window: MainWindow, qtbot: QtBot) -> None:
    search = window.frame.top.search
    type_keys(qtbot, window, Qt.Key.Key_K, CTRL)

    qtbot.keyClicks(search, "shch")
    qtbot.waitUntil(lambda: [line.title for line in search.results()][:2] == ["Contacts · 1", "Anna Shchukina"])
    qtbot.keyClick(search, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Anna Shchukina")
    assert search.text() == ""
    assert not search.results()


def test_the_search_box_finds_commands_too(window: MainWindow, qtbot: QtBot) -> None:
    search = window.frame.top.search
    search.begin()

    qtbot.keyClicks(search, "write a no")
    qtbot.waitUntil(lambda: "Write a note" in [line.title for line in search.results()])
    qtbot.keyClick(search, Qt.Key.Key_Return)

    assert "Note" in texts(popover(window))


def test_what_matches_can_become_the_list(window: MainWindow, qtbot: QtBot) -> None:
    search = window.frame.top.search
    search.begin()

    qtbot.keyClicks(search, "sibmash")
    qtbot.keyClick(search, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: names(window) == ["Abbott", "Anna Shchukina"])

    press(page(window).list, "sibmash  ✕")
    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_fast_typing_is_answered_for_the_last_text(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    search = window.frame.top.search
    search.begin()
    workspace.held.clear()

    qtbot.keyClicks(search, "o'ne")
    workspace.held.set()

    qtbot.waitUntil(search.is_settled)
    qtbot.waitUntil(lambda: "Olga O'Neill" in [line.title for line in search.results()])
    assert workspace.asked.count("find") <= 2


def test_a_fact_is_edited_where_it_stands(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    phone = field(window, "Mobile")

    phone.setFocus()
    qtbot.keyClick(phone, Qt.Key.Key_Return)
    qtbot.keyClicks(phone, "8 383 111-22-33")
    page(window).list.view.setFocus()

    qtbot.waitUntil(lambda: "8 383 111-22-33" in page(window).detail.facts.labels().values())
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Edit channel")


def test_escape_brings_the_old_value_back(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    phone = field(window, "Mobile")

    qtbot.mouseClick(phone, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(phone, "12345")
    qtbot.keyClick(phone, Qt.Key.Key_Escape)

    assert phone.text() == "+7 913 222-33-44"  # type: ignore[union-attr]


def test_a_refused_value_stays_in_its_field_with_the_reason_beside(
    window: MainWindow, anna: UUID, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    birthday = field(window, "Birthday")
    refusal = "“never” cannot be read as birthday."

    qtbot.mouseClick(birthday, Qt.MouseButton.LeftButton)
    qtbot.keyClick(birthday, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(birthday, "never")
    qtbot.keyClick(birthday, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: refusal in texts(window))
    assert birthday.text() == "never"  # type: ignore[union-attr]
    qtbot.keyClick(birthday, Qt.Key.Key_Escape)
    assert refusal not in texts(window)


def test_a_note_that_was_not_kept_waits_as_a_draft(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F8)
    qtbot.keyClicks(QApplication.focusWidget(), "old lathe")
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert not shown(window, Popover)

    type_keys(qtbot, window, Qt.Key.Key_F8)
    type_keys(qtbot, window, Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: [entry.text for entry in page(window).detail.timeline.entries()] == ["old lathe"])


def test_a_step_is_planned_in_plain_words(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "When"), "tomorrow 10:30")
    qtbot.keyClicks(field(popover(window), "What about"), "samples")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Tomorrow 10:30\u00a0am" in texts(window))
    assert "samples" in texts(window)


def test_words_that_name_no_time_are_refused_beside_the_field(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F6)
    before = texts(popover(window))

    qtbot.keyClicks(field(popover(window), "When"), "when pigs fly")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert popover(window).isVisible()
    assert len(texts(popover(window))) > len(before) + len("when pigs fly")


def test_the_next_step_is_done_by_its_button_with_its_result(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)

    press(window, "Done")
    qtbot.waitUntil(lambda: bool(shown(window, ClearStep)))
    (asked,) = shown(window, ClearStep)
    qtbot.keyClick(asked, Qt.Key.Key_1)
    qtbot.keyClick(asked.text, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Nothing is planned." in texts(window))
    qtbot.waitUntil(lambda: page(window).detail.timeline.entries()[0].kind == "call")


@pytest.mark.parametrize("key", [int(Qt.Key.Key_Z), ord("Я")], ids=["latin", "russian"])
def test_a_removed_contact_comes_back_with_ctrl_z_on_any_layout(window: MainWindow, key: int, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Delete, CTRL)
    qtbot.waitUntil(lambda: names(window) == ["Olga O'Neill", "Anna Shchukina"])
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Olga O'Neill")
    assert window.frame.status.said.text() == "Remove contact"

    type_keys(qtbot, window, key, CTRL)

    qtbot.waitUntil(lambda: names(window) == ["Abbott", "Olga O'Neill", "Anna Shchukina"])
    assert window.frame.status.said.text() == "Undone: Remove contact"
    assert page(window).detail.header.name.text() == "Olga O'Neill"
    press(window, "Redo")
    qtbot.waitUntil(lambda: len(names(window)) == 2)


def test_ctrl_z_belongs_to_a_text_field_only_while_it_has_something_to_take_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    page(window)._remove()
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    search = window.frame.top.search
    search.begin()
    qtbot.keyClicks(search, "q")

    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    assert len(names(window)) == 2
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_a_new_contact_is_added_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)
    qtbot.keyClicks(field(popover(window), "Last name"), "Zhivago")
    qtbot.keyClicks(field(popover(window), "Phone"), "8 913 000-00-00")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Zhivago")
    qtbot.waitUntil(lambda: names(window)[-1] == "Zhivago")
    qtbot.waitUntil(lambda: page(window).list.place.text() == "4 of 4")


def test_nothing_typed_is_no_contact(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)
    press(popover(window), "Add")

    qtbot.waitUntil(lambda: "Give at least a name or a phone." in texts(popover(window)))
    assert len(names(window)) == 3


def test_an_empty_base_offers_one_action(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = open_window()
    assert "Nobody is here yet." in texts(window)

    press(window, "Add a contact")
    qtbot.keyClicks(field(popover(window), "Last name"), "First")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "First")


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.broken.add("contact_page")
    window = open_window()
    assert "The disk is full. Nothing is lost." in texts(window)

    workspace.broken.clear()
    press(page(window).list, "Try again")

    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_a_change_made_elsewhere_is_shown_at_once(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.do(contacts.edit_contact, people[0], {"last": "Zabbott", "job_title": "director"})

    qtbot.waitUntil(lambda: names(window) == ["Olga O'Neill", "Anna Shchukina", "Zabbott"])
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Zabbott")
    qtbot.waitUntil(lambda: page(window).list.place.text() == "3 of 3")


def test_an_edit_from_elsewhere_leaves_the_field_being_edited_alone(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    phone = field(window, "Mobile")
    qtbot.mouseClick(phone, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(phone, "8 383")

    workspace.do(contacts.edit_contact, anna, {"job_title": "director"})

    qtbot.waitUntil(lambda: "director, " in texts(window))
    assert phone.text() == "8 383"  # type: ignore[union-attr]
    qtbot.keyClick(phone, Qt.Key.Key_Escape)


def test_older_history_comes_as_one_scrolls(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    for days in range(70):
        workspace.do(history.log, people[0], kind="call", result="reached", at=NOW - timedelta(days=days)).result()
    timeline = page(window).detail.timeline
    qtbot.waitUntil(lambda: len(timeline.entries()) == 30)

    bar = page(window).detail._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())

    qtbot.waitUntil(lambda: len(timeline.entries()) == 60)


@pytest.mark.parametrize("first", ["wished", "read again"])
def test_older_history_comes_though_the_newest_is_read_again_meanwhile(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot, first: str
) -> None:
    for days in range(70):
        workspace.do(history.log, people[0], kind="call", result="reached", at=NOW - timedelta(days=days)).result()
    timeline = page(window).detail.timeline
    qtbot.waitUntil(lambda: window.is_settled() and timeline.is_settled() and len(timeline.entries()) == 30)

    if first == "wished":
        timeline.want_more()
    timeline.show_record(people[0])
    if first == "read again":
        timeline.want_more()

    qtbot.waitUntil(lambda: len(timeline.entries()) == 60)


def test_a_chip_shows_one_kind_of_history(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_F8)
    qtbot.keyClicks(QApplication.focusWidget(), "a note")
    type_keys(qtbot, window, Qt.Key.Key_Return, CTRL)
    timeline = page(window).detail.timeline
    qtbot.waitUntil(lambda: [chip.text() for chip in timeline.chips()] == ["All", "Meetings 1", "Notes 1"])

    press(timeline, "Notes 1")

    qtbot.waitUntil(lambda: [entry.kind for entry in timeline.entries()] == ["note"])
