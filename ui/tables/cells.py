"""Lists whose rows are cells under headings: a delegate that draws them, and the line of headings above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.tables.choice import Choice
from ui.tables.even_list import EvenList
from ui.tables.row_delegate import is_chosen, paint_ground
from ui.tables.row_model import ROW
from ui.theme import metrics
from ui.theme.fonts import Role, elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_pill, pill_width

TALL = 36
HEAD = 28
MARGIN = 16
GAP = 16
_Flag = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how wide (0: whatever is left), figures to the right, and below which width it goes."""

    title: str
    width: int = 0
    right: bool = False
    needs: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column: text in a tone and a role, or a pill."""

    text: str
    tone: str = "text"
    role: Role = "body"
    pill: str = ""


def places(columns: Sequence[Column], across: int) -> list[tuple[int, int]]:
    """Where each column begins and how wide it is; a column with no room has no width."""
    kept = [column for column in columns if across >= column.needs]
    fixed = sum(column.width for column in kept) + GAP * (len(kept) - 1)
    rest = max(0, across - 2 * MARGIN - fixed)
    free = sum(1 for column in kept if not column.width) or 1
    found, left = [], MARGIN
    for column in columns:
        if across < column.needs:
            found.append((left, 0))
            continue
        width = column.width or rest // free
        found.append((left, width))
        left += width + GAP
    return found


def cell_view(name: str) -> EvenList:
    """A list view made for cells."""
    view = EvenList()
    view.setMouseTracking(True)
    view.verticalScrollBar().setSingleStep(TALL // 2)
    view.setFont(font())
    view.setAccessibleName(name)
    return view


class CellDelegate(QStyledItemDelegate):
    """`describe` turns a row of the model into a cell for each column."""

    def __init__(self, columns: Sequence[Column], describe: Callable[[object], Sequence[Cell]]) -> None:
        super().__init__()
        self._columns = columns
        self._describe = describe
        self.choice: Choice | None = None  # the rows chosen for one action, where several can be
        self.shift = 0  # px the columns are scrolled to the left
        self.cursor = -1  # the column of the current row one is in; none where rows are gone through, not cells
        self.amend: Callable[[object, Sequence[Cell]], Sequence[Cell]] | None = None

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Draw other columns."""
        self._columns = columns

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """How large it likes to be."""
        del option, index
        return QSize(metrics.AVATAR, TALL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one."""
        place = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(ROW)
        focus = _Flag.State_HasFocus
        in_cells = self.cursor >= 0
        paint_ground(painter, place, option.state & ~focus if in_cells else option.state, is_chosen(self.choice, row))
        if row is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().line))
            painter.drawRoundedRect(QRectF(place.x() + MARGIN, place.y() + 13, place.width() / 3, 9), 4, 4)
        else:
            self._paint_cells(painter, place, row, framed=in_cells and bool(option.state & focus))
        painter.restore()

    def _paint_cells(self, painter: QPainter, place: QRect, row: object, *, framed: bool) -> None:
        spots, said = places(self._columns, place.width()), self._describe(row)
        if self.amend is not None:
            said = self.amend(row, said)
        for number, (column, cell, (left, width)) in enumerate(zip(self._columns, said, spots, strict=True)):
            if not width:
                continue
            spot = QRect(place.x() + left - self.shift, place.y(), width, place.height())
            _paint_cell(painter, spot, column, cell)
            if framed and number == self.cursor:
                painter.setPen(QPen(QColor(colours().accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(spot).adjusted(-GAP / 2 + 1, 2, GAP / 2 - 1, -3), 5, 5)


class Headings(QWidget):
    """The line of headings over a list of cells."""

    def __init__(self, columns: Sequence[Column], view: EvenList) -> None:
        super().__init__()
        self._columns = columns
        self._view = view
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        painter.setFont(font("small"))
        painter.setPen(QColor(palette.dim))
        for column, (left, width) in zip(
            self._columns, places(self._columns, self._view.viewport().width()), strict=True
        ):
            painter.drawText(QRect(left, 0, width, self.height() - 1), _flags(right=column.right), column.title)
        painter.end()


def _paint_cell(painter: QPainter, place: QRect, column: Column, cell: Cell) -> None:
    if cell.pill:
        width = round(pill_width(cell.text, cell.pill) + 0.5)
        left = place.right() - width + 1 if column.right else place.x()
        top = place.y() + (place.height() - 1 - metrics.PILL) / 2
        paint_pill(painter, QRectF(left, top, width, metrics.PILL), cell.text, cell.pill)
        return
    painter.setFont(font(cell.role, tabular=column.right))
    painter.setPen(QColor(getattr(colours(), cell.tone)))
    painter.drawText(place, _flags(right=column.right), elided(cell.text, cell.role, place.width()))


def _flags(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(Qt.AlignmentFlag.AlignVCenter | side)
