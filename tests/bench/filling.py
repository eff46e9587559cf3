"""An office's records in bulk: what the server would have made of a workspace that was sent to it, without the sending.

The rows are made by the server's own functions (`entity_rows`, `merge.scope_of`, `digests`), digest and head are written
by its storage; what is left out is reading what stands, upserts, and indexes kept up row by row. `test_bench_offices.py`
compares every table with the server's way.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw
import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Table

from sync.client.shape import ORDER, WIRE, as_dict, parents_of, to_wire
from sync.protocol.clock import at
from sync.protocol.digests import added, bucket_of, row_hash
from sync.protocol.merge import Entity, Version, scope_of
from sync.protocol.scopes import PUBLIC, WITHDRAWN
from sync.server import tables as t
from sync.server.accounts import FIRM
from sync.server.backends import insert_text, names
from sync.server.entity_rows import files_of, row_of, written
from sync.server.site import DATABASE, open_storage
from sync.server.sql_storage import SqlStorage
from sync.server.storage import Writes
from tests.bench.bases import Progress, bare
from tests.bench.offices import a_firm

_AT_ONCE = 20_000
_SAMPLE = 5
_FILLED = (t.entity, t.parent, t.blob_ref, t.change, t.digest)
_INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s"


def fill(folder: Path, device: str, workspace: Path, now: int, most: int = -1) -> int:
    """Everything in a workspace, or so many records of each kind, into the folder of an office that has none yet.

    Returns how many records there are.
    """
    filling = _Filling(device, now)
    told = Progress("filling an office")
    with bare(workspace) as raw, _in_a_hurry(folder / DATABASE) as office:
        for table in ORDER:
            rows = raw.execute(f"SELECT * FROM {table} LIMIT ?", (most,))
            while some := list(islice(rows, _AT_ONCE)):
                for row in some:
                    filling.add(table, as_dict(table, row))
                filling.write(office)
                told.so_far(filling.head, "records")
        told.step("indexes")
    storage = open_storage(folder)
    with storage.writing(FIRM) as tx:
        assert not tx.organisation.head, "the office had records already"
        tx.write(Writes(digest=filling.digest, head=filling.head))
    storage.close()
    told.step("done")
    return filling.head


def sample(workspace: Path) -> str:
    """What filling makes of a few records of each kind: another text where the server would make other rows of them."""
    with TemporaryDirectory() as place:
        storage, _signed = a_firm(Path(place), "")
        storage.close()
        fill(Path(place), "device", workspace, 1, _SAMPLE)
        with closing(apsw.Connection(str(Path(place) / DATABASE))) as office:
            return repr([office.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in _FILLED])


def pour(database: Path, url: str) -> None:
    """An office's SQLite file into an empty PostgreSQL database, table by table, each in the order it was written."""
    SqlStorage.open(url).close()
    told = Progress("pouring into PostgreSQL")
    with psycopg.connect(url, autocommit=True) as there, closing(apsw.Connection(str(database))) as here:
        there.execute("SET maintenance_work_mem = '512MB'")
        for table in t.metadata.sorted_tables:
            if table is not t.schema_step:
                _pour_table(here, there, table, told)
    told.step("done")


@dataclass
class _Filling:
    """Rows of an office, from those of a workspace."""

    device: str
    now: int
    head: int = 0
    digest: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)  # scope, bucket → count, sum
    _hidden: dict[str, Entity] = field(default_factory=dict)  # what hangs on one of them is seen no further than it
    _rows: dict[Table, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, row: dict[str, Any]) -> None:
        """One record, as it stands in the workspace."""
        self.head += 1
        record_id: bytes = row["id"]
        born = Version(self.head, at(self.now), self.device)
        fields = {name: to_wire(table, name, row[name]) for name in WIRE[table]}
        parents = tuple(sorted(parents_of(table, row)))
        entity = Entity(table, record_id.hex(), self.head, born, fields, parents=parents)
        scope = scope_of(entity, self._hidden)
        if scope != PUBLIC:
            entity = Entity(table, entity.id, self.head, born, fields, parents=parents, scope=scope)
            self._hidden[entity.id] = entity
        self._rows[t.entity].append(row_of(FIRM, entity))
        self._rows[t.parent] += [(FIRM, bytes.fromhex(each), record_id) for each in parents]
        self._rows[t.blob_ref] += [(FIRM, each, record_id) for each in sorted(files_of(fields))]
        who = ("", self.device, 0)
        self._rows[t.change].append((FIRM, self.head, record_id, table, "added", *who, self.now, None))
        if scope != WITHDRAWN:
            key = (scope, bucket_of(entity.id))
            count, total = self.digest.get(key, (0, 0))
            self.digest[key] = (count + 1, added(total, row_hash(record_id, self.head)))

    def write(self, office: apsw.Connection) -> None:
        """Those that were added since the last time."""
        for table, rows in self._rows.items():
            marks = f"VALUES({', '.join('?' * len(names(table)))})"
            office.executemany(insert_text(table, marks, "none"), written(table, rows))
            rows.clear()


@contextmanager
def _in_a_hurry(database: Path) -> Iterator[apsw.Connection]:
    """The file in one transaction that waits for no disk, the indexes made in the end, all as it was before."""
    office = apsw.Connection(str(database))
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1048576", "temp_store = MEMORY"):
            office.execute(f"PRAGMA {setting}").fetchall()
        with office:
            indexes = [index for table in _FILLED for index in _indexes(office, table)]
            for name, _made_by in indexes:
                office.execute(f'DROP INDEX "{name}"')
            yield office
            for _name, made_by in indexes:
                office.execute(made_by)
        office.execute("PRAGMA journal_mode = WAL").fetchall()
    finally:
        office.close()


def _indexes(office: apsw.Connection, table: Table) -> list[tuple[str, str]]:
    found = office.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", (table.name,)
    ).fetchall()
    return [(str(name), str(made_by)) for name, made_by in found]


def _pour_table(here: apsw.Connection, there: psycopg.Connection, table: Table, told: Progress) -> None:
    """Into a table emptied in the same transaction: its rows need no log and are read by everybody from then on."""
    with there.transaction(), there.cursor() as cursor:
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(table.name)))
        indexes = cursor.execute(_INDEXES, (table.name,)).fetchall()
        indexes = [(name, made_by) for name, made_by in indexes if name != table.primary_key.name]
        for name, _made_by in indexes:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        columns = sql.SQL(", ").join(map(sql.Identifier, names(table)))
        copy = sql.SQL("COPY {}({}) FROM STDIN (FREEZE)").format(sql.Identifier(table.name), columns)
        with cursor.copy(copy) as stream:
            for number, row in enumerate(_poured(here, table), start=1):
                stream.write_row(row)
                told.so_far(number, f"rows of {table.name}")
        for name, made_by in indexes:
            told.so_far(0, f"rows behind, making {name}")
            cursor.execute(made_by.encode())


def _poured(here: apsw.Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows of a table; a SQLite file has numbers for yes and no."""
    asked = ", ".join(f'"{name}"' for name in names(table))
    flags = [place for place, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    rows = here.execute(f'SELECT {asked} FROM "{table.name}" ORDER BY rowid')
    if not flags:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for place in flags:
            cells[place] = bool(cells[place])
        yield cells
