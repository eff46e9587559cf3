"""Several companies chosen at once, and what is done to all of them with one undo; lists with nothing in them."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.exchange.survey import TableChoice, survey
from app.services import companies
from app.services.company_cards import company_card
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.exporting import ExportSheet
from ui.dialogs.long_work import LongWork
from ui.main_window import MainWindow
from ui.sections.companies.page import CompaniesPage
from ui.widgets.popover import Popover

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def firms(workspace: WatchedWorkspace) -> list[UUID]:
    """Acme, Beta and Volta."""
    return [workspace.do(companies.add_company, {"name": name}).result() for name in ("Acme", "Beta", "Volta")]


@pytest.fixture
def window(open_window: Callable[..., MainWindow], firms: list[UUID], qtbot: QtBot) -> MainWindow:
    """The window on the companies."""
    opened = open_window("companies")
    qtbot.waitUntil(lambda: len(names(opened)) == len(firms) and opened.is_settled())
    page(opened).list.view.setFocus()
    return opened


def page(window: MainWindow) -> CompaniesPage:
    found = window.frame.page()
    assert isinstance(found, CompaniesPage)
    return found


def names(window: MainWindow) -> list[str]:
    model = page(window).list.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def chosen(window: MainWindow) -> int:
    bar = page(window).list.bar
    return bar.count() if bar.isVisible() else 0


def test_companies_are_chosen_by_keys_and_esc_chooses_none(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    assert chosen(window) == 2

    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    assert chosen(window) == 3
    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert chosen(window) == 0


def test_a_field_of_all_chosen_is_edited_with_one_undo(
    window: MainWindow, workspace: WatchedWorkspace, firms: list[UUID], qtbot: QtBot
) -> None:
    def industries() -> list[str]:
        return [workspace.ask(company_card, each).result().industry for each in firms]

    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_D, CTRL, SHIFT)
    qtbot.waitUntil(lambda: "is emptied" in texts(window))

    qtbot.keyClicks(field(window, "Value"), "Energy")
    qtbot.waitUntil(lambda: "3 companies: industry → Energy" in texts(window))
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: industries() == ["Energy"] * 3)
    qtbot.waitUntil(lambda: not shown(window, Popover))
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: industries() == [""] * 3)


def test_a_tag_is_put_on_all_chosen(
    window: MainWindow, workspace: WatchedWorkspace, firms: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.keyClicks(field(window, "New tag"), "fair")
    qtbot.keyClick(field(window, "New tag"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: workspace.ask(company_card, firms[1]).result().tags == ("fair",))
    assert workspace.ask(company_card, firms[2]).result().tags == ()


def test_all_chosen_are_removed_and_come_back(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    type_keys(qtbot, window, Qt.Key.Key_Delete, CTRL)

    qtbot.waitUntil(lambda: names(window) == ["Volta"] and window.is_settled())
    assert chosen(window) == 0
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_where_nobody_is_yet_keys_of_the_list_lead_to_adding(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    for section, title in (("contacts", "Add a contact"), ("companies", "Add a company")):
        opened = open_window(section)
        qtbot.waitUntil(lambda wanted=title, at=opened: wanted in texts(at))  # type: ignore[misc]  # bound at once
        opened.frame.rail.setFocus()

        type_keys(qtbot, opened, Qt.Key.Key_F, CTRL)

        now = QApplication.focusWidget()
        assert now is not None
        assert now.property("text") == title
        assert not shown(opened, Popover)
        opened.close()


def test_long_work_says_how_far_it_is_and_is_stopped(qtbot: QtBot, window: MainWindow) -> None:
    work = LongWork(page(window).list, "Changing many.", 10_000, pause=0)
    assert work.go_on(2_500)
    qtbot.waitUntil(lambda: "2,500 of 10,000" in texts(window))

    press(popover(window), "Stop")

    assert not work.go_on(5_000)
    assert "Stopping …" in texts(popover(window))


def test_long_work_that_is_over_takes_its_sheet_away(
    qtbot: QtBot, window: MainWindow, workspace: WatchedWorkspace
) -> None:
    place: QWidget = page(window).list
    work = LongWork(place, "Changing many.", 3, pause=0)
    qtbot.waitUntil(lambda: "Changing many." in texts(window))

    work.future = workspace.do(companies.add_company, {"name": "Zeta"})

    qtbot.waitUntil(lambda: not shown(window, Popover))


@pytest.mark.parametrize("form", ["vcf", "csv"])
def test_the_chosen_companies_are_written_and_can_be_read_again(
    window: MainWindow, tmp_path: Path, form: str, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    page(window).list.bar.run("export")
    (sheet,) = shown(window, ExportSheet)
    assert "2 chosen companies." in texts(sheet)
    sheet.choose_form(form)  # type: ignore[arg-type]  # one of the two
    path = tmp_path / f"companies.{form}"

    sheet.save(path)

    qtbot.waitUntil(lambda: f"2 cards are in companies.{form}." in texts(sheet))
    found = survey(path, TableChoice())
    assert (found.cards, found.refused) == (2, 0)
