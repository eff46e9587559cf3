"""Those who may be calling, a line each, moved through from the field above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from resources.i18n import _
from ui.context import Ref
from ui.theme import icons, metrics
from ui.theme.fonts import elided, font
from ui.theme.palette import colours

ROW = 44
_HELD = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Line:
    """One of them; without a `ref` it adds somebody."""

    ref: Ref | None
    title: str
    second: str
    aside: str
    picture: str
    colour: str


class FoundList(QListWidget):
    """As tall as what it holds; the keyboard stays in the field."""

    def __init__(self, take: Callable[[Line], object]) -> None:
        super().__init__()
        self._take = take
        self.setObjectName("found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_LineDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Who it may be"))
        self.itemClicked.connect(lambda one: self._take(one.data(_HELD)))
        self.show_lines(())

    def lines(self) -> list[Line]:
        """What is shown now."""
        return [self.item(row).data(_HELD) for row in range(self.count())]

    def marked(self) -> Line | None:
        """The one Enter would take."""
        row = self.currentRow()
        found: Line | None = self.item(row).data(_HELD) if row >= 0 else None
        return found

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show others, the first one marked."""
        self.clear()
        for line in lines:
            row = QListWidgetItem(line.title)
            row.setData(_HELD, line)
            row.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (line.title, line.second, line.aside)))
            )
            self.addItem(row)
        self.setCurrentRow(0 if lines else -1)
        self.setFixedHeight(len(lines) * ROW)
        self.setVisible(bool(lines))

    def step(self, by: int) -> None:
        """Mark the next one up or down, around the ends."""
        if self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    def take_marked(self) -> None:
        """Decide for the marked one."""
        line = self.marked()
        if line is not None:
            self._take(line)


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(10, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(_HELD)
        palette, place = colours(), option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.sel if marked else palette.hover))
            painter.drawRoundedRect(QRectF(place), metrics.RADIUS, metrics.RADIUS)
        top = place.y() + (place.height() - metrics.ICON) / 2
        ink = str(getattr(palette, line.colour))
        icons.paint(painter, line.picture, QRectF(place.x() + 10, top, metrics.ICON, metrics.ICON), ink)
        room = place.adjusted(10 + metrics.ICON + 10, 0, -10, 0)
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(palette.dim))
        aside = elided(line.aside, "small", room.width() // 2)
        painter.drawText(room, _RIGHT, aside)
        wide = room.width() - (painter.fontMetrics().horizontalAdvance(aside) + 14 if aside else 0)
        upper = QRect(room.x(), room.y() + (3 if line.second else 12), wide, 20)
        painter.setFont(font("medium"))
        painter.setPen(QColor(palette.accent if line.ref is None else palette.text))
        painter.drawText(upper, _LEFT, elided(line.title, "medium", wide))
        painter.setFont(font("small"))
        painter.setPen(QColor(palette.dim))
        painter.drawText(QRect(room.x(), room.y() + 22, wide, 18), _LEFT, elided(line.second, "small", wide))
        painter.restore()
