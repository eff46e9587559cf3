"""The strip over the hours: the days with their holidays, and what has no hour beneath them, as long as it lasts.

Drawn on, dragged to other days, stretched by its end, dragged down to an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.views.calendar import CalendarDay, CalendarItem, CalendarView
from resources.i18n import _
from ui.dialogs.mini_month import weekdays
from ui.sections.calendar.dragging import Elsewhere
from ui.sections.calendar.laying import Bar, Key, day_length, key_of, lay_days
from ui.sections.calendar.painting import paint_line, write
from ui.sections.calendar.wording import zone_mark
from ui.theme.fonts import font
from ui.theme.palette import colours

NAMES = 44
LINE = 20
MOST = 4  # lines; the last one tells how many more there are
EDGE = 6  # px at the end of an item that stretch it
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Pull:
    """What is under the pointer: from which column to which."""

    kind: Literal["create", "move", "stretch"]
    item: CalendarItem | None
    row: int
    first: int
    last: int
    column: int  # where it was taken

    def to(self, column: int) -> "Pull":
        """The same with the pointer over another day."""
        if self.kind == "create":
            return replace(self, first=min(self.column, column), last=max(self.column, column))
        if self.kind == "stretch":
            return replace(self, last=max(self.first, column))
        by = column - self.column
        return replace(self, first=self.first + by, last=self.last + by, column=column)


class DaysHead(QWidget):
    """`edges` tells where the days begin on the grid below."""

    opened = Signal(object)
    looked_at = Signal(object)  # item
    pressed = Signal(object)  # item
    day_chosen = Signal(object)
    created = Signal(object, int)  # the day something without an hour is wished for, how many days
    moved = Signal(object, object, int)  # item, how far, how much longer

    def __init__(self, edges: Callable[[], list[int]]) -> None:
        super().__init__()
        self._edges = edges
        self._view: CalendarView | None = None
        self._chosen: Key | None = None
        self._bars: tuple[Bar, ...] = ()
        self._limit = MOST
        self._at: QPoint | None = None  # where the pointer went down
        self._pull: Pull | None = None
        self._begun: Pull | None = None
        self._away = False
        self.zone = ""  # whose hours stand below
        self.ghost: tuple[CalendarItem, int] | None = None  # dragged here from the hours: over which day
        self.elsewhere: Elsewhere | None = None
        self.setMouseTracking(True)
        self.setFixedHeight(NAMES + LINE + 6)

    def show_view(self, view: CalendarView) -> None:
        """Show other days, or the same ones anew."""
        self._view = view
        days = (view.last_day - view.first_day).days + 1
        self._bars = lay_days(view.timeless, view.first_day, days)
        most = max((bar.row + 1 for bar in self._bars), default=0)
        self._limit = MOST if most <= MOST else MOST - 1
        self.setFixedHeight(NAMES + max(min(most, MOST), 1) * LINE + 6)
        if self._at is None:
            self._pull = self._begun = None
        self.update()

    def show_chosen(self, item: CalendarItem | None) -> None:
        """Mark an item."""
        self._chosen = key_of(item) if item is not None else None
        self.update()

    def place_of(self, item: CalendarItem) -> QRect:
        """Where an item stands."""
        bar = next((one for one in self._bars if key_of(one.item) == key_of(item)), None)
        return self._cell(bar.column, bar.span, min(bar.row, MOST - 1)) if bar is not None else QRect()

    def column_at(self, place: QPoint) -> int | None:
        """The day under a point; None where it is not over the strip."""
        edges = self._edges()
        if self._view is None or not self.rect().contains(place) or place.x() < edges[0]:
            return None
        return sum(place.x() >= edge for edge in edges[1:-1])

    def show_ghost(self, ghost: tuple[CalendarItem, int] | None) -> None:
        """Something dragged from the hours is over a day here, or no more."""
        if ghost != self.ghost:
            self.ghost = ghost
            self.update()

    def let_go(self) -> None:
        """Forget what was being dragged."""
        self._at = self._pull = self._begun = None
        self._away = False
        self.update()

    def is_pulling(self) -> bool:
        """Whether something is being dragged."""
        return self._pull is not None and self._pull != self._begun

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette, view = colours(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.panel))
        for column, day in enumerate(view.days if view is not None else ()):
            self._paint_day(painter, column, day, today=view is not None and day.day == view.today)
        self._paint_bars(painter)
        if view is not None and self.zone:
            corner = QRect(0, 12, self._edges()[0] - 12, 18)
            write(painter, corner, zone_mark(self.zone, view.first_day), "tiny", palette.dim, _RIGHT)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        painter.end()

    def _paint_day(self, painter: QPainter, column: int, day: CalendarDay, *, today: bool) -> None:
        palette, edges = colours(), self._edges()
        left, width = edges[column], edges[column + 1] - edges[column]
        painter.fillRect(left - 2, 6, 1, self.height() - 6, QColor(palette.line))
        ink = palette.accent if today else palette.text if day.working else palette.bad
        number = QRectF(left + 6, 8, 28, 28)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(number)
        painter.setFont(font("list_heading", tabular=True))
        painter.setPen(QColor(palette.on_accent if today else ink))
        painter.drawText(number, _CENTRE, str(day.day.day))
        room = max(width - 46, 0)
        name = weekdays()[day.day.weekday()]
        write(painter, QRect(left + 40, 6 if day.holiday else 12, room, 18), name, "small_medium", ink)
        if day.holiday:
            write(painter, QRect(left + 40, 22, room, 16), day.holiday, "tiny", palette.bad)

    def _paint_bars(self, painter: QPainter) -> None:
        pull = self._pull if self.is_pulling() and not self._away else None
        for bar in self._bars:
            gone = self.is_pulling() and self._pull is not None and self._pull.item is bar.item
            if bar.row < self._limit and not gone:
                chosen = key_of(bar.item) == self._chosen
                paint_line(painter, self._cell(bar.column, bar.span, bar.row), bar.item, chosen=chosen)
        for column in range(len(self._edges()) - 1):
            hidden = sum(bar.row >= self._limit and bar.covers(column) for bar in self._bars)
            if hidden:
                said = _("+{count} more").format(count=hidden)
                write(painter, self._cell(column, 1, MOST - 1).adjusted(8, 0, 0, 0), said, "tiny", colours().accent)
        if pull is not None:
            self._paint_ghost(painter, pull.item, (pull.first, pull.last, pull.row))
        elif self.ghost is not None:
            self._paint_ghost(painter, self.ghost[0], (self.ghost[1], self.ghost[1], 0))

    def _paint_ghost(self, painter: QPainter, item: CalendarItem | None, where: tuple[int, int, int]) -> None:
        days = len(self._edges()) - 1
        first, last = max(where[0], 0), min(where[1], days - 1)
        if first > last:
            return
        place = self._cell(first, last - first + 1, min(where[2], MOST - 1))
        if item is not None:
            paint_line(painter, place, replace(item, timeless=True), chosen=True)
            return
        painter.setPen(QColor(colours().accent))
        painter.setBrush(QColor(colours().accent_soft))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _cell(self, column: int, span: int, row: int) -> QRect:
        edges = self._edges()
        return QRect(edges[column] + 2, NAMES + row * LINE, edges[column + span] - edges[column] - 8, LINE - 2)

    def _found(self, place: QPointF) -> tuple[int | None, Bar | None]:
        """The day under a point, and what stands there."""
        column = self.column_at(place.toPoint())
        row = int(place.y() - NAMES) // LINE
        if column is None or place.y() < NAMES or row >= self._limit:
            return column, None
        return column, next((bar for bar in self._bars if bar.row == row and bar.covers(column)), None)

    def _on_end(self, bar: Bar, place: QPointF) -> bool:
        return not bar.item.cut_after and place.x() > self._cell(bar.column, bar.span, bar.row).right() - EDGE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an item, begin to draw one, or go to the day by its name."""
        column, bar = self._found(event.position())
        if self._view is None or column is None or event.button() != Qt.MouseButton.LeftButton:
            return
        more = any(one.row >= self._limit and one.covers(column) for one in self._bars)
        if bar is not None:
            self.pressed.emit(bar.item)
        elif event.position().y() < NAMES or (more and event.position().y() > NAMES + self._limit * LINE):
            self.day_chosen.emit(self._view.days[column].day)
            return
        self._at, self._away = event.position().toPoint(), False
        if bar is None:
            row = max(int(event.position().y() - NAMES) // LINE, 0)
            self._pull = self._begun = Pull("create", None, row, column, column, column)
        elif bar.item.done:
            self._at = None
        else:
            kind: Literal["move", "stretch"] = "stretch" if self._on_end(bar, event.position()) else "move"
            self._pull = self._begun = Pull(kind, bar.item, bar.row, bar.column, bar.column + bar.span - 1, column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer over the days, and out of here."""
        if self._at is None or self._pull is None:
            bar = self._found(event.position())[1]
            on_end = bar is not None and not bar.item.done and self._on_end(bar, event.position())
            self.setCursor(Qt.CursorShape.SizeHorCursor if on_end else Qt.CursorShape.ArrowCursor)
            return
        here = event.position().toPoint()
        near = (here - self._at).manhattanLength() < QApplication.startDragDistance()
        if near and not self.is_pulling() and not self._away:
            return
        item = self._pull.item
        if self._pull.kind == "move" and item is not None and self.elsewhere is not None:
            self._away = self.elsewhere.over(item, event.globalPosition().toPoint(), self)
        edges = self._edges()
        self._pull = self._pull.to(sum(here.x() >= edge for edge in edges[1:-1]))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was drawn or dragged."""
        pull, begun, away = self._pull, self._begun, self._away
        if self._at is None or pull is None or begun is None or self._view is None:
            return
        self.let_go()
        if away and pull.item is not None and self.elsewhere is not None:
            self.elsewhere.drop(pull.item, event.globalPosition().toPoint(), self)
        elif pull == begun:
            return
        elif pull.item is None:
            self.created.emit(self._view.first_day + timedelta(days=pull.first), pull.last - pull.first + 1)
        elif pull.kind == "move":
            self.moved.emit(pull.item, timedelta(days=pull.first - begun.first), 0)
        else:
            days = day_length(pull.item) + pull.last - begun.last
            self.moved.emit(pull.item, timedelta(), (days * 1440 if days > 1 else 0) - pull.item.duration)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell of an item."""
        bar = self._found(QPointF(event.pos()))[1]
        if bar is not None:
            self.pressed.emit(bar.item)
            self.looked_at.emit(bar.item)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item; on nothing, plan something for the day."""
        column, bar = self._found(event.position())
        if bar is not None:
            self.opened.emit(bar.item)
        elif column is not None and self._view is not None and event.position().y() >= NAMES:
            self.created.emit(self._view.days[column].day, 1)

    def first_day(self) -> date:
        """The first of the days."""
        return self._view.first_day if self._view is not None else date.min
