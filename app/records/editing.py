"""Edits of any noun by field name: read from text, checked, written; the fields say what may stand where."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from uuid import UUID

from app.command import Tx
from app.records.kinds import KIND_LIST, LOGGED, PLANNED, kind_meant
from app.records.pick_lists import key_of
from app.records.typed_numbers import read_number
from app.zone_names import zone_named
from models.base import Part
from models.errors import UserError
from models.fields import Field, FieldKind, fields_of
from models.nouns import TABLES
from models.rules.partial_date import parse_partial
from resources.i18n import _, language

_YES = {"1", "yes", "true", "on", "да", "y", "+"}
_NO = {"", "0", "no", "false", "off", "нет", "n", "-"}


def edit_fields(tx: Tx, noun: type[Part], record_id: UUID, edits: Mapping[str, object]) -> None:
    """Write the edits into a record.

    Raises:
        UserError: a field is unknown or its text cannot be read; it names the field, and nothing was written.
        NotFoundError: the record is no longer here.
    """
    if edits:
        tx.update(noun, record_id, read_all(tx, noun.__tablename__, edits))


def read_all(tx: Tx, table: str, edits: Mapping[str, object]) -> dict[str, Any]:
    """The values meant by edits of a noun's fields; the label of a pick list's value is read as its key.

    Raises:
        UserError: a field is unknown or its text cannot be read, or there is no such kind; it names the field.
    """
    values = read_values(table, edits)
    for name, value in values.items():
        pick_list = editable_fields(table)[name].pick_list
        if pick_list and value:
            tx.flush()
            values[name] = _meant(tx, table, pick_list, str(value))
    return values


def read_values(table: str, edits: Mapping[str, object]) -> dict[str, Any]:
    """The values meant by edits of a noun's fields.

    Raises:
        UserError: a field is unknown or its text cannot be read; it names the field.
    """
    known = editable_fields(table)
    return {name: read_value(known[name], name, value) for name, value in edits.items() if _must_be_known(name, known)}


@cache
def editable_fields(table: str) -> dict[str, Field]:
    """The fields of a noun a person may edit, links and structures left out."""
    return {
        name: field
        for name, field in fields_of(TABLES[table])
        if field.editable and field.kind not in (FieldKind.LINK, FieldKind.STRUCTURE)
    }


def read_value(field: Field, name: str, value: object) -> Any:
    """A value for a field from what was typed (or the value itself where it is of the right type already)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if field.kind is FieldKind.ZONE:
        return zone_named(text, field=name)  # it tells itself what it would have understood
    reader = _READERS.get(field.kind)
    if reader is None:
        return text
    try:
        return reader(text)
    except (ValueError, InvalidOperation, UserError) as error:
        raise UserError(
            _("“{text}” cannot be read as {label}.").format(text=text, label=_(field.label).lower()), field=name
        ) from error


def listed(value: object) -> list[str]:
    """Several values of one field: a text divided by commas, or the values themselves."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return [str(part) for part in value] if isinstance(value, Iterable) else []


def _meant(tx: Tx, table: str, pick_list: str, text: str) -> str:
    """What a record keeps of a value of a list; of kinds it keeps those alone that there are."""
    if pick_list == KIND_LIST:
        return kind_meant(tx.raw, text, PLANNED if table == "activity" else LOGGED)
    return key_of(tx.raw, pick_list, text)


def _must_be_known(name: str, known: Mapping[str, Field]) -> bool:
    if name not in known:
        raise UserError(
            _("There is no field {name}; the fields are: {fields}.").format(name=name, fields=", ".join(known)),
            field=name,
        )
    return True


def _decimal(text: str) -> Decimal | None:
    return read_number(text, language()) if text else None


def _integer(text: str) -> int:
    return int("".join(text.split()) or 0)


def _day(text: str) -> date | None:
    """A whole date in any of the usual forms, so that what a card shows can be typed over."""
    if not text:
        return None
    found = parse_partial(text)
    if found.year is None:
        raise ValueError(text)
    return date(found.year, found.month, found.day)


def _flag(text: str) -> bool:
    lowered = text.casefold()
    if lowered in _YES or lowered in _NO:
        return lowered in _YES
    raise ValueError(text)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


_READERS: dict[FieldKind, Any] = {
    FieldKind.INTEGER: _integer,
    FieldKind.DECIMAL: _decimal,
    FieldKind.MONEY: _decimal,
    FieldKind.FLAG: _flag,
    FieldKind.DAY: _day,
    FieldKind.PARTIAL_DAY: lambda text: str(parse_partial(text)) if text else "",
    FieldKind.MOMENT: _moment,
}
