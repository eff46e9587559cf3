"""The popover that plans the next step in plain words («завтра 10:30»), or puts the present one off."""

from collections.abc import Callable
from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import clock, full_day
from app.views.contacts import ActivityView, ContactId
from app.views.left_words import About
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.clashing import ClashLine
from ui.dialogs.planning_more import More
from ui.dialogs.with_whom import WithWhom
from ui.tables.next_step import kind_title
from ui.tasks import Task
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.popover import SHADOW, Popover
from ui.widgets.words import figures, words

if TYPE_CHECKING:
    from app.services.activities import When

WIDTH, WIDE = 340, 720
MORNING = time(10)  # the hour of what is given one
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
        self._hour: time | None = None  # what was taken away when it became a matter of the whole day
        self._more: More | None = None
        self.form = Form()
        follows = at is None and (contact_id or opportunity_id or company)
        self.add_heading(_("Put off") if step else _("Plan the next step") if follows else _("Plan an activity"))
        self._kinds = self._add_kinds() if step is None else {}
        self.when = self.form.line("when", _("When"), hint=_("tomorrow 10:30, fri 3pm"))
        self.echo = figures("", "small")
        self.echo.hide()
        self.form.put(self.echo)
        if step is None:
            self.about = self.form.line("regarding", _("What about"))
            self._add_who(company)
        self._columns, self._left = QHBoxLayout(), QVBoxLayout()
        self._left.setSpacing(2 * metrics.GRID)
        self._columns.setSpacing(6 * metrics.GRID)
        self._columns.addLayout(self._left, 10)
        self.body.addLayout(self._columns)
        self._left.addWidget(self.form)
        if step is None:
            self._left.addWidget(self.whom)
        self.clash = ClashLine(ctx, self.moved_id())
        self._left.addWidget(self.clash)
        if at is None:
            self._add_chips()
        else:
            self.when.setText(written(at))
        self._left.addStretch()
        self.add_foot()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._check)
        self.when.textEdited.connect(self._on_typed)
        self.when.textChanged.connect(lambda _text: self.follow_when())
        self.clash.settled.connect(self._on_clash)
        self.clash.free_wished.connect(lambda free: self._suggest(written(free)))
        (self.when if at is None else self.about).setFocus()
        if at is not None:
            self._check()

    def add_heading(self, heading: str) -> None:
        """Say what the sheet is for."""
        self.body.addWidget(words(heading, "list_heading"))

    def records(self) -> tuple[About, ...]:
        """With whom it is to be, and what is moved."""
        found = [("activity", self.moved_id()), ("contact", self._contact_id), ("opportunity", self._opportunity_id)]
        if self._step is None:
            found += [("company", self.whom.company()), ("opportunity", self.whom.deal())]
            found += [("contact", one) for one in self.whom.people()]
        return tuple((kind, one) for kind, one in found if one is not None)

    def moved_id(self) -> UUID | None:
        """What is being moved: it is not in its own way."""
        return self._step.id if self._step is not None else None

    def _add_who(self, company: tuple[UUID, str] | None) -> None:
        """A field that finds whom it is with, or who else comes where that is said already."""
        self.whom = WithWhom(self._ctx, company)
        self.whom.changed.connect(self.settle)
        self.who = self.whom.field
        given = self._contact_id is not None or self._opportunity_id is not None
        self.form.add("contact_id", _("Also with") if given else _("With whom, about which deal"), self.who)

    def _add_kinds(self) -> dict[str, QPushButton]:
        row = Flow()
        made: dict[str, QPushButton] = {}
        for kind in self._ctx.kinds.planned(self._kind):
            made[kind] = button(kind_title(kind), partial(self._choose, kind), kind="chip")
            made[kind].setChecked(kind == self._kind)
            row.add(made[kind])
        self.body.addWidget(row)
        return made

    def _choose(self, kind: str) -> None:
        self._kind = kind
        for name, chip in self._kinds.items():
            chip.setChecked(name == kind)
        self.show_usual()
        self._check()

    def _add_chips(self) -> None:
        chips = Flow()
        for text in SOON:
            chips.add(button(_(text), partial(self._suggest, _(text)), kind="chip"))
        self._left.addWidget(chips)

    def add_foot(self) -> None:
        """What can be done with it all."""
        self._title = _("Put off") if self._step else _("Schedule")
        self._save = button(self._title, self._keep, kind="primary")
        foot = QHBoxLayout()
        if self._step is None:
            self.rarer = button(_("More"), self.open_more, kind="link", picture="chevron-down")
            foot.addWidget(self.rarer)
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_more(self) -> None:
        """How long, when to ring, whether it repeats."""
        more = self.put_more()
        self.show_usual()
        self.rarer.hide()
        self.settle()
        more.length.setFocus()

    def put_more(self) -> More:
        """The rarer half beside the rest."""
        self._more = More(self._duration)
        self._more.length.picked.connect(lambda _value: self._check())
        self._more.grown.connect(self.settle)
        self._more.all_day.clicked.connect(self._turn_all_day)
        self.follow_when()
        self.setFixedWidth(WIDE + 2 * SHADOW)
        self._columns.addWidget(self._more, 13, Qt.AlignmentFlag.AlignTop)
        self._more.show()
        return self._more

    def follow_when(self) -> None:
        """Show what the time typed so far means."""
        when = self.meant()
        self.echo.setText(self.said_of(when) if when is not None else "")
        if self.echo.isHidden() == bool(self.echo.text()):
            self.echo.setVisible(bool(self.echo.text()))
            self.settle()
        if self._more is not None and when is not None:
            self._more.all_day.setChecked(when.time is None)

    def said_of(self, when: "When") -> str:
        """A time in full."""
        hour = clock(when.time) if when.time is not None else _("all day")
        return f"{full_day(when.day)}, {hour}"

    def meant(self) -> "When | None":
        """The time typed so far; None while it cannot be read."""
        text = self.when.text().strip()
        return read_when(self._ctx, text, lambda _refusal: None) if text else None

    def _turn_all_day(self) -> None:
        """Take the hour away, or give one back."""
        from app.services.activities import When  # noqa: PLC0415 - heavy: after the first paint

        when, now = self.meant(), self._ctx.now()
        day = when.day if when is not None else now.date()
        if self._more is not None and self._more.all_day.isChecked():
            self._hour = when.time if when is not None else None
            self.when.setText(written(When(day, None, self._ctx.zone())))
        else:
            self.when.setText(written(When(day, self._hour or MORNING, self._ctx.zone())))
        self._on_typed()

    def show_usual(self) -> None:
        """What the kind begins with."""
        from app.services.activities import defaults_of  # noqa: PLC0415 - heavy: after the first paint

        if self._more is not None:
            usual = defaults_of(self._kind)
            self._more.show_usual(self._duration or usual.duration, usual.warning, usual.priority)

    def _minutes(self) -> int:
        from app.services.activities import defaults_of  # noqa: PLC0415 - heavy: after the first paint

        if self._step is not None:
            return self._step.duration
        return self._more.minutes() if self._more is not None else self._duration or defaults_of(self._kind).duration

    def _on_typed(self) -> None:
        self.clash.forget()
        self._soon.start()

    def _check(self) -> None:
        """Ask what is in the way of the time typed so far."""
        when = self.meant()
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
        if self.is_taken_already(when, minutes) or self.clash.knows(when, minutes):
            self.commit(when)
        else:
            self.clash.ask(when, minutes, lambda: self.commit(when) if not self.clash.warns() else None)

    def hand_over(self) -> None:
        """Plan what was typed, as Enter would."""
        if self.holds_typed():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not planned yet."""
        return is_typed_in(self)

    def is_taken_already(self, when: "When", minutes: int) -> bool:
        """Whether the time was taken before: then nobody needs to be warned of what else is there."""
        del when, minutes
        return False

    def commit(self, when: "When") -> None:
        """Plan it, or move it."""
        from app.services.activities import reschedule, schedule  # noqa: PLC0415 - heavy: after the first paint

        if self._keeping or (rule := self.repetition()) is None:
            return
        task: Task[Any]
        if self._step is not None:
            task = self._ctx.do(reschedule, self._step.id, when)
        else:
            first, rest = self._with()
            task = self._ctx.do(
                schedule, first, kind=self._kind, when=when, regarding=self.form.values()["regarding"],
                participants=rest, company_id=self.whom.company(), rrule=rule, **self._rarer(),
            )  # fmt: skip
        self.keep(task)

    def keep(self, task: "Task[Any]") -> None:
        """Wait until it is kept; nothing more may be pressed."""
        self._keeping = True
        self._save.setEnabled(False)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def repetition(self) -> str | None:
        """The rule that was chosen with its end, "" where it does not repeat; None where its end cannot be read."""
        from app.services.activity_edits import read_repetition  # noqa: PLC0415 - heavy: after the first paint

        if self._more is None:
            return ""
        self._more.refuse_end("")
        try:
            return read_repetition(*self._more.repetition(), self._ctx.now(), self._ctx.zone())
        except UserError as refusal:
            self._more.refuse_end(str(refusal))
            self.settle()
            return None

    def _with(self) -> tuple[ContactId | None, list[ContactId]]:
        """The one it is with, and who else; the people of a deal are the deal's."""
        people = self.whom.people()
        if self._contact_id is not None:
            return ContactId(self._contact_id), people
        return (None, people) if self._opportunity_id or not people else (people[0], people[1:])

    def _rarer(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {"duration": self._duration} if self._duration else {}
        deal = self.whom.deal() or self._opportunity_id
        if deal is not None:
            chosen["opportunity_id"] = deal
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
