"""The facts of a card, each edited where it stands: phones and addresses of mail at the left, the rest at the right."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from app.formatting import long_date, short_date
from app.views.contacts import ChannelView, ContactCard, ContactId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.tasks import Task
from ui.widgets.buttons import button
from ui.widgets.facts import Fact, FactRow

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
_PHONES = {
    "mobile": N_("Mobile"),
    "work": N_("At work"),
    "home": N_("At home"),
    "fax": N_("Fax"),
    "main": N_("Main phone"),
}
_CHANNEL_KINDS = {"phone": N_("Phone"), "email": N_("E-mail"), "web": N_("Web page"), "messenger": N_("Messenger")}
_SERVICES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "viber": "Viber", "skype": "Skype", "vk": "VK"}


def channel_label(channel: ChannelView) -> str:
    """What stands before a phone or an address: the person's own label, else its type."""
    if channel.label:
        return channel.label
    if channel.kind == "phone" and channel.type in _PHONES:
        return _(_PHONES[channel.type])
    if channel.kind == "messenger":
        service = channel.service or channel.type
        return _SERVICES.get(service.casefold(), service) or _(_CHANNEL_KINDS["messenger"])
    return _(_CHANNEL_KINDS.get(channel.kind, channel.kind))


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


class Facts(QWidget):
    """Two columns of facts; a fact being edited is left alone when the card is shown anew."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card: ContactCard | None = None
        self._rows: dict[str, FactRow] = {}
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        for column, layout in enumerate((self._left, self._right)):
            layout.setSpacing(0)
            grid.addLayout(layout, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 6 - column)
        self._add = button(_("Add a fact"), self._open_menu, kind="link", picture="plus")

    def show_card(self, card: ContactCard) -> None:
        """Show the facts of a contact."""
        same = self._card is not None and self._card.id == card.id
        self._card = card
        left = [self._channel_fact(channel) for channel in card.channels]
        right = [self._field_fact(card.id, *fact) for fact in facts_of(card)]
        keys = [fact.key for fact in (*left, *right)]
        if same and (self._is_editing() or keys == list(self._rows)):
            for fact in (*left, *right):
                if fact.key in self._rows:
                    self._rows[fact.key].show_fact(fact)
            return
        self._rebuild(left, right)

    def row(self, key: str) -> "FactRow":
        """The line of a fact, by a channel's id or a field's name."""
        return self._rows[key]

    def labels(self) -> dict[str, str]:
        """What is shown: label → value."""
        return {row.label.text(): row.field.text() for row in self._rows.values()}

    def _is_editing(self) -> bool:
        return any(row.field.is_editing() for row in self._rows.values())

    def _rebuild(self, left: list[Fact], right: list[Fact]) -> None:
        focused = next((key for key, row in self._rows.items() if row.field.hasFocus()), "")
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for layout, facts in ((self._left, left), (self._right, right)):
            while layout.takeAt(0) is not None:
                pass
            for fact in facts:
                self._rows[fact.key] = FactRow(fact)
                layout.addWidget(self._rows[fact.key])
        shorter = self._left if len(left) <= len(right) else self._right
        shorter.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        if focused in self._rows:
            self._rows[focused].field.setFocus()

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

    def _open_menu(self) -> None:
        if self._card is None:
            return
        menu = QMenu(self)
        for kind, sort, title in CHANNELS:
            menu.addAction(_(title), partial(self._begin_channel, kind, sort, title))
        menu.addSeparator()
        filled = {fact[0] for fact in facts_of(self._card)}
        for name, title in FIELDS:
            if name not in filled:
                menu.addAction(_(title), partial(self.begin_field, name, title))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _begin_channel(self, kind: str, sort: str, title: str) -> None:
        card = self._card
        assert card is not None

        def save(typed: str) -> "Task[object]":
            from app.services.contacts import add_channel  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(add_channel, card.id, kind, sort, typed)

        self._begin(Fact(f"new {kind}", _(title), "", "", save), self._left)

    def begin_field(self, name: str, title: str) -> None:
        """Open an empty line for a field of the contact."""
        assert self._card is not None
        self._begin(self._field_fact(self._card.id, name, _(title), "", ""), self._right)

    def _begin(self, fact: Fact, layout: QVBoxLayout) -> None:
        row = FactRow(fact)
        row.left.connect(lambda: self._drop(fact.key))
        self._rows[fact.key] = row
        place = layout.indexOf(self._add)
        layout.insertWidget(place if place >= 0 else layout.count(), row)
        row.field.begin()

    def _drop(self, key: str) -> None:
        """A new line was left without a value."""
        row = self._rows.pop(key, None)
        if row is not None:
            row.hide()
            row.deleteLater()
