"""The popovers for several planned things at once: cleared alike, or moved to one day; one change, one undo."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.formatting import counted
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.planning import read_when
from ui.dialogs.results import Results
from ui.tasks import Task
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form_sheet import FormSheet

DAYS = (N_("today"), N_("tomorrow"), N_("in 3 days"), N_("monday"))
WIDTH = 330


class _Many(FormSheet):
    """A heading that counts, a form, a button; what it does is its kind's."""

    on_purpose = True

    def __init__(self, ctx: UiContext, anchor: QWidget, ids: Sequence[UUID], heading: str, title: str) -> None:
        super().__init__(anchor, heading, title, WIDTH)
        self._ctx, self._ids = ctx, tuple(ids)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @abstractmethod
    def begun(self) -> Task[Any] | None:
        """The change, set going; None where what was typed cannot be read."""

    def keep(self) -> None:
        """Do it."""
        task = self.begun()
        if task is not None:
            self.save.setEnabled(False)
            task.then(self, lambda _answer: self.close()).refused(self.show_refusal)


class MoveMany(_Many):
    """To a day each keeps its own time of day; to a day and a time they all go there."""

    def __init__(self, ctx: UiContext, anchor: QWidget, ids: Sequence[UUID]) -> None:
        heading = counted("Put off {count} activity", "Put off {count} activities", len(ids))
        super().__init__(ctx, anchor, ids, heading, _("Put off"))
        self.when = self.form.line("when", _("When"), hint=_("a day, or a day and a time"))
        chips = Flow()
        for text in DAYS:
            chips.add(button(_(text), partial(self._suggest, _(text)), kind="chip"))
        self.add_below(chips)

    def begun(self) -> Task[Any] | None:
        """Read the day and move them."""
        from app.services.activities import reschedule_many  # noqa: PLC0415 - heavy: after the first paint

        when = read_when(self._ctx, self.form.values()["when"], self.show_refusal)
        return None if when is None else self._ctx.do(reschedule_many, self._ids, when)

    def _suggest(self, text: str) -> None:
        self.when.setText(text)
        self.keep()


class ClearMany(_Many):
    """The results of a kind where they are all of one; a few words for each."""

    def __init__(self, ctx: UiContext, anchor: QWidget, ids: Sequence[UUID], kind: str) -> None:
        heading = counted("Clear {count} activity", "Clear {count} activities", len(ids))
        super().__init__(ctx, anchor, ids, heading, _("Keep"))
        self.results = Results(kind, ctx.kinds.own_results(kind)) if kind else None
        if self.results is not None:
            self.add_above(self.results)
        self.text = self.form.line("text", _("What was said"))

    def open_beside(self) -> None:
        """Show with the keyboard where a digit chooses the result."""
        super().open_beside()
        self.setFocus() if self.results is not None else self.text.setFocus()

    def begun(self) -> Task[Any] | None:
        """Clear them."""
        from app.services.activities import complete_many  # noqa: PLC0415 - heavy: after the first paint

        result = self.results.value if self.results is not None else ""
        return self._ctx.do(complete_many, self._ids, result=result, text=self.form.values()["text"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit is a result."""
        if self.results is None or not self.results.take(event):
            super().keyPressEvent(event)
