"""What can be done with several contacts chosen, in words of contacts."""

from typing import Any

from app.formatting import number
from app.views.chosen import EditPreview
from resources.i18n import N_, ngettext
from ui.dialogs.many.bar import EDIT, EXPORT, MARK, REMOVE, ChosenBar
from ui.dialogs.many.ways import ManyWays, edit_told
from ui.sections.contacts.bulk_words import waiting


class ContactsBar(ChosenBar):
    """Contacts can also be planned with and written into a file."""

    acts = (EDIT, MARK, ("plan", "calendar-plus", N_("Plan")), EXPORT, REMOVE)

    def plan(self, kind: str = "call") -> None:
        """Plan the same step with each of the chosen."""
        from ui.sections.contacts.bulk_plan import PlanMany  # noqa: PLC0415 - not before it is asked for

        PlanMany(self._ctx, self.buttons["plan"], self._chosen(), self._count, kind).open_beside()

    def export(self) -> None:
        """Write the chosen into a file."""
        from ui.dialogs.exporting import ExportSheet, chosen_contacts  # noqa: PLC0415 - not before it is asked for

        ExportSheet(self.window(), self._ctx, chosen_contacts(self._ctx, self._chosen(), self._count)).open()


def _service() -> Any:
    from app.services import contact_bulk  # noqa: PLC0415 - heavy: after the first paint

    return contact_bulk


def _choices() -> Any:
    from app.services.conditions import choices  # noqa: PLC0415 - heavy: after the first paint

    return choices


def _heading(count: int) -> str:
    return ngettext("Edit {count} contact", "Edit {count} contacts", count).format(count=number(count))


def _sentence(label: str, preview: EditPreview) -> str:
    if preview.shown:
        said = ngettext("{count} contact: {field} → {value}", "{count} contacts: {field} → {value}", preview.count)
    else:
        said = ngettext("{count} contact: {field} is emptied", "{count} contacts: {field} is emptied", preview.count)
    return edit_told(said, label, preview)


CONTACTS = ManyWays(_service, _choices, "contact_status", "job_title", _heading, waiting, _sentence)
