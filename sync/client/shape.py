"""How the nouns travel: which fields, in which form, whose part a row is, what it cannot stand without."""

from collections import defaultdict
from collections.abc import Mapping
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlalchemy.schema import DefaultClause

from models.base import Link, Record
from models.column_types import Identity
from models.fields import link_columns, owner_columns
from models.nouns import NOUNS, TABLES
from models.store.recorder import COLUMNS
from models.store.sync_marks import SYNCED
from sync.protocol.messages import Value

_NAMED_BY_TEXT = frozenset({("custom_value", "record_id")})  # an id the file keeps as text with its hyphens
_HEX = 32
CREATED = "created_at"
EDITED = "edited_at"
_SPEAKING = frozenset({"contact", "company", "opportunity", "offer", "activity", "note", "history"})
_NO_PARENTS = frozenset({("activity", "series_id"), ("offer", "previous_id")})
_NO_PARTS = frozenset({"contact", "company", "seller", "product", "contact_group", "tag", "conflict"})


def _target(column: Column[Any]) -> str:
    return next(iter(column.foreign_keys)).column.table.name


def _default(column: Column[Any]) -> object:
    """What a cell says where nothing was said: the file's own default."""
    if not isinstance(column.server_default, DefaultClause):
        return None
    text = str(getattr(column.server_default.arg, "text", column.server_default.arg))
    return int(text) if text.lstrip("-").isdigit() else text.strip("'")


_NOUN = {noun.__tablename__: noun for noun in NOUNS}
SETS = frozenset(name for name, noun in _NOUN.items() if issubclass(noun, Link))
RECORDS = frozenset(name for name, noun in _NOUN.items() if issubclass(noun, Record))
WIRE: dict[str, tuple[str, ...]] = {
    name: (*fields, CREATED) if CREATED in TABLES[name].columns else fields for name, fields in SYNCED.items()
}
LINKS: dict[str, dict[str, str]] = {
    name: {column.name: _target(column) for column in link_columns(TABLES[name])} for name in SYNCED
}
# The links a row cannot stand without: to its owner, and both ends of a member of a set.
VITAL: dict[str, frozenset[str]] = {
    name: frozenset(column.name for column in (link_columns if name in SETS else owner_columns)(TABLES[name]))
    for name in SYNCED
}
# Whoever may not see one of these records does not see the row: it is a part of it, or speaks about it.
PARENTS: dict[str, tuple[str, ...]] = {
    name: tuple(
        column
        for column, target in LINKS[name].items()
        if column in {each.name for each in owner_columns(TABLES[name])}
        or (name not in _NO_PARTS and target in _SPEAKING and (name, column) not in _NO_PARENTS)
    )
    for name in SYNCED
}
IDENTITIES: dict[str, frozenset[str]] = {
    name: frozenset(column.name for column in TABLES[name].columns if isinstance(column.type, Identity | LargeBinary))
    for name in SYNCED
}
DEFAULTS: dict[str, dict[str, object]] = {
    name: {column.name: _default(column) for column in TABLES[name].columns} for name in SYNCED
}
REQUIRED: dict[str, frozenset[str]] = {
    name: frozenset(column.name for column in TABLES[name].columns if not column.nullable) for name in SYNCED
}
FILES: dict[str, tuple[str, ...]] = {
    name: tuple(field for field in fields if field == "sha256" or field.endswith("_hash"))
    for name, fields in SYNCED.items()
}
POINTING_AT: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _name, _links in LINKS.items():
    for _column, _aim in _links.items():
        POINTING_AT[_aim].append((_name, _column))
ORDER: tuple[str, ...] = tuple(
    TopologicalSorter(
        {name: {aim for aim in links.values() if aim != name} for name, links in LINKS.items()}
    ).static_order()
)
PLACE = {name: number for number, name in enumerate(ORDER)}


def to_wire(table: str, field: str, value: Any) -> Value:
    """A cell of the file as it travels."""
    if isinstance(value, bytes):
        return value.hex()
    if (table, field) in _NAMED_BY_TEXT and isinstance(value, str):
        return value.replace("-", "")
    assert value is None or isinstance(value, str | int)
    return value


def from_wire(table: str, field: str, value: Value) -> object:
    """A value that came as a cell of the file; what cannot be one is the default."""
    if value is None:
        return DEFAULTS[table][field] if field in REQUIRED[table] else None
    if isinstance(value, bool):
        return int(value)
    if (table, field) in _NAMED_BY_TEXT and isinstance(value, str) and len(value) == _HEX:
        return str(UUID(value))
    if field in IDENTITIES[table]:
        try:
            return bytes.fromhex(value) if isinstance(value, str) else None
        except ValueError:
            return None
    return value


def parents_of(table: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """The records a row is a part of or speaks about, as ids in hex."""
    found = [value.hex() for column in PARENTS[table] if isinstance(value := row[column], bytes)]
    if table == "custom_value" and row["record_id"]:
        found.append(str(row["record_id"]).replace("-", ""))
    return tuple(dict.fromkeys(found))


def as_dict(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    """A whole row by the names of its cells."""
    return dict(zip(COLUMNS[table], row, strict=True))
