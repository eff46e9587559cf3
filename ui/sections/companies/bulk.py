"""What can be done with several companies chosen, in words of companies."""

from typing import Any

from app.formatting import number
from app.views.chosen import EditPreview
from resources.i18n import ngettext
from ui.dialogs.many.bar import EDIT, EXPORT, MARK, REMOVE, ChosenBar
from ui.dialogs.many.ways import ManyWays, edit_told


class CompaniesBar(ChosenBar):
    """Companies can also be written into a file."""

    acts = (EDIT, MARK, EXPORT, REMOVE)

    def export(self) -> None:
        """Write the chosen into a file."""
        from ui.dialogs.exporting import ExportSheet, chosen_companies  # noqa: PLC0415 - not before it is asked for

        ExportSheet(self.window(), self._ctx, chosen_companies(self._ctx, self._chosen(), self._count)).open()


def _service() -> Any:
    from app.services import company_bulk  # noqa: PLC0415 - heavy: after the first paint

    return company_bulk


def _choices() -> Any:
    return _service().many_choices


def _heading(count: int) -> str:
    return ngettext("Edit {count} company", "Edit {count} companies", count).format(count=number(count))


def _waiting(count: int) -> str:
    """What is said while very many are changed."""
    said = ngettext("Changing {count} company; the window can be used meanwhile.",
                    "Changing {count} companies; the window can be used meanwhile.", count)  # fmt: skip
    return said.format(count=number(count))


def _sentence(label: str, preview: EditPreview) -> str:
    if preview.shown:
        said = ngettext("{count} company: {field} → {value}", "{count} companies: {field} → {value}", preview.count)
    else:
        said = ngettext("{count} company: {field} is emptied", "{count} companies: {field} is emptied", preview.count)
    return edit_told(said, label, preview)


COMPANIES = ManyWays(_service, _choices, "company_status", "industry", _heading, _waiting, _sentence)
