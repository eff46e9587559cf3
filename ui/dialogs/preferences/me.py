"""My record: who a client calls back, as it stands on every offer."""

from typing import TYPE_CHECKING, Any

from resources.i18n import N_, _
from ui.dialogs.preferences.rows import LABEL, Page
from ui.widgets.facts import Fact, FactRow
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.people import MyRecord
    from ui.context import UiContext
    from ui.tasks import Task

FIELDS = (
    ("name", N_("Full name"), N_("Anna Petrova")),
    ("position", N_("Job title"), N_("sales manager")),
    ("phone", N_("Phone"), N_("the one clients call")),
    ("email", N_("E-mail"), N_("the one clients write to")),
)


class MyPage(Page):
    """Each line is edited where it stands."""

    KINDS = frozenset({"app_user", "user"})

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self.heading(_("My record"))
        self.down.addWidget(
            words(_("Printed first on every offer, large enough to dial from."), "body", "dim", wrap=True)
        )
        self.lines: dict[str, FactRow] = {}
        for name, label, hint in FIELDS:
            line = FactRow(self._fact(name, _(label), ""), LABEL)
            line.field.setPlaceholderText(_(hint))
            self.lines[name] = line
            self.down.addWidget(line)
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept now."""
        from app.services.people import my_record  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(my_record).then(self, self._show, slot="me")

    def _show(self, me: "MyRecord") -> None:
        for name, label, _hint in FIELDS:
            self.lines[name].show_fact(self._fact(name, _(label), getattr(me, name)))

    def _fact(self, name: str, label: str, value: str) -> Fact:
        def save(typed: str) -> "Task[Any]":
            from app.services.people import edit_me  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_me, {name: typed})

        return Fact(name, label, value, value, save)
