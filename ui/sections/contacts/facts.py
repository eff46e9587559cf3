"""The facts of a card, each edited where it stands: phones and addresses of mail at the left, the rest at the right."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu

from app.formatting import long_date, short_date
from app.views.contacts import ChannelView, ContactCard, ContactId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.channels import channel_label
from ui.tasks import Task
from ui.widgets.fact_grid import FactGrid
from ui.widgets.facts import Fact

CHANNELS = (
    ("phone", "mobile", N_("Mobile phone")),
    ("phone", "work", N_("Work phone")),
    ("phone", "home", N_("Home phone")),
    ("email", "work", N_("E-mail")),
    ("messenger", "telegram", N_("Telegram")),
    ("web", "work", N_("Web page")),
)
FIELDS = (
    ("interest", N_("Interest")),
    ("lead_source", N_("Lead source")),
    ("birthday", N_("Birthday")),
    ("department", N_("Department")),
    ("referred_by", N_("Referred by")),
    ("time_zone", N_("Time zone")),
    ("about", N_("About")),
)


def facts_of(card: ContactCard) -> list[tuple[str, str, str, str]]:
    """The filled fields of a card: name, label, as shown, as typed."""
    labels = {name: _(label) for name, label in FIELDS}
    found = [(name, label, shown, shown) for name, label, shown in card.facts]
    if card.birthday:
        found.append(("birthday", labels["birthday"], birthday_words(card.birthday), card.birthday))
    rest = ((name, str(getattr(card, name))) for name in ("department", "time_zone", "about"))
    return found + [(name, labels[name], value.replace("\n", " "), value) for name, value in rest if value]


def birthday_words(birthday: str) -> str:
    """A birthday whose year may be unknown ("--12-31"), as a person says it."""
    try:
        if birthday.startswith("--"):
            day = date.fromisoformat(f"2000{birthday[1:]}")
            return short_date(day, today=day)
        return long_date(date.fromisoformat(birthday))
    except ValueError:
        return birthday


class Facts(FactGrid):
    """The facts of a contact, and the menu that adds one."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(self._offer)
        self._ctx = ctx
        self._card: ContactCard | None = None

    def show_card(self, card: ContactCard) -> None:
        """Show the facts of a contact."""
        same = self._card is not None and self._card.id == card.id
        self._card = card
        left = [self._channel_fact(channel) for channel in card.channels]
        right = [self._field_fact(card.id, *fact) for fact in facts_of(card)]
        self.show_facts(left, right, same=same)

    def begin_field(self, name: str, title: str) -> None:
        """Open an empty line for a field of the contact."""
        assert self._card is not None
        self.begin(self._field_fact(self._card.id, name, _(title), "", ""), self.right)

    def _channel_fact(self, channel: ChannelView) -> Fact:
        def save(typed: str) -> "Task[object]":
            from app.services.contacts import edit_channel  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_channel, channel.id, {"value": typed})  # an emptied channel is removed

        return Fact(str(channel.id), channel_label(channel), channel.shown, channel.raw, save)

    def _field_fact(self, contact_id: ContactId, name: str, label: str, shown: str, typed: str) -> Fact:
        def save(typed: str) -> "Task[object]":
            from app.services.contacts import edit_contact  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_contact, contact_id, {name: typed})

        return Fact(name, label, shown, typed, save)

    def _offer(self, menu: QMenu) -> None:
        if self._card is None:
            return
        for kind, sort, title in CHANNELS:
            menu.addAction(_(title), partial(self._begin_channel, kind, sort, title))
        menu.addSeparator()
        filled = {fact[0] for fact in facts_of(self._card)}
        for name, title in FIELDS:
            if name not in filled:
                menu.addAction(_(title), partial(self.begin_field, name, title))

    def _begin_channel(self, kind: str, sort: str, title: str) -> None:
        card = self._card
        assert card is not None

        def save(typed: str) -> "Task[object]":
            from app.services.contacts import add_channel  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(add_channel, card.id, kind, sort, typed)

        self.begin(Fact(f"new {kind}", _(title), "", "", save), self.left)
