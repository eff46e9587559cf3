"""Walking a calendar by arrows: up and down through a day, left and right to the nearest thing of another day."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.views.calendar import CalendarItem, CalendarView
from ui.sections.calendar.laying import key_of

STEPS: dict[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


def in_order(view: CalendarView) -> tuple[CalendarItem, ...]:
    """The items as the arrows meet them: day by day, first what has no hour."""
    return tuple(
        sorted((*view.timeless, *view.timed), key=lambda one: (one.begins.date(), not one.timeless, one.begins))
    )


def step(items: Sequence[CalendarItem], now: CalendarItem | None, by: tuple[int, int]) -> CalendarItem | None:
    """The item an arrow leads to; the same one where there is nothing further."""
    if not items:
        return None
    at = next((place for place, one in enumerate(items) if now is not None and key_of(one) == key_of(now)), None)
    if at is None or now is None:
        return items[0]
    days, down = by
    if down:
        return items[min(max(at + down, 0), len(items) - 1)]
    here = now.begins.date()
    others = [one for one in items if (one.begins.date() > here if days > 0 else one.begins.date() < here)]
    if not others:
        return now
    there = others[0].begins.date() if days > 0 else others[-1].begins.date()
    same_day = [one for one in others if one.begins.date() == there]
    minute = now.begins.hour * 60 + now.begins.minute
    return min(same_day, key=lambda one: abs(one.begins.hour * 60 + one.begins.minute - minute))
