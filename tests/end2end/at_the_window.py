"""A person at the window: sees what is written on it, clicks what is titled so, types, presses keys; nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap import WindowWays, create_workspace, open_workspace
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from resources.i18n import Language
from tests.integration.ui.seen import shown
from ui.dialogs.first_run import FirstRun
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.theme.look import Look
from ui.widgets.words import ElidedWords

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
PATIENCE = 20_000  # milliseconds: the longest a person waits on a busy machine


class Clock:
    """The clock on the wall; it moves when the story says so."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, pause: timedelta) -> None:
        """Let time go by."""
        self.now += pause


class WaysByClock(WindowWays):
    """The real ways into a workspace, which then goes by a clock of the story's own."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.opened: Workspace | None = None

    def open(self, folder: Path) -> Workspace:
        """Open it."""
        self.opened = open_workspace(folder, executors=Executors.threads(), clock=self._clock)
        return self.opened

    def create(self, folder: Path, lang: Language) -> Workspace:
        """Make an empty one and open it."""
        self.opened = create_workspace(folder, lang, executors=Executors.threads(), clock=self._clock)
        return self.opened


class Person:
    """Sits at one window, from its start to its end."""

    def __init__(
        self, qtbot: QtBot, settings: Settings, look: Look, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.ways = WaysByClock(clock)
        self.window = MainWindow(settings, look, folder / "state.json", keep=lambda _one: None, now=clock)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        self.waits(self.window.isActiveWindow)
        self.opening = Opening(self.window, self.ways)
        self.opening.begin(folder / "Vizitka")

    @property
    def workspace(self) -> Workspace:
        """What the window works on."""
        assert self.ways.opened is not None
        return self.ways.opened

    def leave(self) -> None:
        """Close the program."""
        self.window.leave()
        self.opening.finish()

    def waits(self, until: Callable[[], object]) -> None:
        """Look until it is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE)

    def settles(self) -> None:
        """Look until the window shows what was asked for."""
        self.waits(lambda: self.window.isVisible() and self.window.is_settled())

    def reads(self, place: QWidget | None = None) -> str:
        """Every word that stands on the window, or on a part of it; hard spaces read as spaces."""
        where = place or self.window
        found = [one.text() for kind in (QLabel, ElidedWords, QAbstractButton, QLineEdit) for one in shown(where, kind)]
        found += [one.toPlainText() for one in shown(where, QPlainTextEdit)]
        return "\n".join(found).replace("\xa0", " ").replace("\u202f", " ")

    def sees(self, *texts: str) -> None:
        """Look until all of it stands on the window."""
        self.qtbot.waitUntil(lambda: self._finds(texts), timeout=PATIENCE)

    def _finds(self, texts: tuple[str, ...]) -> None:
        read = self.reads()
        missing = [text for text in texts if text not in read]
        assert not missing, f"{missing} does not stand on the window:\n{read}"

    def hears(self, sentence: str) -> None:
        """Look until the status line says it."""
        self.waits(lambda: self.window.frame.status.said.text() == sentence)
        self.settles()

    def clicks(self, title: str) -> None:
        """Press what bears that title, once it can be pressed."""

        def found() -> QAbstractButton | None:
            buttons = [one for one in shown(self.window, QAbstractButton) if one.isEnabled()]
            return next((one for one in buttons if title in (one.text(), one.accessibleName())), None)

        self.waits(found)
        button = found()
        assert button is not None
        self.qtbot.mouseClick(button, LEFT)

    def clicks_on(self, place: QWidget, at: QPoint | None = None) -> None:
        """Press the mouse on a place."""
        self.qtbot.mouseClick(place, LEFT, PLAIN, at or place.rect().center())

    def clicks_cell(self, view: QAbstractItemView, row: int, column: int) -> None:
        """Press the mouse on a cell of a list or a table, having brought it into sight."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.clicks_on(view.viewport(), view.visualRect(index).center())

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """The field of that name, once it is there."""

        def found() -> QLineEdit | QPlainTextEdit | None:
            fields = [*shown(self.window, QLineEdit), *shown(self.window, QPlainTextEdit)]
            return next((one for one in fields if one.accessibleName() == name), None)

        self.waits(found)
        place = found()
        assert place is not None
        return place

    def writes_into(self, name: str, text: str) -> None:
        """Click into the field of that name and type."""
        place = self.field(name)
        self.clicks_on(place.viewport() if isinstance(place, QPlainTextEdit) else place)
        self.waits(place.hasFocus)
        self.types(text)

    def types(self, text: str) -> None:
        """Type where the keyboard is, in whatever alphabet."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._keyboard(), QKeyEvent(kind, Qt.Key.Key_unknown, PLAIN, letter))

    def presses(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        together = PLAIN
        for one in held:
            together |= one
        self.qtbot.keyClick(self._keyboard(), key, together)

    def _keyboard(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window


def first_run(person: Person) -> FirstRun:
    """What a new person sees first."""
    (found,) = shown(person.window, FirstRun)
    return found
