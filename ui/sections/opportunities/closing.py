"""The popovers that end a deal: won, lost with a reason and a day to come back, put aside."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.deals import Choice, DealChoices, OpportunityCard
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.planning import read_when
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

LATER = (N_("in 1 month"), N_("in 3 months"), N_("in 6 months"))


class _Ending(Popover):
    """A heading, a form, a button; Enter keeps it."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: OpportunityCard, heading: str) -> None:
        super().__init__(anchor, 340)
        self._ctx, self._card = ctx, card
        self.form = Form()
        self.body.addWidget(words(heading, "list_heading"))

    def open_beside(self) -> None:
        """Show with the cursor in the first field."""
        super().open_beside()
        self.form.setFocus()

    def hand_over(self) -> None:
        """End the deal as was typed, as Enter would."""
        if self.holds_typed() and self._save.isEnabled():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return is_typed_in(self)

    def _finish(self, title: str, keep: Callable[[], object]) -> None:
        self._keep = keep
        self._save = button(title, keep, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def _day(self, typed: str) -> date | None:
        """The day meant by plain words; the refusal is shown where they cannot be read."""
        when = read_when(self._ctx, typed, self._on_day_refused)
        return when.day if when is not None else None

    def _on_day_refused(self, refusal: UserError) -> None:
        self._on_refused(UserError(str(refusal), field="return_on"))

    def _add_later(self) -> None:
        self.form.line("return_on", _("Come back to it"), hint=_("in 3 months, or leave empty"))
        self.body.addWidget(self.form)
        chips = Flow()
        for text in LATER:
            chips.add(button(_(text), partial(self._set_day, _(text)), kind="chip"))
        self.body.addWidget(chips)

    def _set_day(self, text: str) -> None:
        self.form.set_value("return_on", text)

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)


class LoseDeal(_Ending):
    """The reason is asked for: without it nothing is learned. Keys 1–9 choose one of the usual reasons."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: OpportunityCard, choices: DealChoices | None) -> None:
        super().__init__(ctx, anchor, card, _("Why was it lost?"))
        chips = Flow()
        for one in choices.reasons if choices else ():
            chips.add(button(one.label, partial(self._set_reason, one), kind="chip"))
        self.body.addWidget(chips)
        self.form.line("close_reason", _("Reason"))
        self.form.line("competitor", _("Lost to"), card.competitor, hint=_("a competitor, if any"))
        self._add_later()
        self._finish(_("Lose the deal"), self._lose)

    def _set_reason(self, reason: Choice) -> None:
        self.form.set_value("close_reason", reason.label)

    def _lose(self) -> None:
        from app.services.opportunities import lose  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        back = self._day(typed["return_on"]) if typed["return_on"] else None
        if typed["return_on"] and back is None:
            return
        self._save.setEnabled(False)
        task = self._ctx.do(
            lose, self._card.row.id, typed["close_reason"], competitor=typed["competitor"], return_on=back
        )
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)


class PutAside(_Ending):
    """Nothing moves: the deal leaves the board until the day, or until it is reopened."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: OpportunityCard) -> None:
        super().__init__(ctx, anchor, card, _("Put the deal aside"))
        self._add_later()
        self._finish(_("Put aside"), self._put)

    def _put(self) -> None:
        from app.services.opportunities import put_aside  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()["return_on"]
        back = self._day(typed) if typed else None
        if typed and back is None:
            return
        self._save.setEnabled(False)
        task = self._ctx.do(put_aside, self._card.row.id, return_on=back)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)


def win_deal(ctx: UiContext, card: OpportunityCard) -> None:
    """The deal is made; Ctrl+Z takes it back."""
    from app.services.opportunities import win  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(win, card.row.id)


def reopen_deal(ctx: UiContext, card: OpportunityCard) -> None:
    """A closed deal moves again."""
    from app.services.opportunities import reopen  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(reopen, card.row.id)
