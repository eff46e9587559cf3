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
    from app.views.kinds import KindView
    from app.views.tags import PickListView, PickValue
    from ui.context import UiContext

SHOWN = 200  # values of a list: one that learns from an import may have thousands
OF_KINDS = "activity_kind"
OF_RESULTS = "result:"  # with a kind behind it: the list of its results
_OF_THE_PROGRAM = frozenset({OF_KINDS, "opportunity_status", "language"})  # their words stand on the screens


class ListsPage(OrderedPage):
    """One list at a time."""

    KINDS = frozenset({"pick_list", "pick_item"})

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__(ctx)
        self.heading(_("Lists"))
        said = _("What fields offer to choose from. A value that is taken away stays where it was chosen.")
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self._kinds: dict[str, KindView] = {}
        self.list = Pick(_("List"), [])
        self.list.picked.connect(lambda _key: self.ask_rows())
        self.row(_("List"), self.list)
        self.always = words("", "small", "dim", wrap=True)
        self.always.hide()
        self.down.addWidget(self.always)
        self.place_rows()
        self.nothing = words(_("Nothing is in this list yet."), "body", "dim")
        self.nothing.hide()
        self.down.addWidget(self.nothing)
        self.place_adding(_("One more value"), _("One more value, then Enter"))
        self.refresh()

    def refresh(self) -> None:
        """Show what the lists hold now."""
        from app.services.pick_lists import pick_lists  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(pick_lists).then(self, self._take_lists, slot="lists")

    def _take_lists(self, found: "Sequence[PickListView]") -> None:
        from app.services.kinds import kinds  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(kinds).then(self, partial(self._show_lists, found), slot="kinds")

    def _show_lists(self, found: "Sequence[PickListView]", kinds: "Sequence[KindView]") -> None:
        """The lists by name; of results each kind that is planned has one, and they come last."""
        self._kinds = {one.key: one for one in kinds}
        offered = [
            (one.key, one.name)
            for one in found
            if one.key == OF_KINDS or (one.learns and one.key not in _OF_THE_PROGRAM)
        ]
        offered += [
            (f"{OF_RESULTS}{key}", _("Results: {kind}").format(kind=kind.label))
            for key, kind in self._kinds.items()
            if kind.planned
        ]
        shown = self.list.value() or next((key for key, _name in offered if key != OF_KINDS), "")
        self.list.offer(offered)
        self.list.show_value(shown)
        if self.list.currentIndex() < 0 and offered:  # a kind that is called otherwise now
            self.list.show_value(OF_KINDS)
        self.ask_rows()

    def ask_rows(self) -> None:
        """Ask for the values of the list."""
        from app.services.pick_lists import values  # noqa: PLC0415 - heavy: after the first paint

        if self.list.value():
            list_key, kind = self._meant()
            self._ctx.ask(values, list_key, parent=kind).then(self, self._show_values, slot="values")

    def _show_values(self, found: "Sequence[PickValue]") -> None:
        theirs = dict.fromkeys(self._words_of_the_program())
        self.always.setText(_("Always there: {words}.").format(words=", ".join(theirs)))
        self.always.setVisible(bool(theirs))
        by_id = {one.id: one for one in found[:SHOWN] if one.own or not theirs}
        self.listed.show_rows(list(by_id), lambda value_id: self._row(by_id[value_id]))
        for value_id, row in self.listed.rows.items():
            field = row.findChild(InPlaceField)
            assert isinstance(field, InPlaceField)
            field.show_value(by_id[value_id].label)
        self.nothing.setText(
            _("Nothing of your own is in this list yet.") if theirs else _("Nothing is in this list yet.")
        )
        self.nothing.setVisible(not by_id)

    def _meant(self) -> tuple[str, str]:
        """The key of the list, and of results the kind they belong to."""
        value = self.list.value()
        return ("result", value.removeprefix(OF_RESULTS)) if value.startswith(OF_RESULTS) else (value, "")

    def _words_of_the_program(self) -> list[str]:
        """What stands in a list and stays as it is: people add to kinds and results, and change what they have added."""
        list_key, kind = self._meant()
        if kind:
            return [label for _key, label in self._kinds[kind].results] if kind in self._kinds else []
        return [one.label for one in self._kinds.values() if not one.own] if list_key == OF_KINDS else []

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

        self.do(order_values, self._meant()[0], ids)

    def add_row(self, typed: str) -> None:
        """Teach the list a value; kinds and results are told apart by their words alone, so one is there but once."""
        from app.services.kinds import add_kind, add_result  # noqa: PLC0415 - heavy: after the first paint
        from app.services.pick_lists import learn  # noqa: PLC0415

        list_key, kind = self._meant()
        if kind:
            self.do(add_result, kind, typed)
        elif list_key == OF_KINDS:
            self.do(add_kind, typed)
        else:
            self.do(learn, list_key, typed)
