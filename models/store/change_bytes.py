"""Change sets as SQLite keeps them: the bytes its session extension inverts, joins and applies.

The format is told in SQLite's source, `ext/session/sqlite3session.c` ("Changeset format"): for each table a head with
its columns and key, then its rows, each an operation and the cells before and after.
"""

import struct
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import apsw

_OPERATIONS = {
    "insert": bytes((apsw.SQLITE_INSERT, 0)),
    "update": bytes((apsw.SQLITE_UPDATE, 0)),
    "delete": bytes((apsw.SQLITE_DELETE, 0)),
}
_NO_CHANGE = apsw.no_change
_UNDEFINED, _NULL = b"\x00", b"\x05"
_INTEGER = struct.Struct(">Bq").pack
_REAL = struct.Struct(">Bd").pack
_SHORT = 0x80  # sizes below fit one byte

Row = tuple[str, int, str, Sequence[Any] | None, Sequence[Any] | None]  # table, its columns, operation, before, after


def packed(rows: Iterable[Row]) -> bytes:
    """The change set of rows; the key of every table is its first column. Rows of one table need not stand together."""
    tables: dict[str, list[bytes]] = {}
    for table, columns, operation, before, after in rows:
        pieces = tables.get(table)
        if pieces is None:
            pieces = tables[table] = [_head(table, columns)]
        pieces.append(_OPERATIONS[operation])
        for cells in (before, after):
            if cells is not None:
                pieces += [_UNDEFINED if value is _NO_CHANGE else _cell(value) for value in cells]
    return b"".join(chain.from_iterable(tables.values()))


def _head(table: str, columns: int) -> bytes:
    return b"T" + _size(columns) + b"\x01" + bytes(columns - 1) + table.encode() + b"\x00"


def _cell(value: Any) -> bytes:
    if isinstance(value, str):
        text = value.encode()
        return b"\x03" + _size(len(text)) + text
    if value is None:
        return _NULL
    if isinstance(value, int):
        return _INTEGER(1, value)
    if isinstance(value, float):
        return _REAL(2, value)
    assert isinstance(value, bytes)
    return b"\x04" + _size(len(value)) + value


def _size(number: int) -> bytes:
    """SQLite's own varint: seven bits a byte, the highest first, all but the last one marked."""
    if number < _SHORT:
        return bytes((number,))
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))
