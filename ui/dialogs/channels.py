"""How a phone, an address of mail or a messenger is called on a card."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.views.contacts import ChannelView
from resources.i18n import N_, _
from ui.widgets.form_sheet import FormSheet

if TYPE_CHECKING:
    from ui.tasks import Task

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


def types_of(kind: str) -> tuple[tuple[str, str], ...]:
    """The types a channel of a kind may have, with their words; an address of mail or a page has none worth a word."""
    if kind == "phone":
        return tuple((key, _(label)) for key, label in [*_PHONES.items(), ("other", _CHANNEL_KINDS["phone"])])
    if kind == "messenger":
        return tuple(_SERVICES.items())
    return ()


class OwnLabel(FormSheet):
    """The person's own word for a phone or an address; empty, it is called by its type again."""

    def __init__(self, anchor: QWidget, label: str, write: "Callable[[str], Task[Any]]") -> None:
        super().__init__(anchor, _("Own label"), _("Keep"), 260)
        self._write = write
        self.form.line("label", _("Label"), label, _("Warehouse"))

    def keep(self) -> None:
        """Write the label."""
        self.save.setEnabled(False)
        self._write(self.form.values()["label"]).then(self, lambda _answer: self.close()).refused(self.show_refusal)
