"""What happened with a person: the past of a contact as its timeline asks for it."""

from typing import Any
from uuid import UUID

from app.views.contacts import ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.timeline import Timeline, Told, Wish
from ui.tasks import Task


def contact_timeline(ctx: UiContext) -> Timeline:
    """The timeline of the card."""

    def ask(contact_id: UUID, wish: Wish) -> "Task[Any]":
        from app.services.history import timeline  # noqa: PLC0415 - heavy: after the first paint

        return ctx.ask(
            timeline, ContactId(contact_id), kinds=wish.kinds, system=wish.system, before=wish.before, limit=wish.limit
        )

    return Timeline(ctx, ask, Told, _("Nothing has happened yet. Log a call with F5 or write a note with F8."))
