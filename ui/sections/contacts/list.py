"""The list of contacts: everybody, or those a text finds and conditions leave, in the order chosen."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from resources.i18n import _
from ui.context import UiContext
from ui.sections.contacts.conditions import condition_menu
from ui.sections.contacts.narrowing import SORTS, Named, Narrowing
from ui.tables.next_step import next_step
from ui.tables.record_list import ListWords, RecordList, initials
from ui.tables.row_delegate import Drawn
from ui.tasks import Task
from ui.theme.fonts import elided
from ui.widgets.buttons import button
from ui.widgets.flow import Flow

LONGEST = 250  # px of a chip
_IN_ROWS = frozenset({"company", "activity"})  # what rows also show: announced by its own id


class ContactList(RecordList):
    """Who, where they work, and what comes next; chips over it say what it is narrowed to."""

    def __init__(self, ctx: UiContext) -> None:
        self._conditions: tuple[Named, ...] = ()
        said = ListWords(_("Contacts"), _("All contacts"), _("Nobody matches “{text}”."))
        super().__init__(ctx, said, SORTS)

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
        kept = tuple(one for one in self._conditions if one.condition.field != named.condition.field)
        self._conditions = (*kept, named)
        self.begin_anew()

    def drop_condition(self, named: Named) -> None:
        """Take a condition off."""
        self._conditions = tuple(one for one in self._conditions if one != named)
        self.begin_anew()

    def nothing_found(self) -> str:
        """The sentence for a list in which nobody is left."""
        return _("Nobody meets all of this.") if self._conditions else super().nothing_found()

    def narrowing(self) -> QWidget:
        """Chips for the text and the conditions, and one that adds a condition."""
        self.chips = Flow()
        self._fill_chips()
        return self.chips

    def show_narrowing(self) -> None:
        """Say what the list is narrowed to."""
        self._fill_chips()

    def open_conditions(self) -> None:
        """Choose a further condition."""
        place = self.add_chip
        condition_menu(self._ctx, place, self.add_condition).popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _fill_chips(self) -> None:
        self.chips.clear()
        if self._text:
            self.chips.add(_chip(self._text, lambda: self.narrow("")))
        for named in self._conditions:
            self.chips.add(_chip(named.title, partial(self.drop_condition, named)))
        self.add_chip = button(_("Condition"), self.open_conditions, kind="chip", picture="plus")
        self.add_chip.setCheckable(False)
        self.chips.add(self.add_chip)

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        contacts = changed.kinds.get("contact")
        anyone = self._conditions or self.sort != "name"  # a change of anything may move somebody in or out
        several = contacts is not None and contacts.many
        if anyone or several or not _IN_ROWS.isdisjoint(changed.kinds):
            self.model.refresh([None])
        elif contacts is not None:
            self.model.refresh(contacts.ids)

    def ask_page(self, offset: int, limit: int) -> Task[Any]:
        """A window of the set."""
        found: Task[Any] = self.working_set().page(self._ctx.ask, offset, limit)
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
        return Drawn(initials(row.name), row.name, second, step.text, step.tone)


def _chip(title: str, run: Any) -> QPushButton:
    shown = elided(title, "small", LONGEST)
    chip = button(f"{shown}  ✕", run, kind="chip", hint=_("Take it off") if shown == title else title)
    chip.setChecked(True)
    return chip
