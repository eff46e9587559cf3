"""Every list goes to paper as it stands on the screen: all of it, narrowed as it is narrowed."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import activities, offers, products
from app.services.opportunities import add_opportunity, win
from app.services.opportunity_lists import stage_list
from app.views.activities import ActivityFilter
from app.views.offer_drafts import OfferLineDraft
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.printing.laying import lay_out
from ui.printing.sheet import PrintSheet
from ui.section import Listing
from ui.sections.activities.page import ActivitiesPage
from ui.sections.calendar.page import CalendarPage
from ui.sections.offers.page import OffersPage

CTRL = Qt.KeyboardModifier.ControlModifier
Show = Callable[[str], MainWindow]


@pytest.fixture
def show(open_window: Callable[..., MainWindow], people: list[UUID], qtbot: QtBot) -> Show:
    """Opens the window on a section."""

    def show_now(section: str) -> MainWindow:
        window = open_window()
        window.frame.show_section(section)
        qtbot.waitUntil(window.is_settled)
        return window

    return show_now


def listing(window: MainWindow) -> Listing:
    found = window.frame.page().listing()
    assert found is not None
    return found


def rows(window: MainWindow, workspace: WatchedWorkspace) -> list[tuple[str, ...]]:
    """Everything on the paper, with ordinary spaces."""
    found = listing(window).read(workspace, 0, 1_000)
    return [tuple(cell.replace("\u00a0", " ").replace("\u202f", " ") for cell in row) for row in found]


def test_activities_are_printed_with_the_phone_to_call(show: Show, workspace: WatchedWorkspace) -> None:
    window = show("activities")

    (row,) = rows(window, workspace)

    assert row == ("20 Nov, 2:12 pm", "Call", "Ask about the discount", "Anna Shchukina", "SibMash", "+7 913 222-33-44")


def test_filtered_activities_are_printed_filtered(show: Show, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    window = show("activities")
    page = window.frame.page()
    assert isinstance(page, ActivitiesPage)
    tomorrow = activities.When((NOW + timedelta(days=1)).date(), None, "UTC")
    workspace.do(activities.schedule, None, kind="todo", when=tomorrow, regarding="Water the flowers").result()

    page.filters.changed.emit(ActivityFilter(span="tomorrow"))

    qtbot.waitUntil(lambda: window.is_settled() and page.list.model.total() == 1)
    assert listing(window).title == "Activities: Tomorrow"
    assert [row[:3] for row in rows(window, workspace)] == [("21 Nov", "To-do", "Water the flowers")]


def test_the_board_is_printed_stage_by_stage_and_the_won_by_themselves(
    show: Show, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    stages = workspace.ask(stage_list).result()
    workspace.do(add_opportunity, "Later", stage_id=stages[2].id, edits={"amount": "500"}).result()
    workspace.do(add_opportunity, "First", stage_id=stages[0].id, edits={"amount": "1000"}).result()
    won = workspace.do(add_opportunity, "Made", stage_id=stages[1].id).result()
    workspace.do(win, won).result()
    window = show("opportunities")
    qtbot.waitUntil(lambda: window.frame.page().listing() is not None)

    told = rows(window, workspace)
    window.frame.page()._show_status("won")  # type: ignore[attr-defined]  # the chip
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().listing() is not None)

    assert [(row[0], row[4]) for row in told] == [("First", "10%"), ("Later", "40%")]
    assert listing(window).title == "Deals: Won"
    assert [row[0] for row in rows(window, workspace)] == ["Made"]


def test_products_are_printed_without_costs(show: Show, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    fields = {
        "name": "Lathe",
        "code": "L4",
        "unit": "pcs",
        "price": "1000",
        "cost": "777",
        "category": "Machines/Lathes",
    }
    workspace.do(products.add_product, fields).result()
    window = show("products")

    (row,) = rows(window, workspace)

    assert row[:4] == ("L4", "Lathe", "Machines / Lathes", "pcs")
    assert "777" not in "".join(row)


@pytest.mark.parametrize(
    ("mode", "title"), [("week", "Calendar: 16–22 November 2026"), ("month", "Calendar: November 2026")]
)
def test_the_calendar_is_printed_as_an_agenda(
    show: Show, workspace: WatchedWorkspace, mode: str, title: str, qtbot: QtBot
) -> None:
    window = show("calendar")
    page = window.frame.page()
    assert isinstance(page, CalendarPage)
    page.go_to(NOW.date(), mode)  # type: ignore[arg-type]  # one of the modes
    qtbot.waitUntil(window.is_settled)

    (row,) = rows(window, workspace)

    assert listing(window).title.replace("\u00a0", " ") == title
    assert (row[0], row[2], row[3]) == ("Friday, 20 November", "Call: Ask about the discount", "Anna Shchukina")


def test_days_without_anything_are_not_printed(show: Show, qtbot: QtBot) -> None:
    window = show("calendar")
    page = window.frame.page()
    assert isinstance(page, CalendarPage)

    page.go_to(NOW.date() + timedelta(days=60), "day")
    qtbot.waitUntil(window.is_settled)

    assert page.listing() is None


def test_offers_are_printed_as_a_list_and_an_open_one_as_itself(
    show: Show, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = OfferLineDraft(name="Start-up", price=Decimal(200), unit="job")
    made = workspace.do(offers.new_offer, anna, None, (line,)).result()
    window = show("offers")
    page = window.frame.page()
    assert isinstance(page, OffersPage)
    (row,) = rows(window, workspace)
    printed: list[str] = []
    monkeypatch.setattr(page, "_print", lambda: printed.append("the offer"))

    page._open(made)
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_P, CTRL)

    assert (row[2], row[3], row[5]) == ("Anna Shchukina", "SibMash", "Draft")
    assert printed == ["the offer"]
    assert not shown(window, PrintSheet)


def test_a_list_of_thousands_is_printed_whole_and_asked_for_bit_by_bit(workspace: WatchedWorkspace) -> None:
    asked: list[tuple[int, int]] = []

    def read(_doors: object, offset: int, limit: int) -> list[tuple[str, ...]]:
        asked.append((offset, limit))
        return [(f"Row {number}", "1") for number in range(offset, min(offset + limit, 12_345))]

    long = Listing("Long", (("Name", 3), ("Sum", -1)), 12_345, read)
    told: list[int] = []

    def go_on(done: int) -> bool:
        told.append(done)
        return True

    pdf = lay_out(long, workspace, NOW.date(), "en", go_on)

    assert pdf.startswith(b"%PDF")
    assert asked[:2] == [(0, 500), (500, 500)]
    assert len(asked) == 25
    assert told[-1] == 12_000


def test_stopping_ends_the_reading_too(show: Show, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    window = show("contacts")
    asked: list[int] = []

    def read(_doors: object, offset: int, limit: int) -> list[tuple[str, ...]]:
        asked.append(offset)
        return [(f"Row {number}",) for number in range(offset, offset + limit)]

    context = window.context()
    assert context is not None
    sheet = PrintSheet(window, context, Listing("Endless", (("Name", 1),), 1_000_000, read))
    sheet.open()
    qtbot.waitUntil(lambda: "rows" in sheet.progress.said.text())

    press(sheet, "Stop")

    qtbot.waitUntil(window.tasks.is_idle)
    assert not shown(window, PrintSheet)
    assert len(asked) < 2_000  # of an endless list


def test_the_sheet_is_closed_by_another_word_when_the_pages_are_there(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    window = show("companies")
    type_keys(qtbot, window, Qt.Key.Key_P, CTRL)
    (sheet,) = shown(window, PrintSheet)

    qtbot.waitUntil(lambda: sheet.pages is not None, timeout=15_000)

    assert "Close" in texts(sheet)
    sheet.save(tmp_path / "companies.pdf")
    qtbot.waitUntil((tmp_path / "companies.pdf").exists)
