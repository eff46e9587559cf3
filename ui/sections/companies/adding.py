"""The popovers of companies: a new one, its names, an address."""

from PySide6.QtWidgets import QWidget

from app.views.companies import CompanyCard
from app.views.contacts import AddressView, CompanyId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.widgets.form_sheet import FormSheet

ADDRESS = (
    ("street", N_("Street")),
    ("extended", N_("Building, office")),
    ("city", N_("City")),
    ("region", N_("Region")),
    ("postcode", N_("Postcode")),
    ("country", N_("Country")),
)


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


class AddressSheet(FormSheet):
    """A new address of a company, or one that is there; an emptied one is removed."""

    def __init__(
        self, ctx: UiContext, anchor: QWidget, card: CompanyCard, address: AddressView | None = None, sort: str = "work"
    ) -> None:
        super().__init__(anchor, _("Address"), _("Keep") if address else _("Add"))
        self._ctx, self._card, self._address, self._sort = ctx, card, address, sort
        self._before = {key: str(getattr(address, key, "")) for key, _label in ADDRESS}
        for key, label in ADDRESS:
            if address is None or hasattr(address, key):
                self.form.line(key, _(label), self._before[key])

    def keep(self) -> None:
        """Write the address."""
        from app.services.companies import add_address, edit_address  # noqa: PLC0415 - heavy: after the first paint

        edits = {key: value for key, value in self.form.values().items() if value != self._before[key]}
        if not edits:
            self.close()
            return
        self.save.setEnabled(False)
        if self._address is not None:
            task = self._ctx.do(edit_address, self._address.id, edits)
            task.then(self, lambda _answer: self.close()).refused(self.show_refusal)
        else:
            made = self._ctx.do(add_address, self._card.id, self._sort, edits)
            made.then(self, lambda _answer: self.close()).refused(self.show_refusal)
