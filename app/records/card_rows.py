"""A card of a file as rows of the workspace, in the form the file keeps, for the bulk path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted
from typing import Any

from app.exchange.card import Card, CardAddress, CardChannel
from app.records.channels import ReadChannel, read_channel
from app.records.editing import editable_fields, read_value
from app.records.own_cards import OWN
from models.errors import UserError
from models.fields import FieldKind
from models.ids import new_id_bytes, new_ids_bytes
from models.rules.person_names import PersonName, split_name

CONTACT_COLUMNS = (
    "id", "prefix", "last", "first", "middle", "suffix", "nickname", "gender", "company_id", "job_title", "department",
    "birthday", "important_dates", "photo_hash", "time_zone", "language", "about", "foreign_uid", "foreign_properties",
)  # fmt: skip
CHANNEL_COLUMNS = ("id", "contact_id", "company_id", "kind", "type", "label", "service", "value", "normal",
                   "extension", "is_primary")  # fmt: skip
ADDRESS_COLUMNS = ("id", "contact_id", "company_id", "type", "label", "po_box", "extended", "street", "city", "region",
                   "postcode", "country", "is_primary")  # fmt: skip
_FIELDS = editable_fields("contact")


@dataclass(slots=True)
class Person:
    """A card read: the parts of the name settled, each channel with its normal form, its rows not yet written."""

    card: Card
    name: PersonName
    channels: list[tuple[CardChannel, ReadChannel]]
    extra: dict[str, Any]
    leftover: list[tuple[str, str]]
    id: bytes = field(default_factory=new_id_bytes)

    @property
    def evidence(self) -> list[str]:
        """What may prove who this is."""
        return [read.normal for kind, read in self.channels if read.normal and kind.kind in ("phone", "email")]

    @property
    def full(self) -> str:
        """The name as one line, to compare by."""
        return " ".join(part for part in (self.name.last, self.name.first, self.name.middle) if part)


def read_person(card: Card, region: str) -> Person:
    """Settle a card's name and channels; own fields that cannot be read are kept as foreign properties."""
    if card.last or card.first or card.middle:
        name = PersonName(card.prefix, card.first, card.middle, card.last, card.suffix)
    elif card.full_name and not card.is_company:
        name = split_name(card.full_name)
    else:
        name = PersonName()
    channels = [
        (one, read) for one in card.channels if one.value.strip() for read in read_channel(one.kind, one.value, region)
    ]
    extra: dict[str, Any] = {}
    leftover: list[tuple[str, str]] = []
    for key, value in card.extra:
        if key.startswith(OWN):
            continue
        try:
            extra[key] = _read(key, value)
        except (KeyError, UserError):
            if key not in ("status", "company"):
                leftover.append((key, value))
    return Person(card, name, channels, extra, leftover)


def contact_row(person: Person, company_id: bytes | None, photo_hash: str) -> tuple[object, ...]:
    """The row of a new contact, in the order of `CONTACT_COLUMNS`."""
    card, name = person.card, person.name
    return (
        person.id, name.prefix, name.last, name.first, name.middle, name.suffix, card.nickname, card.gender, company_id,
        card.job_title, card.department, card.birthday, important_dates(card), photo_hash, card.time_zone,
        card.language, card.note, card.uid, foreign_properties(person),
    )  # fmt: skip


def channel_rows(
    contact_id: bytes | None, company_id: bytes | None, channels: Iterable[tuple[CardChannel, ReadChannel]],
    taken: Iterable[str] = (),
) -> list[tuple[object, ...]]:  # fmt: skip
    """The rows of channels; the first of a kind is its primary one where the card names none."""
    listed = list(channels)
    primaries: dict[str, int] = dict.fromkeys(taken, -1)
    for place, (one, _read) in enumerate(listed):
        if one.primary:
            primaries.setdefault(one.kind, place)
    return [
        (own_id, contact_id, company_id, one.kind, one.type, one.label, one.service, read.value, read.normal,
         read.extension, int(primaries.setdefault(one.kind, place) == place))
        for place, (own_id, (one, read)) in enumerate(zip(new_ids_bytes(len(listed)), listed, strict=True))
    ]  # fmt: skip


def address_rows(
    contact_id: bytes | None, company_id: bytes | None, addresses: Sequence[CardAddress]
) -> list[tuple[object, ...]]:
    """The rows of postal addresses."""
    return [
        (own_id, contact_id, company_id, one.type, one.label, one.po_box, one.extended, one.street, one.city,
         one.region, one.postcode, one.country, int(one.primary))
        for own_id, one in zip(new_ids_bytes(len(addresses)), addresses, strict=True)
    ]  # fmt: skip


def important_dates(card: Card) -> str | None:
    """The dates worth remembering as the file keeps them."""
    return _text_of(_text_of((_quoted(one.label), _quoted(one.date))) for one in card.dates) if card.dates else None


def foreign_properties(person: Person) -> str | None:
    """What we have no field for, verbatim, for the way back."""
    kept = [
        _text_of((_quoted(raw.group), _quoted(raw.name), _text_of(_text_of(map(_quoted, pair)) for pair in raw.params),
                  _quoted(raw.value)))
        for raw in person.card.unknown
    ]  # fmt: skip
    kept += [
        _text_of(('""', _quoted(f"X-VIZITKA-{key.upper()}"), "[]", _quoted(value))) for key, value in person.leftover
    ]
    return _text_of(kept) if kept else None


def _read(key: str, value: str) -> Any:
    """What a file says of a field; a zone stays as it stands there, like the one of the card itself."""
    known = _FIELDS[key]
    return value.strip() if known.kind is FieldKind.ZONE else read_value(known, key, value)


def _text_of(parts: Iterable[str]) -> str:
    """An array of what is JSON already; the encoder of the library prepares itself for longer than this takes."""
    return f"[{','.join(parts)}]"
