"""What can be done with a line beside typing in it: a menu, and a small sheet for its words."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from resources.i18n import _
from ui.keys import keys_said
from ui.sections.offers.lines_model import Line
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

TALL = 96


class Hands(Protocol):
    """What the menu sets going."""

    def insert_here(self) -> None:
        """A new line."""

    def ask_description(self) -> None:
        """The words under the name."""

    def ask_section(self) -> None:
        """Another section."""

    def give(self, name: str, text: str) -> None:
        """A role."""

    def move_line(self, by: int) -> None:
        """Up or down."""

    def remove_lines(self) -> None:
        """Away."""


class Pictures(Protocol):
    """What it sets going with pictures."""

    def ask(self) -> None:
        """One of its own."""

    def remove(self) -> None:
        """None."""


def line_menu(hands: Hands, pictures: Pictures, line: Line) -> QMenu:
    """The menu of a line; it goes when it is closed."""
    menu = QMenu(hands if isinstance(hands, QWidget) else None)
    menu.addAction(_("New line above") + f"\t{keys_said('Ins')}", hands.insert_here)
    menu.addAction(_("Description…"), hands.ask_description)
    menu.addAction(_("Section…"), hands.ask_section)
    menu.addAction(_("Picture…"), pictures.ask)
    if line.picture:
        menu.addAction(_("Without a picture"), pictures.remove)
    menu.addSeparator()
    group = QActionGroup(menu)
    for role, title in (
        ("line", _("Counts in the total")), ("option", _("Option, beside the total")),
        ("alternative", _("Alternative to the line above")),
    ):  # fmt: skip
        action = menu.addAction(title, partial(hands.give, "role", role))
        action.setCheckable(True)
        action.setChecked(role == line.role)
        group.addAction(action)
    menu.addSeparator()
    for title, keys, by in ((_("Move up"), "Ctrl+Up", -1), (_("Move down"), "Ctrl+Down", 1)):
        menu.addAction(f"{title}\t{keys_said(keys)}", partial(hands.move_line, by))
    menu.addSeparator()
    menu.addAction(_("Remove") + f"\t{keys_said('Del')}", hands.remove_lines)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


class LineWords(Popover):
    """One field; Enter keeps it (Ctrl+Enter where it has several lines)."""

    def __init__(
        self, anchor: QWidget, title: str, value: str, keep: Callable[[str], object], *, tall: bool = False
    ) -> None:
        super().__init__(anchor, 360)
        self._then, self._tall = keep, tall
        self.body.addWidget(words(title, "list_heading"))
        self.form = Form()
        made = self.form.text("words", "", value, tall=TALL) if tall else self.form.line("words", "", value)
        made.setAccessibleName(title)
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(button(_("Keep"), self._keep, kind="primary"))
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the cursor in the field."""
        super().open_beside()
        self.form.setFocus()

    def hand_over(self) -> None:
        """Keep what was typed, as Enter would."""
        if is_typed_in(self):
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not handed over yet."""
        return is_typed_in(self)

    def _keep(self) -> None:
        text = self.form.values()["words"]
        self.close()
        self._then(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)
