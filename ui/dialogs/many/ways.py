"""How many records of a kind are changed at once: whose commands, what its statuses are, how it is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.formatting import number
from app.views.chosen import EditPreview
from resources.i18n import ngettext


@dataclass(frozen=True, slots=True)
class ManyWays:
    """`service` brings the module with the changes, `choices` the question for a field's values: both are heavy."""

    service: Callable[[], Any]
    choices: Callable[[], Any]
    list_key: str  # of the statuses
    begin: str  # the field offered first
    heading: Callable[[int], str]
    waiting: Callable[[int], str]
    sentence: Callable[[str, EditPreview], str]  # what an edit of a field will come to


def edit_told(said: str, label: str, preview: EditPreview) -> str:
    """What an edit will come to: "12 companies: industry → energy; 3 have it already"; `said` is of the kind of records."""
    if preview.shown:
        already = ngettext("{same} has it already", "{same} have it already", preview.same)
    else:
        already = ngettext("{same} has none already", "{same} have none already", preview.same)
    text = said.format(count=number(preview.count), field=label.lower(), value=preview.shown)
    return f"{text}; {already.format(same=number(preview.same))}" if preview.same else text
