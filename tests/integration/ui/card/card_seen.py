"""What a person sees of a contact's card, does to it, and what other programs are asked to open."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import attachments
from app.services.contact_cards import contact_card
from app.views.attachments import AttachmentView
from app.views.contacts import ContactCard, ContactId
from tests.integration.ui.seen import page
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail


class Elsewhere(QObject):
    """The other programs of the computer: what they were asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Something was opened."""
        self.opened.append(url.toLocalFile() if url.isLocalFile() else bytes(url.toEncoded().data()).decode())


def opened(window: MainWindow, contact_id: UUID, qtbot: QtBot) -> Detail:
    """The card of somebody, everything shown."""
    window.open(Ref("contact", contact_id))
    qtbot.waitUntil(lambda: window.is_settled() and page(window).detail.card is not None)
    qtbot.waitUntil(lambda: page(window).detail.card.id == contact_id)  # type: ignore[union-attr]
    return page(window).detail


def kept(workspace: WatchedWorkspace, contact_id: UUID) -> ContactCard:
    """The card as it is kept."""
    return workspace.real.ask(contact_card, ContactId(contact_id)).result()


def files_of(workspace: WatchedWorkspace, contact_id: UUID) -> tuple[AttachmentView, ...]:
    """The files as they are kept."""
    return workspace.real.ask(attachments.attachments, "contact", contact_id).result()


def drop(target: QWidget, *paths: Path) -> None:
    """Drag files over something and let them go."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held.setText("\n".join(str(path) for path in paths))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), copy, held, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), copy, held, left, none))


def said(window: MainWindow) -> str:
    """What the status line says."""
    return window.frame.status.said.text()
