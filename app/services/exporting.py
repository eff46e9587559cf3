"""Export: every contact as a card, read in pages from one snapshot, with everything an import needs to bring it back."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from app.command import Asking, query
from app.exchange.card import (
    Card,
    CardAddress,
    CardChannel,
    CardDate,
    CardPhoto,
    RawProperty,
)
from app.files import FileStore
from app.records.archive import records_of, uid_of
from app.records.chosen import chosen_rids
from app.records.company_matching import chosen_companies
from app.records.contents import COLUMNS, named_contents
from app.records.editing import editable_fields
from app.records.names import shown_name
from app.records.own_cards import own_pairs
from app.records.statuses import in_one_text
from app.views.chosen import Chosen
from models.channel import Address, Channel
from models.company import Company
from models.contact import ContactStatus
from models.fields import FieldKind
from models.group import ContactTag, Tag
from models.nouns import TABLES
from models.pick_list import PickItem

_PAGE = 1_000
_CONTACT, _COMPANY = TABLES["contact"], TABLES["company"]
_IN_THE_CARD = frozenset(
    [
        "prefix",
        "first",
        "middle",
        "last",
        "suffix",
        "nickname",
        "gender",
        "job_title",
        "department",
        "birthday",
        "about",
        "time_zone",
        "language",
        "foreign_uid",
        "photo_hash",
    ]
)
_EXTRA = {name: field for name, field in editable_fields("contact").items() if name not in _IN_THE_CARD}
_SELECT = (
    sa.select(_CONTACT, Company.name.label("company_name"))
    .select_from(_CONTACT)
    .outerjoin(Company, (Company.id == _CONTACT.c.company_id) & Company.removed_at.is_(None))
    .order_by(_CONTACT.c.rid)
)


@query
def export_cards(asking: Asking, files: FileStore, chosen: Chosen | None = None) -> list[Card]:
    """All contacts and the companies nobody works for, as cards; or those contacts that are chosen."""
    if chosen is None:
        return [*_people(asking, files), *_firms(asking)]
    rids = chosen_rids(asking, chosen)
    pages = (rids[place : place + _PAGE] for place in range(0, len(rids), _PAGE))
    return [card for page in pages for card in _cards(asking, files, _SELECT.where(_CONTACT.c.rid.in_(page)))]


@query
def export_companies(asking: Asking, chosen: Chosen) -> list[Card]:
    """The companies that are chosen, as cards."""
    rids = chosen_companies(asking, chosen)
    pages = (rids[place : place + _PAGE] for place in range(0, len(rids), _PAGE))
    return [card for page in pages for card in _firm_cards(asking, _COMPANY.c.rid.in_(page))]


@query
def export_records(asking: Asking) -> dict[str, list[dict[str, Any]]]:
    """Everything beside the contacts, for a full export in JSON."""
    return records_of(asking)


@query
def export_contents(asking: Asking) -> dict[str, str]:
    """The contents a full export carries beside it, by hash with their names; photos of people are in their cards."""
    return named_contents(asking.raw, [noun for noun in COLUMNS if noun != "contact"])


def _people(asking: Asking, files: FileStore) -> Iterator[Card]:
    last = 0
    while True:
        statement = _SELECT.where(_CONTACT.c.rid > last, _CONTACT.c.removed_at.is_(None)).limit(_PAGE)
        rows = asking.connection.execute(statement).all()
        if not rows:
            return
        last = rows[-1].rid
        yield from _cards_of(asking, files, rows)


def _cards(asking: Asking, files: FileStore, statement: sa.Select[Any]) -> Iterator[Card]:
    return _cards_of(asking, files, asking.connection.execute(statement).all())


def _cards_of(asking: Asking, files: FileStore, rows: Sequence[Any]) -> Iterator[Card]:
    ids = [row.id for row in rows]
    channels = _grouped(asking, TABLES["channel"], Channel.contact_id, ids)
    addresses = _grouped(asking, TABLES["address"], Address.contact_id, ids)
    tags = _words(asking, Tag.name, ContactTag, Tag, ContactTag.tag_id, ids)
    status = sa.func.coalesce(sa.func.nullif(PickItem.key, ""), PickItem.label)  # a person's own have no key
    statuses = _words(asking, status, ContactStatus, PickItem, ContactStatus.status_id, ids)
    own = own_pairs(asking.connection, ids)
    for row in rows:
        yield _card(row, channels.get(row.id, []), addresses.get(row.id, []), tags.get(row.id, []),
                    _extra(row, statuses.get(row.id, []), own.get(str(row.id), [])), _photo(files, row.photo_hash))  # fmt: skip


def _card(
    row: Any,
    channels: list[Any],
    addresses: list[Any],
    tags: list[str],
    extra: tuple[tuple[str, str], ...],
    photo: CardPhoto | None,
) -> Card:
    return Card(
        uid=row.foreign_uid or uid_of(row.id.bytes),
        prefix=row.prefix, first=row.first, middle=row.middle, last=row.last, suffix=row.suffix,
        full_name=shown_name(row) or row.company_name or "", nickname=row.nickname, gender=row.gender,
        company=row.company_name or "", department=row.department, job_title=row.job_title, birthday=row.birthday,
        dates=tuple(CardDate(day, label) for label, day in row.important_dates or ()),
        channels=tuple(_channel(one) for one in channels),
        addresses=tuple(_address(one) for one in addresses),
        categories=tuple(tags), note=row.about, photo=photo, language=row.language, time_zone=row.time_zone,
        extra=extra,
        unknown=tuple(
            RawProperty(name, value, group, tuple((key, text) for key, text in params))
            for group, name, params, value in row.foreign_properties or ()
        ),
    )  # fmt: skip


def _channel(one: Any) -> CardChannel:
    value = one.value
    return CardChannel(one.kind, value, one.type or "other", one.label, one.service, one.is_primary)


def _address(one: Any) -> CardAddress:
    return CardAddress(one.type or "other", one.label, one.po_box, one.extended, one.street, one.city, one.region,
                       one.postcode, one.country, one.is_primary)  # fmt: skip


def _extra(row: Any, statuses: list[str], own: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found = []
    for name, field in _EXTRA.items():
        value = getattr(row, name)
        if value in ("", None, 0, False):
            continue
        found.append((name, "1" if field.kind is FieldKind.FLAG else str(value)))
    if statuses:
        found.append(("status", in_one_text(statuses)))
    return (*found, *own)


def _photo(files: FileStore, photo_hash: str) -> CardPhoto | None:
    content = files.get(photo_hash) if photo_hash else None
    if content is None:
        return None
    return CardPhoto(content, "image/png" if content.startswith(b"\x89PNG") else "image/jpeg")


def _grouped(asking: Asking, table: sa.Table, column: Any, ids: Sequence[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    statement = sa.select(table).where(column.in_(ids), table.c.removed_at.is_(None)).order_by(table.c.rid)
    for row in asking.connection.execute(statement):
        found.setdefault(getattr(row, column.key), []).append(row)
    return found


def _words(asking: Asking, word: Any, link: Any, noun: Any, target: Any, ids: Sequence[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    statement = (
        sa.select(link.contact_id, word)
        .join(noun, noun.id == target)
        .where(link.contact_id.in_(ids), link.removed_at.is_(None))
        .order_by(link.rid)
    )
    for contact_id, text in asking.connection.execute(statement):
        found.setdefault(contact_id, []).append(text)
    return found


def _firms(asking: Asking) -> Iterator[Card]:
    nobody = ~sa.exists().where(_CONTACT.c.company_id == _COMPANY.c.id, _CONTACT.c.removed_at.is_(None))
    yield from _firm_cards(asking, nobody)


def _firm_cards(asking: Asking, which: sa.ColumnElement[bool]) -> Iterator[Card]:
    statement = sa.select(_COMPANY).where(_COMPANY.c.removed_at.is_(None), which).order_by(_COMPANY.c.rid)
    found = asking.connection.execute(statement).all()
    for rows in (found[place : place + _PAGE] for place in range(0, len(found), _PAGE)):
        ids = [row.id for row in rows]
        channels = _grouped(asking, TABLES["channel"], Channel.company_id, ids)
        addresses = _grouped(asking, TABLES["address"], Address.company_id, ids)
        for row in rows:
            yield Card(
                uid=row.foreign_uid or f"urn:uuid:{row.id}", is_company=True, company=row.name, full_name=row.name,
                channels=tuple(_channel(one) for one in channels.get(row.id, [])),
                addresses=tuple(_address(one) for one in addresses.get(row.id, [])),
            )  # fmt: skip
