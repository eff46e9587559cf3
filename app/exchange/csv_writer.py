"""Cards as a table: every field, in columns Google Contacts knows too, safe to open in a spreadsheet.

The heads are English in every language, as Google's own are: by them the table is read again, here and there.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from app.exchange.card import Card, CardAddress, CardChannel, ChannelKind
from app.exchange.csv_words import guarded
from app.exchange.json_card import photo_to_uri, raw_to_json

BOM = "\ufeff"
_ROWS_AT_ONCE = 200
_SIMPLE = {
    "Name": "full_name",
    "Name Prefix": "prefix",
    "First Name": "first",
    "Middle Name": "middle",
    "Last Name": "last",
    "Name Suffix": "suffix",
    "Nickname": "nickname",
    "Gender": "gender",
    "Organization Name": "company",
    "Organization Department": "department",
    "Organization Title": "job_title",
    "Birthday": "birthday",
    "Notes": "note",
    "Language": "language",
    "Vizitka - Time Zone": "time_zone",
    "Vizitka - UID": "uid",
}
_CHANNELS: dict[ChannelKind, str] = {"phone": "Phone", "email": "E-mail", "web": "Website", "messenger": "Messenger"}
_ADDRESS = {
    "Type": "type",
    "Label": "label",
    "Street": "street",
    "Extended Address": "extended",
    "City": "city",
    "Region": "region",
    "Postal Code": "postcode",
    "Country": "country",
    "PO Box": "po_box",
}


def write_csv(cards: Sequence[Card]) -> Iterator[str]:
    """The table piece by piece, to be encoded as UTF-8; it starts with a byte order mark, for Excel.

    Read again, cards are equal but for the order of their channels, which go by kind (phones, e-mails, pages,
    messengers), and of our own fields, which go by column.
    """
    columns = _columns(cards)
    places = {column: place for place, column in enumerate(columns)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM)
    writer.writerow([guarded(column) for column in columns])
    for number, card in enumerate(cards, start=1):
        row = [""] * len(columns)
        for column, cell in _cells(card):
            row[places[column]] = guarded(cell)
        writer.writerow(row)
        if number % _ROWS_AT_ONCE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _columns(cards: Sequence[Card]) -> list[str]:
    """Every column any of the cards needs, in a lasting order."""
    most: Counter[str] = Counter()
    fields: dict[str, None] = {}
    for card in cards:
        kinds = Counter(_CHANNELS[channel.kind] for channel in card.channels)
        kinds.update({"Address": len(card.addresses), "Event": len(card.dates)})
        for kind, count in kinds.items():
            most[kind] = max(most[kind], count)
        fields.update(dict.fromkeys(name for name, _value in card.extra if _in_columns(card)))
    columns = [*_SIMPLE, "Labels", "Vizitka - Company", "Vizitka - Revised"]
    for kind in _CHANNELS.values():
        parts = ["Service", "Type", "Label", "Value", "Primary"][0 if kind == "Messenger" else 1 :]
        columns += [f"{kind} {number} - {part}" for number in range(1, most[kind] + 1) for part in parts]
    columns += [
        f"Address {number} - {part}" for number in range(1, most["Address"] + 1) for part in (*_ADDRESS, "Primary")
    ]
    columns += [f"Event {number} - {part}" for number in range(1, most["Event"] + 1) for part in ("Label", "Value")]
    columns += [f"Vizitka Field - {name}" for name in fields]
    return [*columns, "Vizitka - Photo", "Vizitka - Fields", "Vizitka - Other Properties"]


def _cells(card: Card) -> Iterator[tuple[str, str]]:
    for column, name in _SIMPLE.items():
        yield column, getattr(card, name)
    yield "Labels", _tags(card.categories)
    yield "Vizitka - Company", "yes" if card.is_company else ""
    yield "Vizitka - Revised", card.revised.isoformat() if card.revised else ""
    numbers: Counter[str] = Counter()
    for channel in card.channels:
        kind = _CHANNELS[channel.kind]
        numbers[kind] += 1
        yield from _channel_cells(f"{kind} {numbers[kind]}", channel)
    for number, address in enumerate(card.addresses, start=1):
        yield from _address_cells(f"Address {number}", address)
    for number, date in enumerate(card.dates, start=1):
        yield f"Event {number} - Label", date.label
        yield f"Event {number} - Value", date.date
    if card.photo is not None:
        yield "Vizitka - Photo", photo_to_uri(card.photo)
    if card.extra and _in_columns(card):
        yield from ((f"Vizitka Field - {name}", value) for name, value in card.extra)
    elif card.extra:
        yield "Vizitka - Fields", json.dumps([list(pair) for pair in card.extra], ensure_ascii=False)
    if card.unknown:
        yield "Vizitka - Other Properties", json.dumps(raw_to_json(card.unknown), ensure_ascii=False)


def _channel_cells(slot: str, channel: CardChannel) -> Iterator[tuple[str, str]]:
    yield f"{slot} - Type", channel.type
    yield f"{slot} - Label", channel.label
    yield f"{slot} - Value", channel.value
    yield f"{slot} - Primary", "yes" if channel.primary else ""
    if channel.kind == "messenger":
        yield f"{slot} - Service", channel.service


def _address_cells(slot: str, address: CardAddress) -> Iterator[tuple[str, str]]:
    for column, name in _ADDRESS.items():
        yield f"{slot} - {column}", getattr(address, name)
    yield f"{slot} - Primary", "yes" if address.primary else ""


def _in_columns(card: Card) -> bool:
    """Whether our own fields fit columns: each name once, none empty."""
    names = {name for name, value in card.extra if value and name and name == name.strip()}
    return len(names) == len(card.extra)


def _tags(categories: tuple[str, ...]) -> str:
    if any(":::" in name or name.startswith("[") or not name or name.strip(": ") != name for name in categories):
        return json.dumps(list(categories), ensure_ascii=False)
    return " ::: ".join(categories)
