"""A fact of a card: its label, its value edited in place, and under it what was wrong with the last attempt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.errors import UserError
from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import button
from ui.widgets.in_place import InPlaceField
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from ui.tasks import Task

LABEL = 112
Save = Callable[[str], "Task[Any]"]


@dataclass(frozen=True, slots=True)
class Touch:
    """What one does with a value beside editing it: an icon at its right, such as a map for an address."""

    picture: str
    hint: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a key that stays the same, the label, what is shown, what one starts editing from, how it is saved.

    `hint` is a doubt said beside the value; it bars nothing. `menu` fills the menu of the label.
    """

    key: str
    label: str
    shown: str
    typed: str
    save: Save
    hint: str = ""
    touch: Touch | None = None
    menu: Callable[[QMenu], object] | None = None


class FactRow(QWidget):
    """A label, a value edited in place, and under it what was wrong with the last attempt."""

    left = Signal()

    def __init__(self, fact: Fact, label: int = LABEL) -> None:
        super().__init__()
        self._fact = fact
        self.label = _Label(fact.label, self.open_menu)
        self.field = InPlaceField(fact.shown, name=fact.label, typed=fact.typed)
        self.field.edited.connect(self._save)
        self.field.abandoned.connect(self._on_abandoned)
        self.touch = button("", self._on_touch, kind="touch")
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self.hint = words(fact.hint, "small", "warn", wrap=True)
        self.hint.setVisible(bool(fact.hint))
        line = QHBoxLayout()
        line.setSpacing(metrics.GRID)
        line.addWidget(self.label)
        line.addWidget(self.field, 1)
        line.addWidget(self.touch)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(line)
        down.addWidget(self.wrong)
        down.addWidget(self.hint)
        self.set_label_width(label)
        self._show_acts()

    def set_label_width(self, width: int) -> None:
        """Give the label its width in px; what is said under the value stays under it."""
        self.label.setFixedWidth(width)
        for said in (self.wrong, self.hint):
            said.setContentsMargins(width + 14, 0, 0, 4)

    def show_fact(self, fact: Fact) -> None:
        """Take a newer value."""
        self._fact = fact
        self.label.setText(fact.label)
        self.field.setAccessibleName(fact.label)
        self.field.show_value(fact.shown, fact.typed)
        if not self.field.is_editing():
            self.show_hint(fact.hint)
        self._show_acts()

    def show_hint(self, sentence: str) -> None:
        """Say a doubt about the value, or none."""
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    def open_menu(self, corner: QPoint | None = None) -> None:
        """What else can be done with the fact."""
        if self._fact.menu is None:
            return
        menu = QMenu(self)
        self._fact.menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner or self.label.mapToGlobal(self.label.rect().bottomLeft()))

    def _show_acts(self) -> None:
        touch = self._fact.touch
        self.touch.setVisible(touch is not None)
        if touch is not None:
            self.touch.setIcon(icon(touch.picture, "dim"))
            self.touch.setToolTip(touch.hint)
            self.touch.setAccessibleName(touch.hint)
        self.label.make_pressable(pressable=self._fact.menu is not None)

    def _on_touch(self) -> None:
        if self._fact.touch is not None:
            self._fact.touch.run()

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key, or a press with the other button; while typing the field has its own."""
        if self._fact.menu is None or self.field.is_editing():
            super().contextMenuEvent(event)
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.open_menu(None if by_key else event.globalPos())


class _Label(ElidedWords):
    """A label that opens a menu where the fact has one."""

    def __init__(self, text: str, run: Callable[[], object]) -> None:
        super().__init__(text, "body", "dim")
        self._run = run
        self._pressable = False

    def make_pressable(self, *, pressable: bool) -> None:
        """Whether a press does something."""
        self._pressable = pressable
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the menu."""
        inside = self.rect().contains(event.position().toPoint())
        if self._pressable and inside and event.button() == Qt.MouseButton.LeftButton:
            self._run()
