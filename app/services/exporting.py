"""Export: every contact as a card, read in pages from one snapshot; and everything, for an import to bring it back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.command import Asking, Raw, query
from app.exchange.card import (
    Card,
    CardAddress,
    CardChannel,
    CardDate,
    CardPhoto,
    RawProperty,
)
from app.exchange.json_writer import JOURNAL, write_json
from app.files import FileStore
from app.records.archive_kinds import KEPT
from app.records.archive_rows import how_many, journal_of, rows_of, uid_of
from app.records.chosen import chosen_rids
from app.records.company_matching import chosen_companies
from app.records.contents import contents_beside
from app.records.editing import editable_fields
from app.records.names import shown_name
from app.records.own_cards import own_pairs
from app.records.statuses import in_one_text
from app.views.chosen import Chosen
from models.channel import Address, Channel
from models.company import Company
from models.contact import ContactStatus
from models.errors import UserError
from models.fields import FieldKind
from models.group import ContactTag, Tag
from models.nouns import TABLES
from models.pick_list import PickItem
from resources.i18n import _

Told = Callable[[int, int], bool]  # records written, per cent of all; False stops

_PAGE = 1_000
_EVERY = 200  # records between two words about the progress
_ROWS_A_CARD = 10  # as long as the row of a talk, so many times, takes the card of a person
_ALL = 100
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
        return list(_everybody(asking, files))
    rids = chosen_rids(asking, chosen)
    pages = (rids[place : place + _PAGE] for place in range(0, len(rids), _PAGE))
    return [card for page in pages for card in _cards(asking, files, _SELECT.where(_CONTACT.c.rid.in_(page)))]


@query
def export_companies(asking: Asking, chosen: Chosen) -> list[Card]:
    """The companies that are chosen, as cards."""
    rids = chosen_companies(asking, chosen)
    pages = (rids[place : place + _PAGE] for place in range(0, len(rids), _PAGE))
    return [card for page in pages for card in _firm_cards(asking, _COMPANY.c.rid.in_(page))]


@dataclass(slots=True)
class Written:
    """What was written of everything: cards, rows, and the contents that belong beside it, by hash with their names."""

    cards: int = 0
    rows: int = 0
    contents: dict[str, str] = field(default_factory=dict)


@query
def write_everything(
    asking: Asking,
    files: FileStore,
    write: Callable[[bytes], object],
    told: Told = lambda _records, _share: True,
) -> Written:
    """Everything there is at one moment, in the recycle bin or not, handed to `write` as a JSON document piece by piece.

    While it is read, others go on: what they save is not in it. In memory is a page of contacts, whatever there is.

    Raises:
        UserError: `told` answered no.
    """
    work = _Writing(asking.raw, told)
    cards = work.counted_cards(_everybody(asking, files, own_ids=True))
    records = {name: work.counted_rows(rows_of(asking.raw, name)) for name in KEPT}
    records[JOURNAL] = work.counted_rows(journal_of(asking.raw))
    for piece in write_json(cards, records):
        write(piece.encode("utf-8"))
    work.written.contents = contents_beside(asking.raw)
    return work.written


class _Writing:
    """Counts what passes on its way into the file, and tells."""

    def __init__(self, raw: Raw, told: Told) -> None:
        self.written = Written()
        self._told = told
        living = raw.execute("SELECT count(*) FROM contact WHERE removed_at IS NULL").get
        self._people = int(str(living))
        self._whole = (how_many(raw) + self._people * _ROWS_A_CARD) or 1

    def counted_cards(self, cards: Iterable[Card]) -> Iterator[Card]:
        """Cards as they pass."""
        for card in cards:
            self.written.cards += 1
            self._tell(self.written.cards)
            yield card

    def counted_rows(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Rows likewise."""
        for row in rows:
            self.written.rows += 1
            self._tell(self.written.rows)
            yield row

    def _tell(self, count: int) -> None:
        if count % _EVERY:
            return
        cards, rows = self.written.cards, self.written.rows
        done = rows + min(cards, self._people) * _ROWS_A_CARD
        if not self._told(cards + rows, min(done * _ALL // self._whole, _ALL)):
            raise UserError(_("The export was stopped; no file was written."))


def _everybody(asking: Asking, files: FileStore, *, own_ids: bool = False) -> Iterator[Card]:
    yield from _people(asking, files, own_ids=own_ids)
    yield from _firms(asking)


def _people(asking: Asking, files: FileStore, *, own_ids: bool) -> Iterator[Card]:
    last = 0
    while True:
        statement = _SELECT.where(_CONTACT.c.rid > last, _CONTACT.c.removed_at.is_(None)).limit(_PAGE)
        rows = asking.connection.execute(statement).all()
        if not rows:
            return
        last = rows[-1].rid
        yield from _cards_of(asking, files, rows, own_ids=own_ids)
        del rows  # before the next are read: one page at a time


def _cards(asking: Asking, files: FileStore, statement: sa.Select[Any]) -> Iterator[Card]:
    return _cards_of(asking, files, asking.connection.execute(statement).all())


def _cards_of(asking: Asking, files: FileStore, rows: Sequence[Any], *, own_ids: bool = False) -> Iterator[Card]:
    ids = [row.id for row in rows]
    channels = _grouped(asking, TABLES["channel"], Channel.contact_id, ids)
    addresses = _grouped(asking, TABLES["address"], Address.contact_id, ids)
    tags = _words(asking, Tag.name, ContactTag, Tag, ContactTag.tag_id, ids)
    status = sa.func.coalesce(sa.func.nullif(PickItem.key, ""), PickItem.label)  # a person's own have no key
    statuses = _words(asking, status, ContactStatus, PickItem, ContactStatus.status_id, ids)
    own = own_pairs(asking.connection, ids)
    for row in rows:
        uid = "" if own_ids else row.foreign_uid
        yield _card(row, uid or uid_of(row.id.bytes), channels.get(row.id, []), addresses.get(row.id, []), tags.get(row.id, []),
                    _extra(row, statuses.get(row.id, []), own.get(str(row.id), [])), _photo(files, row.photo_hash))  # fmt: skip


def _card(
    row: Any,
    uid: str,
    channels: list[Any],
    addresses: list[Any],
    tags: list[str],
    extra: tuple[tuple[str, str], ...],
    photo: CardPhoto | None,
) -> Card:
    return Card(
        uid=uid,
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
    for name, known in _EXTRA.items():
        value = getattr(row, name)
        if value in ("", None, 0, False):
            continue
        found.append((name, "1" if known.kind is FieldKind.FLAG else str(value)))
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
    last = 0
    while True:
        page = sa.select(_COMPANY).where(_COMPANY.c.rid > last, _COMPANY.c.removed_at.is_(None), which)
        rows = asking.connection.execute(page.order_by(_COMPANY.c.rid).limit(_PAGE)).all()
        if not rows:
            return
        last = rows[-1].rid
        ids = [row.id for row in rows]
        channels = _grouped(asking, TABLES["channel"], Channel.company_id, ids)
        addresses = _grouped(asking, TABLES["address"], Address.company_id, ids)
        for row in rows:
            yield Card(
                uid=row.foreign_uid or f"urn:uuid:{row.id}", is_company=True, company=row.name, full_name=row.name,
                channels=tuple(_channel(one) for one in channels.get(row.id, [])),
                addresses=tuple(_address(one) for one in addresses.get(row.id, [])),
            )  # fmt: skip
