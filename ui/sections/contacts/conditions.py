"""The popovers that add a condition: which field, how it is compared, and with what."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget

from app.errors import UserError
from app.formatting import number
from app.views.conditions import Choice, Condition, ConditionField, Op
from resources.i18n import N_, _
from ui.context import UiContext
from ui.sections.contacts.condition_words import compared, op_title
from ui.sections.contacts.narrowing import Named
from ui.theme.fonts import elided, font
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.popover import Popover
from ui.widgets.typed_list import Entry, TypedList
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
DAYS = (7, 30, 60, 90, 180, 365)
MOST = 14
LONGEST = 220  # px of a value
Taken = Callable[[Named], object]

_CHOSEN_FROM = ("is", "is_not")
_AT_ONCE = ("empty", "filled")  # need no value
_COUNTING = ("within", "older_than")


def condition_menu(ctx: UiContext, anchor: QPushButton, taken: Taken) -> QMenu:
    """Everything a list is usually narrowed by; a field goes on to its values, the last entry to all other fields."""
    menu = QMenu(anchor)
    for field, title in FIELDS:
        menu.addAction(_(title), partial(_open, ctx, anchor, field, _(title), taken))
    menu.addSeparator()
    for condition in (
        Condition("next_step", "empty"),
        *(Condition("last_touch", "older_than", days) for days in SILENCES),
    ):
        title = compared("", condition, "")
        menu.addAction(title, partial(taken, Named(condition, title)))
    menu.addSeparator()
    menu.addAction(_("Another field…"), lambda: ChooseField(ctx, anchor, taken).open_beside())
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _open(ctx: UiContext, anchor: QWidget, field: str, title: str, taken: Taken) -> None:
    ChooseValue(ctx, anchor, field, title, taken).open_beside()


class ChooseField(Popover):
    """Every field a condition can be about."""

    seeks = True

    def __init__(self, ctx: UiContext, anchor: QWidget, taken: Taken) -> None:
        super().__init__(anchor, 300)
        self._ctx, self._place, self._taken = ctx, anchor, taken
        self._labels: dict[str, str] = {}
        self.list = TypedList(_("Find a field"), _("Fields"))
        self.list.taken.connect(self._go_on)
        self.body.addWidget(words(_("Condition"), "list_heading"))
        self.body.addWidget(self.list)

    def open_beside(self) -> None:
        """Show with the cursor in the field."""
        from app.services.conditions import condition_fields  # noqa: PLC0415 - heavy: after the first paint

        super().open_beside()
        self.list.setFocus()
        self._ctx.ask(condition_fields).then(self, self._offer, slot="fields")

    def _offer(self, found: Sequence[ConditionField]) -> None:
        self._labels = {field.name: field.label for field in found if field.name != "text"}
        ordered = sorted(self._labels.items(), key=lambda one: one[1].casefold())
        self.list.offer([Entry(name, label) for name, label in ordered])

    def _go_on(self, name: str) -> None:
        self.close()
        _open(self._ctx, self._place, name, self._labels[name], self._taken)


class ChooseValue(Popover):
    """How a field is compared and with what: a press on a value narrows at once, further ones mean any of them.

    Typing narrows the values offered, Enter takes the first one or what was typed.
    """

    seeks = True

    def __init__(self, ctx: UiContext, anchor: QWidget, field: str, title: str, taken: Taken) -> None:
        super().__init__(anchor, 340)
        self._ctx, self._field, self._title, self._taken = ctx, field, title, taken
        self._known = ConditionField(field, title, ("is",), choices=True)
        self._op: Op = "is"
        self._found: tuple[Choice, ...] = ()
        self._found_for: str | None = None  # the text the values offered were asked for
        self._hurried = False  # Enter came before the values did
        self._picked: dict[str, str] = {}
        self._op_chips: dict[Op, QPushButton] = {}
        self.body.addWidget(words(title, "list_heading"))
        self.ops = Flow()
        self.text = QLineEdit()
        self.text.setFont(font())
        self.text.setAccessibleName(title)
        self.text.textEdited.connect(lambda _text: self._ask())
        self.values = Flow()
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        for part in (self.ops, self.text, self.values, self.wrong):
            self.body.addWidget(part)

    def open_beside(self) -> None:
        """Show with the cursor in the field and the most frequent values under it."""
        from app.services.conditions import condition_fields  # noqa: PLC0415 - heavy: after the first paint

        super().open_beside()
        self.text.setFocus()
        self._ctx.ask(condition_fields).then(self, self._learn, slot="fields")

    def choose_op(self, op: Op) -> None:
        """Compare in another way; where that needs no value it is taken at once."""
        if op in _AT_ONCE:
            self._take(op, None, "")
            self.close()
            return
        self._picked.clear()
        self.text.clear()
        self._begin(op)
        self.text.setFocus()

    def _begin(self, op: Op) -> None:
        """Ask for what this way to compare needs; what is typed already stays."""
        self._op, self._found_for = op, None
        for each, chip in self._op_chips.items():
            chip.setChecked(each == op)
        self.values.clear()
        self.text.setPlaceholderText(self._hint())
        self._show_fixed()
        self._ask()
        self.settle()

    def _learn(self, fields: Sequence[ConditionField]) -> None:
        self._known = next((one for one in fields if one.name == self._field), self._known)
        for op in self._known.ops:
            chip = button(op_title(op), partial(self.choose_op, op), kind="chip")
            self._op_chips[op] = chip
            self.ops.add(chip)
        begin = next((op for op in self._known.ops if op not in _AT_ONCE), None)
        self.text.setVisible(begin is not None)
        if begin is None:
            self.settle()  # filled or not is all that can be asked
        else:
            self._begin(begin)

    def _offers(self) -> bool:
        return self._known.choices and self._op in _CHOSEN_FROM

    def _is_flag(self) -> bool:
        return self._known.ops == ("is",) and not self._known.choices

    def _hint(self) -> str:
        if self._offers():
            return _("A few letters are enough")
        if self._op in _COUNTING:
            return _("How many days")
        if self._op in ("before", "after"):
            return _("A day: 12.11.2026, 12 November")
        return ""

    def _show_fixed(self) -> None:
        """Values that need no asking: numbers of days, yes and no."""
        self.text.setVisible(not self._is_flag())
        if self._op in _COUNTING:
            for days in DAYS:
                self.values.add(button(number(days), partial(self._type, str(days)), kind="chip"))
        elif self._is_flag():
            for value, title in (("yes", _("yes")), ("no", _("no"))):
                self.values.add(button(title, partial(self._settle_on, value, title), kind="chip"))

    def _type(self, text: str) -> None:
        self.text.setText(text)
        self._settle_on(text, text)

    def _ask(self) -> None:
        from app.services.conditions import choices  # noqa: PLC0415 - heavy: after the first paint

        self.wrong.hide()
        if self._offers():
            text = self.text.text().strip()
            task = self._ctx.ask(choices, self._field, text=text, limit=MOST)
            task.then(self, partial(self._show, text), slot="choices").refused(lambda _refusal: None)

    def _show(self, text: str, found: Sequence[Choice]) -> None:
        if not self._offers():
            return
        self._found, self._found_for = tuple(found), text
        self.values.clear()
        for choice in self._found:
            shown = elided(choice.label, "small", LONGEST)
            hint = choice.label if shown != choice.label else ""
            chip = button(f"{shown} {number(choice.count)}", partial(self._turn, choice), kind="chip", hint=hint)
            chip.setChecked(choice.value in self._picked)
            self.values.add(chip)
        self.settle()
        if self._hurried:
            self._hurried = False
            self._enter()

    def _turn(self, choice: Choice) -> None:
        """Leave those with this value too, or no longer; the last one stays."""
        if choice.value in self._picked and len(self._picked) > 1:
            del self._picked[choice.value]
        else:
            self._picked[choice.value] = choice.label
        self._take(self._op, tuple(self._picked), ", ".join(self._picked.values()))

    def _take(self, op: Op, value: str | tuple[str, ...] | None, said: str) -> None:
        single = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        condition = Condition(self._field, op, single)
        self._taken(Named(condition, compared(self._title, condition, said)))

    def _settle_on(self, value: str, said: str) -> None:
        """Take a typed value once it proves to be one."""
        from app.services.conditions import conditioned_count  # noqa: PLC0415 - heavy: after the first paint

        op = self._op
        task = self._ctx.ask(conditioned_count, [Condition(self._field, op, value)])
        task.then(self, lambda _count: self._finish(op, value, said), slot="proof").refused(self._on_refused)

    def _finish(self, op: Op, value: str, said: str) -> None:
        self._take(op, value, said)
        self.close()

    def _on_refused(self, refusal: UserError) -> None:
        self.wrong.setText(str(refusal))
        self.wrong.show()
        self.settle()

    def _enter(self) -> None:
        typed = self.text.text().strip()
        if not self._offers():
            if typed:
                self._settle_on(typed, typed)
        elif self._found_for != typed:
            self._hurried = True
        elif self._picked and not typed:
            self.close()
        elif self._found:
            self._turn(self._found[0])
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed, the first value found, or the chip the keyboard is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on = QApplication.focusWidget()
            on.click() if isinstance(on, QPushButton) else self._enter()
            return
        super().keyPressEvent(event)
