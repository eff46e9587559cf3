"""The one search box: every kind under its heading, what was opened last before anything is typed, commands; by keys."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services import history, offers, opportunities, products, sellers
from app.views.offer_drafts import OfferLineDraft
from tests.integration.ui.seen import shown
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.search_box import SearchBox

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stocked(workspace: WatchedWorkspace, anna: UUID) -> dict[str, UUID]:
    """A lathe everywhere: as a product, in an offer, in a deal, in a note of Anna's."""
    workspace.do(sellers.add_seller, {"name": "Technopark", "currency": "RUB"}).result()
    lines = (OfferLineDraft(name="Lathe L-400", price=Decimal(10)),)
    return {
        "product": workspace.do(products.add_product, {"name": "Lathe L-400", "code": "L400"}).result(),
        "offer": workspace.do(offers.new_offer, anna, None, lines).result(),
        "deal": workspace.do(opportunities.add_opportunity, "Lathe for SibMash", contact_id=anna).result(),
        "note": workspace.do(history.write_note, anna, "Wants a lathe by May", zone="UTC").result(),
    }


def box(window: MainWindow, qtbot: QtBot) -> SearchBox:
    """The box with the keyboard in it."""
    search = window.frame.top.search
    window.frame.actions_.run("find")
    qtbot.waitUntil(search.hasFocus)
    return search


def titles(search: SearchBox) -> list[str]:
    return [line.title for line in search.results()]


def seek(qtbot: QtBot, search: SearchBox, text: str, until: str) -> None:
    for letter in text:  # as a person's system sends them, whatever the alphabet
        QApplication.sendEvent(search, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    qtbot.waitUntil(lambda: search.is_settled() and until in titles(search))


def test_every_kind_is_found_under_its_heading(window: MainWindow, stocked: dict[str, UUID], qtbot: QtBot) -> None:
    search = box(window, qtbot)

    seek(qtbot, search, "lathe", "Notes · 1")

    headings = [line.title for line in search.results() if line.sort == "heading"]
    assert headings == ["Contacts · 1", "Offers · 1", "Deals · 1", "Products · 1", "Notes · 1"]


def test_a_note_opens_whose_it_is(window: MainWindow, stocked: dict[str, UUID], anna: UUID, qtbot: QtBot) -> None:
    window.frame.show_section("today")
    search = box(window, qtbot)
    seek(qtbot, search, "by May", "Notes · 1")

    qtbot.keyClick(search, ENTER)

    qtbot.waitUntil(window.is_settled)
    assert window.frame.page().current() == Ref("contact", anna)


def test_an_offer_is_found_by_its_number(
    window: MainWindow, workspace: WatchedWorkspace, stocked: dict[str, UUID], qtbot: QtBot
) -> None:
    search = box(window, qtbot)
    from app.services.offer_lists import offer_card

    number = workspace.ask(offer_card, stocked["offer"]).result().row.number
    seek(qtbot, search, number, number)

    qtbot.keyClick(search, ENTER)

    qtbot.waitUntil(window.is_settled)
    assert window.frame.page().current() == Ref("offer", stocked["offer"])


def test_ctrl_down_leaps_to_the_next_kind(window: MainWindow, stocked: dict[str, UUID], qtbot: QtBot) -> None:
    search = box(window, qtbot)
    seek(qtbot, search, "lathe", "Notes · 1")

    for _kind in range(3):
        qtbot.keyClick(search, DOWN, CTRL)
    qtbot.keyClick(search, ENTER)

    qtbot.waitUntil(window.is_settled)
    assert window.frame.page().current() == Ref("product", stocked["product"])


def test_before_anything_is_typed_what_was_opened_last_is_at_hand(
    window: MainWindow, stocked: dict[str, UUID], people: list[UUID], qtbot: QtBot
) -> None:
    window.open(Ref("contact", people[1]))
    qtbot.waitUntil(window.is_settled)
    window.open(Ref("product", stocked["product"]))
    qtbot.waitUntil(window.is_settled)
    window.frame.show_section("today")
    search = box(window, qtbot)
    qtbot.waitUntil(lambda: titles(search)[:3] == ["Opened last", "Lathe L-400", "Olga O'Neill"])

    qtbot.keyClick(search, DOWN)
    qtbot.keyClick(search, ENTER)

    qtbot.waitUntil(window.is_settled)
    assert window.frame.page().current() == Ref("contact", people[1])


def test_a_command_is_found_on_the_wrong_layout_and_run_by_enter(window: MainWindow, qtbot: QtBot) -> None:
    search = box(window, qtbot)
    seek(qtbot, search, "здфт ф", "Plan a call")  # "plan a" typed on a Russian layout

    while search._sheet.lines()[search._sheet.view.currentIndex().row()].title != "Plan an activity":  # type: ignore[union-attr]  # it is shown
        qtbot.keyClick(search, DOWN)
    qtbot.keyClick(search, ENTER)

    qtbot.waitUntil(lambda: len(shown(window, PlanStep)) == 1)


def test_sections_are_reached_by_keys_and_by_name(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    by_keys = window.frame.shown()
    search = box(window, qtbot)
    seek(qtbot, search, "produ", "Products")

    qtbot.keyClick(search, ENTER)

    assert (by_keys, window.frame.shown()) == ("calendar", "products")


def test_the_rail_counts_before_a_page_was_opened_and_follows_changes(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("calendar")
    buttons = window.frame.rail._buttons

    qtbot.waitUntil(lambda: buttons["contacts"]._count == "3")
    assert (buttons["companies"]._count, buttons["activities"]._count, buttons["calendar"]._count) == ("1", "1", "")
    workspace.do(products.add_product, {"name": "Lathe", "code": "L"}).result()

    qtbot.waitUntil(lambda: buttons["products"]._count == "1")


def test_the_lines_of_the_results_are_a_sound_model(
    window: MainWindow, stocked: dict[str, UUID], qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    search = box(window, qtbot)
    seek(qtbot, search, "lathe", "Notes · 1")
    assert search._sheet is not None

    qtmodeltester.check(search._sheet.view.model(), force_py=True)
