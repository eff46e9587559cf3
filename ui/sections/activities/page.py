"""The page of activities: what to show, the list, and what can be done with one of them or with several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.formatting import counted, number
from app.views.activities import SPANS, ActivityCounts, ActivityFilter, ActivityRow, Span
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import edit_activity
from ui.dialogs.planning import PlanStep
from ui.section import AtHand, Listing, SectionPage
from ui.sections.activities.filters import Filters
from ui.sections.activities.list import ActivityList
from ui.sections.activities.many import ClearMany, MoveMany
from ui.sections.activities.paper import activity_listing
from ui.sections.activities.side import MonthSide
from ui.widgets.buttons import button
from ui.widgets.words import figures, hairline

ACTIVITIES = N_("Activities")
_KINDS = frozenset({"activity", "contact", "company", "alarm"})
_MINUTE = 60_000
_MENU = (
    "activity_edit",
    "activity_clear",
    "activity_put_off",
    "activity_tomorrow",
    "activity_person",
    "activity_cancel",
)
REMEMBERED = "activities"
FOLD_MONTH = 900  # a page narrower than this has no room for the small month


class ActivitiesPage(SectionPage):
    """Keeps filters, list and the bar of what can be done together."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._add_actions()
        self.filters = Filters()
        self.list = ActivityList(ctx)
        self.side = MonthSide(ctx, self._dragged)
        self.place = figures(role="body")
        self._bar = self._made_bar()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        for part in (self.filters, hairline(), self._bar, hairline()):
            down.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.side)
        down.addLayout(beside, 1)
        self.filters.changed.connect(self._narrow)
        self.list.chosen.connect(self._tell_chosen)
        self.list.all_wished.connect(lambda: self._narrow(ActivityFilter()))
        self.list.view.activated.connect(lambda _index: self.edit())
        self.list.view.customContextMenuRequested.connect(self._offer)
        self.list.view.pulled.connect(self.side.follow)
        self.list.view.dropped.connect(self.side.let_go)
        self.side.dropped.connect(self.move_to)
        self.side.chosen.connect(lambda day: self._narrow(replace(ActivityFilter(), day=day)))
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self._refresh)
        self._tick.start()
        ctx.relay.changed.connect(self._on_changed)
        ctx.kinds.changed.connect(self._on_kinds)
        self.filters.offer_kinds(ctx.kinds.planned())
        self._later_kind = ""  # one of a person's own that was chosen when the window was closed, until they are known
        self._take_up(ctx.memory.recall(REMEMBERED))
        self._ask_counts()
        self._tell_chosen()

    def open_record(self, ref: Ref) -> None:
        """Show one of what is planned."""
        from app.services.activity_lists import activity_place  # noqa: PLC0415 - heavy: after the first paint

        self._narrow(ActivityFilter())
        task = self._ctx.ask(activity_place, ref.id, self._ctx.zone())
        task.then(self, self.list.go_to, slot="place")

    def at_hand(self) -> AtHand | None:
        """Whom the row with the keyboard concerns; a planned call is the one that would be made."""
        row = self.list.row()
        if row is None or row.activity.contact_id is None:
            return None
        return AtHand(row.activity.contact_id, row.activity.id if row.activity.kind == "call" else None)

    def narrow(self, text: str) -> None:
        """Show only what matches the text."""
        self._narrow(replace(ActivityFilter(), text=text))

    def listing(self) -> Listing | None:
        """What the filters leave, for paper."""
        total = self.list.model.total()
        return activity_listing(self.list.wanted, self._ctx.zone(), total, self._ctx.now()) if total else None

    def arrive(self) -> None:
        """The list takes the keyboard."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def settled(self) -> bool:
        """Whether the list is shown."""
        return self.list.model.is_settled()

    def open_person(self) -> None:
        """Show whom the row with the keyboard concerns."""
        row = self.list.row()
        if row is not None and row.activity.contact_id is not None:
            self._ctx.open(Ref("contact", row.activity.contact_id))
        elif row is not None and row.activity.company_id is not None:
            self._ctx.open(Ref("company", row.activity.company_id))

    def edit(self) -> None:
        """Show and change all there is about the row with the keyboard."""
        row = self.list.row()
        if row is not None:
            edit_activity(self._ctx, self.list.anchor(), row.activity.id)

    def clear(self) -> None:
        """Say how it went: of one with a next step, of several alike."""
        chosen = self.list.rows()
        if len(self.list.places()) == 1 and chosen:
            step = chosen[0].activity
            title = chosen[0].name
            ClearStep(self._ctx, self.list.anchor(), step.id, step.kind, title).open_beside()
        elif chosen:
            kinds = {row.activity.kind for row in chosen}
            kind = kinds.pop() if len(kinds) == 1 and len(chosen) == len(self.list.places()) else ""
            self._with_chosen(lambda ids: ClearMany(self._ctx, self._done, ids, kind).open_beside())

    def put_off(self) -> None:
        """Move one to another time, several to another day."""
        chosen = self.list.rows()
        if len(self.list.places()) == 1 and chosen:
            step = chosen[0].activity
            PlanStep(self._ctx, self.list.anchor(), step.contact_id, step).open_beside()
        elif chosen:
            self._with_chosen(lambda ids: MoveMany(self._ctx, self._later, ids).open_beside())

    def move_to(self, day: date) -> None:
        """Move the chosen ones to a day; each keeps its own time of day."""
        self._with_chosen(partial(self._move, day))

    def tomorrow(self) -> None:
        """Move the chosen ones to the day after today."""
        self.move_to(self._ctx.now().date() + timedelta(days=1))

    def cancel(self) -> None:
        """Take the chosen ones off the plan; undo brings them back."""
        self._with_chosen(self._cancel)

    def _move(self, day: date, ids: Sequence[UUID]) -> None:
        from app.services.activities import When, reschedule_many  # noqa: PLC0415 - heavy: after the first paint

        if ids:
            self._ctx.do(reschedule_many, ids, When(day, None, self._ctx.zone()))

    def _dragged(self) -> str:
        rows = self.list.rows()
        count = len(self.list.places())
        if count == 1 and rows:
            return rows[0].name
        return counted("{count} activity", "{count} activities", count)

    def _cancel(self, ids: Sequence[UUID]) -> None:
        from app.services.activities import cancel, cancel_many  # noqa: PLC0415 - heavy: after the first paint

        if len(ids) == 1:
            self._ctx.do(cancel, ids[0])
        elif ids:
            self._ctx.do(cancel_many, ids)

    def _with_chosen(self, run: Callable[[Sequence[UUID]], object]) -> None:
        self.list.ask_chosen(self, run)

    def _add_actions(self) -> None:
        def add(key: str, title: str, keys: str | tuple[str, ...], run: Callable[[], object]) -> None:
            self._ctx.actions.add(key, title, keys, ACTIVITIES, run, self)

        add("activity_clear", N_("Clear with a result"), ("Ctrl+Return", "Ctrl+Enter"), self.clear)
        add("activity_put_off", N_("Put off"), "Ctrl+R", self.put_off)
        add("activity_tomorrow", N_("Put off to tomorrow"), "Ctrl+Right", self.tomorrow)
        add("activity_cancel", N_("Cancel what is planned"), "Del", self.cancel)
        add("activity_edit", N_("Edit what is planned"), "Ctrl+E", self.edit)
        add("activity_person", N_("Open whom it is with"), "Ctrl+O", self.open_person)

    def _made_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("panel")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(40)
        across = QHBoxLayout(bar)
        across.setContentsMargins(16, 0, 16, 0)
        across.setSpacing(6)
        across.addWidget(self.place)
        across.addStretch()
        hint = self._ctx.actions.hint
        self._done = button(_("Done"), self.clear, kind="small", picture="check", hint=hint("activity_clear"))
        self._later = button(_("Put off"), self.put_off, kind="small", picture="clock", hint=hint("activity_put_off"))
        self._off = button(_("Cancel it"), self.cancel, kind="small", hint=hint("activity_cancel"))
        for one in (self._done, self._later, self._off):
            across.addWidget(one)
        return bar

    def _tell_chosen(self) -> None:
        total, count = self.list.model.total() or 0, len(self.list.places())
        for one in (self._done, self._later, self._off):
            one.setEnabled(count > 0)
        if count > 1:
            self.place.setText(_("{count} chosen").format(count=number(count)))
        else:
            self.place.setText(counted("{count} activity", "{count} activities", total))

    def _narrow(self, wanted: ActivityFilter) -> None:
        self.filters.show_wanted(wanted)
        self.list.narrow(wanted)
        self.side.show_day(wanted.day)
        kept = {"span": wanted.span, "kind": wanted.kind, "priority": wanted.priority}
        self._ctx.memory.remember(REMEMBERED, kept)  # what is sought and a single day are of the moment
        self._ask_counts()

    def _take_up(self, kept: Any) -> None:
        """The filters as they were when the window was closed."""
        if not isinstance(kept, dict):
            return
        span: Span = next((one for one in SPANS if one == kept.get("span")), "all")
        kind = str(kept.get("kind") or "")
        if kind and kind not in self._ctx.kinds.planned():
            self._later_kind, kind = kind, ""
        priority = kept.get("priority") if kept.get("priority") in range(1, 6) else 0
        wanted = ActivityFilter(span, kind, int(priority or 0))
        if wanted != ActivityFilter():
            self.filters.show_wanted(wanted)
            self.list.narrow(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The small month goes where room is short."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= FOLD_MONTH)

    def _refresh(self) -> None:
        self.list.refresh(anew=False)
        self._ask_counts()

    def _ask_counts(self) -> None:
        from app.services.activity_lists import activity_counts  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(activity_counts, self.list.wanted, self._ctx.zone()).then(self, self._count, slot="counts")

    def _count(self, counts: ActivityCounts) -> None:
        self.filters.show_counts(counts)

    def _on_kinds(self) -> None:
        """There are other kinds to choose from; one that is gone is not what the list is narrowed to."""
        known, wanted = self._ctx.kinds.planned(), self.list.wanted
        self.filters.offer_kinds(known)
        kept, self._later_kind = self._later_kind, ""
        if wanted.kind and wanted.kind not in known:
            self._narrow(replace(wanted, kind=""))
        elif kept in known and not wanted.kind:
            self._narrow(replace(wanted, kind=kept))

    def _on_changed(self, changed: Any) -> None:
        if not _KINDS.isdisjoint(changed.kinds):
            self.list.refresh(anew="activity" in changed.kinds)
            self._ask_counts()
            self.side.month.refresh()

    def _offer(self, place: QPoint) -> None:
        """What can be done with the row under the pointer, as a menu."""
        row: ActivityRow | None = self.list.row()
        if row is None or not self.list.places():
            return
        menu = QMenu(self)
        self._ctx.actions.put_into(menu, *_MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.view.viewport().mapToGlobal(place))
