"""How many records of a kind are changed at once: whose commands, what its statuses are, how it is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.views.chosen import EditPreview


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
