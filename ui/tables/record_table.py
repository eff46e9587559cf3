"""The same working set as a table: columns chosen, moved, made wider and sorted by their headings.

It is a list of cells (`cells.py`) under headings one can take hold of; wider than its place it scrolls sideways.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QToolTip, QVBoxLayout, QWidget

from resources.i18n import _
from ui.tables.cell_editing import CellEditing, EditOf
from ui.tables.cells import GAP, HEAD, MARGIN, Cell, CellDelegate, Column, cell_view
from ui.theme import icons
from ui.theme.fonts import elided, font
from ui.theme.palette import colours

NARROWEST = 48
WIDEST = 640
STEP = 60  # px an arrow of the bar scrolls sideways
_EDGE = 5  # px on either side of an edge where it can be taken hold of
_ARROW = 12


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column as it stands: `sort` names its order where there is one; figures stand to the right."""

    key: str
    title: str
    width: int
    sort: str = ""
    right: bool = False


class RecordTable(QWidget):
    """`sort_wished` carries an order, with a dash its reverse; `arranged` says that a person moved or widened a column.

    `sort_missed` carries the title of a column the rows cannot be sorted by; `menu_wished` the place of the mouse.
    """

    sort_wished = Signal(str)
    sort_missed = Signal(str)
    arranged = Signal()
    menu_wished = Signal(QPoint)

    def __init__(self, name: str, describe: Callable[[object], Sequence[Cell]], edit_of: EditOf) -> None:
        super().__init__()
        self._describing = describe
        self._columns: tuple[TableColumn, ...] = ()
        self.view = cell_view(name)
        self.delegate = CellDelegate((), describe)
        self.delegate.setParent(self.view)
        self.view.setItemDelegate(self.delegate)
        self.head = _Head(self)
        self.across = QScrollBar(Qt.Orientation.Horizontal)  # our own: the view would lay out every row anew
        self.across.valueChanged.connect(self._on_scrolled)
        self.across.setSingleStep(STEP)
        self.view.viewport().installEventFilter(self)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.head)
        down.addWidget(self.view, 1)
        down.addWidget(self.across)
        self.setFocusProxy(self.view)
        self.cells = CellEditing(self, edit_of)
        self.delegate.amend = self.cells.amend
        self.delegate.cursor = 0

    def columns(self) -> tuple[TableColumn, ...]:
        """The columns as they stand now."""
        return self._columns

    def show_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show these columns in this order."""
        self._columns = tuple(columns)
        self._lay()

    def show_sort(self, sort: str) -> None:
        """Mark the heading the rows are sorted by."""
        self.head.sort = sort
        self.head.update()

    def offset(self) -> int:
        """How far the table is scrolled sideways."""
        return self.across.value()

    def said(self, row: object) -> Sequence[Cell]:
        """The cells of a row as they are drawn."""
        return self.cells.amend(row, self._describing(row))

    def column_at(self, across: int) -> int:
        """The column at a place of the rows; -1 for none."""
        return self.head.column_at(across)

    def show_cell(self, column: int) -> None:
        """A column is the current one: mark it and scroll it into sight."""
        self.delegate.cursor = column
        left, width = self.spots()[column]
        room, begin = self.view.viewport().width(), self.across.value()
        if left - MARGIN < begin:
            self.across.setValue(left - MARGIN)
        elif left + width + MARGIN > begin + room:
            self.across.setValue(min(left + width + MARGIN - room, left - MARGIN))
        self.view.viewport().update()

    def spots(self) -> list[tuple[int, int]]:
        """Where each column begins and how wide it is; the last one takes what is left."""
        found, left = [], MARGIN
        for column in self._columns:
            found.append((left, column.width))
            left += column.width + GAP
        if found:
            begin, width = found[-1]
            found[-1] = (begin, max(width, self.view.viewport().width() - begin - MARGIN))
        return found

    def widen(self, place: int, width: int) -> None:
        """Give a column another width."""
        found = list(self._columns)
        found[place] = replace(found[place], width=min(max(width, NARROWEST), WIDEST))
        self.show_columns(found)

    def move_column(self, place: int, to: int) -> None:
        """Put a column into another place; the first one stays: it says who a row is."""
        if place > 0 and to > 0 and place != to:
            found = list(self._columns)
            found.insert(to, found.pop(place))
            self.show_columns(found)
            self.arranged.emit()

    def wish_sort(self, place: int) -> None:
        """Sort by a column, the other way round where it is sorted by already."""
        wished = self._columns[place].sort
        if wished:
            self.sort_wished.emit(f"-{wished}" if self.head.sort == wished else wished)
        else:
            self.sort_missed.emit(self._columns[place].title)

    def _lay(self) -> None:
        spots, room = self.spots(), self.view.viewport().width()
        widest = (spots[-1][0] + self._columns[-1].width + MARGIN) if spots else 0
        drawn = [
            Column(column.title, width, column.right)
            for column, (_left, width) in zip(self._columns, spots, strict=True)
        ]
        self.delegate.show_columns(drawn)
        self.delegate.cursor = self.cells.column()
        self.across.setPageStep(room)
        self.across.setRange(0, max(0, widest - room))
        self.across.setVisible(widest > room)
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        self.delegate.shift = self.across.value()
        self.view.viewport().update()
        self.head.update()
        self.cells.stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel turned sideways scrolls sideways."""
        del watched
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent) and event.angleDelta().x():
            self.across.setValue(self.across.value() - event.angleDelta().x())
            return not event.angleDelta().y()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last column takes what is left."""
        super().resizeEvent(event)
        self._lay()


class _Head(QWidget):
    """The line of headings: a click sorts, an edge widens, a drag moves, the right button chooses columns."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self.sort = ""
        self._hot = -1
        self._pressed: tuple[int, int] | None = None  # column, where the mouse went down
        self._widening: tuple[int, int] | None = None  # column, its width less the mouse
        self._moving: int | None = None  # the place it would be put into
        self.setFixedHeight(HEAD)
        self.setMouseTracking(True)

    def column_at(self, across: int) -> int:
        """The column under a point; -1 for none."""
        at = across + self._table.offset()
        for place, (left, width) in enumerate(self._table.spots()):
            if left - GAP // 2 <= at < left + width + GAP // 2:
                return place
        return -1

    def _edge_at(self, across: int) -> int:
        at = across + self._table.offset()
        for place, (left, width) in enumerate(self._table.spots()):
            if abs(at - (left + width + GAP // 2)) <= _EDGE:
                return place
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge or of a heading."""
        across = round(event.position().x())
        if event.button() == Qt.MouseButton.RightButton:
            self._table.menu_wished.emit(event.globalPosition().toPoint())
            return
        edge = self._edge_at(across)
        if edge >= 0:
            self._widening = (edge, self._table.columns()[edge].width - across)
        elif (place := self.column_at(across)) >= 0:
            self._pressed = (place, across)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Widen, or carry a heading."""
        across = round(event.position().x())
        if self._widening is not None:
            place, base = self._widening
            self._table.widen(place, base + across)
        elif self._pressed is not None:
            place, begun = self._pressed
            far = self._moving is not None or abs(across - begun) > 2 * _EDGE
            self._moving = max(self.column_at(across), 1) if far and place > 0 else None
        on_edge = self._widening is not None or (self._pressed is None and self._edge_at(across) >= 0)
        self.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
        self._hot = self.column_at(across)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        widening, pressed, moving = self._widening, self._pressed, self._moving
        self._widening = self._pressed = self._moving = None
        if widening is not None:
            self._table.arranged.emit()
        elif pressed is not None and moving is not None:
            self._table.move_column(pressed[0], moving)
        elif pressed is not None and pressed[0] == self._hot_or(pressed[0]):
            self._table.wish_sort(pressed[0])
        self.update()

    def _hot_or(self, place: int) -> int:
        return self._hot if self._hot >= 0 else place

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hot = -1
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what a click on a heading does."""
        if isinstance(event, QHelpEvent):
            place = self.column_at(event.pos().x())
            if place >= 0:
                column = self._table.columns()[place]
                hint = _("Sort by this") if column.sort else _("The list cannot be sorted by this")
                QToolTip.showText(event.globalPos(), f"{column.title}: {hint}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().panel))
        for place, column in enumerate(self._table.columns()):
            self._paint_heading(painter, place, column)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours().line))
        self._paint_target(painter)
        painter.end()

    def _paint_heading(self, painter: QPainter, place: int, column: TableColumn) -> None:
        palette, (left, width) = colours(), self._table.spots()[place]
        left -= self._table.offset()
        if place == self._hot and column.sort and self._widening is None:
            painter.fillRect(QRect(left - GAP // 2, 0, width + GAP, self.height() - 1), QColor(palette.hover))
        sorted_by = self.sort.removeprefix("-") == column.sort != ""
        room = width - (_ARROW + 4 if sorted_by else 0)
        painter.setFont(font("small_medium" if sorted_by else "small"))
        painter.setPen(QColor(palette.text if sorted_by else palette.dim))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        said = elided(column.title, "small", room)
        painter.drawText(QRect(left, 0, room, self.height() - 1), int(Qt.AlignmentFlag.AlignVCenter | side), said)
        if sorted_by:
            at = left + min(painter.fontMetrics().horizontalAdvance(said), room) + 4
            picture = "chevron-down" if self.sort.startswith("-") else "chevron-up"
            icons.paint(painter, picture, QRectF(at, (self.height() - _ARROW) / 2, _ARROW, _ARROW), palette.dim)
        edge = QColor(palette.line)
        painter.fillRect(left + width + GAP // 2, 8, 1, self.height() - 17, edge)

    def _paint_target(self, painter: QPainter) -> None:
        """Where the heading that is carried would be put."""
        if self._moving is None or self._pressed is None:
            return
        left, width = self._table.spots()[self._moving]
        after = self._moving > self._pressed[0]
        at = (left + width + GAP // 2 if after else left - GAP // 2) - self._table.offset()
        painter.fillRect(at - 1, 0, 2, self.height(), QColor(colours().accent))
