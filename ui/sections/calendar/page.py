"""The page of the calendar: which days, at which scale, and what is done with what stands on them."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.errors import OutsideError
from app.views.calendar import CalendarItem, CalendarView, When
from resources.i18n import N_
from ui.context import UiContext
from ui.dialogs.editing_plan import edit_activity
from ui.dialogs.mini_month import WEEKS, MiniMonth, first_shown, month_name
from ui.dialogs.planning import PlanStep
from ui.keys import latin_key
from ui.section import Listing, SectionPage, concerns
from ui.sections.calendar.changing import Changing
from ui.sections.calendar.crossing import Crossing
from ui.sections.calendar.head import DaysHead
from ui.sections.calendar.hours import HOUR, HoursGrid
from ui.sections.calendar.month import MonthGrid
from ui.sections.calendar.paper import agenda_listing
from ui.sections.calendar.sheets import ItemSheet, clear_item
from ui.sections.calendar.top import MODES, Mode, Top
from ui.sections.calendar.wording import title_of_days
from ui.soon import soon
from ui.widgets.spot import Spot
from ui.widgets.states import trouble
from ui.widgets.words import hairline

CALENDAR = N_("Calendar")
FOLD_MINI = 880  # a page narrower than this has no room for the small month
_KINDS = frozenset({"activity", "history", "contact", "company", "user"})
_MINUTE = 60_000
REMEMBERED = "calendar"
_DAY = 1440  # minutes


class CalendarPage(SectionPage):
    """Asks for the days shown, whenever they or what stands on them change."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.mode: Mode = "week"
        self.day = ctx.now().date()
        self._asked = self._seen = (date.min, date.min)
        self._scrolled = self.done = False
        self._top = 0  # px the hours of work begin at
        self._view: CalendarView | None = None
        self._text = ""  # what is sought
        self._take_up(ctx.memory.recall(REMEMBERED))
        self._add_actions()
        self.top = Top(ctx.actions)
        self.hours = HoursGrid()
        self.head = DaysHead(self.hours.column_edges)
        self.month = MonthGrid()
        self.mini = MiniMonth(ctx)
        self._scroll = _scrolled(self.hours)
        self.hours.zone = self.month.zone = self.head.zone = ctx.zone()
        self._spots = {grid: Spot(grid) for grid in (self.hours, self.month, self.head)}
        self._changing = Changing(ctx, self, self.anchor, self._let_go)
        crossing = Crossing(self.head, self.hours, self.mini.days, self._put, self._changing.move)
        self.head.elsewhere = self.hours.elsewhere = crossing
        self._arrange()
        self._connect()
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        self._show_scale()

    def arrive(self) -> None:
        """The grid takes the keyboard."""
        (self.month if self.mode == "month" else self.hours).setFocus(Qt.FocusReason.OtherFocusReason)

    def listing(self) -> Listing | None:
        """The days shown as an agenda, for paper; of a month without the days around it."""
        if self._view is None:
            return None
        first, last = self._span()
        title = title_of_days(first, last)
        if self.mode == "month":
            first = self.day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            title = month_name(self.day)
        agenda = agenda_listing(self._view, title, first, last)
        return agenda if agenda.total else None

    def settled(self) -> bool:
        """Whether the days asked for are shown."""
        return self._asked == self._seen

    def narrow(self, text: str) -> None:
        """Let what does not match step back; an empty text shows all alike."""
        self._text = text.strip()
        self.refresh()

    def go_to(self, day: date, mode: Mode | None = None) -> None:
        """Show a day at the present scale, or at another."""
        self.day, self.mode = day, mode or self.mode
        self._show_scale()

    def refresh(self) -> None:
        """Ask what stands on the days shown."""
        from app.services.calendar import calendar  # noqa: PLC0415 - heavy: after the first paint

        self._asked = self._span()
        task = self._ctx.ask(calendar, self._ctx.zone(), *self._asked, done=self.done, text=self._text)
        task.then(self, self._show, slot="calendar").troubled(self._on_trouble)

    def clear(self) -> None:
        """Say how the chosen item went, where it is the next one of its series or no series at all."""
        item = (self.month if self.mode == "month" else self.hours).current()
        if item is not None and not item.done:
            clear_item(self._ctx, self.anchor(item), item)

    def anchor(self, item: CalendarItem) -> QWidget:
        """Where a popover about an item opens."""
        if self.mode == "month":
            return self._spots[self.month].at(self.month.place_of(item))
        if item.timeless:
            return self._spots[self.head].at(self.head.place_of(item))
        return self._spots[self.hours].at(self._visible(self.hours.place_of(item)))

    def _visible(self, place: QRect) -> QRect:
        seen = self.hours.visibleRegion().boundingRect()
        kept = place.intersected(seen)
        return kept if kept.isValid() else QRect(seen.center(), seen.center())

    def _span(self) -> tuple[date, date]:
        if self.mode == "day":
            return self.day, self.day
        if self.mode in ("week", "workweek"):
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6 if self.mode == "week" else 4)
        first = first_shown(self.day)
        return first, first + timedelta(days=7 * WEEKS - 1)

    def _show_scale(self) -> None:
        self.top.show_mode(self.mode)
        kept = {"mode": self.mode, "done": self.done}
        if self._ctx.memory.recall(REMEMBERED) != kept:
            self._ctx.memory.remember(REMEMBERED, kept)
        self.top.done.setChecked(self.done)
        first, last = self._span()
        self.top.show_title(month_name(self.day) if self.mode == "month" else title_of_days(first, last))
        self.mini.show_days(first if self.mode != "month" else self.day, last if self.mode != "month" else self.day)
        self.refresh()

    def _take_up(self, kept: Any) -> None:
        """The scale as it was when the window was closed."""
        if isinstance(kept, dict):
            self.mode = next((mode for mode, _title in MODES if mode == kept.get("mode")), self.mode)
            self.done = kept.get("done") is True

    def _show(self, view: CalendarView) -> None:
        self._seen, self._view = (view.first_day, view.last_day), view
        self.top.show_sought(self._text, view.found)
        if self.mode == "month":
            self.month.show_view(view, self.day.month)
        else:
            self.head.show_view(view)
            self.hours.show_view(view)
        had = self.hours.hasFocus() or self.month.hasFocus()
        self._stack.setCurrentIndex(1 if self.mode == "month" else 0)
        if had:
            self.arrive()
        if not self._scrolled:
            self._scrolled = True
            self._top = self.hours.top_of(view.hours[0]) - HOUR // 2
            soon(self, self._scroll_to_work)  # once it is as tall as it will be

    def _scroll_to_work(self) -> None:
        """The hours of work stand at the top."""
        self._scroll.verticalScrollBar().setValue(self._top)

    def _on_trouble(self, error: OutsideError) -> None:
        self._seen = self._asked
        while (old := self._stack.widget(2)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(trouble(str(error), self.refresh)))

    def _on_changed(self, changed: Any) -> None:
        if not _KINDS.isdisjoint(changed.kinds):
            self.refresh()
            self.mini.refresh()

    def _turn(self, by: int) -> None:
        if self.mode == "month":
            middle = self.day.replace(day=15) + timedelta(days=30 * by)
            self.go_to(middle.replace(day=1))
        else:
            self.go_to(self.day + timedelta(days=by * (1 if self.mode == "day" else 7)))

    def _turn_done(self) -> None:
        self.done = not self.done
        self._show_scale()

    def _open(self, item: CalendarItem) -> None:
        """All there is about what is planned, to be changed; what is done is looked at."""
        if item.done:
            self._look(item)
        else:
            edit_activity(self._ctx, self.anchor(item), item.id, item.occurrence)

    def _look(self, item: CalendarItem) -> None:
        ItemSheet(self._ctx, self.anchor(item), item, self._changing.take_off).open_beside()

    def _plan_at(self, wall: datetime, minutes: int) -> None:
        spot = self._spots[self.hours].at(self._visible(self.hours.place_of(None)))
        at = When(wall.date(), wall.time(), self._ctx.zone())
        sheet = PlanStep(self._ctx, spot, None, kind="meeting", at=at, duration=minutes)
        sheet.closed.connect(self.hours.let_go)
        sheet.open_beside()

    def _plan_on(self, day: date, days: int = 1) -> None:
        at = When(day, None, self._ctx.zone())
        spot = self._spots[self.month].at(self.month.cell_of(day)) if self.mode == "month" else self.head
        lasts = days * _DAY if days > 1 else None
        PlanStep(self._ctx, spot, None, kind="todo", at=at, duration=lasts).open_beside()

    def _put(self, item: CalendarItem, day: date, hour: time | None, minutes: int) -> None:
        self._changing.put(item, When(day, hour, self._ctx.zone()), minutes)

    def _let_go(self) -> None:
        self.hours.let_go()
        self.head.let_go()

    def _follow(self, item: CalendarItem | None) -> None:
        self.head.show_chosen(item)
        is_call = item is not None and item.kind == "call" and not item.done and item.occurrence is None
        concerns(self.hours, item.contact_id if item else None, item.id if item and is_call else None)
        place = self.hours.place_of(item) if item is not None else QRect()
        if item is not None and place.isValid():
            self._scroll.ensureVisible(place.center().x(), place.center().y(), 0, place.height() // 2 + 8)

    def _add_actions(self) -> None:
        def add(key: str, title: str, keys: str | tuple[str, ...], run: Any) -> None:
            self._ctx.actions.add(key, title, keys, CALENDAR, run, self)

        add("calendar_day", N_("Show a day"), "Ctrl+1", lambda: self.go_to(self.day, "day"))
        add("calendar_week", N_("Show a week"), "Ctrl+2", lambda: self.go_to(self.day, "week"))
        add("calendar_month", N_("Show a month"), "Ctrl+3", lambda: self.go_to(self.day, "month"))
        add("calendar_workweek", N_("Show a work week"), "Ctrl+4", lambda: self.go_to(self.day, "workweek"))
        add("calendar_done", N_("Show what is done too"), "Ctrl+H", self._turn_done)
        add("calendar_today", N_("Go to today"), "T", lambda: self.go_to(self._ctx.now().date()))
        add("calendar_clear", N_("Clear with a result"), ("Ctrl+Return", "Ctrl+Enter"), self.clear)
        add("calendar_back", N_("Further back"), "PgUp", lambda: self._turn(-1))
        add("calendar_on", N_("Further on"), "PgDown", lambda: self._turn(1))

    def _connect(self) -> None:
        self.top.mode_chosen.connect(lambda mode: self.go_to(self.day, mode))
        self.mini.chosen.connect(self.go_to)
        for grid in (self.hours, self.month):
            grid.opened.connect(self._open)
            grid.looked_at.connect(self._look)
            grid.moved.connect(self._changing.move)
            grid.cancelled.connect(self._changing.take_off)
            grid.wished.connect(self._plan_on)
        self.hours.created.connect(self._plan_at)
        self.hours.chosen.connect(self._follow)
        self.hours.put.connect(self._put)
        self.head.moved.connect(self._changing.move)
        self.top.all_wished.connect(lambda: self.narrow(""))
        self.head.opened.connect(self._open)
        self.head.looked_at.connect(self._look)
        self.head.pressed.connect(self._choose)
        for strip in (self.head, self.month):
            strip.day_chosen.connect(partial(self.go_to, mode="day"))
            strip.created.connect(self._plan_on)
        self._ctx.relay.changed.connect(self._on_changed)

    def _choose(self, item: CalendarItem) -> None:
        self.hours.choose(item)
        self.arrive()

    def _arrange(self) -> None:
        days = QWidget()
        column = QVBoxLayout(days)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)
        self._stack = QStackedWidget()
        for part in (days, self.month):
            self._stack.addWidget(part)
        self._side = QFrame()
        self._side.setObjectName("panel")
        across = QHBoxLayout(self._side)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.mini)
        across.addWidget(hairline(upright=True))
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._side)
        beside.addWidget(self._stack, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.top)
        down.addWidget(hairline())
        down.addLayout(beside, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The small month goes where room is short."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= FOLD_MINI)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T goes to today on any layout."""
        if latin_key(event) == Qt.Key.Key_T and not event.modifiers():
            self.go_to(self._ctx.now().date())
        else:
            super().keyPressEvent(event)


def _scrolled(grid: HoursGrid) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.verticalScrollBar().setSingleStep(HOUR // 2)
    scroll.setWidget(grid)
    return scroll
