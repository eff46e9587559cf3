"""A fact of a card: its label, its value edited in place, and under it what was wrong with the last attempt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from ui.theme import metrics
from ui.widgets.in_place import InPlaceField
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from ui.tasks import Task

LABEL = 112
Save = Callable[[str], "Task[Any]"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a key that stays the same, the label, what is shown, what one starts editing from, how it is saved.

    `hint` is a doubt said beside the value; it bars nothing.
    """

    key: str
    label: str
    shown: str
    typed: str
    save: Save
    hint: str = ""


class FactRow(QWidget):
    """A label, a value edited in place, and under it what was wrong with the last attempt."""

    left = Signal()

    def __init__(self, fact: Fact, label: int = LABEL) -> None:
        super().__init__()
        self._fact = fact
        self.label = ElidedWords(fact.label, "body", "dim")
        self.label.setFixedWidth(label)
        self.field = InPlaceField(fact.shown, name=fact.label, typed=fact.typed)
        self.field.edited.connect(self._save)
        self.field.abandoned.connect(self._on_abandoned)
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.setContentsMargins(label + 14, 0, 0, 4)
        self.wrong.hide()
        self.hint = words(fact.hint, "small", "warn", wrap=True)
        self.hint.setContentsMargins(label + 14, 0, 0, 4)
        self.hint.setVisible(bool(fact.hint))
        line = QHBoxLayout()
        line.setSpacing(metrics.GRID)
        line.addWidget(self.label)
        line.addWidget(self.field, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(line)
        down.addWidget(self.wrong)
        down.addWidget(self.hint)

    def show_fact(self, fact: Fact) -> None:
        """Take a newer value."""
        self._fact = fact
        self.label.setText(fact.label)
        self.field.show_value(fact.shown, fact.typed)
        if not self.field.is_editing():
            self.show_hint(fact.hint)

    def show_hint(self, sentence: str) -> None:
        """Say a doubt about the value, or none."""
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    def _save(self, typed: str) -> None:
        self._show_wrong("")
        task = self._fact.save(typed)
        task.then(self, lambda _answer: None, slot="save").refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        """Keep what was typed in the field and say beside it why it was not taken."""
        typed = self.field.text()
        self._show_wrong(str(refusal))
        self.field.begin()
        self.field.setText(typed)

    def _on_abandoned(self) -> None:
        self._show_wrong("")
        self.field.show_value(self._fact.shown, self._fact.typed)
        self.show_hint(self._fact.hint)
        self.left.emit()

    def _show_wrong(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.field.mark_wrong(wrong=bool(sentence))
