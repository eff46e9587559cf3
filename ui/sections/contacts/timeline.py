"""What happened with a person: the past of a contact as its timeline asks for it."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from app.views.contacts import ContactId, TimelineEntry
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.timeline import Timeline, Told, Wish
from ui.tables.next_step import with_others
from ui.tasks import Task


def contact_timeline(ctx: UiContext) -> Timeline:
    """The timeline of the card."""
    shown: list[UUID] = []  # whose past it is

    def ask(contact_id: UUID, wish: Wish) -> "Task[Any]":
        shown[:] = [contact_id]
        from app.services.history import timeline  # noqa: PLC0415 - heavy: after the first paint

        return ctx.ask(
            timeline, ContactId(contact_id), kinds=wish.kinds, system=wish.system, before=wish.before, limit=wish.limit
        )

    return Timeline(
        ctx, ask, partial(_told, shown), _("Nothing has happened yet. Log a call with F5 or write a note with F8.")
    )


def _told(shown: Sequence[UUID], entry: TimelineEntry) -> Told:
    """What was shared with others names them."""
    others = [person for person in entry.people if person[0] not in shown]
    if not others:
        return Told(entry)
    key, name = others[0]
    return Told(entry, Ref("contact", key), with_others(name, len(others) - 1))
