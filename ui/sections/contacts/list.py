"""The list of contacts: everybody by name, or those a text finds."""

from typing import Any
from uuid import UUID

from app.views.contacts import ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.tables.next_step import next_step
from ui.tables.record_list import ListWords, RecordList, initials
from ui.tables.row_delegate import Drawn
from ui.tasks import Task

_IN_ROWS = frozenset({"company", "activity"})  # what rows also show: announced by its own id


class ContactList(RecordList):
    """Who, where they work, and what comes next."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, ListWords(_("Contacts"), _("All contacts"), _("Nobody matches “{text}”.")))

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        contacts = changed.kinds.get("contact")
        if not _IN_ROWS.isdisjoint(changed.kinds) or (contacts is not None and contacts.many):
            self.model.refresh([None])
        elif contacts is not None:
            self.model.refresh(contacts.ids)

    def ask_page(self, offset: int, limit: int) -> Task[Any]:
        """A window of the set."""
        from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(contact_page, offset=offset, limit=limit, text=self._text)

    def ask_place(self, record_id: UUID, *, whole: bool) -> Task[Any]:
        """Where a contact stands."""
        from app.services.contact_lists import contact_position  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(contact_position, ContactId(record_id), text="" if whole else self._text)

    def describe(self, row: Any) -> Drawn:
        """The words of a row."""
        step = next_step(row.next_at, row.next_kind, timeless=row.next_timeless, now=self._ctx.now())
        second = " · ".join(part for part in (row.company, row.job_title) if part)
        return Drawn(initials(row.name), row.name, second, step.text, step.tone)
