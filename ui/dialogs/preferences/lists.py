"""What fields offer to choose from: the values of the lists that learn, renamed, ordered, added and taken away."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from resources.i18n import _
from ui.dialogs.preferences.movable import MovableRow
from ui.dialogs.preferences.ordered import OrderedPage
from ui.widgets.in_place import InPlaceField
from ui.widgets.pick import Pick
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.views.tags import PickListView, PickValue
    from ui.context import UiContext

SHOWN = 200  # values of a list: one that learns from an import may have thousands
_OF_THE_PROGRAM = frozenset({"activity_kind", "opportunity_status", "language"})  # their words stand on the screens


class ListsPage(OrderedPage):
    """One list at a time."""

    KINDS = frozenset({"pick_list", "pick_item"})

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__(ctx)
        self.heading(_("Lists"))
        said = _("What fields offer to choose from. A value that is taken away stays where it was chosen.")
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.list = Pick(_("List"), [])
        self.list.picked.connect(lambda _key: self.ask_rows())
        self.row(_("List"), self.list)
        self.place_rows()
        self.nothing = words(_("Nothing is in this list yet."), "body", "dim")
        self.nothing.hide()
        self.down.addWidget(self.nothing)
        self.place_adding(_("One more value"), _("One more value, then Enter"))
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
        self.ask_rows()

    def ask_rows(self) -> None:
        """Ask for the values of the list."""
        from app.services.pick_lists import values  # noqa: PLC0415 - heavy: after the first paint

        if self.list.value():
            self._ctx.ask(values, self.list.value()).then(self, self._show_values, slot="values")

    def _show_values(self, found: "Sequence[PickValue]") -> None:
        by_id = {one.id: one for one in found[:SHOWN]}
        self.listed.show_rows(list(by_id), lambda value_id: self._row(by_id[value_id]))
        for value_id, row in self.listed.rows.items():
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

        self.do(rename_value, value_id, label)

    def _remove(self, value_id: UUID) -> None:
        from app.services.pick_lists import remove_value  # noqa: PLC0415 - heavy: after the first paint

        self.do(remove_value, value_id)

    def order(self, ids: Sequence[UUID]) -> None:
        """Offer the values in this order."""
        from app.services.pick_lists import order_values  # noqa: PLC0415 - heavy: after the first paint

        self.do(order_values, self.list.value(), ids)

    def add_row(self, typed: str) -> None:
        """Teach the list a value."""
        from app.services.pick_lists import learn  # noqa: PLC0415 - heavy: after the first paint

        self.do(learn, self.list.value(), typed)
