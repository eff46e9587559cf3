"""A contact as a QR code a phone reads: a small vCard, its modules by segno.

A code is read from a screen at arm's length only while its modules are large, so that photo, notes and whatever only we
read are left out, and addresses and further channels where the rest is long already. ISO/IEC 18004: 2,953 bytes at most.
"""

from dataclasses import replace
from typing import Any, cast

import segno

from app.exchange.card import Card, CardAddress, CardChannel
from app.exchange.vcard_writer import write_vcard
from app.views.contacts import ContactCard

COMFORTABLE = 480  # bytes: some 80 modules across, read from a laptop at arm's length
LARGEST = 2_900


def contact_modules(card: ContactCard) -> tuple[bytes, ...]:
    """The rows of the code, a byte a module (1 is dark), without the quiet zone."""
    text = contact_text(card)
    code = segno.make_qr(text, error="l" if len(text.encode()) > COMFORTABLE else "m", encoding="utf-8", eci=False)
    return tuple(bytes(row) for row in code.matrix)


def contact_text(card: ContactCard) -> str:
    """The vCard the code says: as much as is comfortably read, never more than a code can hold."""
    whole = _card(card)
    shorter = (
        whole,
        replace(whole, addresses=()),
        replace(whole, addresses=(), channels=whole.channels[:6]),
        replace(whole, addresses=(), channels=whole.channels[:2], department="", job_title=whole.job_title[:60]),
    )
    texts = [write_vcard(one, "3.0") for one in shorter]
    best = next((text for text in texts if len(text.encode()) <= COMFORTABLE), texts[-1])
    if len(best.encode()) <= LARGEST:
        return best
    return write_vcard(Card(full_name=whole.full_name[:200], channels=whole.channels[:1]), "3.0")


def _card(card: ContactCard) -> Card:
    channels = [
        CardChannel(cast("Any", one.kind), one.normal if one.kind == "phone" and one.normal else one.raw,
                    cast("Any", one.type), service=one.service, primary=one.primary)
        for one in sorted(card.channels, key=lambda one: not one.primary)
    ]  # fmt: skip
    addresses = [
        CardAddress(cast("Any", one.type), po_box=one.po_box, extended=one.extended, street=one.street, city=one.city,
                    region=one.region, postcode=one.postcode, country=one.country)
        for one in card.addresses
    ]  # fmt: skip
    return Card(
        prefix=card.prefix, first=card.first, middle=card.middle, last=card.last, suffix=card.suffix, full_name=card.name,
        company=card.company, department=card.department, job_title=card.job_title, birthday=card.birthday,
        channels=tuple(channels), addresses=tuple(addresses),
    )  # fmt: skip
