"""The popovers of companies: a new one, its names."""

from PySide6.QtWidgets import QWidget

from app.views.companies import CompanyCard
from app.views.contacts import CompanyId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.widgets.form_sheet import FormSheet


class NewCompany(FormSheet):
    """A name is enough; nothing is kept until it is added."""

    def __init__(self, ctx: UiContext, anchor: QWidget) -> None:
        super().__init__(anchor, _("New company"), _("Add"))
        self._ctx = ctx
        self.form.line("name", _("Name"))
        self.form.line("phone", _("Phone"))
        self.form.line("email", _("E-mail"))
        self.form.line("web", _("Web page"))

    def keep(self) -> None:
        """Add the company and show its card."""
        from app.services.companies import add_company  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        given = (("phone", "work", typed.pop("phone")), ("email", "work", typed.pop("email")))
        channels = [one for one in given if one[2]]
        self.save.setEnabled(False)
        task = self._ctx.do(add_company, {key: value for key, value in typed.items() if value}, channels)
        task.then(self, self._on_added).refused(self.show_refusal)

    def _on_added(self, company_id: CompanyId) -> None:
        self.close()
        self._ctx.open(Ref("company", company_id))


class EditNames(FormSheet):
    """The short name and the one in full."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: CompanyCard) -> None:
        super().__init__(anchor, _("Names of the company"), _("Keep"), 380)
        self._ctx, self._card = ctx, card
        self.form.line("name", _("Name"), card.name)
        self.form.line("full_name", _("Name in full"), card.full_name)

    def keep(self) -> None:
        """Write what was changed."""
        from app.services.companies import edit_company  # noqa: PLC0415 - heavy: after the first paint

        edits = {key: value for key, value in self.form.values().items() if value != getattr(self._card, key)}
        if not edits:
            self.close()
            return
        self.save.setEnabled(False)
        task = self._ctx.do(edit_company, self._card.id, edits)
        task.then(self, lambda _answer: self.close()).refused(self.show_refusal)
