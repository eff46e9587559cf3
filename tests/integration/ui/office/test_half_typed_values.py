"""Another value that is half typed in the review stays with its row, whatever is chosen, read again or settled meanwhile."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.contacts import add_contact, edit_contact
from app.views.contacts import ContactId
from tests.integration.ui.office.conftest import Desk
from tests.integration.ui.office.test_office_story import conflict, exchange, join, review
from tests.integration.ui.seen import shown, type_keys
from ui.main_window import MainWindow
from ui.office.review import ReviewSheet

Open = Callable[[str], Desk]
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
WORDS = "mills and presses"


@pytest.fixture
def desks(open_desk: Open, qtbot: QtBot) -> tuple[Desk, Desk, UUID]:
    """Anna and Boris have changed two fields of one client each for themselves."""
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    join(anna, qtbot)
    join(boris, qtbot)
    for desk, said in ((anna, "Anna's"), (boris, "Boris's")):
        desk.workspace.do(edit_contact, ContactId(client), {"interest": f"{said} words"}).result()
        desk.workspace.do(edit_contact, ContactId(client), {"nickname": f"{said} name"}).result()
    exchange(anna, qtbot)
    exchange(boris, qtbot)
    return anna, boris, client


@pytest.fixture
def typed(desks: tuple[Desk, Desk, UUID], qtbot: QtBot) -> ReviewSheet:
    """Boris looks through it, and has half typed another value in the first of two rows."""
    sheet = review(desks[1], qtbot)
    assert len(sheet.model.entries) == 2
    type_keys(qtbot, desks[1].window, Key.Key_T)
    field = conflict(sheet).field
    field.clear()
    qtbot.keyClicks(field, WORDS)
    return sheet


def choose(sheet: ReviewSheet, row: int) -> None:
    """Press a row of the list."""
    sheet.list.setFocus()
    sheet.list.setCurrentIndex(sheet.model.index(row))


def window_of(sheet: ReviewSheet) -> MainWindow:
    found = sheet.window()
    assert isinstance(found, MainWindow)
    return found


def test_it_is_there_when_its_row_is_chosen_again(typed: ReviewSheet) -> None:
    choose(typed, 1)
    assert not conflict(typed).field.isVisible()

    choose(typed, 0)

    assert conflict(typed).field.isVisible()
    assert conflict(typed).field.text() == WORDS


def test_it_is_kept_with_enter_after_another_row_was_looked_at(
    typed: ReviewSheet, desks: tuple[Desk, Desk, UUID], qtbot: QtBot
) -> None:
    choose(typed, 1)
    choose(typed, 0)

    conflict(typed).field.setFocus()
    qtbot.keyClick(conflict(typed).field, Key.Key_Return)

    qtbot.waitUntil(lambda: len(typed.model.entries) == 1)
    assert not typed.holds_words()


def test_it_is_being_typed_on_when_the_list_is_read_again(
    typed: ReviewSheet, desks: tuple[Desk, Desk, UUID], qtbot: QtBot
) -> None:
    before = conflict(typed)

    desks[1].workspace.do(add_contact, {"last": "Newman"}).result()

    qtbot.waitUntil(lambda: typed.shown is not before and window_of(typed).is_settled())
    assert QApplication.focusWidget() is conflict(typed).field
    qtbot.keyClicks(conflict(typed).field, ", used")
    assert conflict(typed).field.text() == f"{WORDS}, used"


def test_a_review_left_from_another_row_comes_back_with_it(typed: ReviewSheet, qtbot: QtBot) -> None:
    window = window_of(typed)
    choose(typed, 1)

    type_keys(qtbot, window, Key.Key_Escape)

    assert shown(window, ReviewSheet) == []
    assert len(window.unfinished.all()) == 1
    type_keys(qtbot, window, Key.Key_Z, CTRL)
    (sheet,) = shown(window, ReviewSheet)
    choose(sheet, 0)
    assert conflict(sheet).field.text() == WORDS


def test_with_the_window_it_is_left_under_the_name_of_its_field(typed: ReviewSheet, qtbot: QtBot) -> None:
    window = window_of(typed)
    choose(typed, 1)
    type_keys(qtbot, window, Key.Key_Escape)

    window.close()

    (scrap,) = window.unfinished.scraps()
    assert scrap.text.endswith(f": {WORDS}")
    assert "Shchukina" in scrap.text


def test_a_row_decided_otherwise_holds_nothing_back_and_is_half_typed_again_once_undone(
    typed: ReviewSheet, desks: tuple[Desk, Desk, UUID], qtbot: QtBot
) -> None:
    decided = typed.model.entries[0].key
    typed.list.setFocus()
    type_keys(qtbot, window_of(typed), Key.Key_S)
    qtbot.waitUntil(lambda: len(typed.model.entries) == 1)
    assert not typed.holds_words()

    type_keys(qtbot, window_of(typed), Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: len(typed.model.entries) == 2)
    choose(typed, [one.key for one in typed.model.entries].index(decided))
    assert conflict(typed).field.text() == WORDS


def test_where_the_whole_record_was_decided_in_another_row_it_is_put_away_by_itself(
    typed: ReviewSheet, qtbot: QtBot
) -> None:
    window = window_of(typed)
    choose(typed, 1)
    type_keys(qtbot, window, Key.Key_A)

    type_keys(qtbot, window, Key.Key_S)

    qtbot.waitUntil(lambda: not typed.model.entries and window.is_settled())
    assert [one.text for one in window.unfinished.scraps()] == [WORDS]
    assert not typed.holds_words()


def test_the_record_is_opened_and_the_review_comes_back_with_it(
    typed: ReviewSheet, desks: tuple[Desk, Desk, UUID], qtbot: QtBot
) -> None:
    window = window_of(typed)

    typed._go(window.frame.page().current())  # type: ignore[arg-type]  # the client's card

    qtbot.waitUntil(window.is_settled)
    assert shown(window, ReviewSheet) == []
    assert [one.name for one in window.unfinished.all()] == [f"To look at: {WORDS}"]
