"""What one head of a line means, made ready once: a file repeats the same few dozen heads in each of its cards."""

import re
from collections.abc import Callable

from app.exchange.card import CardAddress, CardChannel, ChannelKind
from app.exchange.messengers import service_name
from app.exchange.vcard_draft import Draft
from app.exchange.vcard_head import Head
from app.exchange.vcard_lines import transfer_decoded
from app.exchange.vcard_properties import handler_of
from app.exchange.vcard_reach import ADDRESS_PARTS, address_type, take_address, take_messenger
from app.exchange.vcard_text import components, unescaped

Take = Callable[[Draft, str], None]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_CHANNELS: dict[str, tuple[ChannelKind, str]] = {
    "TEL": ("phone", "tel:"),
    "EMAIL": ("email", "mailto:"),
    "URL": ("web", ""),
}


def taking(head: Head) -> Take:
    """What puts the value of such a line into a draft; the same as the handler of its name does."""
    if head.encoding:
        return _decoding(head)
    if head.name in _CHANNELS and not head.group and head.param("VALUE") is None:
        return _channel(head, *_CHANNELS[head.name])
    if head.name == "ADR" and not head.group and head.param("LABEL") is None:
        return _address(head)
    declared = head.param("X-SERVICE-TYPE") if head.name == "IMPP" and not head.group else None
    if declared and _SCHEME.fullmatch(service_name(declared)):
        return _messenger(head, service_name(declared))
    handler = handler_of(head.name)

    def take(draft: Draft, value: str) -> None:
        handler(draft, head, value)

    return take


def _decoding(head: Head) -> Take:
    handler = handler_of(head.name)

    def take(draft: Draft, value: str) -> None:
        handler(draft, head, transfer_decoded(head, value, bytes_only=False))

    return take


def _address(head: Head) -> Take:
    kind, label, primary = address_type(head), head.label, head.primary

    def take(draft: Draft, value: str) -> None:
        parts = components(value)
        if len(parts) != ADDRESS_PARTS:
            take_address(draft, head, value)
        elif any(parts):
            po_box, extended, street, city, region, postcode, country = parts
            address = CardAddress(kind, label, po_box, extended, street, city, region, postcode, country, primary)
            draft.addresses.append(address)

    return take


def _messenger(head: Head, service: str) -> Take:
    known = (head.type, head.label, service, head.primary)
    usual = f"{service}:"  # the name of the service again, as a scheme

    def take(draft: Draft, value: str) -> None:
        if not value.startswith(usual) or "\\" in value:
            take_messenger(draft, head, value)
        elif name := value[len(usual) :].strip():
            draft.channels.append(CardChannel("messenger", name, *known))

    return take


def _channel(head: Head, kind: ChannelKind, scheme: str) -> Take:
    known = (head.type, head.label, "", head.primary)
    length = len(scheme)

    def take(draft: Draft, value: str) -> None:
        text = unescaped(value) if "\\" in value else value.strip()
        if length and text[:length].lower() == scheme:
            text = text[length:].strip()
        if text:
            draft.channels.append(CardChannel(kind, text, *known))

    return take
