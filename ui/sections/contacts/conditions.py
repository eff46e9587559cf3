"""The popover that chooses what a condition compares with: the values contacts have, the most frequent first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from app.formatting import number
from app.views.conditions import Choice, Condition
from resources.i18n import N_, _
from ui.context import UiContext
from ui.sections.contacts.narrowing import Named
from ui.theme.fonts import elided, font
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.popover import Popover
from ui.widgets.words import words

FIELDS = (
    ("status", N_("Status")),
    ("city", N_("City")),
    ("company", N_("Company")),
    ("industry", N_("Industry")),
    ("tag", N_("Tag")),
    ("lead_source", N_("Lead source")),
    ("job_title", N_("Job title")),
)
SILENCES = (30, 60, 90, 180)  # days without a talk
MOST = 14
LONGEST = 220  # px of a value
Taken = Callable[[Named], object]


def condition_menu(ctx: UiContext, anchor: QPushButton, taken: Taken) -> QMenu:
    """Everything a list is usually narrowed by; a field goes on to its values."""
    menu = QMenu(anchor)
    for field, title in FIELDS:
        menu.addAction(_(title), partial(_open, ctx, anchor, field, _(title), taken))
    menu.addSeparator()
    menu.addAction(_("No next step"), partial(taken, Named(Condition("next_step", "empty"), _("No next step"))))
    for days in SILENCES:
        title = _("No talk for {days} days").format(days=days)
        menu.addAction(title, partial(taken, Named(Condition("last_touch", "older_than", days), title)))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _open(ctx: UiContext, anchor: QWidget, field: str, title: str, taken: Taken) -> None:
    ChooseValue(ctx, anchor, field, title, taken).open_beside()


class ChooseValue(Popover):
    """Typing narrows the values, Enter takes the first one."""

    def __init__(self, ctx: UiContext, anchor: QWidget, field: str, title: str, taken: Taken) -> None:
        super().__init__(anchor, 320)
        self._ctx, self._field, self._title, self._taken = ctx, field, title, taken
        self._found: tuple[Choice, ...] = ()
        self.body.addWidget(words(title, "list_heading"))
        self.text = QLineEdit()
        self.text.setFont(font())
        self.text.setAccessibleName(title)
        self.text.setPlaceholderText(_("A few letters are enough"))
        self.text.textEdited.connect(lambda _text: self._ask())
        self.values = Flow()
        self.body.addWidget(self.text)
        self.body.addWidget(self.values)

    def open_beside(self) -> None:
        """Show with the cursor in the field and the most frequent values under it."""
        super().open_beside()
        self.text.setFocus()
        self._ask()

    def _ask(self) -> None:
        from app.services.conditions import choices  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(choices, self._field, text=self.text.text().strip(), limit=MOST)
        task.then(self, self._show, slot="choices")

    def _show(self, found: Sequence[Choice]) -> None:
        self._found = tuple(found)
        self.values.clear()
        for choice in self._found:
            shown = elided(choice.label, "small", LONGEST)
            hint = choice.label if shown != choice.label else ""
            title = f"{shown} {number(choice.count)}"
            self.values.add(button(title, partial(self._take, choice), kind="chip", hint=hint))
        if not self.text.text().strip():
            self.values.add(button(_("not filled"), self._take_empty, kind="chip"))
        self.settle()

    def _take(self, choice: Choice) -> None:
        self.close()
        title = f"{self._title}: {choice.label}"
        self._taken(Named(Condition(self._field, "is", choice.value), title))

    def _take_empty(self) -> None:
        self.close()
        title = _("{field}: not filled").format(field=self._title)
        self._taken(Named(Condition(self._field, "empty"), title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first value found."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._found:
                self._take(self._found[0])
            return
        super().keyPressEvent(event)
