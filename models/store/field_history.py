"""Writes "field changed" rows into the history for the fields that ask for it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import apsw

from models.column_types import Scaled, to_millis
from models.fields import Field, FieldKind, fields_of
from models.ids import new_id_bytes
from models.nouns import TABLES
from models.store.recorder import NO_CHANGE, POSITION, Change, ChangeSet
from resources.i18n import _

_WATCHED: dict[str, dict[str, Field]] = {
    name: watched
    for name, table in TABLES.items()
    if (watched := {column: field for column, field in fields_of(table) if field.history})
}
_LINK_OF = {"contact": "contact_id", "company": "company_id", "opportunity": "opportunity_id", "offer": "offer_id"}
_NOTHING = "—"
_PLACES = {
    (name, column): kept_as.places
    for name, watched in _WATCHED.items()
    for column in watched
    if isinstance(kept_as := TABLES[name].c[column].type, Scaled)
}
_MANY = 500  # a change of more rows than this is a bulk change: its journal entry is its history


def write(connection: apsw.Connection, changes: ChangeSet, now: datetime, user_id: bytes | None) -> bool:
    """Add a system row for each watched cell that changed. True where any row was written."""
    updates = [change for change in changes.rows if change.op == "update" and change.table in _WATCHED]
    if not updates or len(updates) > _MANY:
        return False
    rows = list(_rows(connection, updates, now, user_id))
    connection.executemany(
        "INSERT INTO history(id, kind, system, field, regarding, details, start_at, created_at, edited_at, owner_id,"
        " contact_id, company_id, opportunity_id, offer_id) VALUES(?, 'system', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return bool(rows)


def _rows(
    connection: apsw.Connection, updates: Iterable[Change], now: datetime, user_id: bytes | None
) -> Iterable[tuple[Any, ...]]:
    at = to_millis(now)
    for change in updates:
        link = _LINK_OF.get(change.table)
        if link is None:
            continue
        for column, field in _WATCHED[change.table].items():
            index = POSITION[change.table][column]
            assert change.old is not None
            assert change.new is not None
            if change.new[index] is NO_CHANGE:
                continue
            links = dict.fromkeys(_LINK_OF.values())
            links[link] = _links_of(connection, change)["id"]
            if change.table in ("opportunity", "offer"):
                links |= _links_of(connection, change, ("contact_id", "company_id"))
            before, after = (_shown(connection, change.table, column, side[index]) for side in (change.old, change.new))
            text = f"{before} → {after}"
            yield (new_id_bytes(), column, field.label, text, at, at, at, user_id, *links.values())


def _links_of(connection: apsw.Connection, change: Change, columns: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    if change.row is not None:
        return {column: change.row[POSITION[change.table][column]] for column in columns}
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM {change.table} WHERE rid = ?",
        (change.rid,),
    ).fetchall()
    return dict(zip(columns, row[0], strict=True))


def _shown(connection: apsw.Connection, table: str, column: str, value: Any) -> str:
    """A value as a person would read it: a link by its name, a choice by its label, an empty one as a dash."""
    if value in (None, ""):
        return _NOTHING
    field = _WATCHED[table][column]
    if field.kind is FieldKind.FLAG:
        return _("yes") if value else _("no")
    if field.kind in (FieldKind.MONEY, FieldKind.DECIMAL):
        return f"{Decimal(value).scaleb(-_PLACES[table, column]).normalize():f}"
    if field.kind is FieldKind.LINK:
        target = next(iter(TABLES[table].c[column].foreign_keys)).column.table.name
        row = connection.execute(f"SELECT name FROM {target} WHERE id = ?", (value,)).fetchone()
        return str(row[0]) if row else _NOTHING
    if field.pick_list:
        row = connection.execute(
            "SELECT i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id WHERE l.key = ? AND i.key = ?",
            (field.pick_list, value),
        ).fetchone()
        return str(row[0]) if row else str(value)
    return str(value)
