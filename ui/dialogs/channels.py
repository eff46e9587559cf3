"""How a phone, an address of mail or a messenger is called on a card."""

from app.views.contacts import ChannelView
from resources.i18n import N_, _

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
