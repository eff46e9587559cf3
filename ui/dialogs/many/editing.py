"""The popover that writes one value into a field of many records, and says beforehand what that will come to."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.formatting import number
from app.views.chosen import Chosen, EditPreview, ManyField
from app.views.conditions import Choice
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.long_work import do_long
from ui.dialogs.many.ways import ManyWays
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form_sheet import FormSheet
from ui.widgets.pick import Pick
from ui.widgets.suggest import SuggestField, Suggestion
from ui.widgets.words import words

PAUSE = 120  # ms without a key until the preview is asked for


class EditMany(FormSheet):
    """A field, a value, the sentence that says how many will change; Enter or the button changes them."""

    on_purpose = True

    def __init__(self, ctx: UiContext, ways: ManyWays, anchor: QWidget, chosen: Chosen, count: int) -> None:
        super().__init__(anchor, ways.heading(count), _("Change"), 340)
        self._ctx, self._ways, self._chosen, self._count = ctx, ways, chosen, count
        self._place = anchor
        self._fields: dict[str, ManyField] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask_preview)
        self.field = Pick(_("Field"), [])
        self.field.picked.connect(lambda _name: self._on_field())
        self.value = SuggestField(self._find)
        self.value.taken.connect(self._on_taken)
        self.value.textChanged.connect(lambda _text: self._on_value())
        self.form.add("value", _("Value"), self.value)
        self.quick = Flow()
        self.preview = words("", "body", "dim", wrap=True)
        place = self.body.indexOf(self.form)
        self.body.insertWidget(place, words(_("Field"), "small", "dim"))
        self.body.insertWidget(place + 1, self.field)
        self.body.insertWidget(place + 3, self.quick)
        self.body.insertWidget(place + 4, self.preview)

    def open_beside(self) -> None:
        """Show with the fields there are."""
        super().open_beside()
        self._ctx.ask(self._ways.service().many_fields).then(self, self._offer, slot="fields")

    def keep(self) -> None:
        """Change all of them."""
        if not self._fields:
            return
        self.save.setEnabled(False)
        edit, said = self._ways.service().edit_chosen, self._ways.waiting(self._count)
        change = (self._chosen, self.field.value(), self.value.text().strip())
        task = do_long(self._ctx, self._place, said, self._count, edit, *change)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def _offer(self, fields: Sequence[ManyField]) -> None:
        self._fields = {field.name: field for field in fields}
        ordered = sorted(fields, key=lambda one: one.label.casefold())
        self.field.offer([(one.name, one.label) for one in ordered])
        self.field.show_value(self._ways.begin)
        self._show_kind()
        self._ask_preview()

    def _on_value(self) -> None:
        """What was said of the value before is no longer true."""
        self.form.clear_refusals()
        self._pause.start()

    def _on_field(self) -> None:
        self.form.clear_refusals()
        self.value.clear()
        self._show_kind()
        self._ask_preview()
        self.value.setFocus()

    def _show_kind(self) -> None:
        kind = self._fields[self.field.value()].kind
        hints = {
            "day": _("A day: 12.11.2026, 12 November"),
            "number": _("A whole number"),
            "decimal": _("A number"),
            "flag": _("yes or no"),
        }
        self.value.setPlaceholderText(hints.get(kind, _("Nothing here empties the field")))
        self.quick.clear()
        for title in (_("yes"), _("no")) if kind == "flag" else ():
            self.quick.add(button(title, partial(self.value.setText, title), kind="chip"))
        self.settle()

    def _find(self, text: str, offer: Callable[[Sequence[Suggestion]], object]) -> None:
        field = self._fields.get(self.field.value())
        if field is None or not field.choices:
            offer(())
            return

        def show(found: Sequence[Choice]) -> None:
            offer([Suggestion(one.label, one.label, aside=number(one.count)) for one in found])

        self._ctx.ask(self._ways.choices(), field.name, text=text, limit=8).then(self, show, slot="values")

    def _on_taken(self, suggestion: Suggestion) -> None:
        self.value.setText(suggestion.title)

    def _ask_preview(self) -> None:
        name = self.field.value()
        if name in self._fields:
            self._pause.stop()
            task = self._ctx.ask(self._ways.service().preview_edit, self._chosen, name, self.value.text().strip())
            task.then(self, self._show_preview, slot="preview").refused(self._on_refused)

    def _show_preview(self, preview: EditPreview) -> None:
        self.preview.setText(self._ways.sentence(self._fields[self.field.value()].label, preview))
        self.settle()

    def _on_refused(self, refusal: UserError) -> None:
        self.preview.setText("")
        self.show_refusal(UserError(str(refusal), field="value"))

    def show_refusal(self, refusal: UserError) -> None:
        """Say what was wrong; it may be kept again."""
        typing: Any = self.focusWidget()
        super().show_refusal(refusal)
        if typing is self.field:
            self.field.setFocus()
