"""Facts of a card that have parts or kinds: addresses, typed phones, fields of one's own."""

from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import contacts, custom_fields
from app.views.contacts import ContactId
from tests.integration.ui.card.card_seen import Elsewhere, kept, opened
from tests.integration.ui.seen import choose, field, page, popover, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail


def test_an_address_is_typed_as_one_line_shown_on_the_map_and_edited_by_parts(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    card.facts.add.click()
    choose(qtbot, "Office address")
    line = field(card, "Office address")
    line.insert("630099, г. Омск, ул. Мира, 1, оф. 301")  # type: ignore[union-attr]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: [row.field.text() for row in card.facts.addresses.rows()] == ["630099, г. Омск, ул. Мира, 1, оф. 301"]
    )

    qtbot.waitUntil(lambda: any(row.touch.isVisible() for row in card.facts.addresses.rows()))
    card.facts.addresses.rows()[0].touch.click()
    assert elsewhere.opened[0].startswith("https://www.openstreetmap.org/search?query=630099%2C%20%D0%B3")
    card.facts.addresses.rows()[0].open_menu()
    choose(qtbot, "Edit the parts…")
    office = field(popover(window), "Building, office")
    assert office.text() == "оф. 301"  # type: ignore[union-attr]
    office.setText("")  # type: ignore[union-attr]
    qtbot.keyClick(office, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(workspace, anna).addresses[0].shown == "630099, г. Омск, ул. Мира, 1")
    assert kept(workspace, anna).addresses[0].city == "г. Омск"


def test_an_address_left_empty_is_not_kept(card: Detail, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot) -> None:
    card.facts.addresses.begin("home")
    line = field(card, "Home address")

    qtbot.keyClick(line, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not card.facts.addresses.isVisible())
    assert kept(workspace, anna).addresses == ()


def test_a_phone_gets_another_type_its_own_label_and_becomes_the_primary_one(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    second = workspace.do(contacts.add_channel, ContactId(anna), "phone", "work", "+7 383 222-00-11").result()
    card = opened(window, anna, qtbot)
    row = card.facts.row(str(second))

    row.open_menu()
    choose(qtbot, "At home")
    qtbot.waitUntil(lambda: card.facts.row(str(second)).label.text() == "At home")
    card.facts.row(str(second)).open_menu()
    choose(qtbot, "Make it the primary one")
    qtbot.waitUntil(lambda: kept(workspace, anna).channels[0].id == second)
    qtbot.waitUntil(lambda: card.facts.shown()[0] == str(second))
    card.facts.row(str(second)).open_menu()
    choose(qtbot, "Own label…")
    label = field(popover(window), "Label")
    qtbot.keyClicks(label, "Warehouse")
    qtbot.keyClick(label, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: card.facts.row(str(second)).label.text() == "Warehouse")


def test_a_field_of_ones_own_is_added_filled_renamed_and_removed_on_the_card(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    card.facts.add.click()
    choose(qtbot, "New field…")
    name = field(popover(window), "Name")
    qtbot.keyClicks(name, "Contract number")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    own = card.facts.own
    qtbot.waitUntil(lambda: own.isVisible() and any(row == "Contract number" for row in own.grid.labels()))
    line = field(own, "Contract number")
    assert not line.isReadOnly()
    qtbot.keyClicks(line, "17/2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.shown for one in kept(workspace, anna).own] == ["17/2026"])
    qtbot.waitUntil(lambda: own.grid.labels() == {"Contract number": "17/2026"} and window.is_settled())

    (key,) = own.grid.shown()
    own.grid.row(key).open_menu()
    choose(qtbot, "Rename the field…")
    label = field(popover(window), "Name")
    label.setText("Contract")  # type: ignore[union-attr]
    qtbot.keyClick(label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: own.grid.labels() == {"Contract": "17/2026"})
    own.grid.row(key).open_menu()
    choose(qtbot, "Remove the field from all cards")
    qtbot.waitUntil(lambda: not own.isVisible())
    window.frame.actions_.run("undo")

    qtbot.waitUntil(lambda: own.grid.labels() == {"Contract": "17/2026"})


def test_a_field_of_ones_own_is_offered_on_every_card_and_refuses_beside_itself(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.do(custom_fields.define_field, "contact", "Contract until", "day").result()
    card = opened(window, people[0], qtbot)
    qtbot.waitUntil(lambda: card.card is not None and len(card.card.own) == 1)
    assert not card.facts.own.isVisible()

    card.facts.add.click()
    choose(qtbot, "Contract until")
    line = field(card, "Contract until")
    qtbot.keyClicks(line, "someday")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "“someday” cannot be read as contract until." in texts(card))


def test_a_rarer_fact_is_added_from_a_menu_of_its_own_and_marks_are_turned(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    card.facts.begin_field("salutation", "Salutation")
    line = field(card, "Salutation")
    qtbot.keyClicks(line, "Dear Anna")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(workspace, anna).salutation == "Dear Anna")

    window.frame.actions_.run("do_not_mail")

    qtbot.waitUntil(lambda: card.card is not None and card.card.do_not_mail)
    window.frame.actions_.run("do_not_mail")
    qtbot.waitUntil(lambda: not kept(workspace, anna).do_not_mail)


def test_many_changes_in_a_row_are_asked_for_once_and_the_last_is_shown(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    told: list[object] = []
    page(window)._ctx.relay.changed.connect(told.append)
    before = workspace.asked.count("contact_card")
    workspace.held.clear()

    for number in range(5):
        workspace.do(contacts.edit_contact, ContactId(anna), {"department": f"Shop {number}"}).result()
    qtbot.waitUntil(lambda: len(told) == 5)
    workspace.held.set()

    qtbot.waitUntil(lambda: card.card is not None and card.card.department == "Shop 4")
    qtbot.waitUntil(window.is_settled)
    assert workspace.asked.count("contact_card") <= before + 2
