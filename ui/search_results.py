"""The sheet of results under the search box: grouped by kind, drawn by hand, moved through from the box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import _
from ui.actions import Entry
from ui.context import Ref
from ui.keys import keys_said
from ui.theme import icons, metrics
from ui.theme.fonts import elided, font
from ui.theme.palette import colours
from ui.widgets.popover import SHADOW, paint_floating

HEADING = 28
HIT = 44
PLAIN = 34
TALLEST = 480
FEW = 6  # of each kind, where several are found
_LINE = Qt.ItemDataRole.UserRole + 1
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a heading, a record found, a command, or "show in the list"."""

    sort: Literal["heading", "hit", "command", "narrow", "nothing"]
    title: str
    subtitle: str = ""
    picture: str = ""
    colour: str = "dim"
    ref: Ref | None = None
    command: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether it can be chosen."""
        return self.sort not in ("heading", "nothing")

    @property
    def height(self) -> int:
        """How tall it is drawn."""
        return {"heading": HEADING, "hit": HIT}.get(self.sort, PLAIN)


def lines_for(hits: Sequence[Any], limit: int, titles: Callable[[str], str], commands: Sequence[Entry]) -> list[Line]:
    """Hits under the headings of their kinds, the way into the list, the commands the text means.

    Of several kinds each shows its first few, so that none is far away.
    """
    kinds: dict[str, list[Any]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    lines: list[Line] = []
    shown = FEW if len(kinds) > 1 else limit
    for kind, found in kinds.items():
        count = number(len(found)) + ("+" if len(found) >= limit else "")
        lines.append(Line("heading", f"{titles(kind)} · {count}"))
        lines += [_hit(hit) for hit in found[:shown]]
    if lines:
        lines.append(Line("narrow", _("Show all that match in the list"), keys_said("Ctrl+Return"), "search"))
    if commands:
        lines.append(Line("heading", _("Commands")))
        lines += [Line("command", _(one.title), one.keys(), "bolt", "accent", command=one.key) for one in commands]
    return lines or [Line("nothing", _("Nothing found. Try a part of the name or four digits of the phone."))]


def lines_of_nothing(recent: Sequence[Any], commands: Sequence[Entry]) -> list[Line]:
    """Before anything is typed: what was opened last, and what could be begun."""
    lines = [Line("heading", _("Opened last")), *(_hit(hit) for hit in recent)] if recent else []
    if commands:
        lines.append(Line("heading", _("Commands")))
        lines += [Line("command", _(one.title), one.keys(), "bolt", "accent", command=one.key) for one in commands]
    return lines


def _hit(hit: Any) -> Line:
    picture, colour = icons.kind_icon(hit.kind)
    ref = Ref(*hit.opens) if hit.opens is not None else Ref(hit.kind, hit.id)
    return Line("hit", hit.title, hit.subtitle, picture, colour, ref)


class ResultSheet(QWidget):
    """Floats over the window; `chosen` carries the line a person decided for."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        down = QVBoxLayout(self)
        down.setContentsMargins(SHADOW + 5, SHADOW + 5, SHADOW + 5, SHADOW + 6)
        self.view = QListView()
        self.view.setModel(self._lines)
        self.view.setItemDelegate(_LineDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self._choose(index.row()))
        down.addWidget(self.view)
        self.hide()

    def lines(self) -> Sequence[Line]:
        """What is shown now."""
        return self._lines.lines

    def show_lines(self, lines: Sequence[Line], beside: QRect) -> None:
        """Show other results under the box, the first choice marked."""
        self._lines.replace(lines)
        tall = min(TALLEST, sum(line.height for line in lines) + 12)
        self.setGeometry(
            beside.x() - SHADOW, beside.bottom() + 4 - SHADOW, beside.width() + 2 * SHADOW, tall + 2 * SHADOW
        )
        self._mark(next((row for row, line in enumerate(lines) if line.is_choice), -1))
        self.setVisible(bool(lines))
        self.raise_()

    def step(self, by: int) -> None:
        """Move the mark to the next choice up or down, around the ends."""
        choices = [row for row, line in enumerate(self._lines.lines) if line.is_choice]
        if choices:
            now = self.view.currentIndex().row()
            at = choices.index(now) if now in choices else -1
            self._mark(choices[(at + by) % len(choices)])

    def leap(self, by: int) -> None:
        """Move the mark to the first choice of the next group, or of this one and the one before."""
        lines = self._lines.lines
        firsts = [row + 1 for row, line in enumerate(lines) if line.sort == "heading"]
        now = self.view.currentIndex().row()
        if by > 0:
            target = next((row for row in firsts if row > now), None)
        else:
            target = next((row for row in reversed(firsts) if row < now), None)
        if target is not None and target < len(lines):
            self._mark(target)

    def choose_marked(self) -> bool:
        """Decide for the marked line; False where nothing is marked."""
        return self._choose(self.view.currentIndex().row())

    def _mark(self, row: int) -> None:
        self.view.setCurrentIndex(self._lines.index(row) if row >= 0 else QModelIndex())

    def _choose(self, row: int) -> bool:
        line = self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None
        if line is None or not line.is_choice:
            return False
        self.chosen.emit(line)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        paint_floating(painter, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), colours())
        painter.end()


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def replace(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _LINE:
            return self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[index.row()].title
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        usual = super().flags(index)
        if index.isValid() and not self.lines[index.row()].is_choice:
            return usual & ~Qt.ItemFlag.ItemIsSelectable
        return usual


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option
        return QSize(120, index.data(_LINE).height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(_LINE)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_choice:
            _paint_mark(painter, place, state)
            _paint_choice(painter, place, line)
        else:
            painter.setPen(QColor(colours().dim))
            painter.setFont(font("small_strong" if line.sort == "heading" else "body"))
            painter.drawText(place.adjusted(11, 4, -11, 0), _LEFT, line.title)
        painter.restore()


def _paint_mark(painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
    marked = bool(state & QStyle.StateFlag.State_Selected)
    if marked or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().sel if marked else colours().hover))
        painter.drawRoundedRect(QRectF(place), metrics.RADIUS, metrics.RADIUS)


def _paint_choice(painter: QPainter, place: QRect, line: Line) -> None:
    palette = colours()
    top = place.y() + (place.height() - metrics.ICON) / 2
    ink = str(getattr(palette, line.colour))
    icons.paint(painter, line.picture, QRectF(place.x() + 11, top, metrics.ICON, metrics.ICON), ink)
    room = place.adjusted(11 + metrics.ICON + 11, 0, -11, 0)
    painter.setPen(QColor(palette.text))
    painter.setFont(font("medium"))
    if line.sort != "hit":
        painter.drawText(room, _LEFT, elided(line.title, "medium", room.width()))
        painter.setPen(QColor(palette.dim))
        painter.setFont(font("tiny"))
        painter.drawText(room, _RIGHT, line.subtitle)
        return
    upper = QRect(room.x(), place.y() + 3, room.width(), 20) if line.subtitle else room
    painter.drawText(upper, _LEFT, elided(line.title, "medium", room.width()))
    painter.setPen(QColor(palette.dim))
    painter.setFont(font("small"))
    lower = QRect(room.x(), place.y() + 22, room.width(), 18)
    painter.drawText(lower, _LEFT, elided(line.subtitle, "small", room.width()))
