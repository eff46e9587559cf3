"""The popover that chooses the columns of the table: found by typing, put in with a press, moved with the arrows."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.sections.contacts.table import NAME, ContactTable
from ui.widgets.popover import Popover
from ui.widgets.typed_list import Entry, TypedList
from ui.widgets.words import words


class ChooseColumns(Popover):
    """Those shown stand first, in their order; Enter or a press puts a column in or out, Alt with an arrow moves it."""

    seeks = True

    def __init__(self, anchor: QWidget, table: ContactTable, changed: Callable[[], object]) -> None:
        super().__init__(anchor, 300)
        self._table, self._changed = table, changed
        self.list = TypedList(_("Find a column"), _("Columns"))
        self.list.taken.connect(self._turn)
        self.list.moved.connect(self._move)
        self.body.addWidget(words(_("Columns"), "list_heading"))
        self.body.addWidget(self.list)
        self.body.addWidget(words(_("Alt+↑ and Alt+↓ move a column."), "small", "dim", wrap=True))
        self._offer("")

    def open_beside(self) -> None:
        """Show with the cursor in the field."""
        super().open_beside()
        self.list.setFocus()

    def _offer(self, current: str) -> None:
        names = self._table.names()
        known = {column.name: column for column in self._table.known() if column.name != NAME}
        others = sorted((one for one in known.values() if one.name not in names), key=lambda one: one.label.casefold())
        shown = [Entry(name, known[name].label, checked=True) for name in names]
        self.list.offer([*shown, *(Entry(one.name, one.label, checked=False) for one in others)], current)

    def _turn(self, name: str) -> None:
        self._table.turn(name)
        self._changed()
        self._offer(name)

    def _move(self, name: str, by: int) -> None:
        names = self._table.names()
        if name in names:
            place = names.index(name) + 1
            self._table.move_column(place, min(max(place + by, 1), len(names)))
            self._offer(name)
