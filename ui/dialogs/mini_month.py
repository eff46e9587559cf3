"""The small month beside a plan: busy days have dots, holidays their colour; a press goes to the day."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from app.views.calendar import CalendarDay
from resources.i18n import _, pgettext
from ui.context import UiContext
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.words import words

WIDTH = 220
CELL = 28
WEEKS = 6
MOST = 3  # dots: one, two, many
MANY = 5  # planned on a day
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday, short."""
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def month_name(day: date) -> str:
    """A month standing alone, with its year: "November 2026"."""
    months = (
        pgettext("month", "January"), pgettext("month", "February"), pgettext("month", "March"),
        pgettext("month", "April"), pgettext("month", "May"), pgettext("month", "June"), pgettext("month", "July"),
        pgettext("month", "August"), pgettext("month", "September"), pgettext("month", "October"),
        pgettext("month", "November"), pgettext("month", "December"),
    )  # fmt: skip
    return f"{months[day.month - 1]} {day.year}"


def first_shown(day: date) -> date:
    """The Monday a month's grid begins with."""
    first = day.replace(day=1)
    return first - timedelta(days=first.weekday())


class MiniMonth(QWidget):
    """`chosen` carries a day."""

    chosen = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setFixedWidth(WIDTH)
        self._month = ctx.now().date().replace(day=1)
        self._title = words("", "strong")
        self.days = MiniDays()
        self.days.chosen.connect(self.chosen)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 0, 0)
        top.addWidget(self._title, 1)
        back, on = _("The month before"), _("The month after")
        top.addWidget(button("", lambda: self._turn(-1), kind="quiet", picture="chevron-left", hint=back))
        top.addWidget(button("", lambda: self._turn(1), kind="quiet", picture="chevron-right", hint=on))
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 12, 12, 12)
        down.addLayout(top)
        down.addWidget(self.days)
        down.addStretch()

    def show_days(self, first: date, last: date) -> None:
        """Mark the days shown beside; their month comes into view."""
        self.days.mark(first, last, self._ctx.now().date())
        middle = first + (last - first) / 2
        self._go_to(middle.replace(day=1))

    def refresh(self) -> None:
        """Ask which days are busy."""
        from app.services.calendar import busy_days  # noqa: PLC0415 - heavy: after the first paint

        first = first_shown(self._month)
        last = first + timedelta(days=7 * WEEKS - 1)
        self._ctx.ask(busy_days, self._ctx.zone(), first, last).then(self, self._show, slot="busy")

    def _show(self, days: Any) -> None:
        self.days.show_days(self._month, days)

    def _turn(self, by: int) -> None:
        middle = self._month + timedelta(days=15 + 30 * by)
        self._go_to(middle.replace(day=1))

    def _go_to(self, month: date) -> None:
        self._month = month
        self._title.setText(month_name(month))
        self.refresh()


class MiniDays(QWidget):
    """The grid of days."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(7 * CELL, (WEEKS + 1) * CELL)
        self._days: tuple[CalendarDay, ...] = ()
        self._month = self._first = self._last = self._today = date.min
        self._over: date | None = None  # something is dragged over it

    def mark(self, first: date, last: date, today: date) -> None:
        """Which days are shown beside."""
        self._first, self._last, self._today = first, last, today
        self.update()

    def show_days(self, month: date, days: tuple[CalendarDay, ...]) -> None:
        """Show a month with the days around it."""
        self._month, self._days = month, days
        self.update()

    def show_over(self, place: QPointF | None) -> date | None:
        """Mark the day something is dragged over; returns it."""
        found = self._day_at(place) if place is not None and self.rect().contains(place.toPoint()) else None
        over = found.day if found is not None else None
        if over != self._over:
            self._over = over
            self.update()
        return over

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("tiny"))
        painter.setPen(QColor(palette.dim))
        for column, name in enumerate(weekdays()):
            painter.drawText(QRect(column * CELL, 0, CELL, CELL), _CENTRE, name)
        for place, day in enumerate(self._days):
            self._paint_day(painter, QRect(place % 7 * CELL, (place // 7 + 1) * CELL, CELL, CELL), day)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRect, one: CalendarDay) -> None:
        palette = colours()
        today = one.day == self._today
        painter.setPen(Qt.PenStyle.NoPen)
        if today:
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(QRectF(cell).adjusted(2, 2, -2, -2))
        elif self._first <= one.day <= self._last:
            painter.setBrush(QColor(palette.accent_soft))
            painter.drawRect(cell.adjusted(0, 2, 0, -2))
        other = one.day.month != self._month.month
        ink = palette.faint if other else palette.bad if not one.working else palette.text
        painter.setPen(QColor(palette.on_accent if today else ink))
        painter.setFont(font("small_strong" if today else "small", tabular=True))
        painter.drawText(cell.adjusted(0, 0, 0, -2), _CENTRE, str(one.day.day))
        dots = min(one.planned, MOST) if one.planned < MANY else MOST
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.on_accent if today else palette.accent))
        for at in range(dots):
            painter.drawEllipse(
                QPointF(cell.center().x() + 0.5 + (at - (dots - 1) / 2) * 4, cell.bottom() - 4), 1.5, 1.5
            )
        if one.day == self._over:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(2, 2, -2, -2), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day."""
        found = self._day_at(event.position())
        if found is not None:
            self.chosen.emit(found.day)

    def event(self, event: QEvent) -> bool:
        """Name a holiday."""
        if isinstance(event, QHelpEvent):
            found = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), found.holiday if found else "", self)
            return True
        return super().event(event)

    def _day_at(self, place: QPointF) -> CalendarDay | None:
        week, column = int(place.y() // CELL) - 1, int(place.x() // CELL)
        at = week * 7 + column
        return self._days[at] if 0 <= at < len(self._days) and week >= 0 and 0 <= column < 7 else None  # noqa: PLR2004 - days of a week
