"""The days over their hours: one painted widget, whatever stands on it; drawn on, dragged and walked by keys."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.formatting import clock
from app.views.calendar import CalendarItem, CalendarView
from resources.i18n import _
from ui.sections.calendar import walking
from ui.sections.calendar.dragging import USUAL, Drag, Elsewhere, begun_on, begun_on_nothing, pulled
from ui.sections.calendar.laying import DAY, SHORTEST, SNAP, Key, Placed, day_length, key_of, lay_out
from ui.sections.calendar.painting import LINE, paint_block, write
from ui.sections.calendar.wording import span, told
from ui.theme.palette import colours

HOUR = 48
GUTTER = 72
EDGE = 6  # px at the foot of an item that stretch it
_TOP_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class HoursGrid(QWidget):
    """Enter opens the chosen item, Space tells of it, Del takes it off, Ins plans something for its day, arrows walk; Ctrl with an arrow moves it, Shift makes it longer.

    Ctrl+Shift+Up makes it a matter of the whole day, Ctrl+Down gives an hour to what has none.
    """

    created = Signal(object, int)  # the wall where it begins, minutes
    moved = Signal(object, object, int)  # item, how far, how much longer
    opened = Signal(object)
    looked_at = Signal(object)  # item
    cancelled = Signal(object)
    wished = Signal(object)  # a day something is wished for by a key
    chosen = Signal(object)  # item or None
    put = Signal(object, object, object, int)  # item, day, hour or None, minutes

    def __init__(self) -> None:
        super().__init__()
        self._view: CalendarView | None = None
        self.zone = ""  # whose clock the person looks at
        self._placed: tuple[Placed, ...] = ()
        self._rects: tuple[QRectF, ...] = ()  # where they stand at the present width
        self._order: tuple[CalendarItem, ...] = ()
        self._chosen: Key | None = None
        self._drag: Drag | None = None
        self._pressed: QPoint | None = None
        self._away = False  # what is dragged is over another part of the calendar
        self._ghost: tuple[CalendarItem, int, int, int] | None = None  # dragged here: item, column, minute, minutes
        self.elsewhere: Elsewhere | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Calendar"))
        self.setFixedHeight(24 * HOUR + 1)

    def show_view(self, view: CalendarView) -> None:
        """Show other days, or the same ones anew."""
        self._view = view
        self._placed = lay_out(view.timed, view.first_day, self._columns())
        self._order = walking.in_order(view)
        if self._pressed is None and (self._drag is None or self._drag.item is not None):
            self._drag = None  # what was dragged is there now; what is being drawn stays
        self._settle()

    def let_go(self) -> None:
        """Forget what was being dragged."""
        self._drag = self._pressed = None
        self._away = False
        self.update()

    def show_ghost(self, ghost: tuple[CalendarItem, int, int, int] | None) -> None:
        """Something dragged from the strip is over an hour here, or no more."""
        if ghost != self._ghost:
            self._ghost = ghost
            self.update()

    def current(self) -> CalendarItem | None:
        """The chosen item."""
        return next((item for item in self._order if key_of(item) == self._chosen), None)

    def choose(self, item: CalendarItem | None) -> None:
        """Mark an item."""
        self._mark()
        self._chosen = key_of(item) if item is not None else None
        self._mark()
        self.setAccessibleDescription(told(item, self.zone) if item is not None else "")
        self.chosen.emit(item)

    def place_of(self, item: CalendarItem | None) -> QRect:
        """Where an item, or what is being dragged, stands."""
        if self._drag is not None and (item is None or self._drag.item is item):
            return self._rect(self._drag.column, self._drag.top, self._drag.bottom).toRect()
        found = next((one for one in self._placed if item is not None and key_of(one.item) == key_of(item)), None)
        return self._rect_of(found).toRect() if found is not None else QRect()

    def top_of(self, when: time) -> int:
        """How far down a time of day is."""
        return (when.hour * 60 + when.minute) * HOUR // 60

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(600, 24 * HOUR + 1)

    def _columns(self) -> int:
        return (self._view.last_day - self._view.first_day).days + 1 if self._view is not None else 1

    def column_edges(self) -> list[int]:
        """Where the days begin and the last one ends: the strip above stands on the same lines."""
        room = self.width() - GUTTER
        return [GUTTER + room * column // self._columns() for column in range(self._columns() + 1)]

    def _rect(self, column: int, top: int, bottom: int, lane: int = 0, lanes: int = 1) -> QRectF:
        edges = self.column_edges()
        left, width = edges[column] + 2, edges[column + 1] - edges[column] - 8
        tall = max(bottom - top, SHORTEST)
        return QRectF(left + width * lane / lanes, top * HOUR / 60 + 1, width / lanes, tall * HOUR / 60 - 1)

    def _rect_of(self, piece: Placed) -> QRectF:
        return self._rect(piece.column, piece.top, piece.bottom, piece.lane, piece.lanes)

    def spot(self, place: QPointF) -> tuple[int, int]:
        """The column and the minute under a point."""
        edges = self.column_edges()
        column = sum(place.x() >= edge for edge in edges[1:-1])
        return column, min(max(int(place.y() * 60 / HOUR), 0), DAY)

    def _piece_at(self, place: QPointF) -> Placed | None:
        standing = zip(reversed(self._placed), reversed(self._rects), strict=True)
        return next((one for one, rect in standing if rect.contains(place)), None)

    def _mark(self) -> None:
        """Paint anew where the chosen item stands."""
        for piece, rect in zip(self._placed, self._rects, strict=True):
            if key_of(piece.item) == self._chosen:
                self.update(rect.toAlignedRect())

    def _settle(self) -> None:
        self._rects = tuple(self._rect_of(one) for one in self._placed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(colours().panel))
        if self._view is not None:
            self._paint_ground(painter, self._view)
            seen = QRectF(event.rect())
            for piece, place in zip(self._placed, self._rects, strict=True):
                if place.intersects(seen):
                    paint_block(painter, place, piece.item, chosen=key_of(piece.item) == self._chosen)
            self._paint_drag(painter)
            self._paint_now(painter, self._view)
        painter.end()

    def _paint_ground(self, painter: QPainter, view: CalendarView) -> None:
        palette, edges = colours(), self.column_edges()
        begin, end = (self.top_of(each) for each in view.hours)
        for column, day in enumerate(view.days):
            left, width = edges[column], edges[column + 1] - edges[column]
            if not day.working:
                painter.fillRect(left, 0, width, self.height(), QColor(palette.bg))
                continue
            painter.fillRect(left, 0, width, begin, QColor(palette.bg))
            painter.fillRect(left, end, width, self.height() - end, QColor(palette.bg))
        for hour in range(25):
            painter.fillRect(GUTTER - 6, hour * HOUR, self.width() - GUTTER + 6, 1, QColor(palette.line))
            if 0 < hour < 24:  # noqa: PLR2004 - hours of a day
                label = QRect(0, hour * HOUR - 8, GUTTER - 12, 16)
                write(painter, label, clock(time(hour)), "tiny", palette.dim, _TOP_RIGHT)
        for edge in edges[:-1]:
            painter.fillRect(edge - 2, 0, 1, self.height(), QColor(palette.line))

    def _paint_drag(self, painter: QPainter) -> None:
        drag = self._drag
        if self._ghost is not None and self._view is not None:
            item, column, top, minutes = self._ghost
            wall = datetime.combine(self._view.first_day, time()) + timedelta(days=column, minutes=top)
            place = self._rect(column, top, top + minutes)
            paint_block(painter, place, item, chosen=True, ghost=span(wall, minutes))
        if drag is None or self._view is None or not drag.is_real() or self._away:
            return
        place = self._rect(drag.column, drag.top, drag.bottom)
        wall = datetime.combine(self._view.first_day, time()) + timedelta(days=drag.column, minutes=drag.top)
        said = span(wall, drag.bottom - drag.top)
        if drag.item is not None:
            paint_block(painter, place, drag.item, chosen=True, ghost=said)
            return
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.setBrush(QColor(colours().accent_soft))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        inner = place.toRect().adjusted(8, 2, -4, 0)
        write(painter, QRect(inner.x(), inner.y(), inner.width(), LINE), said, "tiny", colours().accent)

    def _paint_now(self, painter: QPainter, view: CalendarView) -> None:
        column = (view.today - view.first_day).days
        if not 0 <= column < self._columns():
            return
        edges, top = self.column_edges(), self.top_of(view.now.time()) + 0.5
        painter.setPen(QPen(QColor(colours().bad), 2))
        painter.drawLine(QPointF(edges[column], top), QPointF(edges[column + 1] - 4, top))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().bad))
        painter.drawEllipse(QPointF(edges[column] - 1, top), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an item, or begin to draw a new one."""
        if event.button() != Qt.MouseButton.LeftButton or event.position().x() < GUTTER or self._view is None:
            return
        column, minute = self.spot(event.position())
        piece = self._piece_at(event.position())
        self.choose(piece.item if piece is not None else None)
        self._pressed = event.position().toPoint()
        if piece is None:
            self._drag = begun_on_nothing(column, minute)
        elif piece.item.done:
            self._drag = self._pressed = None
        else:
            self._drag = begun_on(piece, minute, edge=self._on_edge(piece, event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer; the cursor says what a press would do."""
        if self._drag is None or self._pressed is None:
            piece = self._piece_at(event.position())
            on_edge = piece is not None and not piece.item.done and self._on_edge(piece, event.position())
            self.setCursor(Qt.CursorShape.SizeVerCursor if on_edge else Qt.CursorShape.ArrowCursor)
            return
        here = event.position().toPoint()
        if not self._drag.is_real() and (here - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        before = self.place_of(self._drag.item)
        if self._drag.kind == "move" and self._drag.item is not None and self.elsewhere is not None:
            self._away = self.elsewhere.over(self._drag.item, event.globalPosition().toPoint(), self)
        self._drag = pulled(self._drag, *self.spot(event.position()))
        self.update(before.adjusted(-4, -4, 4, 4))  # only what changed: the rest may be thousands of items
        self.update(self.place_of(self._drag.item).adjusted(-4, -4, 4, 4))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was drawn or dragged."""
        drag = self._drag
        if event.button() != Qt.MouseButton.LeftButton or drag is None or self._pressed is None:
            return
        self._pressed = None
        if self._away and drag.item is not None and self.elsewhere is not None:
            self.let_go()
            self.elsewhere.drop(drag.item, event.globalPosition().toPoint(), self)
        elif not drag.is_real():
            self._drag = None
        elif drag.item is None:
            self.created.emit(self._wall(drag.column, drag.top), drag.bottom - drag.top)
        else:
            self.moved.emit(
                drag.item, timedelta(days=drag.days(), minutes=drag.minutes()), drag.longer() - drag.minutes()
            )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item; on nothing, plan half an hour there."""
        piece = self._piece_at(event.position())
        if piece is not None:
            self.opened.emit(piece.item)
        elif event.position().x() >= GUTTER and self._view is not None:
            column, minute = self.spot(event.position())
            drag = begun_on_nothing(column, minute)
            self._drag = pulled(drag, column, drag.top + USUAL)
            self.created.emit(self._wall(column, drag.top), USUAL)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell of an item."""
        piece = self._piece_at(QPointF(event.pos()))
        if piece is not None:
            self.choose(piece.item)
            self.looked_at.emit(piece.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        item, key = self.current(), event.key()
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self.let_go()
        elif item is not None and not item.done and self._changes_strip(item, event):
            return
        elif key in walking.STEPS and event.modifiers() & (_CTRL | _SHIFT):
            self._nudge(item, walking.STEPS[Qt.Key(key)], longer=bool(event.modifiers() & _SHIFT))
        elif key in walking.STEPS:
            self.choose(walking.step(self._order, item, walking.STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.opened.emit(item)
        elif key == Qt.Key.Key_Space and item is not None:
            self.looked_at.emit(item)
        elif key == Qt.Key.Key_Insert and self._view is not None:
            shown = self._view.first_day <= self._view.today <= self._view.last_day
            self.wished.emit(item.begins.date() if item else self._view.today if shown else self._view.first_day)
        elif key == Qt.Key.Key_Delete and item is not None and not item.done:
            self.cancelled.emit(item)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of what may not fit."""
        if isinstance(event, QHelpEvent):
            piece = self._piece_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), told(piece.item, self.zone) if piece is not None else "", self)
            return True
        return super().event(event)

    def _changes_strip(self, item: CalendarItem, event: QKeyEvent) -> bool:
        """Ctrl+Shift+Up takes the hour away, Ctrl with Down gives one to what has none; by Shift it lasts days longer."""
        held, key = event.modifiers() & (_CTRL | _SHIFT), event.key()
        if key == Qt.Key.Key_Up and held == _CTRL | _SHIFT and not item.timeless:
            self.put.emit(item, item.begins.date(), None, item.duration)
        elif key == Qt.Key.Key_Down and held & _CTRL and item.timeless and self._view is not None:
            usual = item.duration if 0 < item.duration < DAY else USUAL
            self.put.emit(item, item.begins.date(), self._view.hours[0], usual)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held == _SHIFT and item.timeless:
            days = max(day_length(item) + (1 if key == Qt.Key.Key_Right else -1), 1)
            self.moved.emit(item, timedelta(), (days * DAY if days > 1 else 0) - item.duration)
        else:
            return False
        return True

    def _nudge(self, item: CalendarItem | None, step: tuple[int, int], *, longer: bool) -> None:
        days, down = step
        if item is None or item.done or (item.timeless and down) or (longer and days):
            return
        if not longer:
            self.moved.emit(item, timedelta(days=days, minutes=down * SNAP), 0)
        elif item.duration + down * SNAP > 0:
            self.moved.emit(item, timedelta(), down * SNAP)

    def _on_edge(self, piece: Placed, place: QPointF) -> bool:
        return place.y() > self._rect_of(piece).bottom() - EDGE and not piece.item.cut_after

    def _wall(self, column: int, minute: int) -> datetime:
        assert self._view is not None
        first: date = self._view.first_day
        return datetime.combine(first, time()) + timedelta(days=column, minutes=minute)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days take another width."""
        super().resizeEvent(event)
        self._settle()
