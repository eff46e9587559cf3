"""A desktop notification on its way, and what hears of a click on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PROGRAM = "Vizitka"
OPEN = "open"  # the action of a click on the notification itself, and of the button of that name
CALL, DONE, SNOOZE = "call", "done", "snooze"  # the other buttons: most desktops show three at the most

OnAction = Callable[[str, str], None]  # the notification's tag and the action: one of its buttons, or "open"


@dataclass(frozen=True, slots=True)
class Notification:
    """What is to be shown: texts already cut, buttons (action → label), a tag that comes back with a click."""

    title: str
    body: str
    actions: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""
