"""Contacts: the list and the card, with everything that happened to a person."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage
from ui.state import Memory


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.contacts.page import ContactsPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return ContactsPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.dialogs.new_contact import NewContact  # noqa: PLC0415 - likewise

    NewContact(ctx, anchor).open_beside()


def _light(memory: Memory) -> bool:
    """The whole list, as rows."""
    kept = memory.recall("contacts")
    return not isinstance(kept, dict) or not (kept.get("table") or kept.get("conditions"))


SECTION = Section(
    key="contacts",
    title=N_("Contacts"),
    icon="users",
    build=_build,
    opens=("contact",),
    adding=Adding(N_("New contact"), N_("Contact"), "Ctrl+N", _add),
    count="contacts",
    light=_light,
)
