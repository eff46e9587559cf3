"""The sheet that edits a planned activity whole: the sheet that planned it, filled with everything it has.

Of a series it asks by chips how much is meant: this time, this and all after it, or all of them.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.formatting import clock
from app.views.calendar import Scope, When
from app.views.contacts import ContactId
from app.views.planning import ActivityEdits, WholeActivity
from app.zones import is_zone
from resources.i18n import N_, _
from ui.context import Ref, UiContext, zone_info
from ui.dialogs.clearing import ClearStep
from ui.dialogs.planning import PlanStep
from ui.tables.next_step import kind_title
from ui.theme import metrics
from ui.typed import begin_with
from ui.widgets.buttons import button, elided_button
from ui.widgets.flow import Flow
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task

NAME = 260  # px the name of whom it is with takes at most
SCOPES: tuple[tuple[Scope, str], ...] = (
    ("one", N_("This time only")), ("following", N_("This and all following")), ("all", N_("The whole series")),
)  # fmt: skip


def edit_activity(
    ctx: UiContext, anchor: QWidget, activity_id: UUID, occurrence: datetime | None = None,
    closed: Callable[[], object] | None = None,
) -> None:  # fmt: skip
    """Open the sheet of a planned activity, or of one time of a series, beside something."""
    from app.services.activity_edits import whole_activity  # noqa: PLC0415 - heavy: after the first paint

    def show(whole: WholeActivity) -> None:
        sheet = EditStep(ctx, anchor, whole)
        if closed is not None:
            sheet.closed.connect(closed)
        sheet.open_beside()

    ctx.ask(whole_activity, activity_id, ctx.zone(), occurrence).then(anchor, show, slot="whole")


class EditStep(PlanStep):
    """Enter keeps what was changed as one change; what was left alone stays as it is, be it changed elsewhere."""

    def __init__(self, ctx: UiContext, anchor: QWidget, whole: WholeActivity) -> None:
        self._whole, self._beside = whole, anchor
        self.scope: Scope = "one"
        self._scopes: dict[Scope, QPushButton] = {}
        super().__init__(ctx, anchor, None, kind=whole.kind, at=whole.when, duration=whole.duration)
        self.about.setText(whole.regarding)
        self.whom.show_chosen(_chosen(whole))
        self.put_more().show_whole(whole)
        assert self._more is not None
        self._more.repeat.picked.connect(lambda _rule: self._on_repetition())
        self._more.until.textEdited.connect(lambda _text: self._on_repetition())
        self._before = self._more.all_values()
        for field in (self.about, self._more.place, self._more.until):
            begin_with(field, field.text())
        begin_with(self._more.details, whole.details)

    def add_heading(self, heading: str) -> None:
        """What is edited, and a way to whom it is with."""
        del heading
        across = QHBoxLayout()
        across.setSpacing(2 * metrics.GRID)
        across.addWidget(words(_("Edit what is planned"), "list_heading"))
        across.addStretch()
        with_whom = self._whom_it_is_with()
        if with_whom is not None:
            ref, name = with_whom
            opener = self.whose = elided_button(name)
            opener.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            opener.setFixedWidth(min(opener.fontMetrics().horizontalAdvance(name) + 10, NAME))
            opener.clicked.connect(partial(self._open, ref))
            across.addWidget(opener)
        self.body.addLayout(across)

    def moved_id(self) -> UUID | None:
        """It is not in its own way."""
        return self._whole.id

    def add_foot(self) -> None:
        """How much of a series is meant; done, taken off the plan, kept."""
        if self._whole.occurrence is not None:
            self._add_scopes()
        self._title = _("Save")
        self._save = button(self._title, self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.setSpacing(6)
        done = button(_("Done"), self._clear, kind="small", picture="check")
        done.setEnabled(self._whole.is_next)
        done.setToolTip("" if self._whole.is_next else _("An earlier time of this series is still open."))
        foot.addWidget(done)
        foot.addWidget(button(_("Cancel it"), self._cancel, kind="small"))
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def show_usual(self) -> None:
        """Another kind leaves everything else as it is."""

    def is_taken_already(self, when: When, minutes: int) -> bool:
        """Whether it stays where and as long as it is."""
        return (when, minutes) == (self._whole.when, self._whole.duration)

    def commit(self, when: When) -> None:
        """Keep what was changed."""
        from app.services.activity_edits import edit_activity as edit  # noqa: PLC0415 - heavy: after the first paint

        if self._keeping or (rule := self.repetition()) is None:
            return
        edits = self._edits(when, rule)
        if not edits:
            self.close()
            return
        whole = self._whole
        self.keep(self._ctx.do(edit, whole.id, edits, occurrence=whole.occurrence, scope=self.scope))

    def holds_typed(self) -> bool:
        """Whether something may be changed here: what was emptied or chosen counts as what was typed."""
        return True

    def _edits(self, when: When, rule: str) -> ActivityEdits:
        whole, more = self._whole, self._more
        assert more is not None
        regarding = self.form.values()["regarding"]
        said = {"kind": (self._kind, whole.kind), "regarding": (regarding, whole.regarding), "when": (when, whole.when)}
        if rule != whole.rrule:
            said["rrule"] = (rule, whole.rrule)
        now = more.all_values()
        said |= {key: (now[key], before) for key, before in self._before.items()}
        people = [ContactId(key) for key, _name in whole.people]
        company = whole.company[0] if whole.company is not None else None
        if self.whom.people() != people or self.whom.company() != company:
            said["people"] = (self.whom.people(), None)
            said["company_id"] = (self.whom.company(), ...)
        said["opportunity_id"] = (self.whom.deal(), whole.deal[0] if whole.deal is not None else None)
        changed: Any = {key: new for key, (new, old) in said.items() if new != old}
        return changed  # type: ignore[no-any-return]  # the names are those of the edits

    def said_of(self, when: When) -> str:
        """A time in full, with what other clocks show then: of the person, and of the place it was agreed at."""
        return " · ".join((super().said_of(when), *_on_other_clocks(self._whole, when)))

    def _add_scopes(self) -> None:
        chips = Flow()
        for scope, title in SCOPES:
            self._scopes[scope] = button(_(title), partial(self._mean, scope), kind="chip")
            chips.add(self._scopes[scope])
        self._mean(self.scope)
        self.body.addWidget(chips)

    def _mean(self, scope: Scope) -> None:
        self.scope = scope
        for key, chip in self._scopes.items():
            chip.setChecked(key == scope)

    def _on_repetition(self) -> None:
        """How it repeats is no matter of one time alone."""
        if self._whole.occurrence is None or self._more is None:
            return
        otherwise = self._more.repetition() != (self._whole.repeats, self._whole.ends)
        self._scopes["one"].setEnabled(not otherwise)
        if otherwise and self.scope == "one":
            self._mean("following")

    def _whom_it_is_with(self) -> tuple[Ref, str] | None:
        if self._whole.people:
            key, name = self._whole.people[0]
            return Ref("contact", key), name
        if self._whole.company is not None:
            key, name = self._whole.company
            return Ref("company", key), name
        return None

    def _open(self, ref: Ref) -> None:
        self.dismiss()
        self._ctx.open(ref)

    def _clear(self) -> None:
        whole = self._whole
        self.dismiss()  # what was typed here may be wanted after all
        name = whole.people[0][1] if whole.people else ""
        title = " · ".join(part for part in (whole.regarding or kind_title(whole.kind), name) if part)
        ClearStep(self._ctx, self._beside, whole.id, whole.kind, title).open_beside()

    def _cancel(self) -> None:
        from app.services.calendar import cancel_occurrence  # noqa: PLC0415 - heavy: after the first paint

        if self._keeping:
            return
        whole = self._whole
        task: Task[Any] = self._ctx.do(cancel_occurrence, whole.id, occurrence=whole.occurrence, scope=self.scope)
        if self.holds_words():
            self.dismiss()  # words saved with what is off the plan nobody would see again: they are wanted elsewhere
            task.then(self, lambda _none: None).refused(self._on_refused)
        else:
            self.keep(task)


def _on_other_clocks(whole: WholeActivity, when: When) -> list[str]:
    if when.time is None:
        return []
    ours = datetime.combine(when.day, when.time, zone_info(when.zone))
    told = []
    for zone, sentence in ((whole.contact_zone, N_("{time} there")), (whole.agreed_zone, N_("{time} in {zone}"))):
        theirs = ours.astimezone(zone_info(zone)) if is_zone(zone) else ours
        if theirs.utcoffset() != ours.utcoffset():
            city = zone.rpartition("/")[2].replace("_", " ")
            told.append(_(sentence).format(time=clock(theirs.timetz()), zone=city))
    return told


def _chosen(whole: WholeActivity) -> list[tuple[Ref, str]]:
    chosen = [(Ref("contact", key), name) for key, name in whole.people]
    if whole.company is not None:
        chosen.append((Ref("company", whole.company[0]), whole.company[1]))
    if whole.deal is not None:
        chosen.append((Ref("opportunity", whole.deal[0]), whole.deal[1]))
    return chosen
