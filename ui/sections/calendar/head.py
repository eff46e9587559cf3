"""The strip over the hours: the days with their holidays, and what has no hour beneath them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.views.calendar import CalendarDay, CalendarItem, CalendarView
from resources.i18n import _
from ui.sections.calendar.laying import Key, key_of
from ui.sections.calendar.painting import paint_line, write
from ui.sections.calendar.wording import weekdays
from ui.theme.fonts import font
from ui.theme.palette import colours

NAMES = 44
LINE = 20
MOST = 4  # lines; the last one tells how many more there are
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class DaysHead(QWidget):
    """`edges` tells where the days begin on the grid below."""

    opened = Signal(object)
    pressed = Signal(object)  # item
    day_chosen = Signal(object)
    created = Signal(object)  # the day something without an hour is wished for

    def __init__(self, edges: Callable[[], list[int]]) -> None:
        super().__init__()
        self._edges = edges
        self._view: CalendarView | None = None
        self._chosen: Key | None = None
        self._lines: dict[date, list[CalendarItem]] = {}
        self.setFixedHeight(NAMES + LINE + 6)

    def show_view(self, view: CalendarView) -> None:
        """Show other days, or the same ones anew."""
        self._view = view
        self._lines = {}
        for item in view.timeless:
            self._lines.setdefault(item.day, []).append(item)
        most = min(max((len(lines) for lines in self._lines.values()), default=0), MOST)
        self.setFixedHeight(NAMES + max(most, 1) * LINE + 6)
        self.update()

    def show_chosen(self, item: CalendarItem | None) -> None:
        """Mark an item."""
        self._chosen = key_of(item) if item is not None else None
        self.update()

    def place_of(self, item: CalendarItem) -> QRect:
        """Where an item stands."""
        lines = self._lines.get(item.day, [])
        row = next((place for place, one in enumerate(lines) if key_of(one) == key_of(item)), 0)
        return self._cell((item.day - self._first()).days, min(row, MOST - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette, view = colours(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.panel))
        if view is not None:
            for column, day in enumerate(view.days):
                self._paint_day(painter, column, day, today=day.day == view.today)
                self._paint_lines(painter, column, self._lines.get(day.day, []))
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

    def _paint_lines(self, painter: QPainter, column: int, lines: list[CalendarItem]) -> None:
        shown = lines if len(lines) <= MOST else lines[: MOST - 1]
        for row, item in enumerate(shown):
            paint_line(painter, self._cell(column, row), item, chosen=key_of(item) == self._chosen)
        if len(shown) < len(lines):
            said = _("+{count} more").format(count=len(lines) - len(shown))
            write(painter, self._cell(column, MOST - 1).adjusted(8, 0, 0, 0), said, "tiny", colours().accent)

    def _cell(self, column: int, row: int) -> QRect:
        edges = self._edges()
        return QRect(edges[column] + 2, NAMES + row * LINE, edges[column + 1] - edges[column] - 8, LINE - 2)

    def _first(self) -> date:
        return self._view.first_day if self._view is not None else date.min

    def _found(self, place: QPointF) -> tuple[CalendarDay | None, CalendarItem | None]:
        edges = self._edges()
        column = sum(place.x() >= edge for edge in edges[1:-1])
        if self._view is None or place.x() < edges[0]:
            return None, None
        day = self._view.days[column]
        row, lines = int(place.y() - NAMES) // LINE, self._lines.get(day.day, [])
        inside = place.y() >= NAMES and 0 <= row < len(lines)
        return day, lines[row] if inside and not (row == MOST - 1 and len(lines) > MOST) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an item, or go to the day by its name."""
        day, item = self._found(event.position())
        if item is not None:
            self.pressed.emit(item)
        elif day is not None and (event.position().y() < NAMES or len(self._lines.get(day.day, [])) > MOST):
            self.day_chosen.emit(day.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item; on nothing, plan something for the day."""
        day, item = self._found(event.position())
        if item is not None:
            self.opened.emit(item)
        elif day is not None and event.position().y() >= NAMES:
            self.created.emit(day.day)
