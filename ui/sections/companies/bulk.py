"""What can be done with several companies chosen, in words of companies."""

from typing import Any

from app.formatting import number
from app.views.chosen import EditPreview
from resources.i18n import ngettext
from ui.dialogs.many.ways import ManyWays


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
    """What will change: "12 companies: industry → energy; 3 have it already"."""
    count, same = number(preview.count), number(preview.same)
    if preview.shown:
        said = ngettext("{count} company: {field} → {value}", "{count} companies: {field} → {value}", preview.count)
        already = ngettext("{same} has it already", "{same} have it already", preview.same)
    else:
        said = ngettext("{count} company: {field} is emptied", "{count} companies: {field} is emptied", preview.count)
        already = ngettext("{same} has none already", "{same} have none already", preview.same)
    text = said.format(count=count, field=label.lower(), value=preview.shown)
    return f"{text}; {already.format(same=same)}" if preview.same else text


COMPANIES = ManyWays(_service, _choices, "company_status", "industry", _heading, _waiting, _sentence)
