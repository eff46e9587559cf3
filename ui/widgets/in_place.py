"""A value that is edited where it stands: a click or Enter opens it, Esc brings the old one back, leaving saves."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from ui.theme.fonts import font
from ui.theme.palette import colours


class InPlaceField(QLineEdit):
    """Reads as text until edited; `edited` carries what was typed when it differs from what stood there."""

    edited = Signal(str)
    abandoned = Signal()

    def __init__(self, shown: str, *, name: str, typed: str | None = None, hint: str = "") -> None:
        super().__init__()
        self._shown = shown
        self._typed = shown if typed is None else typed
        self.setObjectName("in_place")
        self.setFont(font())
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setReadOnly(True)
        self.setText(shown)
        self.setCursorPosition(0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def is_editing(self) -> bool:
        """Whether the person is typing in it now."""
        return not self.isReadOnly()

    def show_value(self, shown: str, typed: str | None = None) -> None:
        """Take a newer value, unless the person is editing."""
        if not self.is_editing():
            self._shown, self._typed = shown, shown if typed is None else typed
            self.setText(shown)
            self.setCursorPosition(0)

    def begin(self) -> None:
        """Open the field for editing with everything selected."""
        if self.is_editing():
            return
        self.setText(self._typed)
        self._set_editing(editing=True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def mark_wrong(self, *, wrong: bool) -> None:
        """Tint the field when what was typed was refused."""
        self.setProperty("wrong", "true" if wrong else "")
        self._repolish()

    def _leave(self, *, keep: bool) -> None:
        typed = self.text().strip()
        self._set_editing(editing=False)
        changed = keep and typed != self._typed
        if changed:
            self._shown = self._typed = typed
        self.setText(self._shown)
        self.setCursorPosition(0)
        if changed:
            self.edited.emit(typed)
        else:
            self.abandoned.emit()

    def _set_editing(self, *, editing: bool) -> None:
        self.setReadOnly(not editing)
        self.setProperty("editing", "true" if editing else "")
        self.setCursor(Qt.CursorShape.IBeamCursor if editing else Qt.CursorShape.PointingHandCursor)
        self._repolish()

    def _repolish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.is_editing():
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if enter and plain and not self.is_editing():
            self.begin()
        elif enter and plain:
            self._leave(keep=True)
        elif event.key() == Qt.Key.Key_Escape and self.is_editing():
            self._leave(keep=False)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """While it reads as text, the menu is that of the line it stands in."""
        if self.is_editing():
            super().contextMenuEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        passing = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if self.is_editing() and not passing:
            self._leave(keep=True)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        if self.is_editing() or not self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(colours().text)
        place = QRect(self.rect()).adjusted(6, 0, -6, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()
