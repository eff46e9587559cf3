"""What one can do with the contact on the card, by button or by key."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.contacts import ContactCard
from resources.i18n import N_
from ui.context import UiContext
from ui.dialogs.marks import EditMarks
from ui.tasks import Task

CONTACT = N_("Contact")


class CardActions:
    """The actions of the card; they are in force while a contact is shown."""

    def __init__(self, ctx: UiContext, place: QWidget) -> None:
        self._ctx = ctx
        self._place = place
        self._made: list[QAction] = []

    def add(self, key: str, title: str, shortcut: str | tuple[str, ...], run: Callable[[], object]) -> QAction:
        """Register one."""
        action = self._ctx.actions.add(key, title, shortcut, CONTACT, run, self._place)
        action.setEnabled(False)
        self._made.append(action)
        return action

    def enable(self, *, enabled: bool) -> None:
        """Whether there is a contact to act on."""
        for action in self._made:
            action.setEnabled(enabled)


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


def complete_step(ctx: UiContext, card: ContactCard) -> None:
    """Mark the next step as done."""
    from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

    if card.next_activity is not None:
        ctx.do(complete, card.next_activity.id)
