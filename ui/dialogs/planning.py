"""The popover that plans the next step in plain words («завтра 10:30»), or puts the present one off."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import UserError
from app.views.contacts import ActivityView, ContactId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.picking import finder
from ui.tables.next_step import kind_title
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.suggest import SuggestField, Suggestion
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.activities import When

KINDS = ("call", "meeting", "todo")
SOON = (N_("in 1 hour"), N_("tomorrow 10:00"), N_("in 3 days 10:00"), N_("monday 10:00"))


def read_when(ctx: UiContext, text: str, refuse: Callable[[UserError], object]) -> "When | None":
    """The moment meant by plain words, in the person's own zone; `refuse` is told where it cannot be read."""
    from app.services.activities import read_when as read  # noqa: PLC0415 - heavy: after the first paint

    try:
        return read(text, ctx.now(), ctx.zone())
    except UserError as refusal:
        refuse(refusal)
        return None


class PlanStep(Popover):
    """Kind, when and what about; Enter plans it, for a person or a deal. With a `step` it is moved instead.

    Where nobody is given one may be found; `at` and `duration` are what a calendar was drawn over.
    """

    def __init__(
        self, ctx: UiContext, anchor: QWidget, contact_id: UUID | None, step: ActivityView | None = None,
        kind: str = "call", opportunity_id: UUID | None = None, at: "When | None" = None, duration: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(anchor, 330)
        self._ctx, self._contact_id, self._step, self._opportunity_id = ctx, contact_id, step, opportunity_id
        self._kind, self._duration = kind, duration
        self.form = Form()
        heading = _("Put off") if step else _("Plan the next step") if at is None else _("Plan an activity")
        self.body.addWidget(words(heading, "list_heading"))
        self._kinds = self._add_kinds() if step is None else {}
        self.when = self.form.line("when", _("When"), hint=_("tomorrow 10:30, fri 3pm"))
        if step is None:
            self.about = self.form.line("regarding", _("What about"))
            self._add_who()
        self.body.addWidget(self.form)
        if at is None:
            self._add_chips()
        else:
            self.when.setText(_written(at))
        self._save = button(_("Put off") if step else _("Schedule"), self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        (self.when if at is None else self.about).setFocus()

    def _add_who(self) -> None:
        """A field that finds a person, where nobody is given."""
        if self._contact_id is not None or self._opportunity_id is not None:
            return
        self.who = SuggestField(finder(self._ctx, self, "contact"))
        self.who.setPlaceholderText(_("A few letters are enough"))
        self.who.taken.connect(self._on_who)
        self.who.textEdited.connect(self._forget_who)
        self.form.add("contact_id", _("Contact"), self.who)

    def _on_who(self, chosen: Suggestion) -> None:
        self._contact_id = chosen.key
        self.who.setText(chosen.title)

    def _forget_who(self) -> None:
        """Another name is being typed: nobody is meant until one is taken."""
        self._contact_id = None

    def _add_kinds(self) -> dict[str, QPushButton]:
        row = QHBoxLayout()
        row.setSpacing(6)
        made: dict[str, QPushButton] = {}
        for kind in KINDS:
            made[kind] = button(kind_title(kind), partial(self._choose, kind), kind="chip")
            made[kind].setChecked(kind == self._kind)
            row.addWidget(made[kind])
        row.addStretch()
        self.body.addLayout(row)
        return made

    def _choose(self, kind: str) -> None:
        self._kind = kind
        for name, chip in self._kinds.items():
            chip.setChecked(name == kind)

    def _add_chips(self) -> None:
        chips = Flow()
        for text in SOON:
            chips.add(button(_(text), partial(self._suggest, _(text)), kind="chip"))
        self.body.addWidget(chips)

    def _suggest(self, text: str) -> None:
        self.when.setText(text)
        self._keep()

    def _keep(self) -> None:
        from app.services.activities import reschedule, schedule  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        when = read_when(self._ctx, typed["when"], self._on_refused)
        if when is None or not self._save.isEnabled():
            return
        if typed.get("contact_id") and self._contact_id is None:
            self._on_refused(UserError(_("Choose a contact from the list, or leave this empty."), field="contact_id"))
            return
        self._save.setEnabled(False)
        task: Task[Any]
        if self._step is not None:
            task = self._ctx.do(reschedule, self._step.id, when)
        else:
            contact_id = ContactId(self._contact_id) if self._contact_id else None
            about: dict[str, Any] = {"opportunity_id": self._opportunity_id} if self._opportunity_id else {}
            about |= {"duration": self._duration} if self._duration else {}
            task = self._ctx.do(schedule, contact_id, kind=self._kind, when=when, regarding=typed["regarding"], **about)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)


def _written(at: "When") -> str:
    """A moment as one would type it."""
    day = f"{at.day:%d.%m.%Y}"
    return f"{day} {at.time:%H:%M}" if at.time is not None else day
