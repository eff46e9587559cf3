"""A field that finds while one types: what matches floats under it; arrows choose, Enter takes, Esc goes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme.fonts import elided, font
from ui.theme.palette import colours
from ui.widgets.popover import SHADOW, paint_floating

PAUSE = 60  # ms without a key until the question is asked
ROW = 40
MOST = 8
NARROWEST = 420
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_HELD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing found; `key` is handed back when it is taken."""

    key: Any
    title: str
    second: str = ""
    aside: str = ""


Find = Callable[[str, Callable[[Sequence[Suggestion]], object]], object]


class SuggestField(QLineEdit):
    """`find` is asked for a text and answers with suggestions; `taken` carries the chosen one."""

    taken = Signal(object)  # Suggestion

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._listed: _Listed | None = None
        self.setFont(font())
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._soon.start())

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._listed.all() if self._listed is not None and self._listed.isVisible() else ()

    def highlighted(self) -> Suggestion | None:
        """The one that Enter would take."""
        return self._listed.current() if self.suggestions() and self._listed is not None else None

    def put_away(self) -> None:
        """Offer nothing."""
        self._soon.stop()
        if self._listed is not None:
            self._listed.hide()

    def take(self, suggestion: Suggestion) -> None:
        """Choose one."""
        self.put_away()
        self.taken.emit(suggestion)

    def _ask(self) -> None:
        text = self.text().strip()
        if text:
            self._find(text, self._offer)
        else:
            self.put_away()

    def _offer(self, found: Sequence[Suggestion]) -> None:
        if not found or not self.hasFocus() or not self.text().strip():
            self.put_away()
            return
        if self._listed is None:
            self._listed = _Listed(self)
        self._listed.show_all(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        listed, key = self._listed, event.key()
        if listed is None or not listed.isVisible():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            listed.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (chosen := listed.current()) is not None:
            self.take(chosen)
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        self.put_away()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing floats without its field."""
        self.put_away()
        super().hideEvent(event)


class _Listed(QWidget):
    """The floating list; it never takes the keyboard."""

    def __init__(self, field: SuggestField) -> None:
        super().__init__(field.window())
        self._field = field
        field.destroyed.connect(self.deleteLater)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setItemDelegate(_SuggestionDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.itemPressed.connect(lambda one: field.take(one.data(_HELD)))
        down = QVBoxLayout(self)
        down.setContentsMargins(SHADOW + 4, SHADOW + 5, SHADOW + 4, SHADOW + 5)
        down.addWidget(self._list)

    def all(self) -> tuple[Suggestion, ...]:
        """Everything offered."""
        return tuple(self._list.item(row).data(_HELD) for row in range(self._list.count()))

    def current(self) -> Suggestion | None:
        """The marked one."""
        row = self._list.currentRow()
        found: Suggestion | None = self._list.item(row).data(_HELD) if row >= 0 else None
        return found

    def step(self, by: int) -> None:
        """Mark the next one; before the first stands what was typed."""
        row = self._list.currentRow() + by
        self._list.setCurrentRow(max(-1, min(row, self._list.count() - 1)))

    def show_all(self, found: Sequence[Suggestion]) -> None:
        """Offer these under the field, or above it where there is no room."""
        self._list.clear()
        for one in found:
            row = QListWidgetItem(one.title)
            row.setData(_HELD, one)
            self._list.addItem(row)
        self._list.setCurrentRow(-1)
        home = self._field.window()
        tall = min(len(found), MOST) * ROW + 2 * SHADOW + 10
        self.resize(max(self._field.width(), NARROWEST) + 2 * SHADOW, tall)
        corner = self._field.mapTo(home, QPoint(0, self._field.height()))
        top = corner.y() - SHADOW + 3
        if top + tall > home.height() + SHADOW:
            top = self._field.mapTo(home, QPoint(0, 0)).y() - tall + SHADOW - 3
        left = min(corner.x() - SHADOW, home.width() - self.width() + SHADOW - 8)
        self.move(max(8 - SHADOW, left), top)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_floating(painter, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), colours())
        painter.end()


class _SuggestionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(10, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one: Suggestion = index.data(_HELD)
        palette, place = colours(), option.rect
        marked = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        painter.save()
        if marked:
            painter.fillRect(place, QColor(palette.sel))
        room = place.adjusted(10, 0, -10, 0)
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(palette.dim))
        painter.drawText(room, _RIGHT, one.aside)
        aside = painter.fontMetrics().horizontalAdvance(one.aside)
        wide = room.width() - (aside + 12 if aside else 0)
        lines = QRect(room.x(), room.y() + (2 if one.second else 10), wide, 20)
        painter.setFont(font())
        painter.setPen(QColor(palette.text))
        painter.drawText(lines, _LEFT, elided(one.title, "body", wide))
        if one.second:
            painter.setFont(font("small"))
            painter.setPen(QColor(palette.dim))
            painter.drawText(lines.translated(0, 17), _LEFT, elided(one.second, "small", wide))
        painter.restore()
