"""How a person is reached, as vCards say it: phones, e-mails, pages, messengers and postal addresses."""

import re

from app.exchange.card import AddressType, CardAddress, RawProperty
from app.exchange.messengers import is_service, service_name
from app.exchange.vcard_draft import Draft
from app.exchange.vcard_head import Head
from app.exchange.vcard_text import components, unescaped
from resources.i18n import _

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
ADDRESS_PARTS = 7
_RFC_9554_PARTS = 18
_ANY_SERVICE = frozenset({"x-apple", "xmpp"})  # Apple puts these before the name at any service


def take_phone(draft: Draft, head: Head, value: str) -> None:
    """A phone, as it was typed."""
    draft.add_channel(head, "phone", _without_scheme(head, unescaped(value), "tel:"))


def take_email(draft: Draft, head: Head, value: str) -> None:
    """An e-mail."""
    draft.add_channel(head, "email", _without_scheme(head, unescaped(value), "mailto:"))


def take_url(draft: Draft, head: Head, value: str) -> None:
    """A web page."""
    draft.add_channel(head, "web", unescaped(value))


def take_messenger(draft: Draft, head: Head, value: str) -> None:
    """IMPP (RFC 4770), with Apple's and RFC 9554's name of the service beside it."""
    text = unescaped(value)
    declared = head.param("X-SERVICE-TYPE")
    declared = head.param("SERVICE-TYPE") if declared is None else declared
    scheme = _SCHEME.fullmatch(text)
    if declared == "":
        draft.add_channel(head, "messenger", text)
    elif declared is not None:
        service = service_name(declared)
        mine = scheme is not None and (service_name(scheme[1]) == service or scheme[1].lower() in _ANY_SERVICE)
        draft.add_channel(head, "messenger", scheme[2].strip() if scheme and mine else text, service)
    elif scheme is not None and not scheme[2].startswith("//"):
        draft.add_channel(head, "messenger", scheme[2].strip(), service_name(scheme[1]))
    else:
        draft.add_channel(head, "messenger", text)


def take_named_messenger(draft: Draft, head: Head, value: str) -> None:
    """X-SKYPE, X-TELEGRAM and their like."""
    draft.add_channel(head, "messenger", unescaped(value), service_name(head.name.removeprefix("X-")))


def take_social(draft: Draft, head: Head, value: str) -> None:
    """A profile: a messenger where we know it as one, else a page."""
    text = unescaped(value)
    service = head.param("SERVICE-TYPE") or next(
        (name for name in head.types if name not in {"pref", "home", "work"}), ""
    )
    user = head.param("X-USER") or head.param("USERNAME") or ""
    bare = text.removeprefix("x-apple:")
    plain = Head(head.name, head.group, head.written, type=head.type, primary=head.primary)
    if service and (is_service(service) or bare != text):
        draft.add_channel(plain, "messenger", (user or bare).strip(), service_name(service))
    else:
        labelled = Head(head.name, head.group, head.written, label=service, type=head.type, primary=head.primary)
        draft.add_channel(labelled, "web", text)


def take_address(draft: Draft, head: Head, value: str) -> None:
    """A postal address in its parts."""
    parts = components(value)
    if len(parts) > ADDRESS_PARTS:
        over = [part for part in parts[ADDRESS_PARTS:] if part]
        if over and len(parts) != _RFC_9554_PARTS:
            parts[2] = ", ".join([parts[2], *over]) if parts[2] else ", ".join(over)
            draft.warn(_("An address had more parts than an address has; the rest stands beside the street."))
    parts = (parts + [""] * ADDRESS_PARTS)[:ADDRESS_PARTS]
    printed = head.param("LABEL")
    if printed:
        if any(parts):
            draft.unknown.append(RawProperty("LABEL", printed))
        else:
            parts[2] = unescaped(printed)
    if any(parts):
        draft.add_address(head, _read_address(head, parts))


def take_printed_address(draft: Draft, head: Head, value: str) -> None:
    """An address as it is printed on an envelope; settled when the whole card is read."""
    if value:
        draft.keep(head, value)
        draft.printed_addresses.append((head, draft.unknown[-1]))


def settle_printed_addresses(draft: Draft) -> None:
    """A LABEL is an address of its own only where the card has no ADR; else it stays unknown."""
    if draft.addresses:
        return
    for head, raw in draft.printed_addresses:
        draft.unknown.remove(raw)
        street = unescaped(raw.value)
        draft.add_address(head, CardAddress(address_type(head), street=street, primary=head.primary))


def address_type(head: Head) -> AddressType:
    """Which of somebody's addresses a head speaks of."""
    if "delivery" in head.types:
        return "delivery"
    if head.type == "work" or head.type == "home":  # noqa: PLR1714 - narrows the type
        return head.type
    return "other"


def _without_scheme(head: Head, text: str, scheme: str) -> str:
    if text[: len(scheme)].lower() == scheme and (head.param("VALUE") or "").lower() != "text":
        return text[len(scheme) :].strip()
    return text


def _read_address(head: Head, parts: list[str]) -> CardAddress:
    po_box, extended, street, city, region, postcode, country = parts
    kind = address_type(head)
    return CardAddress(kind, head.label, po_box, extended, street, city, region, postcode, country, head.primary)
