"""Which contacts a change of many is about, and what is known of it beforehand: light to import."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from app.views.calendar import When
from app.views.conditions import Condition

EditorKind = Literal["text", "long_text", "choice", "number", "decimal", "flag", "day", "company"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the contacts that meet conditions: those of `ids`, or with `everyone` all but those.

    It is looked up anew by whoever uses it: nobody outside the conditions, and nobody in the recycle bin, is chosen.
    """

    conditions: tuple[Condition, ...] = ()
    ids: frozenset[UUID] = frozenset()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class ManyField:
    """A field that may be changed for many at once, and which control edits it."""

    name: str
    label: str
    kind: EditorKind
    choices: bool  # values contacts have can be offered


@dataclass(frozen=True, slots=True)
class EditPreview:
    """What an edit of many will come to: how many are chosen, how many have the value already, the value as shown."""

    count: int
    same: int
    shown: str


@dataclass(frozen=True, slots=True)
class MarkShare:
    """A status or a tag, and how many of the chosen have it."""

    field: Literal["status", "tags"]
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class PlanForMany:
    """What is planned with each: kind, when, what about; minutes long, minutes of warning, priority."""

    kind: str
    when: When
    regarding: str = ""
    duration: int = 0
    warning: int = 0
    priority: int = 3
