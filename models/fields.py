"""What a column means to a person, declared once: it drives form controls, lists, import, export, history and sync.

Each function declares one column of a noun together with its `Field`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.sql import text

from models.column_types import Day, Identity, Json, Moment, Scaled


class FieldKind(StrEnum):
    """Which control edits a field and how its value is read from text."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    FLAG = "flag"
    DAY = "day"
    PARTIAL_DAY = "partial_day"
    MOMENT = "moment"
    ZONE = "zone"
    LINK = "link"
    STRUCTURE = "structure"


# What is compared word by word; the words records hold can be offered to choose from.
OF_WORDS = frozenset({FieldKind.TEXT, FieldKind.CHOICE, FieldKind.ZONE})


@dataclass(frozen=True, slots=True)
class Field:
    """The meaning of one column. `history` asks for a system row in the history whenever it changes."""

    label: str
    kind: FieldKind
    group: str = ""
    searchable: bool = False
    synced: bool = True
    pick_list: str | None = None
    history: bool = False
    editable: bool = True


def text_field(
    label: str, group: str = "", *, searchable: bool = False, pick_list: str | None = None, history: bool = False
) -> MappedColumn[str]:
    """One line of text; empty where nothing was said."""
    kind = FieldKind.CHOICE if pick_list else FieldKind.TEXT
    return _plain(Field(label, kind, group, searchable, pick_list=pick_list, history=history))


def long_text_field(label: str, group: str = "", *, searchable: bool = False) -> MappedColumn[str]:
    """Several lines of text."""
    return _plain(Field(label, FieldKind.LONG_TEXT, group, searchable))


def partial_day_field(label: str, group: str = "") -> MappedColumn[str]:
    """A day whose year may be missing: `1985-12-12`, `--12-12`."""
    return _plain(Field(label, FieldKind.PARTIAL_DAY, group))


def kept_text(label: str) -> MappedColumn[str]:
    """Text the program keeps itself: shown and synced, not typed."""
    return _plain(Field(label, FieldKind.TEXT, editable=False))


def integer_field(label: str, group: str = "", *, default: int = 0, history: bool = False) -> MappedColumn[int]:
    """A whole number."""
    info = {"field": Field(label, FieldKind.INTEGER, group, history=history)}
    return mapped_column(Integer, nullable=False, default=default, server_default=text(str(default)), info=info)


def flag_field(
    label: str, group: str = "", *, default: bool = False, history: bool = False, synced: bool = True
) -> MappedColumn[bool]:
    """Yes or no; one that is not `synced` is true of this laptop alone."""
    info = {"field": Field(label, FieldKind.FLAG, group, synced=synced, history=history)}
    return mapped_column(Boolean, nullable=False, default=default, server_default=text(str(int(default))), info=info)


def decimal_field(
    label: str, group: str = "", *, places: int = 4, default: Decimal | None = None, history: bool = False
) -> MappedColumn[Any]:
    """A number with so many decimal places (quantity, per cent); None where it was not said."""
    info = {"field": Field(label, FieldKind.DECIMAL, group, history=history)}
    return mapped_column(Scaled(places), nullable=True, default=default, info=info)


def money_field(label: str, group: str = "", *, history: bool = False) -> MappedColumn[Any]:
    """An amount in the currency of its record, four places kept; None where it was not said."""
    info = {"field": Field(label, FieldKind.MONEY, group, history=history)}
    return mapped_column(Scaled(4), nullable=True, info=info)


def day_field(label: str, group: str = "", *, history: bool = False) -> MappedColumn[date | None]:
    """A calendar day."""
    return mapped_column(Day, nullable=True, info={"field": Field(label, FieldKind.DAY, group, history=history)})


def moment_field(label: str, group: str = "", *, editable: bool = True) -> MappedColumn[datetime | None]:
    """A moment, aware UTC."""
    info = {"field": Field(label, FieldKind.MOMENT, group, editable=editable)}
    return mapped_column(Moment, nullable=True, info=info)


def zone_field(label: str, group: str = "") -> MappedColumn[str]:
    """A time zone by its IANA name; empty where it is not known."""
    return _plain(Field(label, FieldKind.ZONE, group))


def structure_field(label: str) -> MappedColumn[Any]:
    """A small structure that is kept whole: properties of other programs, remembered mappings."""
    return mapped_column(Json, nullable=True, info={"field": Field(label, FieldKind.STRUCTURE, editable=False)})


def link_field(
    label: str,
    target: str,
    group: str = "",
    *,
    index: bool = True,
    owner: bool = False,
    one_of_owners: bool = False,
    history: bool = False,
) -> MappedColumn[Any]:
    """A link to a record of `target`; an owner link says that this row is a part of that record.

    A part that may belong to records of several kinds marks each such link `one_of_owners`.
    """
    return mapped_column(
        Identity,
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=not owner,
        info={
            "field": Field(label, FieldKind.LINK, group, history=history),
            "owner": owner or one_of_owners,
            "indexed": index,
        },
    )


def field_of(column: Column[Any]) -> Field | None:
    """The meaning of a column; None for the bookkeeping every record has."""
    found = column.info.get("field")
    return found if isinstance(found, Field) else None


def fields_of(table: Table) -> Iterator[tuple[str, Field]]:
    """Every column of a table that means something to a person, with its meaning."""
    for column in table.columns:
        found = field_of(column)
        if found is not None:
            yield column.name, found


def owner_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that say whose part a row is (a phone is a part of its contact or its company)."""
    return tuple(column for column in table.columns if column.info.get("owner"))


def link_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that point to other records."""
    return tuple(column for column in table.columns if column.foreign_keys)


def identity_value(value: object) -> UUID:
    """A UUID from a UUID, its bytes or its text."""
    if isinstance(value, UUID):
        return value
    return UUID(bytes=value) if isinstance(value, bytes) else UUID(str(value))


def _plain(field: Field) -> MappedColumn[str]:
    return mapped_column(Text, nullable=False, default="", server_default=text("''"), info={"field": field})
