"""What a person sees of the window, and does to it."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.sections.contacts.page import ContactsPage
from ui.widgets.popover import Popover
from ui.widgets.words import ElidedWords

CYRILLIC = range(0x400, 0x500)
W = TypeVar("W", bound=QWidget)


def page(window: MainWindow) -> ContactsPage:
    """The page of contacts."""
    found = window.frame.page()
    assert isinstance(found, ContactsPage)
    return found


def shown(window: QWidget, kind: type[W]) -> list[W]:
    """The visible widgets of a kind."""
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


def texts(window: QWidget) -> str:
    """Every word that stands on the screen."""
    labels = [label.text() for label in shown(window, QLabel)] + [one.text() for one in shown(window, ElidedWords)]
    fields = [field.text() for field in shown(window, QLineEdit)]
    buttons = [one.text() for one in shown(window, QPushButton)]
    return "\n".join(labels + fields + buttons)


def press(window: QWidget, title: str) -> None:
    """Press the visible button of that title."""
    titles = {one.text(): one for one in shown(window, QPushButton)}
    titles[title].click()


def popover(window: MainWindow) -> Popover:
    """The sheet that floats now."""
    (found,) = shown(window, Popover)
    return found


def field(window: QWidget, name: str) -> QLineEdit | QPlainTextEdit:
    """The visible field with an accessible name."""
    fields = [*shown(window, QLineEdit), *shown(window, QPlainTextEdit)]
    return next(one for one in fields if one.accessibleName() == name)


def type_keys(qtbot: QtBot, window: MainWindow, key: Qt.Key | int, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    place = QApplication.focusWidget() or window
    if int(key) not in CYRILLIC:
        qtbot.keyClick(place, Qt.Key(key), held)
        return
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, int(key), held)
    QApplication.sendEvent(place, claim)  # what a platform sends before the key; no shortcut knows the letter
    QApplication.sendEvent(place, QKeyEvent(QEvent.Type.KeyPress, int(key), held, chr(key).lower()))


def names(window: MainWindow) -> list[str]:
    """The list as it stands."""
    model = page(window).list.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def choose(qtbot: QtBot, title: str) -> None:
    """Choose a line of the menu that is open."""

    def found() -> QMenu | None:
        menu = QApplication.activePopupWidget()
        return menu if isinstance(menu, QMenu) else None

    qtbot.waitUntil(lambda: found() is not None)
    menu = found()
    assert menu is not None
    action = next(one for one in menu.actions() if one.text().split("\t")[0] == title)
    assert action.isEnabled()
    menu.close()
    action.trigger()
