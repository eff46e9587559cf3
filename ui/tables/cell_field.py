"""The field a cell of a table is edited in: it floats over the cell and tells which way one leaves it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.suggest import Find, SuggestField
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task

NARROWEST = 140
TALL = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@dataclass(frozen=True, slots=True)
class CellEdit:
    """How a cell is edited: what one starts from and how it is written.

    `find` offers values while one types; `turned` is what a press writes into a yes-or-no; `open` brings out a popover
    beside the cell instead of a field.
    """

    typed: str = ""
    save: "Callable[[str], Task[Any]] | None" = None
    find: Find | None = None
    turned: str = ""
    open: Callable[[QWidget], object] | None = None


class CellField(SuggestField):
    """`left` carries whether to keep what was typed, and where one goes on to: columns, rows.

    Begun by typing, the arrows to the sides leave it as in a spreadsheet; else they move the cursor in the text.
    """

    left = Signal(bool, int, int)

    def __init__(self, home: QWidget, edit: CellEdit, *, name: str, text: str | None) -> None:
        super().__init__(edit.find or _nothing_found, home)
        self.setObjectName("cell")
        self.setAccessibleName(name)
        self._typing_begun = text is not None
        self._over = False
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.setParent(home)
        self.wrong.setObjectName("cell_wrong")
        self.wrong.hide()
        self.setText(edit.typed if text is None else text)
        if text is None:
            self.selectAll()
        self.taken.connect(self._on_taken)

    def stand(self, place: QRect) -> None:
        """Float over a cell, kept inside what is visible."""
        home = self.parentWidget()
        assert home is not None
        width = min(max(place.width(), NARROWEST), home.width())
        left = max(0, min(place.x(), home.width() - width))
        self.setGeometry(left, place.y() + (place.height() - 1 - TALL) // 2, width, TALL)
        if self.wrong.isVisible():
            self._place_wrong()

    def say_wrong(self, sentence: str) -> None:
        """Say beside the cell why it was not taken."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.setProperty("wrong", "true" if sentence else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._place_wrong()

    def abandon(self) -> None:
        """Leave the cell as it was."""
        self._leave(0, 0, keep=False)

    def put_out(self) -> None:
        """It is over: whatever still comes finds it closed."""
        self._over = True
        self.wrong.hide()
        self.wrong.deleteLater()
        self.hide()
        self.deleteLater()

    def _place_wrong(self) -> None:
        home = self.parentWidget()
        assert home is not None
        self.wrong.setFixedWidth(min(max(self.width(), 280), home.width()))
        tall = self.wrong.heightForWidth(self.wrong.width())
        below = self.geometry().bottom() + 3
        top = below if below + tall <= home.height() else self.y() - tall - 2
        self.wrong.setGeometry(max(0, min(self.x(), home.width() - self.wrong.width())), top, self.wrong.width(), tall)
        self.wrong.raise_()

    def _on_taken(self, suggestion: Any) -> None:
        self.setText(suggestion.title)
        self._leave(0, 1)

    def _leave(self, columns: int, rows: int, *, keep: bool = True) -> None:
        if not self._over:
            self._over = True
            self.left.emit(keep, columns, rows)

    def event(self, event: QEvent) -> bool:
        """Tab is the table's, not the window's."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._leave(step, 0)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        key, plain = event.key(), event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0) if self._typing_begun else 0
        offered = bool(self.suggestions())
        if key in _ENTER and self.highlighted() is None:
            self._leave(0, -1 if event.modifiers() == Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Escape and not offered:
            self.abandon()
        elif plain and rows and not offered:
            self._leave(0, rows)
        elif plain and sides and not offered:
            self._leave(sides, 0)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere: what was typed is kept."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._leave(0, 0)


def _nothing_found(text: str, offer: Callable[[Any], object]) -> None:
    del text
    offer(())
