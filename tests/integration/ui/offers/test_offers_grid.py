"""Typing lines: the keyboard of a spreadsheet, totals at every key, products, paste."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.offers.offers_seen import CTRL, kept, lines, offers_page, to_cell, total, typed
from tests.integration.ui.seen import field, press, texts, type_keys
from ui.main_window import MainWindow
from ui.sections.offers.lines_model import Col
from ui.widgets.suggest import SuggestField


def test_the_total_follows_every_key(show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot) -> None:
    window = show(draft)
    assert total(window) == "₽1,464.00"
    to_cell(window, 0, Col.PRICE)

    typed(qtbot, window, "3")
    assert total(window) == "₽1,223.66"
    typed(qtbot, window, "00")

    assert total(window) == "₽1,586.00"


def test_what_was_typed_is_kept_and_undone_at_once(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.QUANTITY)

    typed(qtbot, window, "12")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(7564))
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: total(window) == "₽1,464.00")


def test_escape_brings_back_the_number_and_the_total(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.PRICE)
    typed(qtbot, window, "9999")

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert total(window) == "₽1,464.00"
    qtbot.waitUntil(window.is_settled)
    assert kept(base, draft).row.total == Decimal(1464)


def test_what_is_no_number_stays_in_its_cell_with_the_reason_under_the_grid(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.PRICE)

    typed(qtbot, window, "dear")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    part = offers_page(window).editor.lines
    assert part.model.shown(part.model.rows[0], Col.PRICE) == "dear"
    assert "“dear” is not a number." in texts(window)
    assert kept(base, draft).row.total == Decimal(1464)


def test_a_line_is_a_product_found_by_its_code(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)

    name = typed(qtbot, window, "l400")
    assert isinstance(name, SuggestField)
    qtbot.waitUntil(lambda: [one.title for one in name.suggestions()] == ["Lathe L-400"])
    qtbot.keyClick(name, Qt.Key.Key_Down)
    qtbot.keyClick(name, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [line.name for line in kept(base, draft).sections[0].lines][-1] == "Lathe L-400")
    qtbot.waitUntil(lambda: total(window) == "₽2,684.00")
    assert offers_page(window).editor.lines.view.currentIndex().column() == Col.QUANTITY


def test_free_text_becomes_a_line_and_typing_goes_on_at_its_quantity(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)

    typed(qtbot, window, "Training")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    typed(qtbot, window, "3")
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    typed(qtbot, window, "100")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(1830))
    assert lines(window) == ["Start-up", "Delivery", "Training", ""]


def test_a_line_is_put_in_moved_and_removed_by_keys(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.NAME)

    type_keys(qtbot, window, Qt.Key.Key_Insert)
    typed(qtbot, window, "Packing")
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(window.is_settled)
    assert lines(window) == ["Start-up", "Packing", "Delivery", ""]
    type_keys(qtbot, window, Qt.Key.Key_Up, CTRL)
    qtbot.waitUntil(lambda: lines(window) == ["Packing", "Start-up", "Delivery", ""])
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: lines(window) == ["Start-up", "Delivery", ""])


@pytest.mark.parametrize(
    "clipboard",
    [
        "Name\tQty\tPrice\nHoist\t2\t10\nCable\t1\t5\n",
        "L400\t2\nV160\t1\n",
        "Hoist\tpc\t2\t10\nnothing\tpc\tmany\t10\nCable\tpc\t1\t5\n",
    ],
    ids=["heads", "codes", "one row refused"],
)
def test_rows_are_pasted_from_a_spreadsheet(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot, clipboard: str
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)
    QGuiApplication.clipboard().setText(clipboard)

    type_keys(qtbot, window, Qt.Key.Key_V, CTRL)

    qtbot.waitUntil(lambda: len(lines(window)) == 5)
    assert ("1 row was left out. Row 2" in texts(window)) == ("many" in clipboard)


def test_a_discount_of_the_offer_is_computed_while_it_is_typed(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    discount = field(window, "Discount of the offer")

    qtbot.mouseClick(discount, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(discount, "50 %")
    assert total(window) == "₽732.00"
    qtbot.keyClick(discount, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(732))


def test_the_grid_is_a_sound_model(show: Callable[..., MainWindow], draft: OfferId, qtmodeltester: ModelTester) -> None:
    window = show(draft)

    qtmodeltester.check(offers_page(window).editor.lines.model)


def test_a_description_and_a_section_are_given_to_a_line(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.NAME)

    press(window, "Section")
    qtbot.keyClicks(QApplication.focusWidget(), "Services")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: lines(window) == ["Start-up", "Services", "Delivery", ""])
    assert [section.title for section in kept(base, draft).sections] == ["", "Services"]
