"""What the pointer does on the hours: draw something new, move an item, stretch it; by quarters of an hour."""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.views.calendar import CalendarItem
from ui.sections.calendar.laying import DAY, SNAP, Placed, snapped

USUAL = 30  # minutes: what a press without a drag begins with


class Elsewhere(Protocol):
    """The other places something may be dragged to: the strip, the hours, the small month."""

    def over(self, item: CalendarItem, spot: QPoint, own: QWidget) -> bool:
        """Show where it would go; False where the pointer is over none of them. `spot` is a point of the screen."""

    def drop(self, item: CalendarItem, spot: QPoint, own: QWidget) -> None:
        """Leave it there."""


@dataclass(frozen=True, slots=True)
class Drag:
    """Something under the pointer: `column`, `top` and `bottom` are where it would be now."""

    kind: Literal["create", "move", "stretch"]
    item: CalendarItem | None
    column: int
    top: int
    bottom: int
    from_column: int
    from_minute: int
    from_top: int
    from_bottom: int

    def is_real(self) -> bool:
        """Whether anything would change."""
        if self.kind == "create":
            return self.bottom > self.top
        return (self.column, self.top, self.bottom) != (self.from_column, self.from_top, self.from_bottom)

    def days(self) -> int:
        """How many days it was moved."""
        return self.column - self.from_column

    def minutes(self) -> int:
        """How many minutes its beginning was moved, within a day."""
        return self.top - self.from_top

    def longer(self) -> int:
        """How many minutes it was stretched."""
        return self.bottom - self.from_bottom


def begun_on_nothing(column: int, minute: int) -> Drag:
    """Something new, drawn from here."""
    at = min(minute // SNAP * SNAP, DAY - SNAP)
    return Drag("create", None, column, at, at, column, at, at, at)


def begun_on(piece: Placed, minute: int, *, edge: bool) -> Drag:
    """An item taken in the middle, or by its lower edge."""
    kind: Literal["move", "stretch"] = "stretch" if edge else "move"
    bottom = min(piece.top + piece.item.duration, DAY) if piece.item.duration else piece.top
    return Drag(kind, piece.item, piece.column, piece.top, bottom, piece.column, minute, piece.top, bottom)


def pulled(drag: Drag, column: int, minute: int) -> Drag:
    """The drag with the pointer there."""
    if drag.kind == "create":
        low, high = sorted((drag.from_top, snapped(minute)))
        return replace(drag, top=low, bottom=max(high, low + SNAP))
    if drag.kind == "stretch":
        return replace(drag, bottom=max(snapped(drag.from_bottom + minute - drag.from_minute), drag.top + SNAP))
    length = drag.from_bottom - drag.from_top
    top = min(snapped(drag.from_top + minute - drag.from_minute), DAY - SNAP)
    return replace(drag, column=column, top=top, bottom=top + length)
