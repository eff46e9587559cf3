"""What a laptop asks for: pages of changes, single records. Only what its person may see."""

from sync.protocol.hub import Ranges
from sync.protocol.merge import row_of
from sync.protocol.messages import MOST_BYTES_PULLED, MOST_ROWS_PULLED, Caller, Changes, Row
from sync.protocol.problems import MalformedError
from sync.protocol.scopes import visible_scopes
from sync.server.storage import Reading

MOST_RANGES = 400
_ROW_BYTES = 120  # of a row's form besides its values


def changes(reading: Reading, caller: Caller, cursor: int, limit: int, exclude: Ranges) -> Changes:
    """The page past the cursor. Its last seq is the next cursor; the head, where there is no more."""
    if len(exclude) > MOST_RANGES:
        raise MalformedError(f"At most {MOST_RANGES} ranges can be left out.")
    most = max(1, min(limit, MOST_ROWS_PULLED))
    scopes = visible_scopes(caller)
    found = [row_of(entity, caller) for entity in reading.page(cursor, most + 1, scopes, exclude)]
    left = reading.departures(cursor, most + 1, scopes, exclude)
    found += [Row(each.kind, each.id, each.seq, gone=True) for each in left]
    found.sort(key=lambda row: row.seq)
    page = _fitting(found[:most])
    more = len(page) < len(found)
    return Changes(tuple(page), page[-1].seq if more else max(cursor, reading.organisation.head), more)


def rows(reading: Reading, caller: Caller, ids: tuple[str, ...]) -> tuple[Row, ...]:
    """Records as they stand; those the server does not know are left out."""
    if len(ids) > MOST_ROWS_PULLED:
        raise MalformedError(f"At most {MOST_ROWS_PULLED} records can be asked for.")
    found = reading.entities(ids)
    return tuple(row_of(found[each], caller) for each in dict.fromkeys(ids) if each in found)


def _fitting(found: list[Row]) -> list[Row]:
    """As many rows as a page's bytes allow, one at least."""
    total = 0
    for number, row in enumerate(found):
        total += _ROW_BYTES + sum(len(name) + 8 + 2 * len(str(value)) for name, value in row.fields.items())
        if total > MOST_BYTES_PULLED and number:
            return found[:number]
    return found
