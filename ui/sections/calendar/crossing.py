"""Dragging over the borders: from the hours up to the strip, from the strip down to an hour, onto the small month."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtWidgets import QWidget

from app.views.calendar import CalendarItem
from ui.dialogs.mini_month import MiniDays
from ui.sections.calendar.head import DaysHead
from ui.sections.calendar.hours import HoursGrid
from ui.sections.calendar.laying import DAY, snapped

USUAL = {"meeting": 60, "call": 15}  # minutes of what had no length
OTHERS = 30

Put = Callable[[CalendarItem, date, time | None, int], object]
Move = Callable[[CalendarItem, timedelta, int], object]


class Crossing(QObject):
    """`put` gives an item an hour or takes it away; `move` takes it to another day as it is."""

    def __init__(self, head: DaysHead, hours: HoursGrid, mini: MiniDays, put: Put, move: Move) -> None:
        super().__init__(head)
        self._head, self._hours, self._mini = head, hours, mini
        self._put, self._move = put, move

    def over(self, item: CalendarItem, spot: QPoint, own: QWidget) -> bool:
        """Show where it would go; False where the pointer is over none of them."""
        day = self._mini.show_over(QPointF(self._mini.mapFromGlobal(spot))) if self._mini.isVisible() else None
        column = self._column(spot) if day is None and own is not self._head else None
        self._head.show_ghost((item, column) if column is not None else None)
        place = self._place(spot) if day is None and own is not self._hours else None
        self._hours.show_ghost((item, *place, length_of(item)) if place is not None else None)
        return day is not None or column is not None or place is not None

    def drop(self, item: CalendarItem, spot: QPoint, own: QWidget) -> None:
        """Leave it there."""
        day = self._mini.show_over(QPointF(self._mini.mapFromGlobal(spot))) if self._mini.isVisible() else None
        column = self._column(spot) if own is not self._head else None
        place = self._place(spot) if own is not self._hours else None
        self._mini.show_over(None)
        self._head.show_ghost(None)
        self._hours.show_ghost(None)
        if day is not None:
            self._move(item, day - item.begins.date(), 0)
        elif column is not None:
            self._put(item, self._head.first_day() + timedelta(days=column), None, item.duration)
        elif place is not None:
            wall = datetime.combine(self._head.first_day(), time()) + timedelta(days=place[0], minutes=place[1])
            self._put(item, wall.date(), wall.time(), length_of(item))

    def _column(self, spot: QPoint) -> int | None:
        return self._head.column_at(self._head.mapFromGlobal(spot)) if self._head.isVisible() else None

    def _place(self, spot: QPoint) -> tuple[int, int] | None:
        inside = QPointF(self._hours.mapFromGlobal(spot))
        if not self._hours.visibleRegion().contains(inside.toPoint()):
            return None
        column, minute = self._hours.spot(inside)
        return column, min(snapped(minute - minute % 15), DAY - 15)


def length_of(item: CalendarItem) -> int:
    """How long something takes that gets an hour."""
    return item.duration if 0 < item.duration < DAY else USUAL.get(item.kind, OTHERS)
