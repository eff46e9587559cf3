"""The first thing a new person sees: begin empty, with made-up people to try things on, or with one's own contacts."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import N_, _, language
from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.popover import cycle_focus
from ui.widgets.progress import Progress
from ui.widgets.stopping import stop_button
from ui.widgets.words import ElidedWords, words

StartKind = Literal["empty", "demo", "import", "open"]
WIDTH = 720
_PADDING, _PICTURE = 18, 26
_CHOICES: tuple[tuple[StartKind, str, str, str], ...] = (
    ("empty", "sparkles", N_("Start empty"), N_("A name or a phone is enough to begin.")),
    ("demo", "users", N_("Look around first"), N_("Made-up people, talks and deals to try everything on.")),
    ("import", "file-import", N_("Bring my contacts"), N_("From a phone, Outlook, Google or a table: vCard or CSV.")),
)
_MADE = {
    "company": N_("companies: {count}"),
    "contact": N_("contacts: {count}"),
    "history": N_("talks: {count}"),
    "offer": N_("Writing it down …"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a person begins with, and where it is kept."""

    kind: StartKind
    folder: Path


class FirstRun(QWidget):
    """Covers the window until something was chosen. What is being made says how far it is, and Esc stops it."""

    language_chosen = Signal(str)
    started = Signal(object)  # Start
    restore_wished = Signal(object)  # the folder the workspace is to be in

    def __init__(self, window: QWidget, folder: Path, choice: str) -> None:
        super().__init__(window)
        self._home = window
        self._folder = folder
        self._choice = choice
        self._chosen = ""
        self._busy = False
        self.stopping = threading.Event()  # set: what is being made is not wished any more
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self._build()

    def show_over(self) -> None:
        """Cover the window and take the keyboard."""
        self.setGeometry(self._home.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def begin(self, kind: StartKind, folder: Path | None = None) -> None:
        """Begin in this way; the choices rest until it has worked."""
        self._busy = True
        self._chosen = kind
        self.stopping.clear()
        self._say("")
        self.setFocus()  # what was pressed rests, and Esc is meant for what has begun
        self._rest(resting=True)
        self._progress.show()
        self.stop.setVisible(kind == "demo")  # the others are made or opened at once
        said = _("Opening the workspace …") if kind == "open" else _("Making the workspace …")
        self._progress.show_progress(-1, said)
        self.started.emit(Start(kind, folder or self._folder))

    def telling(self) -> Callable[[str, int, int], bool]:
        """Hears what is being made: a kind, how many there are, per cent of the whole. Answers whether to go on.

        For the thread that makes it; it may be called when this is gone.
        """
        word, stopping = self._progress.told, self.stopping

        def told(kind: str, count: int, share: int) -> bool:
            if kind in _MADE:
                word.emit(share, _(_MADE[kind]).format(count=number(count)))
            return not stopping.is_set()

        return told

    def refuse(self, sentence: str) -> None:
        """It did not work, or was stopped: say why and let the person choose again."""
        self._busy = False
        self._progress.hide()
        self.stop.hide()
        self.stop.setEnabled(True)
        self.stop.setText(_("Stop"))
        self._rest(resting=False)
        self._say(sentence, "dim" if self.stopping.is_set() else "bad")
        if self._chosen in self.choices:
            self.choices[self._chosen].setFocus()

    def keep_in(self, folder: Path) -> None:
        """Make the workspace in another folder."""
        self._folder = folder
        self._where.setText(str(folder))

    def leave(self) -> None:
        """The workspace is there."""
        self._home.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _speak(self, choice: str) -> None:
        if self._busy:
            return
        self._choice = choice
        self.language_chosen.emit(choice)
        self._rebuild()

    def _rebuild(self) -> None:
        old = self.layout()
        if old is not None:
            QWidget().setLayout(old)  # takes the parts of the other language along
        self._build()
        self.show_over()

    def _give_up(self) -> None:
        """Stop what is being made, as soon as it says how far it is."""
        if self.stop.isVisible():
            self.stopping.set()
            self.stop.setEnabled(False)
            self.stop.setText(_("Stopping …"))

    def _rest(self, *, resting: bool) -> None:
        for part in (*self.choices.values(), self._elsewhere, self._other, self._restore):
            part.setEnabled(not resting)

    def _say(self, sentence: str, tone: str = "bad") -> None:
        self._wrong.setProperty("tone", tone)
        self._wrong.style().polish(self._wrong)
        self._wrong.setText(sentence)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Where to keep the workspace"), str(self._folder.parent))
        if name:
            self.keep_in(Path(name) if not any(Path(name).iterdir()) else Path(name) / self._folder.name)

    def _choose_workspace(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Open another workspace"), str(self._folder.parent))
        if name:
            self.begin("open", Path(name))

    def _build(self) -> None:
        self.choices: dict[str, ChoiceCard] = {}
        card = QWidget()
        card.setMaximumWidth(WIDTH)
        down = QVBoxLayout(card)
        down.setSpacing(2 * metrics.GRID)
        down.addLayout(self._languages())
        down.addSpacing(6 * metrics.GRID)
        down.addWidget(words(_("Welcome to Vizitka"), "name"))
        down.addWidget(
            words(_("What do you want to begin with? All of it can be changed later."), "body", "dim", wrap=True)
        )
        down.addSpacing(4 * metrics.GRID)
        across = QHBoxLayout()
        across.setSpacing(4 * metrics.GRID)
        for kind, picture, title, sentence in _CHOICES:
            choice = ChoiceCard(picture, _(title), _(sentence))
            choice.clicked.connect(partial(self._on_chosen, kind))
            self.choices[kind] = choice
            across.addWidget(choice, 1)
        down.addLayout(across)
        down.addSpacing(4 * metrics.GRID)
        down.addLayout(self._place())
        down.addLayout(self._waiting())
        self._wrong = words("", "body", "bad", wrap=True)
        down.addWidget(self._wrong)
        grid = QGridLayout(self)
        grid.setContentsMargins(32, 32, 32, 32)
        grid.addWidget(card, 1, 1)
        grid.setRowStretch(0, 2)
        grid.setRowStretch(2, 3)
        for column, stretch in ((0, 1), (1, 100), (2, 1)):
            grid.setColumnStretch(column, stretch)
        grid.setColumnMinimumWidth(1, min(WIDTH, 640))

    def _on_chosen(self, kind: StartKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot of clicked
        self.begin(kind)

    def _languages(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(metrics.GRID)
        across.addStretch(1)
        for lang, title in (("ru", "Русский"), ("en", "English")):
            chip = button(title, partial(self._speak, lang), kind="chip")
            chip.setChecked(language() == lang)
            across.addWidget(chip)
        return across

    def _place(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(2 * metrics.GRID)
        self._where = ElidedWords(str(self._folder), "body")
        self._elsewhere = button(_("Elsewhere…"), self._choose_folder, kind="link")
        self._other = button(_("Open another workspace…"), self._choose_workspace, kind="link")
        self._restore = button(_("From a backup…"), lambda: self.restore_wished.emit(self._folder), kind="link")
        across.addWidget(words(_("Kept in"), "body", "dim"))
        across.addWidget(self._where)
        across.addWidget(self._elsewhere)
        across.addStretch(1)
        across.addWidget(self._other)
        across.addSpacing(3 * metrics.GRID)
        across.addWidget(self._restore)
        return across

    def _waiting(self) -> QHBoxLayout:
        self._progress = Progress()
        self.stop = stop_button(self._give_up, kind="small", meaning=_("Make nothing"))
        across = QHBoxLayout()
        across.setContentsMargins(0, 2 * metrics.GRID, 0, 0)
        across.setSpacing(3 * metrics.GRID)
        across.addWidget(self._progress, 1)
        across.addWidget(self.stop)
        self._progress.hide()
        self.stop.hide()
        return across

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and stay on top of a frame built in another language."""
        if watched is self._home and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setGeometry(self._home.rect())
            self.raise_()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is being made; nothing behind it hears of keys."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        event.accept()

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Keep Tab inside."""
        return cycle_focus(self, forward=next_)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().bg))
        painter.end()


class ChoiceCard(QAbstractButton):
    """A large button: picture, title, a sentence."""

    def __init__(self, picture: str, title: str, sentence: str) -> None:
        super().__init__()
        self._picture = picture
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(164)
        down = QVBoxLayout(self)
        down.setContentsMargins(_PADDING, _PADDING + 40, _PADDING, _PADDING)
        down.setSpacing(metrics.GRID)
        for label in (words(title, "list_heading", wrap=True), words(sentence, "body", "dim", wrap=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            down.addWidget(label)
        down.addStretch(1)
        self.setFont(font("list_heading"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self.rect().toRectF().adjusted(1, 1, -1, -1)
        ground = palette.pressed if self.isDown() else palette.hover if self.underMouse() else palette.panel
        painter.setBrush(QColor(ground))
        pen = painter.pen()
        pen.setColor(QColor(palette.accent if self.hasFocus() else palette.edge))
        pen.setWidth(2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.drawRoundedRect(shape, metrics.RADIUS_CARD, metrics.RADIUS_CARD)
        place = QRectF(_PADDING, _PADDING, _PICTURE, _PICTURE)
        icons.paint(painter, self._picture, place, palette.accent if self.isEnabled() else palette.faint)
        painter.end()
