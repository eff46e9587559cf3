"""A part of a first sync: rows of one kind, column by column, gzip of JSON.

Columns pack better than rows and are what a bulk insert wants: `read_segment` gives rows, `Columns` the lists themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sync.protocol.json_form import canonical
from sync.protocol.json_reading import VALUE, Part, are_identities, are_values, is_whole, object_of
from sync.protocol.messages import Row, Value
from sync.protocol.wire import packed, unpacked

MOST_ROWS = 5_000
MOST_BYTES = 256 * 1024 * 1024
MOST_COLUMNS = 1_000
_ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of one kind. `absent` names, for a column, the rows that have no such field at all (its value there is null)."""

    kind: str
    ids: Sequence[str]
    seqs: Sequence[int]
    hlcs: Sequence[int]
    fields: Mapping[str, Sequence[Value]]
    absent: Mapping[str, frozenset[int]]

    def rows(self, numbers: Iterable[int] | None = None) -> Iterator[Row]:
        """The same as rows: all of them, or those of these numbers."""
        for number in range(len(self.ids)) if numbers is None else numbers:
            fields = {
                name: values[number]
                for name, values in self.fields.items()
                if number not in self.absent.get(name, frozenset())
            }
            yield Row(self.kind, self.ids[number], self.seqs[number], self.hlcs[number], fields)


def write_segment(kind: str, rows: Sequence[Row]) -> bytes:
    """One part as bytes."""
    shapes = {tuple(row.fields) for row in rows}
    names = sorted({name for shape in shapes for name in shape})
    uneven = [name for name in names if not all(name in shape for shape in shapes)]
    absent = {name: [n for n, row in enumerate(rows) if name not in row.fields] for name in uneven}
    return packed(
        canonical(
            {
                "kind": kind,
                "ids": [row.id for row in rows],
                "seqs": [row.seq for row in rows],
                "hlcs": [row.hlc for row in rows],
                "fields": {name: [row.fields.get(name) for row in rows] for name in names},
                _ABSENT: absent,
            }
        )
    )


def read_columns(content: bytes) -> Columns:
    """One part, column by column."""
    part = object_of(unpacked(content, MOST_BYTES))
    ids = part.array("ids", MOST_ROWS)
    if not are_identities(ids):
        raise part.refused("ids", "ids")
    fields = {
        name: _values(part, name, values, len(ids)) for name, values in part.named("fields", MOST_COLUMNS).items()
    }
    absent = {name: _numbers(part, numbers) for name, numbers in part.named(_ABSENT, MOST_COLUMNS).items()}
    return Columns(
        part.name("kind"), ids, _wholes(part, "seqs", len(ids)), _wholes(part, "hlcs", len(ids)), fields, absent
    )


def read_segment(content: bytes) -> Iterable[Row]:
    """One part, row by row."""
    return read_columns(content).rows()


def _wholes(part: Part, key: str, count: int) -> list[int]:
    found = part.array(key, MOST_ROWS)
    if len(found) != count or not all(map(is_whole, found)):
        raise part.refused(key, "a whole number for each row")
    return found


def _values(part: Part, name: str, found: object, count: int) -> list[Value]:
    if not isinstance(found, list) or len(found) != count:
        raise part.refused("fields", "a value for each row")
    if not are_values(found):
        raise part.refused(f"fields.{name}", VALUE)
    return found


def _numbers(part: Part, found: object) -> frozenset[int]:
    if not isinstance(found, list) or not all(map(is_whole, found)):
        raise part.refused(_ABSENT, "numbers of rows")
    return frozenset(found)
