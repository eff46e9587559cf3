"""The popovers of the calendar: one item with what can be done about it, and how much of a series is meant."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.formatting import full_day
from app.views.calendar import CalendarItem, Scope
from app.views.contacts import ActivityView
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import SCOPES, edit_activity
from ui.dialogs.planning import PlanStep
from ui.section import concerns
from ui.sections.calendar.laying import day_length
from ui.sections.calendar.wording import hours_of, there, title_of_days, what, who
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.pill import Pill
from ui.widgets.popover import Popover
from ui.widgets.words import figures, key_cap, words


def clear_item(ctx: UiContext, anchor: QWidget, item: CalendarItem) -> None:
    """Say how an item went; of a series that is its next time alone."""
    from app.services.activities import activity  # noqa: PLC0415 - heavy: after the first paint

    def found(step: ActivityView) -> None:
        if _is_next(item, step):
            ClearStep(ctx, anchor, item.id, item.kind, what(item)).open_beside()
        else:
            ctx.tasks.refused.emit(UserError(_("An earlier time of this series is still open.")))

    ctx.ask(activity, item.id).then(anchor, found, slot="clear")


class ScopeSheet(Popover):
    """A digit or a press says how much of a series is meant; closed without, nothing is changed."""

    def __init__(self, anchor: QWidget, heading: str, chosen: Callable[[Scope], object]) -> None:
        super().__init__(anchor, 260)
        self._chosen = chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(words(heading, "list_heading", wrap=True))
        for place, (scope, title) in enumerate(SCOPES, 1):
            choice = button(_(title), partial(self._choose, scope), kind="choice")
            inside = QHBoxLayout(choice)
            inside.setContentsMargins(0, 0, 7, 0)
            inside.addWidget(key_cap(str(place)), 0, Qt.AlignmentFlag.AlignRight)
            self.body.addWidget(choice)

    def open_beside(self) -> None:
        """Show with the keyboard here: a digit is enough."""
        super().open_beside()
        self.setFocus()

    def _choose(self, scope: Scope) -> None:
        self._chosen(scope)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(SCOPES):
            self._choose(SCOPES[place][0])
        else:
            super().keyPressEvent(event)


class ItemSheet(Popover):
    """What, when, with whom; cleared or put off where it is the next one of its series, or no series at all."""

    def __init__(
        self, ctx: UiContext, anchor: QWidget, item: CalendarItem, cancel: Callable[[CalendarItem], object]
    ) -> None:
        super().__init__(anchor, 320)
        self._ctx, self._place, self._item, self._cancel = ctx, anchor, item, cancel
        self._step: ActivityView | None = None
        is_call = item.kind == "call" and not item.done and item.occurrence is None
        concerns(self, item.contact_id, item.id if is_call else None)
        self.body.addWidget(words(what(item), "list_heading", wrap=True))
        when = ", ".join(part for part in (_days(item), hours_of(item) or _("any time")) if part)
        self.body.addWidget(figures(when, "body", "bad" if item.late and not item.done else "dim"))
        if local := there(item, ctx.zone()):
            self.body.addWidget(figures(local, "small"))
        for text in (item.place, item.details):
            if text:
                self.body.addWidget(words(text, "body", wrap=True))
        if item.contact_id is not None:
            self.body.addWidget(button(who(item), partial(self._open, "contact", item.contact_id), kind="link"))
        elif item.company_id is not None:
            self.body.addWidget(button(item.company_name, partial(self._open, "company", item.company_id), kind="link"))
        self._people = Flow()
        self._people.hide()
        self.body.addWidget(self._people)
        if item.done and item.result_label:
            self.body.addWidget(Pill(item.result_label.lower(), "good"))
        if not item.done:
            self._add_buttons()
            self._ask()

    def _add_buttons(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(6)
        self.clear = button(_("Done"), self._clear, kind="small")
        self.later = button(_("Put off"), self._put_off, kind="small")
        self.edit = button(_("Edit"), self._edit, kind="small", picture="pencil")
        off = button(_("Cancel it"), self._take_off, kind="small")
        for one in (self.clear, self.later):
            one.setEnabled(False)
        for one in (self.clear, self.later, self.edit, off):
            across.addWidget(one)
        across.addStretch()
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(across)

    def _ask(self) -> None:
        from app.services.activities import activity  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(activity, self._item.id)
        task.then(self, self._on_step, slot="step").refused(lambda _gone: self.close())

    def _on_step(self, step: ActivityView) -> None:
        self._step = step
        self._show_people(step)
        is_next = _is_next(self._item, step)
        for one in (self.clear, self.later):
            one.setEnabled(is_next)
            one.setToolTip("" if is_next else _("An earlier time of this series is still open."))
        if is_next:
            self.clear.setFocus()

    def _show_people(self, step: ActivityView) -> None:
        for key, name in step.people:
            self._people.add(button(name, partial(self._open, "contact", key), kind="chip"))
        self._people.setVisible(bool(step.people))
        self.settle()

    def _open(self, kind: str, key: UUID) -> None:
        self.close()
        self._ctx.open(Ref(kind, key))

    def _clear(self) -> None:
        self.close()
        ClearStep(self._ctx, self._place, self._item.id, self._item.kind, what(self._item)).open_beside()

    def _edit(self) -> None:
        self.close()
        edit_activity(self._ctx, self._place, self._item.id, self._item.occurrence)

    def _put_off(self) -> None:
        self.close()
        PlanStep(self._ctx, self._place, self._item.contact_id, self._step).open_beside()

    def _take_off(self) -> None:
        self.close()
        self._cancel(self._item)


def _is_next(item: CalendarItem, step: ActivityView) -> bool:
    return item.occurrence is None or (step.start, step.due) == (item.start, step.due if item.start else item.day)


def _days(item: CalendarItem) -> str:
    """The day, or the days it lasts."""
    days = day_length(item) if item.timeless else 1
    return full_day(item.day) if days == 1 else title_of_days(item.day, item.day + timedelta(days=days - 1))
