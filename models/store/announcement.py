"""Turns a change set into the announcement screens listen to: parts speak for the records they belong to."""

from uuid import UUID

import apsw

from models.changes import MANY, KindChanges
from models.fields import owner_columns
from models.nouns import TABLES
from models.store.recorder import Change, ChangeSet
from models.store.text_index import owner_ids

_OWNERS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.name, next(iter(c.foreign_keys)).column.table.name) for c in owner_columns(table))
    for name, table in TABLES.items()
}


def kinds_changed(connection: apsw.Connection, changes: ChangeSet) -> dict[str, KindChanges]:
    """Which records of which kinds look different now. Asked inside the transaction, told after it."""
    found: dict[str, KindChanges] = {}
    for table, rows in changes.by_table().items():
        fields = frozenset[str]().union(*{row.changed_names() for row in rows if row.op == "update"})
        if len(rows) > MANY:
            _add(found, table, KindChanges(frozenset(), fields, many=True))
        else:
            _add(found, table, KindChanges(_ids(connection, table, rows), fields))
        for column, owner in _OWNERS[table]:
            if len(rows) > MANY:
                _add(found, owner, KindChanges(frozenset(), frozenset({table}), many=True))
            elif owners := owner_ids(connection, table, column, rows):
                ids = frozenset(UUID(bytes=value) for value in owners)
                _add(found, owner, KindChanges(ids, frozenset({table})))
    for table in changes.added:
        _add(found, table, KindChanges(frozenset(), frozenset(), many=True))
        for _column, owner in _OWNERS[table]:
            _add(found, owner, KindChanges(frozenset(), frozenset({table}), many=True))
    return found


def _ids(connection: apsw.Connection, table: str, rows: list[Change]) -> frozenset[UUID]:
    ids: set[bytes] = set()
    for row in rows:
        if row.row is not None:
            ids.add(row.row[1])  # the id stands beside the rid
        else:
            answer = connection.execute(f"SELECT id FROM {table} WHERE rid = ?", (row.rid,)).fetchone()
            ids.update(answer or ())
    return frozenset(UUID(bytes=value) for value in ids if len(value) == 16)  # noqa: PLR2004 - a link's key has 32


def _add(found: dict[str, KindChanges], kind: str, more: KindChanges) -> None:
    before = found.get(kind)
    if before is not None:
        more = KindChanges(before.ids | more.ids, before.fields | more.fields, before.many or more.many)
    found[kind] = more
