"""The rows of a full export as plain values and back: ids as hexadecimal, everything else as the file keeps it.

They are read one after another as they are written, whatever their number: none waits in memory.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.exchange.json_writer import JOURNAL
from app.records.archive_kinds import KEPT
from models.base import Link
from models.fields import link_columns
from models.nouns import NOUNS, TABLES
from models.store.transaction import Raw

OWNER = "owner_id"
MINE_ALONE = frozenset({"rid", "srv_seq", "srv_hlc"})  # what the next workspace gives itself
_NOUN = {noun.__tablename__: noun for noun in NOUNS}
_ID_SIZE = 16  # bytes
_LARGEST = 1 << 63  # of whole numbers in the file
_HALF_SIGN = re.compile(r"[\ud800-\udfff]")  # of a pair; JSON can say one alone, the file cannot
_ENTRY = ("at", "name", "subject", "source", "user_id", "state", "rows")  # an entry without what undo needs of it


def rows_of(raw: Raw, name: str) -> Iterator[dict[str, Any]]:
    """Every row of a noun, those in the recycle bin too, in the order they were made; what is empty is left out."""
    columns = kept_columns(name)
    return _said(raw, name, columns)


def journal_of(raw: Raw) -> Iterator[dict[str, Any]]:
    """What was changed, when and by whom, as the journal lists it."""
    return _said(raw, JOURNAL, _ENTRY)


def how_many(raw: Raw) -> int:
    """How many rows a full export has."""
    counts = (raw.execute(f"SELECT count(*) FROM {name}").get for name in (*KEPT, JOURNAL))  # noqa: S608 - names from the metadata
    return sum(int(str(count)) for count in counts)


@cache
def kept_columns(name: str) -> tuple[str, ...]:
    """What is kept of a noun, in the order of its table."""
    return tuple(column.name for column in TABLES[name].columns if column.name not in MINE_ALONE)


@cache
def links_of(name: str) -> Mapping[str, str]:
    """The columns that point to other records, and whose; the owner of a record is a user."""
    found = {one.name: next(iter(one.foreign_keys)).column.table.name for one in link_columns(TABLES[name])}
    return found | ({OWNER: "app_user"} if OWNER in TABLES[name].columns else {})


def row_meant(name: str, entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """A row as the file keeps it; None where it has no id. A value that is not of its kind is left out."""
    readers = _readers(name)
    row = {
        column: meant for column, value in entry.items() if (meant := _meant(readers.get(column), value)) is not None
    }
    return row if "id" in row else None


def id_meant(text: object) -> bytes | None:
    """The id a hexadecimal text tells, with `0x` before it or without, dashes or none; None where it is none."""
    found = _bytes(text.replace("-", "")) if isinstance(text, str) else None
    return found if found is not None and len(found) == _ID_SIZE else None


def uid_of(contact_id: bytes) -> str:
    """The identity a contact of ours has in other programs (RFC 9562's URN)."""
    text = contact_id.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _said(raw: Raw, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    quoted = ", ".join(f'"{column}"' for column in columns)
    for row in raw.execute(f"SELECT {quoted} FROM {table} ORDER BY rid"):  # noqa: S608 - names from the metadata
        yield {
            column: "0x" + value.hex() if isinstance(value, bytes) else value
            for column, value in zip(columns, row, strict=True)
            if value is not None and value != ""
        }


@cache
def _readers(name: str) -> dict[str, Callable[[Any], Any]]:
    """How each column of a noun is read."""
    found = {column.name: _reader(column) for column in TABLES[name].columns if column.name not in MINE_ALONE}
    if issubclass(_NOUN[name], Link):
        found["id"] = _bytes
    return found


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    kept_as = column.type
    inner = kept_as.impl if isinstance(kept_as, sa.types.TypeDecorator) else kept_as
    if isinstance(inner, sa.LargeBinary):
        return id_meant
    return _whole if isinstance(inner, (sa.Integer, sa.Boolean)) else _text


def _meant(reader: Callable[[Any], Any] | None, value: Any) -> Any:
    return reader(value) if reader is not None else None


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and -_LARGEST <= value < _LARGEST else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    if not value.isascii() and _HALF_SIGN.search(value):
        return _HALF_SIGN.sub("\ufffd", value)
    return value


def _bytes(text: Any) -> bytes | None:
    try:
        return bytes.fromhex(text.removeprefix("0x")) if isinstance(text, str) else None
    except ValueError:
        return None
