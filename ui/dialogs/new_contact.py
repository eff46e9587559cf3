"""The popover for a new contact, by name, by phone, or as one of a company's people."""

from PySide6.QtWidgets import QWidget

from app.views.contacts import ContactId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.widgets.form_sheet import FormSheet

NAME = (
    ("last", N_("Last name")),
    ("first", N_("First name")),
    ("middle", N_("Middle name")),
    ("company", N_("Company")),
    ("job_title", N_("Job title")),
)


class NewContact(FormSheet):
    """A name or a phone is enough; nothing is kept until it is added. At a `company` its card stays on the screen."""

    def __init__(self, ctx: UiContext, anchor: QWidget, company: str = "") -> None:
        super().__init__(anchor, _("New contact"), _("Add"))
        self._ctx, self._company = ctx, company
        for key, label in NAME:
            if not (company and key == "company"):
                self.form.line(key, _(label))
        self.form.line("phone", _("Phone"))
        self.form.line("email", _("E-mail"))

    def keep(self) -> None:
        """Add the contact."""
        from app.services.contacts import add_contact  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        given = (("phone", "mobile", typed.pop("phone")), ("email", "work", typed.pop("email")))
        channels = [one for one in given if one[2]]
        fields = {key: value for key, value in typed.items() if value}
        if self._company and (fields or channels):
            fields["company"] = self._company
        self.save.setEnabled(False)
        task = self._ctx.do(add_contact, fields, channels)
        task.then(self, self._on_added).refused(self.show_refusal)

    def _on_added(self, contact_id: ContactId) -> None:
        self.close()
        if not self._company:
            self._ctx.open(Ref("contact", contact_id))
