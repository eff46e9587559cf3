"""A month of six weeks, painted: a few lines a day and how many more; dragged to another day, walked by keys."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.views.calendar import CalendarDay, CalendarItem, CalendarView
from resources.i18n import _
from ui.dialogs.mini_month import weekdays
from ui.sections.calendar import walking
from ui.sections.calendar.laying import Key, key_of
from ui.sections.calendar.painting import paint_line, write
from ui.sections.calendar.wording import told
from ui.theme.fonts import font
from ui.theme.palette import colours

WEEK = 7
WEEKS = 6
NAMES = 28
NUMBER = 26
LINE = 19
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_CTRL = Qt.KeyboardModifier.ControlModifier


class MonthGrid(QWidget):
    """Enter opens the chosen item, Space tells of it, Del takes it off, Ins plans something, arrows walk; Ctrl with an arrow moves it by days."""

    moved = Signal(object, object, int)  # item, how far, 0
    opened = Signal(object)
    looked_at = Signal(object)  # item
    cancelled = Signal(object)
    day_chosen = Signal(object)
    created = Signal(object, int)  # a day, how many days
    wished = Signal(object)  # a day something is wished for by a key

    def __init__(self) -> None:
        super().__init__()
        self._view: CalendarView | None = None
        self.zone = ""  # whose clock the person looks at
        self._month = 1
        self._lines: dict[date, list[CalendarItem]] = {}
        self._order: tuple[CalendarItem, ...] = ()
        self._chosen: Key | None = None
        self._pressed: tuple[QPoint, CalendarItem, int] | None = None
        self._over: int | None = None  # the cell something is dragged over
        self._begun: tuple[QPoint, int] | None = None  # where something new begins to be drawn, and on which cell
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Calendar"))

    def show_view(self, view: CalendarView, month: int) -> None:
        """Show other weeks, or the same ones anew; `month` is the one in full colour."""
        self._view, self._month = view, month
        self._order = walking.in_order(view)
        self._lines = {}
        for item in self._order:
            last = max(item.begins, item.ends - timedelta(microseconds=1)).date()
            for ahead in range((last - item.begins.date()).days + 1):
                self._lines.setdefault(item.begins.date() + timedelta(days=ahead), []).append(item)
        self._pressed = self._over = self._begun = None
        self.update()

    def current(self) -> CalendarItem | None:
        """The chosen item."""
        return next((item for item in self._order if key_of(item) == self._chosen), None)

    def choose(self, item: CalendarItem | None) -> None:
        """Mark an item."""
        self._chosen = key_of(item) if item is not None else None
        self.setAccessibleDescription(told(item, self.zone) if item is not None else "")
        self.update()

    def place_of(self, item: CalendarItem) -> QRect:
        """Where an item stands; hidden ones at the foot of their day."""
        lines = self._lines.get(item.begins.date(), [])
        row = next((place for place, one in enumerate(lines) if key_of(one) == key_of(item)), 0)
        return self._line(self._cell(self._place(item.begins.date())), min(row, self._room() - 1))

    def cell_of(self, day: date) -> QRect:
        """Where a day stands."""
        return self._cell(self._place(day))

    def _place(self, day: date) -> int:
        return (day - self._view.first_day).days if self._view is not None else 0

    def _cell(self, place: int) -> QRect:
        week, column = divmod(place, WEEK)
        across, tall = self.width(), self.height() - NAMES
        left, right = across * column // WEEK, across * (column + 1) // WEEK
        top, foot = tall * week // WEEKS, tall * (week + 1) // WEEKS
        return QRect(left, NAMES + top, right - left, foot - top)

    def _room(self) -> int:
        """How many lines a day has room for."""
        return max((self._cell(0).height() - NUMBER - 3) // LINE, 1)

    def _line(self, cell: QRect, row: int) -> QRect:
        return QRect(cell.x() + 4, cell.y() + NUMBER + row * LINE, cell.width() - 8, LINE - 2)

    def _shown(self, day: date) -> list[CalendarItem]:
        lines, room = self._lines.get(day, []), self._room()
        return lines if len(lines) <= room else lines[: room - 1]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        palette, view = colours(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.panel))
        for column, name in enumerate(weekdays()):
            head = QRect(self.width() * column // WEEK + 10, 0, self.width() // WEEK - 14, NAMES)
            write(painter, head, name, "small_medium", palette.dim)
        first, last = self._drawn()
        for place, day in enumerate(view.days if view is not None else ()):
            cell = self._cell(place)
            if cell.intersects(event.rect()) and view is not None:
                over = first <= place <= last
                self._paint_day(painter, cell, day, today=day.day == view.today, over=over)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRect, day: CalendarDay, *, today: bool, over: bool) -> None:
        palette = colours()
        own = day.day.month == self._month
        ground = palette.accent_soft if over else palette.panel if day.working and own else palette.bg
        painter.fillRect(cell, QColor(ground))
        painter.fillRect(cell.x(), cell.y(), cell.width(), 1, QColor(palette.line))
        painter.fillRect(cell.right(), cell.y(), 1, cell.height(), QColor(palette.line))
        number = QRectF(cell.x() + 5, cell.y() + 3, 22, 22)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(number)
        ink = palette.on_accent if today else palette.faint if not own else palette.text if day.working else palette.bad
        painter.setFont(font("small_strong" if today else "small", tabular=True))
        painter.setPen(QColor(ink))
        painter.drawText(number, _CENTRE, str(day.day.day))
        if day.holiday:
            write(painter, QRect(cell.x() + 32, cell.y() + 3, cell.width() - 36, 22), day.holiday, "tiny", palette.bad)
        shown, all_of_it = self._shown(day.day), self._lines.get(day.day, [])
        for row, item in enumerate(shown):
            paint_line(painter, self._line(cell, row), item, chosen=key_of(item) == self._chosen)
        if len(shown) < len(all_of_it):
            said = _("+{count} more").format(count=len(all_of_it) - len(shown))
            write(painter, self._line(cell, len(shown)).adjusted(4, 0, 0, 0), said, "tiny", palette.accent)

    def _found(self, place: QPointF) -> tuple[int | None, CalendarItem | None, bool]:
        """The cell under a point, the item in it, and whether the point is on what tells of more."""
        spot = place.toPoint()
        at = next((number for number in range(WEEK * WEEKS) if self._cell(number).contains(spot)), None)
        if at is None or self._view is None:
            return None, None, False
        day = self._view.days[at].day
        row = (spot.y() - self._cell(at).y() - NUMBER) // LINE
        shown = self._shown(day)
        more = row >= len(shown) and len(shown) < len(self._lines.get(day, []))
        return at, shown[row] if 0 <= row < len(shown) else None, more

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an item; go to the day by its number or by what tells of more."""
        at, item, more = self._found(event.position())
        if event.button() != Qt.MouseButton.LeftButton or at is None or self._view is None:
            return
        self.choose(item)
        top = event.position().y() < self._cell(at).y() + NUMBER
        if item is not None and not item.done:
            self._pressed = (event.position().toPoint(), item, at)
        elif item is None and (more or top):
            self.day_chosen.emit(self._view.days[at].day)
        elif item is None:
            self._begun = (event.position().toPoint(), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag to another day, or draw over several."""
        held = self._pressed or self._begun
        if held is None:
            return
        far = (event.position().toPoint() - held[0]).manhattanLength() >= QApplication.startDragDistance()
        if far or self._over is not None:
            self._over = self._found(event.position())[0]
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave it on the day, or plan something for the days drawn over."""
        del event
        first, last = self._drawn()
        if self._begun is not None and self._over is not None and self._view is not None:
            self.created.emit(self._view.days[first].day, last - first + 1)
        if self._pressed is not None and self._over is not None and self._over != self._pressed[2]:
            _at, item, before = self._pressed
            self.moved.emit(item, timedelta(days=self._over - before), 0)
        self._pressed = self._over = self._begun = None
        self.update()

    def _drawn(self) -> tuple[int, int]:
        """The cells something dragged or drawn lies over; none where the second comes before the first."""
        if self._over is None:
            return 0, -1
        begun = self._begun[1] if self._begun is not None else self._over
        return min(begun, self._over), max(begun, self._over)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item; on nothing, plan something for the day."""
        at, item, _more = self._found(event.position())
        if item is not None:
            self.opened.emit(item)
        elif at is not None and self._view is not None:
            self.created.emit(self._view.days[at].day, 1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell of an item."""
        item = self._found(QPointF(event.pos()))[1]
        if item is not None:
            self.choose(item)
            self.looked_at.emit(item)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of what may not fit."""
        if isinstance(event, QHelpEvent):
            item = self._found(QPointF(event.pos()))[1]
            QToolTip.showText(event.globalPos(), told(item, self.zone) if item is not None else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        item, key = self.current(), event.key()
        if key in walking.STEPS and event.modifiers() & _CTRL:
            days, weeks = walking.STEPS[Qt.Key(key)]
            if item is not None and not item.done:
                self.moved.emit(item, timedelta(days=days + WEEK * weeks), 0)
        elif key in walking.STEPS:
            self.choose(walking.step(self._order, item, walking.STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.opened.emit(item)
        elif key == Qt.Key.Key_Space and item is not None:
            self.looked_at.emit(item)
        elif key == Qt.Key.Key_Insert and self._view is not None:
            own = next((day.day for day in self._view.days if day.day.month == self._month), self._view.today)
            today = self._view.today if self._view.today.month == self._month else own
            self.wished.emit(item.begins.date() if item else today)
        elif key == Qt.Key.Key_Delete and item is not None and not item.done:
            self.cancelled.emit(item)
        else:
            super().keyPressEvent(event)
