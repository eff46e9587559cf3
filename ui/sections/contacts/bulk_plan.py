"""The popover that plans the same step with each of many contacts, in plain words («завтра 10:30»)."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.formatting import number
from app.views.chosen import Chosen, PlanForMany
from resources.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.long_work import do_long
from ui.dialogs.planning import read_when
from ui.sections.contacts.bulk_words import waiting
from ui.tables.next_step import kind_title
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form_sheet import FormSheet


class PlanMany(FormSheet):
    """Kind, when and what about; one activity for each of the chosen, one undo for all of them."""

    on_purpose = True

    def __init__(self, ctx: UiContext, anchor: QWidget, chosen: Chosen, count: int, kind: str = "call") -> None:
        heading = ngettext("Plan with {count} contact", "Plan with {count} contacts", count)
        super().__init__(anchor, heading.format(count=number(count)), _("Schedule"), 330)
        self._ctx, self._chosen, self._count = ctx, chosen, count
        self._kind, self._place = kind, anchor
        self._kinds: dict[str, QPushButton] = {}
        kinds = Flow()
        for name in ctx.kinds.planned(kind):
            self._kinds[name] = button(kind_title(name), partial(self.choose_kind, name), kind="chip")
            kinds.add(self._kinds[name])
        self.body.insertWidget(self.body.indexOf(self.form), kinds)
        self.form.line("when", _("When"), hint=_("tomorrow 10:30, fri 3pm"))
        self.form.line("regarding", _("What about"))
        self.choose_kind(kind)

    def choose_kind(self, kind: str) -> None:
        """Plan this."""
        self._kind = kind
        for name, chip in self._kinds.items():
            chip.setChecked(name == kind)

    def keep(self) -> None:
        """Plan it with each."""
        from app.services.activities import defaults_of  # noqa: PLC0415 - heavy: after the first paint
        from app.services.contact_bulk import plan_for_chosen  # noqa: PLC0415

        typed = self.form.values()
        when = read_when(self._ctx, typed["when"], self.show_refusal)
        if when is None:
            return
        self.save.setEnabled(False)
        usual = defaults_of(self._kind)
        plan = PlanForMany(self._kind, when, typed["regarding"], usual.duration, usual.warning, usual.priority)
        said = waiting(self._count)
        task = do_long(self._ctx, self._place, said, self._count, plan_for_chosen, self._chosen, plan)
        task.then(self, lambda _count: self.close()).refused(self.show_refusal)
