"""What waits to be sent, frozen into batches: the same bytes however often they are sent.

One batch is under way at a time. It carries the generation of each cell, so that its answer clears what was sent and
nothing that was written meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from models.store import arrays
from models.store.sync_marks import DELETED, WHOLE_ROW
from models.store.transaction import Raw
from sync.client import state
from sync.client.cells import blob, whole
from sync.client.privacy import Privacy
from sync.client.shape import DEFAULTS, FILES, ORDER, PARENTS, RECORDS, WIRE, as_dict, parents_of, to_wire
from sync.protocol import clock
from sync.protocol.json_form import write
from sync.protocol.json_text import loads
from sync.protocol.merge import READ_FROM
from sync.protocol.messages import ACCESS, MOST_BYTES_PUSHED, MOST_ROWS_PUSHED, REMOVED, Batch, Cell, Op
from sync.protocol.scopes import PRIVATE

_HEAD, _TAIL = b'{"ops":[', b"]}"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A batch as it is sent; `files` are the hashes of what it names and the server must have first."""

    number: int
    body: bytes
    rows: int
    files: tuple[str, ...] = ()


class Place(NamedTuple):
    """How far one pass over the waiting rows has come."""

    table: int = 0
    after: bytes = b""


class Mark(NamedTuple):
    """One unsent cell."""

    field: str
    hlc: int
    gen: int
    base: int


START = Place()


def outstanding(raw: Raw) -> Frozen | None:
    """The batch that was frozen and is not answered yet."""
    row = raw.execute("SELECT number, body FROM sync_outbox WHERE answered = 0 ORDER BY number LIMIT 1").fetchone()
    if row is None:
        return None
    number, body = whole(row[0]), blob(row[1])
    return Frozen(number, body, 0, tuple(_files_in(body)))


def freeze(
    raw: Raw, now_ms: int, place: Place = START, *, rows: int = MOST_ROWS_PUSHED, size: int = MOST_BYTES_PUSHED
) -> tuple[Frozen | None, Place]:
    """Freeze the next batch past a place, inside the caller's transaction; None where nothing past it can be sent."""
    assert outstanding(raw) is None
    batch = _Batch(raw, rows, size)
    end = batch.fill(place)
    if not batch.ops:
        return None, end
    number = state.load(raw).last_batch + 1
    body = _HEAD + b",".join(batch.ops) + _TAIL
    raw.execute(
        "INSERT INTO sync_outbox(number, body, sha256, frozen_at) VALUES(?, ?, ?, ?)",
        (number, body, sha256(body).digest(), now_ms),
    )
    raw.executemany(
        'INSERT INTO sync_outbox_cell(number, "table", id, field, gen) VALUES(?, ?, ?, ?, ?)',
        ((number, *cell) for cell in batch.cells),
    )
    state.put(raw, last_batch=number)
    return Frozen(number, body, len(batch.ops), tuple(batch.files)), end


def sent(body: bytes) -> tuple[Op, ...]:
    """What a batch of our own says; unlike a stranger's it is not doubted."""
    return tuple(
        Op(
            op["kind"],
            op["id"],
            {name: Cell(*cell) for name, cell in op["cells"].items()},
            withdrawn=op.get("withdrawn", False),
        )
        for op in loads(body)["ops"]
    )


def thaw(raw: Raw) -> None:
    """Give up the batch under way: its cells are still marked and are frozen again."""
    raw.execute("DELETE FROM sync_outbox_cell")
    raw.execute("DELETE FROM sync_outbox WHERE answered = 0")


def start_anew(raw: Raw, device: str) -> None:
    """This workspace goes on as another device: its batches are numbered from one again."""
    thaw(raw)
    raw.execute("DELETE FROM sync_outbox")
    state.put(raw, device=device, last_batch=0)


def waiting(raw: Raw) -> dict[str, int]:
    """How many rows of each table have unsent cells, private ones included."""
    rows = raw.execute('SELECT "table", count(DISTINCT id) FROM sync_dirty GROUP BY "table"').fetchall()
    return {str(table): whole(count) for table, count in rows}


class _Batch:
    """A batch being filled, table by table, parents before children."""

    def __init__(self, raw: Raw, rows: int, size: int) -> None:
        self._raw = raw
        self._rows = rows
        self._left = size - len(_HEAD) - len(_TAIL)
        self._privacy = Privacy(raw)
        self.ops: list[bytes] = []
        self.cells: list[tuple[str, bytes, str, int]] = []
        self.files: dict[str, None] = {}

    def fill(self, place: Place) -> Place:
        """Take rows past the place until the batch is full or nothing waits; returns where it stopped."""
        number, after = place
        while number < len(ORDER) and len(self.ops) < self._rows:
            table = ORDER[number]
            ids = [
                blob(row[0])
                for row in self._raw.execute(
                    'SELECT DISTINCT id FROM sync_dirty WHERE "table" = ? AND id > ? ORDER BY id LIMIT ?',
                    (table, after, self._rows - len(self.ops)),
                )
            ]
            if not ids:
                number, after = number + 1, b""
                continue
            for record_id, op, marks in self._ops(table, ids):
                if op is not None and not self._add(table, record_id, op, marks):
                    return Place(number, after)
                after = record_id
        return Place(number, after)

    def _add(self, table: str, record_id: bytes, op: Op, marks: list[Mark]) -> bool:
        """Put a row in; False where there is no more room for it."""
        body = write(Batch((op,)))[len(_HEAD) : -len(_TAIL)]
        if self.ops and len(body) + 1 > self._left:
            return False
        self._left -= len(body) + 1
        self.ops.append(body)
        sent = [mark for mark in marks if not op.withdrawn or mark.field == ACCESS]
        self.cells += ((table, record_id, mark.field, mark.gen) for mark in sent)
        named = (op.cells[field].value for field in FILES[table] if field in op.cells)
        self.files.update((str(value), None) for value in named if value)
        return True

    def _ops(self, table: str, ids: list[bytes]) -> Iterator[tuple[bytes, Op | None, list[Mark]]]:
        """The op of each row; None where there is nothing to send."""
        marks = _marks(self._raw, table, ids)
        found = self._raw.execute(
            f"SELECT * FROM {table} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(ids),)
        )
        rows: dict[bytes, dict[str, Any]] = {blob(each[1]): as_dict(table, each) for each in found.fetchall()}
        hidden = self._privacy.hidden(table, list(rows))
        for record_id in ids:
            if record_id not in rows:
                op = self._deletion(table, record_id, marks[record_id])
            elif record_id in hidden:
                op = _withdrawal(table, rows[record_id], marks[record_id])
            else:
                op = _change(table, rows[record_id], marks[record_id])
            yield record_id, op, marks[record_id]

    def _deletion(self, table: str, record_id: bytes, marks: list[Mark]) -> Op | None:
        """A row deleted for good; one the server never had leaves nothing to say."""
        mark = next((each for each in marks if each.field == DELETED), None)
        base = min(each.base for each in marks)
        if mark is None or not base:
            self._raw.execute('DELETE FROM sync_dirty WHERE "table" = ? AND id = ?', (table, record_id))
            return None
        return Op(table, record_id.hex(), {REMOVED: Cell(clock.millis(mark.hlc), base, mark.hlc)})


def _marks(raw: Raw, table: str, ids: Iterable[bytes]) -> dict[bytes, list[Mark]]:
    found: dict[bytes, list[Mark]] = defaultdict(list)
    for record_id, *mark in raw.execute(
        'SELECT id, field, hlc, gen, base_seq FROM sync_dirty WHERE "table" = ? AND id IN (SELECT value FROM carray(?))',
        (table, arrays.blobs(ids)),
    ):
        assert isinstance(record_id, bytes)
        found[record_id].append(Mark(*mark))
    return found


def _change(table: str, row: dict[str, Any], marks: list[Mark]) -> Op | None:
    own = {mark.field: mark for mark in marks if mark.field in WIRE[table]}
    whole = next((mark for mark in marks if mark.field == WHOLE_ROW), None)
    if whole is None and not row["srv_seq"]:  # it was refused as a whole, and has been changed since
        whole = max(marks, key=lambda mark: mark.hlc)._replace(field=WHOLE_ROW, base=0)
    cells: dict[str, Cell] = {}
    for field in WIRE[table] if whole else own:
        mark = own.get(field)
        if mark is None:
            assert whole is not None
            said_always = field == ACCESS or (field == REMOVED and row["srv_seq"])
            if not whole.base and not said_always and row[field] == DEFAULTS[table][field]:
                continue  # a new row says only what is not as usual
            cells[field] = Cell(to_wire(table, field, row[field]), whole.base, whole.hlc)
        else:
            base = min(mark.base, whole.base) if whole else mark.base
            cells[field] = Cell(to_wire(table, field, row[field]), base, mark.hlc)
    for field, source in READ_FROM.get(table, {}).items():
        if source in cells:
            cells[field] = cells[source]._replace(value=to_wire(table, field, row[field]))
    removal = cells.get(REMOVED)
    if removal is not None and removal.value is not None:
        least = min(mark.base for mark in marks)  # a pending edit may hide a newer value nobody here saw
        cells[REMOVED] = Cell(removal.value, least, removal.hlc)
    return Op(table, row["id"].hex(), cells, parents_of(table, row))


def _withdrawal(table: str, row: dict[str, Any], marks: list[Mark]) -> Op | None:
    """A record that became private after the server had it. One it never had simply stays here; a part goes with its record.

    A part that was moved to a private record is, to everybody else, removed from where it was.
    """
    if not row["srv_seq"]:
        return None
    mark = max(marks, key=lambda each: each.hlc)
    if table in RECORDS:
        return Op(table, row["id"].hex(), {ACCESS: Cell(PRIVATE, mark.base, mark.hlc)}, withdrawn=True)
    if not any(each.field in PARENTS[table] for each in marks):
        return None
    least = min(each.base for each in marks)
    return Op(table, row["id"].hex(), {REMOVED: Cell(clock.millis(mark.hlc), least, mark.hlc)})


def _files_in(body: bytes) -> Iterator[str]:
    for op in sent(body):
        for field in FILES.get(op.kind, ()):
            if field in op.cells and op.cells[field].value:
                yield str(op.cells[field].value)
