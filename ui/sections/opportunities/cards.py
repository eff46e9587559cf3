"""The deals of one stage as a column of cards: their model, and how a card is drawn and dragged."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.formatting import money
from app.views.offers import OpportunityRow
from resources.i18n import _
from ui.sections.opportunities.wording import days_here, is_stale, who
from ui.tables.row_model import ROW
from ui.theme import metrics
from ui.theme.fonts import elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_pill, pill_width

MIME = "application/x-vizitka-deal"
SIDE, GAP = 8, 6
INSIDE = 11
TALL, MARKED = 84, 110  # a card without and with marks, the gap included
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

Index = QModelIndex | QPersistentModelIndex


def marks(row: OpportunityRow) -> list[tuple[str, str]]:
    """What a card warns of: text and tone."""
    found = []
    if is_stale(row):
        found.append((_("stands still"), "warn"))
    if not row.has_next_step:
        found.append((_("no step"), "neutral"))
    return found


def dragged(carried: QMimeData) -> UUID | None:
    """The deal a drag carries."""
    if not carried.hasFormat(MIME):
        return None
    return UUID(bytes=bytes(carried.data(MIME).data()))


class StageModel(QAbstractListModel):
    """The deals of one stage, all of them at once; a row comes through the `ROW` role."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OpportunityRow, ...] = ()

    def show_rows(self, rows: Sequence[OpportunityRow]) -> bool:
        """Show these; says whether they are others than before."""
        if tuple(rows) == self._rows:
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def row_at(self, position: int) -> OpportunityRow:
        """The deal at a position."""
        return self._rows[position]

    def position_of(self, deal_id: UUID | None) -> int | None:
        """Where a deal stands; None where it is not in this stage."""
        return next((place for place, row in enumerate(self._rows) if row.id == deal_id), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many deals there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one deal answers for a role."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (row.name, who(row), money(row.amount, row.currency, 0), days_here(row))
            return ", ".join([part for part in parts if part] + [text for text, _tone in marks(row)])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A deal can be dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """What a drag carries."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged deal by its id."""
        carried = QMimeData()
        if indexes:
            carried.setData(MIME, self._rows[indexes[0].row()].id.bytes)
        return carried

    def supportedDragActions(self) -> Qt.DropAction:
        """A deal is moved, never copied."""
        return Qt.DropAction.MoveAction


class DealDelegate(QStyledItemDelegate):
    """Draws a deal: name, company and person, amount and days, what to beware of."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """How large it likes to be."""
        del option
        row = index.data(ROW)
        return QSize(120, MARKED if row is not None and marks(row) else TALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        row: OpportunityRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(SIDE, GAP // 2, -SIDE, -GAP // 2)
        paint_deal(painter, card, row, option.state)
        painter.restore()


def paint_deal(painter: QPainter, card: QRect, row: OpportunityRow, state: QStyle.StateFlag) -> None:
    """Draw a deal's card into a rectangle."""
    palette, flag = colours(), QStyle.StateFlag
    selected = bool(state & flag.State_Selected)
    ground = palette.sel if selected else palette.hover if state & flag.State_MouseOver else palette.panel
    painter.setPen(QPen(QColor(palette.accent if selected else palette.line), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    if selected and state & flag.State_HasFocus and state & flag.State_KeyboardFocusChange:
        painter.setPen(QPen(QColor(palette.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 8, 8)
    line = QRect(card.x() + INSIDE, card.y() + 8, card.width() - 2 * INSIDE, 20)
    _write(painter, line, row.name, "strong", palette.text)
    _write(painter, line.translated(0, 20), who(row), "small", palette.dim)
    days = days_here(row)
    painter.setFont(font("small", tabular=True))
    painter.setPen(QColor(palette.warn if is_stale(row) else palette.dim))
    painter.drawText(line.translated(0, 41), _RIGHT, days)
    room = line.width() - painter.fontMetrics().horizontalAdvance(days) - GAP
    amount = money(row.amount, row.currency, 0) if row.amount else _("no amount")
    painter.setFont(font("medium", tabular=True))
    painter.setPen(QColor(palette.text if row.amount else palette.dim))
    painter.drawText(line.translated(0, 41), _LEFT, elided(amount, "medium", room))
    _paint_marks(painter, line.translated(0, 66), row)


def _paint_marks(painter: QPainter, line: QRect, row: OpportunityRow) -> None:
    left = float(line.x())
    for text, tone in marks(row):
        width = round(pill_width(text, tone) + 0.5)
        if left + width > line.right() + 1:
            return
        paint_pill(painter, QRectF(left, line.y(), width, metrics.PILL), text, tone)
        left += width + GAP


def _write(painter: QPainter, line: QRect, text: str, role: Any, ink: str) -> None:
    painter.setFont(font(role))
    painter.setPen(QColor(ink))
    painter.drawText(line, _LEFT, elided(text, role, line.width()))
