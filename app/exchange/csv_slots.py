"""Channels, addresses and days that a table spreads over several columns: "Phone 1 - Type", "Phone 1 - Value"."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import fields

from app.exchange.card import AddressType, CardAddress, CardChannel, CardDate, ChannelKind, ChannelType
from app.exchange.csv_found import YES, Found
from app.exchange.csv_words import primary_and_type
from app.exchange.messengers import service_name

KINDS: dict[str, ChannelKind] = {"phone": "phone", "email": "email", "web": "web", "messenger": "messenger"}
SEVERAL = re.compile(r"\s*:::\s*|\n+")

_PARTS = tuple(part.name for part in fields(CardAddress) if part.name not in {"type", "label", "primary"})
_PLACES: dict[str, AddressType] = {"work": "work", "home": "home", "delivery": "delivery"}


def take_slots(found: Found, typed: AbstractSet[str]) -> None:
    """Turn the gathered parts into channels, addresses and days; `typed` names the slots with a column for the type."""
    for (kind, slot), parts in found.slots.items():
        primary, channel_type, label = primary_and_type(parts.get("type", "") or parts.get("label", ""))
        if found.own or f"{kind}#{slot}" in typed:
            channel_type = primary_and_type(parts.get("type", ""))[1]
            label = parts.get("label", "" if found.own else label)
        primary = primary or parts.get("primary", "").lower() in YES
        if kind == "address":
            place = _PLACES.get(parts.get("type", "").lower()) or _PLACES.get(channel_type, "other")
            _take_address(found, parts, place, label=label, primary=primary)
        elif kind == "date":
            _take_date(found, slot, parts)
        elif "value" not in parts:
            continue
        elif kind == "custom":
            found.keep(parts.get("label") or parts.get("type") or f"Custom {slot}", parts["value"])
        else:
            _take_channel(found, kind, parts, channel_type, label=label, primary=primary)


def _take_channel(
    found: Found, kind: str, parts: dict[str, str], channel_type: ChannelType, *, label: str, primary: bool
) -> None:
    service = service_name(parts.get("service", "")) if kind == "messenger" else ""
    values = [parts["value"]] if found.own else SEVERAL.split(parts["value"])
    for value in values:
        if value:
            found.channels.append(CardChannel(KINDS[kind], value, channel_type, label, service, primary))
            primary = False


def _take_date(found: Found, slot: str, parts: dict[str, str]) -> None:
    if "value" in parts:
        date = found.date(f"Event {slot}", parts["value"])
        if date:
            found.dates.append(CardDate(date, parts.get("label", parts.get("type", ""))))


def _take_address(found: Found, parts: dict[str, str], place: AddressType, *, label: str, primary: bool) -> None:
    if not any(name in parts for name in _PARTS):
        parts = {"street": parts.get("formatted", "")}
    elif "street" not in parts and "formatted" in parts:
        parts = {**parts, "street": parts["formatted"].partition("\n")[0]}
    po_box, extended, street, city, region, postcode, country = (parts.get(name, "") for name in _PARTS)
    if any((po_box, extended, street, city, region, postcode, country)):
        address = CardAddress(place, label, po_box, extended, street, city, region, postcode, country, primary)
        found.addresses.append(address)
