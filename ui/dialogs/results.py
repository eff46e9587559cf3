"""How something went: the results of a kind as a grid of choices, a digit each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from resources.i18n import N_, _
from ui.widgets.buttons import button
from ui.widgets.words import key_cap

RESULTS: dict[str, tuple[tuple[str, str], ...]] = {
    "call": (
        ("reached", N_("Reached")),
        ("not_reached", N_("Not reached")),
        ("busy", N_("Busy")),
        ("left_message", N_("Left a message")),
        ("interested", N_("Interested")),
        ("refused", N_("Refused")),
    ),
    "meeting": (("held", N_("Held")), ("not_held", N_("Not held"))),
    "todo": (("done", N_("Done")), ("not_done", N_("Not done"))),
    "email": (("sent", N_("Sent")), ("received", N_("Received"))),
    "personal": (("done", N_("Done")), ("not_done", N_("Not done"))),
}
_COLUMNS = 2
DIGITS = 9  # results that have a digit


def results_of(kind: str, own: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """The results of a kind, each with its title: the program's, then those a person has added to it."""
    ours = tuple((key, _(title)) for key, title in RESULTS.get(kind, RESULTS["todo"]))
    return ours + tuple((word, word) for word in own)


def ask_result(results: "Results") -> str:
    """Asks for one of the results by its digit."""
    return _("How did it go? A digit from 1 to {last} tells.").format(last=results.digits())


class Results(QWidget):
    """The choices of a kind, with those a person has added to it; `chosen` tells which."""

    chosen = Signal(str)

    def __init__(self, kind: str, own: Sequence[str] = ()) -> None:
        super().__init__()
        self.value = ""
        self._choices: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, (key, title) in enumerate(results_of(kind, own)):
            choice = button(title, partial(self.choose, key), kind="choice")
            choice.setCheckable(True)
            if place < DIGITS:
                inside = QHBoxLayout(choice)
                inside.setContentsMargins(0, 0, 7, 0)
                inside.addWidget(key_cap(str(place + 1)), 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(choice, place // _COLUMNS, place % _COLUMNS)
            self._choices[key] = choice

    def choose(self, key: str) -> None:
        """Take one of the results."""
        self.value = key
        for name, choice in self._choices.items():
            choice.setChecked(name == key)
        self.chosen.emit(key)

    def choose_place(self, place: int) -> bool:
        """Take the result a digit stands on; False where there is none."""
        if not 0 <= place < self.digits():
            return False
        self.choose(list(self._choices)[place])
        return True

    def digits(self) -> int:
        """How many of them have a digit."""
        return min(len(self._choices), DIGITS)

    def take(self, event: QKeyEvent) -> bool:
        """Whether a key was the digit of a result."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and self.choose_place(event.key() - Qt.Key.Key_1)
