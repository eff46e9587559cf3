"""The list of contacts: everybody, or those a text finds and conditions leave, as two-line rows or as a table."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import by_column
from app.views.tables import ListColumn
from resources.i18n import _
from ui.context import UiContext
from ui.sections.contacts.bulk import CONTACTS, ContactsBar
from ui.sections.contacts.columns import ChooseColumns
from ui.sections.contacts.conditions import condition_menu
from ui.sections.contacts.narrowing import SORTS, Named, Narrowing, narrowing_kept
from ui.sections.contacts.table import ContactTable
from ui.sections.contacts.views import ChooseView, View
from ui.tables.choice import Choice
from ui.tables.choosing import Choosing
from ui.tables.next_step import next_step
from ui.tables.photos import Photos
from ui.tables.record_list import ListWords, RecordList, initials
from ui.tables.row_delegate import Drawn
from ui.tasks import Task
from ui.theme.fonts import elided
from ui.widgets.buttons import button
from ui.widgets.flow import Flow

LONGEST = 250  # px of a chip
_IN_ROWS = frozenset({"company", "activity"})  # what rows also show: announced by its own id
_IN_CELLS = frozenset({"history", "tag", "pick_item", "custom_value"})  # and what the cells of a table show
_KEPT = "contacts"


class ContactList(RecordList):
    """Who, where they work, and what comes next; chips over it say what it is narrowed to.

    `turned` says that the list has become a table, or a list again. How it looked last is remembered.
    """

    turned = Signal()

    def __init__(self, ctx: UiContext) -> None:
        kept = ctx.memory.recall(_KEPT)
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._conditions: tuple[Named, ...] = ()
        self._as_table = False
        self._view_name = ""
        self.choice = Choice()
        said = ListWords(_("Contacts"), _("All contacts"), _("Nobody matches “{text}”."))
        super().__init__(ctx, said, SORTS)
        self.delegate.choice = self.choice
        self.delegate.photos = Photos(ctx, self)
        self.delegate.photos.arrived.connect(self.view.viewport().update)
        self.table = ContactTable(ctx)
        self._stack.addWidget(self.table)  # lives and ends with the list, shown or not
        self.table.delegate.choice = self.choice
        self.table.cells.follow(self.model)
        self.table.cells.refused.connect(ctx.tasks.refused)
        self.table.sort_wished.connect(self.sort_by)
        self.table.sort_missed.connect(self._say_unsorted)
        self.table.arranged.connect(self._on_columns)
        self.table.menu_wished.connect(lambda _place: self.open_columns())
        self._list_view = self.view
        choosing = Choosing(self.model, self.choice, self._ask_stretch, self)
        choosing.watch(self.view)
        choosing.watch(self.table.view)
        self._recall()

    def working_set(self) -> Narrowing:
        """What is shown now."""
        return Narrowing(self._text, self._conditions, self.sort)

    def is_narrowed(self) -> bool:
        """Whether a text or a condition leaves somebody out."""
        return bool(self._text or self._conditions)

    def show_whole(self) -> None:
        """Show everybody."""
        self._conditions = ()
        self.narrow("")

    def add_condition(self, named: Named) -> None:
        """Leave only those who meet this too; another value of the same field takes the place of the first."""
        kept = tuple(one for one in self._conditions if one.place() != named.place())
        self._conditions = (*kept, named)
        self.begin_anew()

    def drop_condition(self, named: Named) -> None:
        """Take a condition off."""
        self._conditions = tuple(one for one in self._conditions if one != named)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Ask for the set as it is narrowed now; whoever was chosen may not be in it."""
        self._view_name = ""
        self.choice.clear()
        super().begin_anew()
        self._remember()

    def sort_by(self, key: str) -> None:
        """Put the set into another order, with a dash from its end."""
        super().sort_by(key)
        self.table.show_sort(self.sort)
        self._remember()

    def is_table(self) -> bool:
        """Whether it is shown as a table."""
        return self._as_table

    def show_table(self, *, shown: bool) -> None:
        """Show the table or the list; whoever is chosen and current stays so."""
        if shown == self._as_table:
            return
        self._as_table = shown
        self._show_turn()
        self.turned.emit()
        self._remember()
        if not shown:
            self.show_in(self._list_view, self._list_view)
            self.begin_again()
        elif self.table.is_ready():
            self._bring_table()
        else:
            self._ask_columns()

    def open_columns(self) -> None:
        """Choose the columns of the table."""
        if self._as_table and self.table.is_ready():
            ChooseColumns(self.columns_button, self.table, self._on_columns).open_beside()

    def open_views(self) -> None:
        """Choose a view, or name the present one."""
        ChooseView(self.views_button, self._ctx.memory, self._present_view, self.show_view).open_beside()

    def show_view(self, view: View) -> None:
        """Show the contacts as a view does."""
        self._conditions = view.narrowing.conditions
        self.sort = view.narrowing.sort
        self._show_order()
        self.table.show_sort(self.sort)
        if view.columns and self.table.is_ready():
            self.table.show_chosen(view.columns)
        elif view.columns:
            self._kept["columns"] = [list(one) for one in view.columns]
        self.narrow(view.narrowing.text)
        if view != View(view.name):
            self._view_name = view.name
            self.heading.setText(view.name)
        self.show_table(shown=view.table)
        if by_column(self.sort):
            self._ask_columns()
        self._remember()

    def title(self) -> str:
        """What the heading calls the list as it is narrowed now."""
        return self._view_name or super().title()

    def order_title(self, key: str) -> str:
        """What an order is called; that of a column as the column is, once its label is here."""
        known = self.table.known() if by_column(key) else ()
        return next((column.label for column in known if column.sort == key), "") or super().order_title(key)

    def nothing_found(self) -> str:
        """The sentence for a list in which nobody is left."""
        return _("Nobody meets all of this.") if self._conditions else super().nothing_found()

    def fill_head(self, top: QHBoxLayout) -> None:
        """What the list is called, with its views; the place in it; list or table."""
        act = self._ctx.actions
        self.views_button = button("", self.open_views, kind="quiet", picture="bookmark", hint=_("Views"))
        self.columns_button = button("", self.open_columns, kind="quiet", picture="columns-3", hint=_("Columns"))
        self.columns_button.hide()
        self.turn_button = button("", lambda: act.run("table"), kind="quiet", picture="table")
        top.setSpacing(2)
        top.addWidget(self.heading)
        top.addWidget(self.views_button)
        top.addStretch()
        top.addWidget(self.place)
        top.addSpacing(6)
        top.addWidget(self.columns_button)
        top.addWidget(self.turn_button)

    def fill_foot(self, down: QVBoxLayout) -> None:
        """What can be done with those chosen."""
        self.bar = ContactsBar(self._ctx, CONTACTS, self.choice, self.chosen_now, lambda: self.model.total() or 0)
        down.addWidget(self.bar)

    def chosen_now(self) -> Any:
        """Those of the working set that are chosen."""
        return self.working_set().chosen(self.choice)

    def narrowing(self) -> QWidget:
        """Chips for the text and the conditions, one that adds a condition, and the order."""
        self.chips = Flow()
        self.add_chip = button(_("Condition"), self.open_conditions, kind="chip", picture="plus")
        self.add_chip.setCheckable(False)
        self._fill_chips()
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.chips, 1)
        across.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def show_narrowing(self) -> None:
        """Say what the list is narrowed to."""
        self._fill_chips()

    def open_conditions(self) -> None:
        """Choose a further condition."""
        place = self.add_chip
        condition_menu(self._ctx, place, self.add_condition).popup(place.mapToGlobal(QPoint(0, place.height())))

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        contacts = changed.kinds.get("contact")
        anyone = self._conditions or self.sort != "name"  # a change of anything may move somebody in or out
        several = contacts is not None and contacts.many
        shown = _IN_ROWS | _IN_CELLS if self._as_table or by_column(self.sort) else _IN_ROWS
        if "custom_field" in changed.kinds and self.table.is_ready():
            self._ask_columns()
        if anyone or several or not shown.isdisjoint(changed.kinds):
            self.model.refresh([None])
        elif contacts is not None:
            self.model.refresh(contacts.ids)
        self.bar.count_again()

    def ask_page(self, offset: int, limit: int) -> Task[Any]:
        """A window of the set."""
        columns = self.table.names() if self._as_table else ()
        found: Task[Any] = self.working_set().page(self._ctx.ask, offset, limit, columns)
        return found

    def ask_place(self, record_id: UUID, *, whole: bool) -> Task[Any]:
        """Where a contact stands."""
        asked = Narrowing(sort=self.sort) if whole else self.working_set()
        found: Task[Any] = asked.place(self._ctx.ask, record_id)
        return found

    def describe(self, row: Any) -> Drawn:
        """The words of a row."""
        step = next_step(row.next_at, row.next_kind, timeless=row.next_timeless, now=self._ctx.now())
        second = " · ".join(part for part in (row.company, row.job_title) if part)
        return Drawn(initials(row.name), row.name, second, step.text, step.tone, row.photo_hash)

    def _ask_stretch(self, first: int, count: int) -> Task[Any]:
        found: Task[Any] = self.working_set().stretch(self._ctx.ask, first, count)
        return found

    def _fill_chips(self) -> None:
        self.chips.clear(keep=self.add_chip)
        if self._text:
            self.chips.add(_chip(self._text, lambda: self.narrow("")))
        for named in self._conditions:
            self.chips.add(_chip(named.title, partial(self.drop_condition, named)))
        self.chips.add(self.add_chip)

    def _show_turn(self) -> None:
        hint = self._ctx.actions.hint("table")
        self.turn_button.setIcon(button("", picture="layout-list" if self._as_table else "table").icon())
        self.turn_button.setToolTip(hint)
        self.turn_button.setAccessibleName(hint)
        self.columns_button.setVisible(self._as_table)

    def _ask_columns(self) -> None:
        from app.services.contact_lists import contact_columns  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(contact_columns).then(self, self._learn_columns, slot="columns")

    def _learn_columns(self, found: Sequence[ListColumn]) -> None:
        self.table.learn(found, self.table.kept() if self.table.is_ready() else self._kept.get("columns"))
        self.table.show_sort(self.sort)
        self._show_order()
        self._check_order()
        if self._as_table:
            self._bring_table()

    def _check_order(self) -> None:
        """The column the list is sorted by may be gone."""
        if by_column(self.sort) and self.sort.removeprefix("-") not in [one.sort for one in self.table.known()]:
            self.sort_by("name")

    def _bring_table(self) -> None:
        self.show_in(self.table.view, self.table)
        self.begin_again()

    def _on_columns(self) -> None:
        self.begin_again()  # other cells are wanted
        self._remember()

    def _say_unsorted(self, title: str) -> None:
        said = _("The list cannot be sorted by “{column}”.").format(column=title)
        self._ctx.tasks.refused.emit(UserError(said))

    def _present_view(self, name: str) -> View:
        columns = tuple((one.key, one.width) for one in self.table.columns()) if self._as_table else ()
        return View(name, self.working_set(), self._as_table, columns)

    def _recall(self) -> None:
        """Look as it looked last; a text that was searched for is not asked again."""
        kept = narrowing_kept(self._kept)
        self._as_table = bool(self._kept.get("table"))
        self._conditions, self.sort = kept.conditions, kept.sort
        self._show_order()
        self._show_turn()
        if self._conditions:
            self.begin_anew()
        if self._as_table or by_column(self.sort):
            self._ask_columns()

    def _remember(self) -> None:
        columns = self.table.kept() if self.table.is_ready() else self._kept.get("columns")
        self._kept = {**self.working_set().kept(), "table": self._as_table, "columns": columns}
        self._ctx.memory.remember(_KEPT, self._kept)


def _chip(title: str, run: Any) -> QPushButton:
    shown = elided(title, "small", LONGEST)
    chip = button(f"{shown}  ✕", run, kind="chip", hint=_("Take it off") if shown == title else title)
    chip.setChecked(True)
    return chip
