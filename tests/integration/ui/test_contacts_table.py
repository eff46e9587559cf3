"""The contacts as a table: its columns, their order and width, sorting by headings, views, and what is remembered."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services.contacts import edit_contact
from app.services.custom_fields import define_field, remove_field, set_value
from app.views.conditions import Condition
from tests.integration.ui.seen import field, names, page, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.contacts.narrowing import Named
from ui.sections.contacts.table import ContactTable
from ui.tables.row_model import ROW
from ui.widgets.popover import Popover

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
AT_SIBMASH = Named(Condition("company", "is", "SibMash"), "Company: SibMash")


@pytest.fixture
def table(window: MainWindow, qtbot: QtBot) -> ContactTable:
    """The table in place of the list."""
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL, SHIFT)
    return ready(window, qtbot)


def ready(window: MainWindow, qtbot: QtBot) -> ContactTable:
    """The table once its rows are here."""
    shown_table = page(window).list.table
    qtbot.waitUntil(lambda: shown_table.isVisible() and window.is_settled())
    return shown_table


def keys(table: ContactTable) -> list[str]:
    return [column.key for column in table.columns()]


def row(window: MainWindow, number: int) -> dict[str, str]:
    """What a row says under each heading."""
    found = page(window).list
    cells = found.table._describe(found.model.index(number).data(ROW))
    return {column.key: cell.text for column, cell in zip(found.table.columns(), cells, strict=True)}


def heading(table: ContactTable, key: str) -> QPoint:
    left, width = table.spots()[keys(table).index(key)]
    return QPoint(left + width // 2, 12)


def edge(table: ContactTable, key: str) -> QPoint:
    left, width = table.spots()[keys(table).index(key)]
    return QPoint(left + width + 8, 12)


def drag(qtbot: QtBot, table: ContactTable, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(table.head, LEFT, pos=begin)
    qtbot.mouseMove(table.head, QPoint((begin.x() + end.x()) // 2, 12))
    qtbot.mouseMove(table.head, end)
    qtbot.mouseRelease(table.head, LEFT, pos=end)


def test_the_table_shows_the_usual_columns_of_everybody(window: MainWindow, table: ContactTable) -> None:
    assert keys(table) == ["name", "company", "job_title", "phone", "email", "next_step", "last_touch"]
    anna = row(window, 2)
    assert anna["name"] == "Anna Shchukina"
    assert anna["company"] == "SibMash"
    assert anna["phone"] == "+7 913 222-33-44"
    assert anna["next_step"].startswith("today")
    assert anna["last_touch"]
    assert not page(window).detail.isVisible()


def test_enter_opens_the_card_and_the_bar_leads_back(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down)

    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Olga O'Neill")
    assert page(window).detail.isVisible()
    assert not table.isVisible()
    press(page(window).detail, "All contacts")
    assert table.isVisible()
    assert table.view.hasFocus()


def test_a_double_click_on_a_name_opens_the_card(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    row = table.view.visualRect(page(window).list.model.index(2))
    place = QPoint(heading(table, "name").x(), row.center().y())
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=place)

    qtbot.mouseDClick(table.view.viewport(), LEFT, pos=place)

    qtbot.waitUntil(page(window).detail.isVisible)
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Anna Shchukina")


def test_a_heading_sorts_and_sorts_the_other_way(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "name"))
    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina", "Olga O'Neill", "Abbott"])

    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "next_step"))
    qtbot.waitUntil(lambda: names(window)[:1] == ["Anna Shchukina"])
    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "name"))

    qtbot.waitUntil(lambda: names(window) == ["Abbott", "Olga O'Neill", "Anna Shchukina"])


def test_a_heading_no_index_keeps_an_order_for_sorts_too_with_empty_cells_last(
    window: MainWindow, table: ContactTable, qtbot: QtBot
) -> None:
    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "phone"))
    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina", "Abbott", "Olga O'Neill"])
    assert page(window).list.order.text() == "Phone"

    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "job_title"))
    qtbot.mouseClick(table.head, LEFT, pos=heading(table, "job_title"))

    qtbot.waitUntil(lambda: window.is_settled() and names(window) == ["Anna Shchukina", "Abbott", "Olga O'Neill"])
    assert page(window).list.order.text() == "Job title, backwards"


def test_the_order_of_a_field_that_is_gone_gives_way_to_names(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    hobby = workspace.do(define_field, "contact", "Hobby").result()
    workspace.do(set_value, hobby, people[2], "chess").result()
    qtbot.waitUntil(lambda: "Hobby" in [column.label for column in table.known()])
    page(window).list.sort_by(f"by:own:{hobby.hex}")
    qtbot.waitUntil(lambda: names(window)[:1] == ["Anna Shchukina"])

    workspace.do(remove_field, hobby).result()

    qtbot.waitUntil(lambda: page(window).list.sort == "name" and names(window)[:1] == ["Abbott"])


def test_a_column_is_widened_by_its_edge_and_moved_by_its_heading(table: ContactTable, qtbot: QtBot) -> None:
    before = table.columns()[1].width
    begin = edge(table, "company")

    drag(qtbot, table, begin, begin + QPoint(60, 0))
    assert table.columns()[1].width == before + 60

    drag(qtbot, table, heading(table, "phone"), heading(table, "company"))
    assert keys(table)[:3] == ["name", "phone", "company"]

    drag(qtbot, table, heading(table, "phone"), heading(table, "name"))
    assert keys(table)[0] == "name"


def test_columns_are_chosen_by_typing_and_moved_by_keys(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_L, CTRL, SHIFT)
    assert "Columns" in texts(popover(window))

    qtbot.keyClicks(field(window, "Find a column"), "depart")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    assert keys(table)[-1] == "department"
    type_keys(qtbot, window, Qt.Key.Key_Up, ALT)
    assert keys(table)[-2] == "department"
    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert "department" not in keys(table)
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert table.view.hasFocus()


def test_the_table_goes_to_paper_with_the_columns_it_has(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace
) -> None:
    table.turn("email")

    listing = page(window).listing()

    assert listing is not None
    assert [title for title, _share in listing.columns] == [
        "Name",
        "Company",
        "Job title",
        "Phone",
        "Next step",
        "Last touch",
    ]
    anna = listing.read(workspace, 0, 10)[2]  # type: ignore[arg-type]
    assert anna[:4] == ("Anna Shchukina", "SibMash", "chief technologist", "+7 913 222-33-44")


def test_a_cell_follows_the_change_of_its_contact(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    table.turn("tags")
    page(window).list.begin_again()
    qtbot.waitUntil(window.is_settled)

    workspace.do(edit_contact, people[0], {"tags": "vip", "job_title": "director"}).result()

    qtbot.waitUntil(lambda: (row(window, 0)["tags"], row(window, 0)["job_title"]) == ("vip", "director"))


def test_the_table_and_its_columns_are_there_after_a_restart(
    window: MainWindow, table: ContactTable, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    table.turn("city")
    page(window).list._on_columns()
    table.widen(1, 222)
    table.arranged.emit()
    page(window).list.add_condition(AT_SIBMASH)
    page(window).list.sort_by("-name")
    qtbot.waitUntil(window.is_settled)
    window.close()

    again = open_window()

    shown_again = ready(again, qtbot)
    assert keys(shown_again)[-1] == "city"
    assert shown_again.columns()[1].width == 222
    assert "Company: SibMash  ✕" in texts(page(again).list)
    qtbot.waitUntil(lambda: names(again) == ["Anna Shchukina", "Abbott"])


def test_a_view_is_named_taken_deleted_and_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    contact_list = page(window).list
    contact_list.add_condition(AT_SIBMASH)
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    type_keys(qtbot, window, Qt.Key.Key_V, CTRL, SHIFT)
    qtbot.keyClicks(field(window, "Name what is shown now"), "Machines")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    assert "Machines" in texts(contact_list)
    contact_list.show_whole()
    qtbot.waitUntil(lambda: len(names(window)) == 3)
    assert "Machines" not in texts(contact_list)

    type_keys(qtbot, window, Qt.Key.Key_V, CTRL, SHIFT)
    by_hint = {one.accessibleName(): one for one in shown(popover(window), type(contact_list.views_button))}
    by_hint["Delete the view Machines"].click()
    qtbot.waitUntil(lambda: "“Machines” is deleted." in texts(popover(window)))
    press(popover(window), "Undo")
    press(popover(window), "Machines")

    qtbot.waitUntil(lambda: len(names(window)) == 2)
    assert "Machines" in texts(contact_list)
    assert not shown(window, Popover)


def test_a_view_of_a_table_brings_the_table(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    contact_list = page(window).list
    table.turn("phone")
    view = contact_list._present_view("Without phones")
    contact_list.show_table(shown=False)
    table.turn("phone")

    contact_list.show_view(view)

    ready(window, qtbot)
    assert "phone" not in keys(table)


def test_the_current_contact_stays_current_in_table_and_list(
    window: MainWindow, people: list[UUID], qtbot: QtBot
) -> None:
    window.open(Ref("contact", people[1]))
    qtbot.waitUntil(window.is_settled)

    type_keys(qtbot, window, Qt.Key.Key_T, CTRL, SHIFT)
    ready(window, qtbot)
    assert page(window).list.view.currentIndex().row() == 1
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL, SHIFT)

    qtbot.waitUntil(lambda: page(window).detail.isVisible() and window.is_settled())
    assert page(window).current() == Ref("contact", people[1])


def test_several_are_chosen_in_the_table_as_in_the_list(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)

    assert page(window).list.bar.count() == 2
    assert "Edit a field" in texts(page(window).list.bar)
    assert table.isVisible()


def test_the_model_with_cells_keeps_the_rules_of_item_models(
    window: MainWindow, table: ContactTable, qtmodeltester: ModelTester
) -> None:
    assert table.isVisible()

    qtmodeltester.check(page(window).list.model, force_py=True)


def test_a_day_is_compared_with_and_one_that_is_none_is_refused(window: MainWindow, qtbot: QtBot) -> None:
    contact_list = page(window).list
    from ui.sections.contacts.conditions import ChooseValue

    sheet = ChooseValue(
        page(window)._ctx, contact_list.add_chip, "last_touch", "Last touch", contact_list.add_condition
    )
    sheet.open_beside()
    qtbot.waitUntil(lambda: "before" in texts(sheet))
    press(sheet, "after")

    qtbot.keyClicks(field(window, "Last touch"), "one day")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "“one day”" in texts(sheet))
    line = field(window, "Last touch")
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "1.11.2026")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina"])
    assert "Last touch: after 1.11.2026  ✕" in texts(contact_list)


def test_several_values_of_a_field_mean_any_of_them(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    from ui.sections.contacts.conditions import ChooseValue

    workspace.do(edit_contact, people[1], {"company": "Volta"}).result()
    contact_list = page(window).list
    sheet = ChooseValue(page(window)._ctx, contact_list.add_chip, "company", "Company", contact_list.add_condition)
    sheet.open_beside()
    qtbot.waitUntil(lambda: "Volta 1" in texts(sheet))

    press(sheet, "Volta 1")
    qtbot.waitUntil(lambda: names(window) == ["Olga O'Neill"])
    press(sheet, "SibMash 2")

    qtbot.waitUntil(lambda: len(names(window)) == 3)
    assert "Company: Volta, SibMash  ✕" in texts(contact_list)


def test_any_other_field_is_found_and_asked_whether_it_is_filled(window: MainWindow, qtbot: QtBot) -> None:
    from ui.sections.contacts.conditions import ChooseField

    contact_list = page(window).list
    ChooseField(page(window)._ctx, contact_list.add_chip, contact_list.add_condition).open_beside()
    qtbot.waitUntil(page(window)._ctx.tasks.is_idle)

    qtbot.keyClicks(field(window, "Find a field"), "birth")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "filled" in texts(popover(window)).split("\n"))
    press(popover(window), "filled")

    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina"])
    assert "Birthday: filled  ✕" in texts(contact_list)
