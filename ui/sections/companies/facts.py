"""The facts of a company: how it is reached at the left, what it is at the right; its addresses below."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.views.companies import CompanyCard
from app.views.contacts import AddressView, ChannelView, CompanyId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.channels import channel_label
from ui.sections.companies.adding import AddressSheet
from ui.widgets.buttons import elided_button
from ui.widgets.fact_grid import FactGrid
from ui.widgets.facts import LABEL, Fact
from ui.widgets.group import group_row
from ui.widgets.words import ElidedWords

if TYPE_CHECKING:
    from ui.tasks import Task

CHANNELS = (
    ("phone", "work", N_("Work phone")),
    ("phone", "mobile", N_("Mobile phone")),
    ("email", "work", N_("E-mail")),
    ("messenger", "telegram", N_("Telegram")),
    ("web", "work", N_("Web page")),
)
ADDRESSES = {
    "work": N_("Office address"),
    "delivery": N_("Delivery address"),
    "home": N_("Home address"),
    "other": N_("Other address"),
}
FIELDS = (
    ("industry", N_("Industry")),
    ("region", N_("Region")),
    ("territory", N_("Territory")),
    ("employees", N_("Employees")),
    ("revenue", N_("Revenue")),
    ("web", N_("Web")),
    ("about", N_("About")),
)
_OWN = ("industry", "region", "web", "about")  # those the card holds by themselves


def facts_of(card: CompanyCard) -> list[tuple[str, str, str, str]]:
    """The filled fields of a card: name, label, as shown, as typed."""
    own = {name: str(getattr(card, name)) for name in _OWN}
    if any(channel.kind == "web" and channel.raw == card.web for channel in card.channels):
        own["web"] = ""  # it stands among the channels already
    others = {name: shown for name, _label, shown in card.facts}
    found = []
    for name, label in FIELDS:
        if value := own.get(name) or others.pop(name, ""):
            found.append((name, _(label), value.replace("\n", " "), value))
    named = {name for name, _label in FIELDS}
    return found + [(name, label, shown, shown) for name, label, shown in card.facts if name not in named]


class CompanyFacts(FactGrid):
    """Facts edited in place; an address opens its parts."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(self._offer)
        self._ctx = ctx
        self._card: CompanyCard | None = None
        self.addresses = QWidget()
        self._lines = QVBoxLayout(self.addresses)
        self._lines.setContentsMargins(0, 0, 0, 8)
        self._lines.setSpacing(0)

    def show_card(self, card: CompanyCard) -> None:
        """Show the facts of a company."""
        same = self._card is not None and self._card.id == card.id
        self._card = card
        left = [self._channel_fact(channel) for channel in card.channels]
        right = [self._field_fact(card.id, *fact) for fact in facts_of(card)]
        self.show_facts(left, right, same=same)
        while (old := self._lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for address in card.addresses:
            self._lines.addWidget(self._address_row(card, address))
        self.addresses.setVisible(bool(card.addresses))

    def _address_row(self, card: CompanyCard, address: AddressView) -> QWidget:
        row, across = group_row()
        label = ElidedWords(_(ADDRESSES.get(address.type, ADDRESSES["other"])), "body", "dim")
        label.setFixedWidth(LABEL)
        shown = elided_button(address.shown)
        shown.clicked.connect(lambda: AddressSheet(self._ctx, shown, card, address).open_beside())
        across.addWidget(label)
        across.addWidget(shown, 1)
        return row

    def _channel_fact(self, channel: ChannelView) -> Fact:
        def save(typed: str) -> "Task[Any]":
            from app.services.companies import edit_channel  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_channel, channel.id, {"value": typed})  # an emptied channel is removed

        return Fact(str(channel.id), channel_label(channel), channel.shown, channel.raw, save)

    def _field_fact(self, company_id: CompanyId, name: str, label: str, shown: str, typed: str) -> Fact:
        def save(typed: str) -> "Task[Any]":
            from app.services.companies import edit_company  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_company, company_id, {name: typed})

        return Fact(name, label, shown, typed, save)

    def _offer(self, menu: QMenu) -> None:
        card = self._card
        if card is None:
            return
        for kind, sort, title in CHANNELS:
            menu.addAction(_(title), partial(self._begin_channel, card.id, kind, sort, title))
        menu.addSeparator()
        for sort in ("work", "delivery", "other"):
            menu.addAction(_(ADDRESSES[sort]), partial(self._add_address, card, sort))
        menu.addSeparator()
        filled = {fact[0] for fact in facts_of(card)}
        for name, title in FIELDS:
            if name not in filled:
                menu.addAction(_(title), partial(self._begin_field, card.id, name, title))

    def _begin_channel(self, company_id: CompanyId, kind: str, sort: str, title: str) -> None:
        def save(typed: str) -> "Task[Any]":
            from app.services.companies import add_channel  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(add_channel, company_id, kind, sort, typed)

        self.begin(Fact(f"new {kind}", _(title), "", "", save), self.left)

    def _begin_field(self, company_id: CompanyId, name: str, title: str) -> None:
        self.begin(self._field_fact(company_id, name, _(title), "", ""), self.right)

    def _add_address(self, card: CompanyCard, sort: str) -> None:
        AddressSheet(self._ctx, self.add, card, sort=sort).open_beside()
