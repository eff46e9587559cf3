"""The popover that plans the next step in plain words («завтра 10:30»), or puts the present one off."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import UserError
from app.views.contacts import ActivityView, ContactId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.clashing import ClashLine
from ui.dialogs.planning_more import More
from ui.dialogs.with_whom import WithWhom
from ui.tables.next_step import kind_title
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.activities import When

KINDS = ("call", "meeting", "todo")
WIDTH = 340
PAUSE = 220  # ms without a key until it is asked what is in the way
SOON = (N_("in 1 hour"), N_("tomorrow 10:00"), N_("in 3 days 10:00"), N_("monday 10:00"))


def read_when(ctx: UiContext, text: str, refuse: Callable[[UserError], object]) -> "When | None":
    """The moment meant by plain words, in the person's own zone; `refuse` is told where it cannot be read."""
    from app.services.activities import read_when as read  # noqa: PLC0415 - heavy: after the first paint

    try:
        return read(text, ctx.now(), ctx.zone())
    except UserError as refusal:
        refuse(refusal)
        return None


def written(at: "When") -> str:
    """A moment as one would type it."""
    day = f"{at.day:%d.%m.%Y}"
    return f"{day} {at.time:%H:%M}" if at.time is not None else day


class PlanStep(Popover):
    """Kind, when and what about; Enter plans it, for a person, a company or a deal. With a `step` it is moved instead.

    Where nobody is given people and a company may be found; `at` and `duration` are what a calendar was drawn over. What
    is in the way of a time is told before it is taken; a second Enter takes it all the same.
    """

    def __init__(
        self, ctx: UiContext, anchor: QWidget, contact_id: UUID | None, step: ActivityView | None = None,
        kind: str = "call", opportunity_id: UUID | None = None, at: "When | None" = None, duration: int | None = None,
        company: tuple[UUID, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(anchor, WIDTH)
        self._ctx, self._contact_id, self._step, self._opportunity_id = ctx, contact_id, step, opportunity_id
        self._kind, self._duration = kind, duration
        self._keeping = False
        self._more: More | None = None
        self.form = Form()
        follows = at is None and (contact_id or opportunity_id or company)
        heading = _("Put off") if step else _("Plan the next step") if follows else _("Plan an activity")
        self.body.addWidget(words(heading, "list_heading"))
        self._kinds = self._add_kinds() if step is None else {}
        self.when = self.form.line("when", _("When"), hint=_("tomorrow 10:30, fri 3pm"))
        if step is None:
            self.about = self.form.line("regarding", _("What about"))
            self._add_who(company)
        self.body.addWidget(self.form)
        if step is None:
            self.body.addWidget(self.whom)
        self.clash = ClashLine(ctx, step.id if step else None)
        self.body.addWidget(self.clash)
        if at is None:
            self._add_chips()
        else:
            self.when.setText(written(at))
        self._place = self.body.count()  # where the rarer half comes
        self._add_foot()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._check)
        self.when.textEdited.connect(self._on_typed)
        self.clash.settled.connect(self._on_clash)
        self.clash.free_wished.connect(lambda free: self._suggest(written(free)))
        (self.when if at is None else self.about).setFocus()
        if at is not None:
            self._check()

    def _add_who(self, company: tuple[UUID, str] | None) -> None:
        """A field that finds whom it is with, or who else comes where that is said already."""
        self.whom = WithWhom(self._ctx, company)
        self.whom.changed.connect(self.settle)
        self.who = self.whom.field
        given = self._contact_id is not None or self._opportunity_id is not None
        self.form.add("contact_id", _("Also with") if given else _("With whom"), self.who)

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
        self._show_usual()
        self._check()

    def _add_chips(self) -> None:
        chips = Flow()
        for text in SOON:
            chips.add(button(_(text), partial(self._suggest, _(text)), kind="chip"))
        self.body.addWidget(chips)

    def _add_foot(self) -> None:
        self._title = _("Put off") if self._step else _("Schedule")
        self._save = button(self._title, self._keep, kind="primary")
        foot = QHBoxLayout()
        if self._step is None:
            self.rarer = button(_("More"), self._open_more, kind="link", picture="chevron-down")
            foot.addWidget(self.rarer)
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def _open_more(self) -> None:
        """How long, when to ring, whether it repeats."""
        self._more = More(self._duration)
        self._show_usual()
        self._more.length.picked.connect(lambda _value: self._check())
        self.body.insertWidget(self._place, self._more)
        self._more.show()
        self.rarer.hide()
        self.settle()
        self._more.length.setFocus()

    def _show_usual(self) -> None:
        from app.services.activities import DEFAULTS  # noqa: PLC0415 - heavy: after the first paint

        if self._more is not None:
            usual = DEFAULTS[self._kind]
            self._more.show_usual(self._duration or usual.duration, usual.warning, usual.priority)

    def _minutes(self) -> int:
        from app.services.activities import DEFAULTS  # noqa: PLC0415 - heavy: after the first paint

        if self._step is not None:
            return self._step.duration
        return self._more.minutes() if self._more is not None else self._duration or DEFAULTS[self._kind].duration

    def _on_typed(self) -> None:
        self.clash.forget()
        self._soon.start()

    def _check(self) -> None:
        """Ask what is in the way of the time typed so far."""
        when = read_when(self._ctx, self.when.text(), lambda _refusal: None) if self.when.text().strip() else None
        if when is not None and not self._keeping:
            self.clash.ask(when, self._minutes())

    def _on_clash(self) -> None:
        self._save.setText(_("All the same") if self.clash.warns() else self._title)
        self.settle()

    def _suggest(self, text: str) -> None:
        self.when.setText(text)
        self._keep()

    def _keep(self) -> None:
        self._soon.stop()
        typed = self.form.values()
        when = read_when(self._ctx, typed["when"], self._on_refused)
        if when is None or self._keeping:
            return
        if typed.get("contact_id"):
            self._on_refused(UserError(_("Choose a name from the list, or leave this empty."), field="contact_id"))
            return
        minutes = self._minutes()
        if self.clash.knows(when, minutes):
            self._commit(when)
        else:
            self.clash.ask(when, minutes, lambda: self._commit(when) if not self.clash.warns() else None)

    def _commit(self, when: "When") -> None:
        from app.services.activities import reschedule, schedule  # noqa: PLC0415 - heavy: after the first paint

        if self._keeping:
            return
        self._keeping = True
        self._save.setEnabled(False)
        task: Task[Any]
        if self._step is not None:
            task = self._ctx.do(reschedule, self._step.id, when)
        else:
            first, rest = self._with()
            task = self._ctx.do(
                schedule, first, kind=self._kind, when=when, regarding=self.form.values()["regarding"],
                participants=rest, company_id=self.whom.company(), **self._rarer(),
            )  # fmt: skip
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def _with(self) -> tuple[ContactId | None, list[ContactId]]:
        """The one it is with, and who else; the people of a deal are the deal's."""
        people = self.whom.people()
        if self._contact_id is not None:
            return ContactId(self._contact_id), people
        return (None, people) if self._opportunity_id or not people else (people[0], people[1:])

    def _rarer(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {"duration": self._duration} if self._duration else {}
        if self._opportunity_id is not None:
            chosen["opportunity_id"] = self._opportunity_id
        return chosen | (self._more.values() if self._more is not None else {})

    def _on_refused(self, refusal: UserError) -> None:
        self._keeping = False
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)
