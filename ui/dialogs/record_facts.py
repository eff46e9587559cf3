"""The facts of a person or a firm: channels at the left, fields at the right, each edited where it stands."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu

from app.views.contacts import AddressView, ChannelView, ContactId
from app.views.own_fields import OwnValue
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.addresses import ADDRESSES, AddressLines
from ui.dialogs.channels import OwnLabel, channel_label, types_of
from ui.dialogs.fact_commands import FactCommands
from ui.dialogs.own_fields import OwnFields
from ui.dialogs.reaching import Reaching, chats_of
from ui.tasks import Task
from ui.widgets.fact_grid import FactGrid
from ui.widgets.facts import Fact

REACH = (
    ("phone", "mobile", N_("Mobile phone")),
    ("phone", "work", N_("Work phone")),
    ("phone", "home", N_("Home phone")),
    ("email", "work", N_("E-mail")),
    ("messenger", "telegram", N_("Telegram")),
    ("web", "work", N_("Web page")),
)


@dataclass(frozen=True, slots=True)
class FactsShown:
    """What stands in the grid of one record; `fields` are name, label, as shown, as typed."""

    id: UUID
    contact_id: ContactId | None
    channels: Sequence[ChannelView]
    addresses: Sequence[AddressView]
    fields: Sequence[tuple[str, str, str, str]]
    own: Sequence[OwnValue]


class RecordFacts(FactGrid):
    """The grid, the addresses under it and the fields people added.

    `offered` are the fields its menu adds, `rarer` those it keeps in a menu of their own.
    """

    def __init__(
        self, ctx: UiContext, noun: str, offered: Sequence[tuple[str, str]], rarer: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(self._offer)
        self._ctx = ctx
        self._offered, self._rarer = offered, rarer
        self._record: FactsShown | None = None
        self.reaching = Reaching(ctx)
        self.addresses = AddressLines(ctx, self.reaching, self.commands)
        self.own = OwnFields(ctx, noun)

    @abstractmethod
    def commands(self) -> FactCommands:
        """How what is edited here is written."""

    def show_record(self, record: FactsShown) -> None:
        """Show the facts of a record."""
        same = self._record is not None and self._record.id == record.id
        self._record = record
        left = [self._channel_fact(channel) for channel in record.channels]
        right = [self._field_fact(*fact) for fact in record.fields]
        self.show_facts(left, right, same=same)
        self.addresses.show_addresses(record.id, record.addresses)
        self.own.show_values(record.id, record.own)

    def begin_field(self, name: str, title: str) -> None:
        """Open an empty line for a field."""
        self.begin(self._field_fact(name, _(title), "", ""), self.right)

    def begin_channel(self, kind: str, sort: str, title: str) -> None:
        """Open an empty line for a phone, an address of mail or the like."""
        assert self._record is not None
        record_id = self._record.id

        def save(typed: str) -> Task[Any]:
            return self._ctx.do(self.commands().add_channel, record_id, kind, sort, typed)

        self.begin(Fact(f"new {kind}", _(title), "", "", save), self.left)

    def _channel_fact(self, channel: ChannelView) -> Fact:
        def save(typed: str) -> Task[Any]:
            return self._edit_channel(channel, {"value": typed})  # an emptied channel is removed

        assert self._record is not None
        return Fact(
            str(channel.id), channel_label(channel), channel.shown, channel.raw, save,
            touch=self.reaching.touch(channel, self._record.contact_id), menu=partial(self._fill_channel_menu, channel),
        )  # fmt: skip

    def _field_fact(self, name: str, label: str, shown: str, typed: str) -> Fact:
        assert self._record is not None
        record_id = self._record.id

        def save(typed: str) -> Task[Any]:
            return self._ctx.do(self.commands().edit, record_id, {name: typed})

        return Fact(name, label, shown, typed, save)

    def _edit_channel(self, channel: ChannelView, edits: Mapping[str, object]) -> Task[Any]:
        return self._ctx.do(self.commands().edit_channel, channel.id, edits)

    def _fill_channel_menu(self, channel: ChannelView, menu: QMenu) -> None:
        assert self._record is not None
        group = QActionGroup(menu)
        named = channel.kind == "messenger"  # a messenger is called by its service
        for key, title in types_of(channel.kind):
            edits = {"type": key, "label": ""} | ({"service": key} if named else {})
            action = menu.addAction(title, partial(self._edit_channel, channel, edits))
            action.setCheckable(True)
            action.setChecked(key == ((channel.service if named else "") or channel.type) and not channel.label)
            group.addAction(action)
        anchor = self.row(str(channel.id)).field
        menu.addAction(
            _("Own label…"), lambda: OwnLabel(anchor, channel.label, partial(self._label, channel)).open_beside()
        )
        menu.addSeparator()
        for service, whom, link in chats_of([channel]) if channel.kind == "phone" else ():
            title = _("Chat in {service}").format(service=service)
            menu.addAction(title, partial(self.reaching.chat, self._record.contact_id, service, whom, link))
        menu.addAction(_("Copy"), lambda: QGuiApplication.clipboard().setText(channel.shown))
        if not channel.primary:
            menu.addAction(_("Make it the primary one"), partial(self._edit_channel, channel, {"is_primary": "1"}))
        menu.addAction(_("Remove"), partial(self._edit_channel, channel, {"value": ""}))

    def _label(self, channel: ChannelView, label: str) -> Task[Any]:
        return self._edit_channel(channel, {"label": label})

    def _offer(self, menu: QMenu) -> None:
        if self._record is None:
            return
        for kind, sort, title in REACH:
            menu.addAction(_(title), partial(self.begin_channel, kind, sort, title))
        menu.addSeparator()
        for sort in ADDRESSES:
            menu.addAction(_(ADDRESSES[sort]), partial(self.addresses.begin, sort))
        menu.addSeparator()
        filled = {fact[0] for fact in self._record.fields}
        left = [[(name, title) for name, title in some if name not in filled] for some in (self._offered, self._rarer)]
        for place, fields in zip((menu, menu.addMenu(_("More")) if left[1] else menu), left, strict=True):
            for name, title in fields:
                place.addAction(_(title), partial(self.begin_field, name, title))
        menu.addSeparator()
        self.own.offer(menu, self.add)
