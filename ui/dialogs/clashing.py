"""A line that warns of what is planned at the same time already, and offers the next time that is free."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.formatting import clock, counted, relative_day
from app.views.calendar import CalendarItem, Clash
from resources.i18n import _
from ui.context import UiContext
from ui.tables.next_step import kind_title
from ui.widgets.buttons import button
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.activities import When


class ClashLine(QWidget):
    """Hidden while nothing is in the way; `settled` tells that the last question is answered."""

    settled = Signal()
    free_wished = Signal(object)  # When

    def __init__(self, ctx: UiContext, but: UUID | None = None) -> None:
        super().__init__()
        self._ctx, self._but = ctx, but
        self._asked: tuple[When, int] | None = None
        self._free: When | None = None
        self.told = words("", "small", "warn", wrap=True)
        self.free = button("", self._wish, kind="link", picture="clock")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(self.told)
        down.addWidget(self.free, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def knows(self, when: "When", duration: int) -> bool:
        """Whether this very time has been asked about: what was in its way was shown."""
        return self._asked == (when, duration)

    def warns(self) -> bool:
        """Whether something is in the way."""
        return not self.isHidden()

    def ask(self, when: "When", duration: int, then: Callable[[], object] | None = None) -> None:
        """Ask what is in the way of a time; `then` is called with the answer on the screen."""
        from app.services.calendar import conflicts  # noqa: PLC0415 - heavy: after the first paint

        def show(clash: Clash) -> None:
            self._asked = (when, duration)
            self._show(clash)
            self.settled.emit()
            if then is not None:
                then()

        self._ctx.ask(conflicts, when, duration, but=self._but).then(self, show, slot="clash")

    def forget(self) -> None:
        """Another time is being typed."""
        self._asked = None
        self.hide()
        self.settled.emit()

    def _show(self, clash: Clash) -> None:
        self._free = clash.next_free
        self.setVisible(bool(clash.items))
        if not clash.items:
            return
        said = _told(clash.items[0])
        more = len(clash.items) - 1
        if more:
            said = f"{said} {counted('and {count} more', 'and {count} more', more)}"
        self.told.setText(_("At that time: {what}").format(what=said))
        self.free.setVisible(self._free is not None)
        if self._free is not None and self._free.time is not None:
            day = relative_day(self._free.day, self._ctx.now().date())
            free = _("Free: {day} {time}").format(day=day, time=clock(self._free.time))
            self.free.setText(free)
            self.free.setAccessibleName(free)

    def _wish(self) -> None:
        if self._free is not None:
            self.free_wished.emit(self._free)


def _told(item: CalendarItem) -> str:
    hours = f"{clock(item.begins.time())}–{clock(item.ends.time())}"
    what = item.regarding or kind_title(item.kind)
    return ", ".join(part for part in (hours, what, item.contact_name or item.company_name) if part)
