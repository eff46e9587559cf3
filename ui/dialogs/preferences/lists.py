"""What fields offer to choose from: the values of the lists that learn, renamed, ordered, added and taken away."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from resources.i18n import _
from ui.dialogs.preferences.movable import MovableRow, MovableRows
from ui.dialogs.preferences.rows import Page
from ui.theme.fonts import font
from ui.widgets.in_place import InPlaceField
from ui.widgets.pick import Pick
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.views.tags import PickListView, PickValue
    from ui.context import UiContext

SHOWN = 200  # values of a list: one that learns from an import may have thousands
_OF_THE_PROGRAM = frozenset({"activity_kind", "opportunity_status", "language"})  # their words stand on the screens


class ListsPage(Page):
    """One list at a time."""

    KINDS = frozenset({"pick_list", "pick_item"})

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self.heading(_("Lists"))
        said = _("What fields offer to choose from. A value that is taken away stays where it was chosen.")
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.list = Pick(_("List"), [])
        self.list.picked.connect(lambda _key: self._ask_values())
        self.row(_("List"), self.list)
        self.values = MovableRows()
        self.values.ordered.connect(self._order)
        self.down.addSpacing(8)
        self.down.addWidget(self.values)
        self.nothing = words(_("Nothing is in this list yet."), "body", "dim")
        self.nothing.hide()
        self.down.addWidget(self.nothing)
        self.add = QLineEdit()
        self.add.setFont(font())
        self.add.setPlaceholderText(_("One more value, then Enter"))
        self.add.setAccessibleName(_("One more value"))
        self.add.returnPressed.connect(self._add)
        self.down.addWidget(self.add)
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self.down.addWidget(self.wrong)
        self.refresh()

    def refresh(self) -> None:
        """Show what the lists hold now."""
        from app.services.pick_lists import pick_lists  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(pick_lists).then(self, self._show_lists, slot="lists")

    def _show_lists(self, found: "Sequence[PickListView]") -> None:
        own = [one for one in found if one.learns and one.key not in _OF_THE_PROGRAM]
        shown = self.list.value() or (own[0].key if own else "")
        self.list.offer([(one.key, one.name) for one in own])
        self.list.show_value(shown)
        self._ask_values()

    def _ask_values(self) -> None:
        from app.services.pick_lists import values  # noqa: PLC0415 - heavy: after the first paint

        if self.list.value():
            self._ctx.ask(values, self.list.value()).then(self, self._show_values, slot="values")

    def _show_values(self, found: "Sequence[PickValue]") -> None:
        by_id = {one.id: one for one in found[:SHOWN]}
        self.values.show_rows(list(by_id), lambda value_id: self._row(by_id[value_id]))
        for value_id, row in self.values.rows.items():
            field = row.findChild(InPlaceField)
            assert isinstance(field, InPlaceField)
            field.show_value(by_id[value_id].label)
        self.nothing.setVisible(not by_id)

    def _row(self, value: "PickValue") -> MovableRow:
        field = InPlaceField(value.label, name=value.label)
        field.edited.connect(partial(self._rename, value.id))
        row = MovableRow(value.label, [field])
        row.removed.connect(partial(self._remove, value.id))
        return row

    def _rename(self, value_id: UUID, label: str) -> None:
        from app.services.pick_lists import rename_value  # noqa: PLC0415 - heavy: after the first paint

        self._do(rename_value, value_id, label)

    def _remove(self, value_id: UUID) -> None:
        from app.services.pick_lists import remove_value  # noqa: PLC0415 - heavy: after the first paint

        self._do(remove_value, value_id)

    def _order(self, ids: Sequence[UUID]) -> None:
        from app.services.pick_lists import order_values  # noqa: PLC0415 - heavy: after the first paint

        self._do(order_values, self.list.value(), ids)

    def _add(self) -> None:
        from app.services.pick_lists import learn  # noqa: PLC0415 - heavy: after the first paint

        if self.add.text().strip():
            self._do(learn, self.list.value(), self.add.text())
            self.add.clear()

    def _do(self, command: Any, *args: Any) -> None:
        task = self._ctx.do(command, *args).then(self, lambda _answer: self._say(""))
        task.refused(self._on_refused)

    def _on_refused(self, refusal: Exception) -> None:
        self._ask_values()  # what was typed is not what is kept
        self._say(str(refusal))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
