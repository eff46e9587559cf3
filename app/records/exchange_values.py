"""Values of any field as a person reads them, and the titles of the records they belong to: for conflicts and refusals."""

from datetime import tzinfo
from decimal import Decimal
from uuid import UUID

from app.command import Raw
from app.formatting import stamp
from models.column_types import Scaled, from_millis
from models.fields import Field, FieldKind, field_of
from models.kinds import Kind, Ref
from models.nouns import TABLES
from resources.i18n import N_, _

_BOOKKEEPING = {
    "removed_at": N_("Removed"),
    "access": N_("Who sees it"),
    "owner_id": N_("Owner"),
    "*": N_("Everything"),
}
_TITLES = {
    "contact": "trim(first || ' ' || last)", "company": "name", "offer": "number", "opportunity": "name", "tag": "name",
    "activity": "regarding", "note": "substr(text, 1, 60)", "history": "regarding", "product": "name", "channel": "value",
    "address": "city", "promise": "text", "attachment": "name", "contact_group": "name", "seller": "name",
    "app_user": "name", "requisites": "legal_name", "offer_line": "name", "price_list": "name", "pick_item": "label",
    "process": "name", "stage": "name", "custom_value": "value", "opportunity_line": "name", "offer_section": "title",
}  # fmt: skip


def label_of(table: str, field: str) -> str:
    """What a field is called."""
    if field in _BOOKKEEPING:
        return _(_BOOKKEEPING[field])
    known = _field(table, field)
    return _(known.label) if known is not None else field


def shown(raw: Raw, table: str, field: str, value: object, zone: tzinfo | None = None) -> str:
    """A value that travels, as a person reads it, moments by the clock of a zone where one is named; nothing is a dash."""
    if value in (None, ""):
        return "—"
    known = _field(table, field)
    if field == "removed_at":
        return _("removed")
    if isinstance(value, dict):
        return "; ".join(
            f"{label_of(table, name)}: {shown(raw, table, name, part, zone)}" for name, part in value.items()
        )
    if known is None or not isinstance(value, str | int):
        return str(value)
    if known.kind is FieldKind.MOMENT and isinstance(value, int):
        at = from_millis(value)
        return stamp(at, zone=zone) if zone is not None else at.isoformat(timespec="minutes")
    return _read(raw, table, field, known, value)


def title_of(raw: Raw, table: str, record: str) -> str:
    """What a record is called; empty where it is not here or has no name."""
    if table not in _TITLES:
        return ""
    row = raw.execute(f"SELECT {_TITLES[table]} FROM {table} WHERE id = ?", (bytes.fromhex(record),)).fetchone()  # noqa: S608 - names of our own
    return str(row[0]) if row else ""


def ref_of(table: str, record: str) -> Ref | None:
    """The record, where it is of a kind one can open."""
    return Ref(Kind(table), UUID(record)) if table in set(Kind) and len(record) == 32 else None  # noqa: PLR2004 - hex of an id


def _field(table: str, field: str) -> Field | None:
    if table not in TABLES or field not in TABLES[table].columns:
        return None
    return field_of(TABLES[table].columns[field])


def _read(raw: Raw, table: str, field: str, known: Field, value: str | int) -> str:
    column = TABLES[table].columns[field]
    if known.kind is FieldKind.FLAG:
        return _("yes") if value else _("no")
    if isinstance(column.type, Scaled):
        return f"{Decimal(value).scaleb(-column.type.places).normalize():f}"
    if known.kind is FieldKind.LINK and isinstance(value, str):
        target = next(iter(column.foreign_keys)).column.table.name
        return title_of(raw, target, value) or value
    if known.pick_list:
        row = raw.execute(
            "SELECT i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id WHERE l.key = ? AND i.key = ?",
            (known.pick_list, value),
        ).fetchone()
        return str(row[0]) if row else str(value)
    return str(value)
