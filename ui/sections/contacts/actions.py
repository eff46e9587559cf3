"""What one can do with the contact on the card, by button or by key."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.views.contacts import ContactCard
from resources.i18n import N_
from ui.context import UiContext
from ui.dialogs.marks import EditMarks
from ui.tasks import Task

CONTACT = N_("Contact")


def remove(ctx: UiContext, card: ContactCard) -> None:
    """Put the contact into the recycle bin; Ctrl+Z brings it back."""
    from app.services.contacts import remove_contact  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(remove_contact, card.id)


def edit_marks(ctx: UiContext, anchor: QWidget, card: ContactCard) -> None:
    """Put statuses and tags on the contact, or take them off."""
    from app.services.contacts import edit_contact  # noqa: PLC0415 - heavy: after the first paint

    def save(field: str, values: list[str]) -> Task[Any]:
        return ctx.do(edit_contact, card.id, {field: values})

    present = ([status.key for status in card.statuses], card.tags)
    EditMarks(ctx, anchor, "contact_status", present, save).open_beside()
