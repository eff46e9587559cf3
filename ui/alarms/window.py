"""The window that lists all that rings until each is answered: called, done, put off, moved or opened."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.formatting import clock, counted, relative_day
from app.views.contacts import ActivityView
from resources.i18n import _
from ui.alarms.row import AlarmRow
from ui.context import UiContext
from ui.widgets.buttons import button
from ui.widgets.words import hairline, words

if TYPE_CHECKING:
    from app.services.alarms import Alarms

WIDTH, HEIGHT = 620, 460
SHOWN = 40  # one by one: more than that is a matter for the list of activities


class AlarmWindow(QWidget):
    """Stays above other windows while something waits; closes by itself when the last one is answered."""

    open_record = Signal(object)  # Ref
    call_wished = Signal(object)  # ActivityView
    edit_wished = Signal(object)  # ActivityView
    all_wished = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._ctx = ctx
        self._due: tuple[ActivityView, ...] = ()
        self.rows: list[AlarmRow] = []
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(_("Reminders"))
        self.resize(WIDTH, HEIGHT)
        self.heading = words("", "list_heading")
        self.since = words("", "small", "dim")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(20, 4, 20, 8)
        self._rows.setSpacing(0)
        self._more = button("", self.all_wished.emit, kind="link")
        self._all = button(_("Put all off"))
        self._all.clicked.connect(self._put_all_off)
        self._arrange()
        ctx.relay.changed.connect(self._on_changed)

    def bring(self, *, away: bool = False, since: datetime | None = None) -> None:
        """Show what waits for an answer, in front of everything; what came meanwhile is said to have."""
        said = _("While you were away") if away else ""
        if away and since is not None:
            there, today = since.astimezone(self._ctx.now().tzinfo), self._ctx.now().date()
            at = f"{relative_day(there.date(), today)} {clock(there.timetz())}"
            said = _("While you were away, since {moment}").format(moment=at)
        self.since.setText(said)
        self.since.setVisible(bool(said))
        self._ask(showing=True)

    def _ask(self, *, showing: bool) -> None:
        """How many there are, then which: the window never stands there without its heading."""
        from app.services.activities import due_alarms  # noqa: PLC0415 - heavy: after the first paint
        from app.services.alarms import alarms_now  # noqa: PLC0415 - likewise

        slot = "showing" if showing else "again"

        def ask_which(alarms: "Alarms") -> None:
            self._count(alarms.due_count)
            self._ctx.ask(due_alarms).then(self, partial(self._show, showing), slot=f"due {slot}")

        self._ctx.ask(alarms_now).then(self, ask_which, slot=f"count {slot}")

    def _on_changed(self, changed: Any) -> None:
        if self.isVisible() and (changed.touches("activity") or changed.touches("contact")):
            self._ask(showing=False)

    def _count(self, count: int) -> None:
        self.heading.setText(counted("{count} reminder", "{count} reminders", count))
        more = count - SHOWN
        self._more.setText(
            counted("{count} more in the list of activities", "{count} more in the list of activities", more)
        )
        self._more.setVisible(more > 0)

    def _show(self, showing: bool, due: tuple[ActivityView, ...]) -> None:  # noqa: FBT001 - bound by partial
        self._due = due
        if not due:
            self.close()
            return
        place = self._place_of_keyboard()
        had = self.rows[place] if place is not None else None
        self._fill(due[-SHOWN:])
        if showing:
            self.show()
            self.raise_()
            self.activateWindow()
        if had is not None and had not in self.rows:
            self.rows[min(place or 0, len(self.rows) - 1)].take_keyboard()
        elif had is None and showing:
            self.rows[0].take_keyboard()

    def _fill(self, due: Sequence[ActivityView]) -> None:
        """Show these; a row nothing changed for stays, with whatever is typed in it."""
        kept = {row.step.id: row for row in self.rows}
        while (entry := self._rows.takeAt(0)) is not None:
            part = entry.widget()
            if part is not None and not isinstance(part, AlarmRow):
                part.hide()
                part.deleteLater()
        self.rows = []
        days = {self._day(one) for one in due}
        before: date | None = None
        for one in due:
            if len(days) > 1 and self._day(one) != before:
                before = self._day(one)
                self._rows.addWidget(self._heading_of(before))
            elif self.rows:
                self._rows.addWidget(hairline())
            row = kept.pop(one.id, None)
            if row is None or row.step != one:
                _drop(row)
                row = self._made(one)
            row.tell_time()
            self.rows.append(row)
            self._rows.addWidget(row)
        for gone in kept.values():
            _drop(gone)
        self._rows.addStretch()

    def _made(self, step: ActivityView) -> AlarmRow:
        row = AlarmRow(self._ctx, step)
        row.opened.connect(self.open_record)
        row.called.connect(self.call_wished)
        row.edited.connect(self.edit_wished)
        row.put_off.connect(self._offer_snooze)
        row.left.connect(self._step)
        return row

    def _day(self, step: ActivityView) -> date:
        if step.start is not None:
            return step.start.astimezone(self._ctx.now().tzinfo).date()
        return step.due or self._ctx.now().date()

    def _heading_of(self, day: date) -> QWidget:
        said = relative_day(day, self._ctx.now().date())
        heading = QWidget()
        down = QVBoxLayout(heading)
        down.setContentsMargins(0, 12, 0, 0)
        down.addWidget(words(said[:1].upper() + said[1:], "small_strong", "dim"))
        return heading

    def _place_of_keyboard(self) -> int | None:
        focused: QWidget | None = self.focusWidget()  # also while a menu or another window is in front
        return next(
            (place for place, row in enumerate(self.rows) if focused is not None and row.isAncestorOf(focused)), None
        )

    def _step(self, by: int) -> None:
        place = (self._place_of_keyboard() or 0) + by
        if 0 <= place < len(self.rows):
            self.rows[place].take_keyboard()
            self._list.ensureWidgetVisible(self.rows[place])

    def _put_all_off(self) -> None:
        self._offer_snooze(self._all, [one.id for one in self._due])

    def _offer_snooze(self, anchor: QPushButton, activity_ids: Sequence[UUID]) -> None:
        """The choices of a snooze, each with the time it comes to."""
        from app.reminders.snooze import snooze_choices  # noqa: PLC0415 - heavy: after the first paint
        from app.services.alarms import snooze_until  # noqa: PLC0415 - likewise

        menu = QMenu(self)
        for choice in snooze_choices(self._ctx.clock(), self._ctx.zone()):
            put_off = partial(self._ctx.do, snooze_until, list(activity_ids), choice.until)
            menu.addAction(f"{choice.label}\t{choice.shown}", put_off)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _arrange(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 12)
        top.setSpacing(2)
        top.addWidget(self.heading)
        top.addWidget(self.since)
        ground = QWidget()
        ground.setObjectName("panel")
        ground.setLayout(self._rows)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setWidget(ground)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.addWidget(self._more)
        foot.addStretch()
        foot.addWidget(self._all)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(top)
        down.addWidget(hairline())
        down.addWidget(self._list, 1)
        down.addWidget(hairline())
        down.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the window away; what it lists comes back with the next reminder."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _drop(row: AlarmRow | None) -> None:
    if row is not None:
        row.hide()
        row.deleteLater()
