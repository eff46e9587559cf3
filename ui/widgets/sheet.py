"""A sheet in the middle of the window over everything else; Esc leaves it, Enter does what it is for, the keyboard stays inside."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme import metrics
from ui.theme.palette import colours
from ui.typed import Keeps
from ui.widgets.popover import SHADOW, cycle_focus, paint_floating
from ui.widgets.unfinished import Leavable
from ui.widgets.words import words


class Sheet(Leavable):
    """A heading, a sentence, whatever `body` gets, and a row of `buttons`; `finish` closes the construction."""

    def __init__(self, window: QWidget, heading: str, sentence: str, width: int = 460) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        self._card = QWidget(self)
        self._card.setFixedWidth(width)
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(3 * metrics.GRID)
        self.body.addWidget(words(heading, "list_heading"))
        self.body.addWidget(words(sentence, "body", "dim", wrap=True))
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()

    def finish(self) -> None:
        """Put the buttons under everything else."""
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(self.buttons)

    def open(self) -> None:
        """Show the sheet and give it the keyboard."""
        self._home.installEventFilter(self)
        self._settle()
        self.show()
        self.raise_()
        self.setFocus()

    def show_again(self) -> None:
        """Show what was put away over everything."""
        Sheet.open(self)  # whatever its kind does at the first opening is done

    def holds_words(self) -> bool:
        """Whether something typed here would go with it; what a field keeps on being left is kept."""
        return isinstance(self, Keeps) and self.holds_typed()

    def _meant_by_enter(self) -> QPushButton | None:
        held = QApplication.focusWidget()
        if isinstance(held, QLineEdit) and self.isAncestorOf(held):
            return None  # Enter in a field is the field's
        if isinstance(held, QPushButton) and self.isAncestorOf(held):
            return held if held.isEnabled() else None
        buttons = [one for one in self._card.findChildren(QPushButton) if one.property("look") == "primary"]
        return next((one for one in buttons if one.isVisible() and one.isEnabled()), None)

    def _settle(self) -> None:
        self.setGeometry(self._home.rect())
        across = self._card.width()
        down = self.body.totalHeightForWidth(across) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        down = min(down, self.height() - 2 * SHADOW)
        self._card.setFixedHeight(down)
        self._card.move((self.width() - across) // 2, max(SHADOW, (self.height() - down) * 2 // 5))

    def stop_watching(self) -> None:
        """The size of the window is no concern of it any more."""
        self._home.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what concerns it."""
        if event.type() == QEvent.Type.Resize and watched is self._home:
            self._settle()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it; Enter presses the button with the keyboard, else the one the sheet is for."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (pressed := self._meant_by_enter()) is not None:
            pressed.click()
        event.accept()  # nothing behind the sheet hears of keys

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Keep Tab inside."""
        return cycle_focus(self, forward=next_)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        veil = QColor(colours().shadow)
        veil.setAlpha(70 if colours().scheme == "light" else 120)
        painter.fillRect(self.rect(), veil)
        paint_floating(painter, QRectF(self._card.geometry()), colours())
        painter.end()
