"""Any record by its id: what kind it is, all its fields, plain edits and the recycle bin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.channels import shown_channel
from app.records.editing import edit_fields
from app.records.names import shown_name
from models.activity import Activity
from models.base import Record
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError, UserError
from models.fields import fields_of
from models.history import HistoryEntry
from models.kinds import Kind, Ref
from models.note import Note, Promise
from models.nouns import TABLES
from models.offer import Offer, SellerEntity
from models.opportunity import Opportunity
from models.pick_list import User
from models.product import PriceList, Product
from resources.i18n import N_, _

NOUN_OF: dict[Kind, type[Record]] = {
    Kind.CONTACT: Contact,
    Kind.COMPANY: Company,
    Kind.ACTIVITY: Activity,
    Kind.OPPORTUNITY: Opportunity,
    Kind.OFFER: Offer,
    Kind.PRODUCT: Product,
    Kind.NOTE: Note,
    Kind.PROMISE: Promise,
    Kind.HISTORY: HistoryEntry,
    Kind.SELLER: SellerEntity,
    Kind.PRICE_LIST: PriceList,
    Kind.USER: User,
}
_SHORTEST_ENDING = 4  # characters of an id's end that may stand for it
_PARTS = {
    Kind.CONTACT: (("channel", "contact_id"), ("address", "contact_id")),
    Kind.COMPANY: (("channel", "company_id"), ("address", "company_id"), ("requisites", "company_id")),
    Kind.OFFER: (("offer_section", "offer_id"), ("offer_line", "offer_id")),
    Kind.ACTIVITY: (("alarm", "activity_id"),),
}


@dataclass(frozen=True, slots=True)
class RecordView:
    """Every field of a record as it lies in the file, with its label, and its parts."""

    kind: str
    id: UUID
    title: str
    fields: tuple[tuple[str, str, Any], ...]  # name, label, value
    parts: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]


@query
def find_record(asking: Asking, text: str, kinds: Sequence[Kind] = tuple(NOUN_OF)) -> Ref:
    """The record an id means: the whole id, or an ending of it that no other record of these kinds shares.

    Raises:
        NotFoundError: no record has it.
        UserError: several do.
    """
    ending = text.strip().replace("-", "").lower()
    if len(ending) < _SHORTEST_ENDING or any(char not in "0123456789abcdef" for char in ending):
        raise NotFoundError(_("There is no record {id}.").format(id=text))
    found: list[Ref] = []
    for kind in kinds:
        table = _table(kind)
        if len(ending) == 32:  # noqa: PLR2004 - the hexadecimal digits of a UUID
            rows = asking.raw.execute(f"SELECT id FROM {table.name} WHERE id = ?", (bytes.fromhex(ending),))  # noqa: S608
        else:
            rows = asking.raw.execute(f"SELECT id FROM {table.name} WHERE hex(id) LIKE ?", ("%" + ending.upper(),))  # noqa: S608
        found += [Ref(kind, UUID(bytes=row[0])) for row in rows if isinstance(row[0], bytes)]
    if not found:
        raise NotFoundError(_("There is no record {id}.").format(id=text))
    if len(found) > 1:
        raise UserError(_("{count} records end in {id}; give more of the id.").format(count=len(found), id=text))
    return found[0]


@query
def record(asking: Asking, ref: Ref) -> RecordView:
    """All fields of a record, in the recycle bin or not."""
    table = _table(ref.kind)
    row = asking.connection.execute(sa.select(table).where(table.c.id == ref.id)).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no record {id}.").format(id=ref.id))
    fields = tuple((name, _(field.label), getattr(row, name)) for name, field in fields_of(table))
    extra = (("created_at", _("Created"), row.created_at), ("edited_at", _("Edited"), row.edited_at))
    removed = (("removed_at", _("Removed"), row.removed_at),) if row.removed_at else ()
    parts = tuple((part, _rows(asking, part, column, ref.id)) for part, column in _PARTS.get(ref.kind, ()))
    company = _company(asking, row) if ref.kind is Kind.CONTACT else ()
    return RecordView(str(ref.kind), ref.id, _title(ref.kind, row), company + fields + extra + removed, parts)


@command(N_("Edit record"))
def edit_record(tx: Tx, ref: Ref, edits: Mapping[str, object]) -> None:
    """Change plain fields of a record of any kind but an offer, whose lock and totals its own commands keep."""
    _plain(ref)
    edit_fields(tx, NOUN_OF[ref.kind], ref.id, edits)
    tx.subject = _title(ref.kind, tx.get(NOUN_OF[ref.kind], ref.id))


@command(N_("Remove record"))
def remove_record(tx: Tx, ref: Ref) -> None:
    """Put a record of any kind but an offer into the recycle bin."""
    _plain(ref)
    row = tx.get(NOUN_OF[ref.kind], ref.id)
    row.removed_at = tx.now
    tx.subject = _title(ref.kind, row)


@query
def counts(asking: Asking) -> dict[str, int]:
    """How many living records there are of each kind."""
    return {
        str(kind): int(
            asking.connection.execute(
                sa.select(sa.func.count()).select_from(_table(kind)).where(_table(kind).c.removed_at.is_(None))
            ).scalar_one()
        )
        for kind in NOUN_OF
    }


def _table(kind: Kind) -> sa.Table:
    """The table of a kind; "user" is a word of SQL, so its table is called otherwise."""
    return TABLES[NOUN_OF[kind].__tablename__]


def _plain(ref: Ref) -> None:
    if ref.kind is Kind.OFFER:
        raise UserError(_("An offer is changed on its own page: what was sent is locked."))


def _company(asking: Asking, row: Any) -> tuple[tuple[str, str, Any], ...]:
    name = asking.connection.execute(sa.select(Company.name).where(Company.id == row.company_id)).scalar()
    return (("company", _("Company"), name or ""),)


def _rows(asking: Asking, part: str, column: str, owner: UUID) -> tuple[Mapping[str, Any], ...]:
    table = TABLES[part]
    statement = sa.select(table).where(table.c[column] == owner, table.c.removed_at.is_(None)).order_by(table.c.rid)
    hidden = {"rid", "srv_seq", "srv_hlc", "removed_at", column}
    rows = []
    for row in asking.connection.execute(statement):
        values = {name: value for name, value in row._mapping.items() if name not in hidden and value not in (None, "")}  # noqa: SLF001 - SQLAlchemy's public name for it
        if part == "channel":
            values["shown"] = shown_channel(row.kind, row.value, row.normal, row.extension)
        rows.append(values)
    return tuple(rows)


def _title(kind: Kind, row: Any) -> str:
    if kind is Kind.CONTACT:
        return shown_name(row)
    for name in ("name", "number", "regarding", "title", "text"):
        if value := getattr(row, name, ""):
            return str(value)
    return ""
