"""Reaching out from a card through other programs: letters, chats, a code for a phone."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from app.services import contacts
from app.services.history import timeline
from app.views.contacts import ContactId
from tests.integration.ui.card.card_seen import Elsewhere, opened, said
from tests.integration.ui.seen import choose, field, popover, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.contact_code import ContactCode
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_letter_is_begun_by_a_key_and_written_down(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    workspace.do(contacts.add_channel, ContactId(anna), "email", "work", "anna@sibmash.example").result()
    opened(window, anna, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: elsewhere.opened == ["mailto:anna@sibmash.example"])
    qtbot.waitUntil(lambda: "Letter begun in the mail program" in texts(window))
    (entry,) = workspace.real.ask(timeline, ContactId(anna), kinds=("email",)).result()
    assert entry.title == "E-mail message"
    window.frame.actions_.run("undo")
    qtbot.waitUntil(lambda: "Letter begun in the mail program" not in texts(window))


def test_without_an_address_a_line_for_one_opens(window: MainWindow, card: Detail, qtbot: QtBot) -> None:
    card.touches.buttons["letter"].click()

    line = field(card, "E-mail")
    assert line.hasFocus()
    qtbot.keyClicks(line, "anna@sibmash.example")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "anna@sibmash.example" in card.facts.labels().values())


def test_no_mail_program_leaves_the_address_ready_to_be_pasted(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.do(contacts.add_channel, ContactId(anna), "email", "work", "anna@sibmash.example").result()
    card = opened(window, anna, qtbot)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)

    card.write_letter()

    qtbot.waitUntil(lambda: said(window).startswith("No mail program answers."))
    assert QGuiApplication.clipboard().text() == "anna@sibmash.example"
    assert workspace.real.ask(timeline, ContactId(anna), kinds=("email",)).result() == ()


def test_a_chat_is_opened_by_phone_and_written_down(
    window: MainWindow, card: Detail, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F9, SHIFT)
    choose(qtbot, "WhatsApp · +7 913 222-33-44")

    qtbot.waitUntil(lambda: elsewhere.opened == ["https://wa.me/79132223344"])
    qtbot.waitUntil(lambda: "Chat opened in WhatsApp" in texts(card))
    assert "Messages 1" in texts(card)


def test_the_code_for_a_phone_is_shown_on_white(window: MainWindow, card: Detail, qtbot: QtBot) -> None:
    window.frame.actions_.run("code")

    sheet = popover(window)
    assert isinstance(sheet, ContactCode)
    qtbot.waitUntil(sheet.code.is_shown)
    image = sheet.code.grab().toImage()
    assert image.pixelColor(1, 1).name() == "#ffffff"
