"""The card of a contact: header, touch buttons, facts, timeline; one column that scrolls; files dropped on it are kept."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer

from app.views.contacts import ContactCard, ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.attaching import Attaching
from ui.dialogs.contact_code import ContactCode
from ui.sections.contacts.facts import Facts
from ui.sections.contacts.header import Header, Touches
from ui.sections.contacts.timeline import contact_timeline
from ui.tasks import Task
from ui.widgets.card_stack import CardStack
from ui.widgets.words import hairline

MINUTE = 60_000


class Detail(CardStack):
    """The card of one contact at a time."""

    card: ContactCard | None

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.tasks, _("All contacts"))
        self._ctx = ctx
        self.header = Header(ctx)
        self.touches = Touches(ctx.actions)
        self.attaching = Attaching(ctx, "contact", lambda: (self.card.id, self.card.name) if self.card else None)
        self.facts = Facts(ctx)
        self.timeline = contact_timeline(ctx)
        self.lay(
            [self.header, 16, self.touches, 16, self.attaching, self.facts, self.facts.addresses, self.facts.own, hairline(),
             self.timeline]
        )  # fmt: skip
        self.cover = self.attaching.cover(self)
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def ask_card(self, record_id: UUID) -> Task[ContactCard]:
        """Ask for the card of a contact."""
        from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(contact_card, ContactId(record_id))

    def fill(self, card: Any) -> None:
        """Show what the card says."""
        self.header.show_card(card, self._ctx.now())
        self.facts.show_card(card)
        self.timeline.show_record(card.id, card.timeline_counts)

    def want_more(self) -> None:
        """Older entries of the timeline."""
        self.timeline.want_more()

    def write_letter(self) -> None:
        """Begin a letter; where no address is known, a line for one opens."""
        if (card := self.card) is not None:
            anchor = self.touches.buttons["letter"]
            if not self.facts.reaching.choose_address(anchor, card.id, card.channels):
                self.facts.begin_channel("email", "work", _("E-mail"))

    def open_chat(self) -> None:
        """Open a chat; where no phone and no messenger is known, a line for one opens."""
        if (card := self.card) is not None:
            anchor = self.touches.buttons["chat"]
            if not self.facts.reaching.choose_chat(anchor, card.id, card.channels):
                self.facts.begin_channel("messenger", "telegram", "Telegram")

    def show_code(self) -> None:
        """Show the contact as a code for a phone."""
        if self.card is not None:
            ContactCode(self._ctx, self.touches.buttons["more"], self.card).open_beside()

    def turn_calls(self) -> None:
        """The person asked not to be called, or may be again."""
        if self.card is not None:
            self._edit({"do_not_call": not self.card.do_not_call})

    def turn_mail(self) -> None:
        """The person asked not to be mailed, or may be again."""
        if self.card is not None:
            self._edit({"do_not_mail": not self.card.do_not_mail})

    def define_field(self) -> None:
        """Ask for a new field of all contacts."""
        self.facts.own.define(self.facts.add)

    def edit_address(self) -> None:
        """Open the first address by its parts; where there is none, a line for one opens."""
        if self.card is not None and self.card.addresses:
            self.facts.addresses.edit_parts(self.card.addresses[0])
        else:
            self.facts.addresses.begin("work")

    def _edit(self, edits: dict[str, object]) -> None:
        from app.services.contacts import edit_contact  # noqa: PLC0415 - heavy: after the first paint

        if self.card is not None:
            self._ctx.do(edit_contact, self.card.id, edits)

    def _on_minute(self) -> None:
        if self.card is not None:
            self.header.show_time(self.card, self._ctx.now())
