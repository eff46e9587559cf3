"""The search index: normalised words of every findable record, kept up by the recorder, rebuildable at any time.

One SELECT per kind says what a record's words are: its own searchable fields and the texts of its parts. The same
SELECT serves one edit, an import of thousands and a rebuild; only the set of rows differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import apsw

from models.fields import fields_of
from models.kinds import Kind
from models.nouns import TABLES
from models.store import arrays
from models.store.recorder import NO_CHANGE, POSITION, Change, ChangeSet
from models.store.tables import INDEX_TABLES

LONGEST_INDEXED_PREFIX = 4  # letters; see the prefixes of the index's tables
KIND_SHIFT = 40  # a row of `find_text` is numbered kind << 40 | rid, so that one kind is one range of rows
KIND_CODES: dict[Kind, int] = {
    Kind.CONTACT: 1,
    Kind.COMPANY: 2,
    Kind.OFFER: 3,
    Kind.PRODUCT: 4,
    Kind.OPPORTUNITY: 5,
    Kind.ACTIVITY: 6,
    Kind.NOTE: 7,
}

_KIND_OF_CODE = {code: kind for kind, code in KIND_CODES.items()}
_RID_MASK = (1 << KIND_SHIFT) - 1
_ONE_BY_ONE = 8  # rows up to which single statements beat one over all of them
_FEW = 400  # hits up to which one look into the index beats one a kind

_PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.CONTACT: (
        "(SELECT name FROM company WHERE id = r.company_id AND removed_at IS NULL)",
        """(SELECT group_concat(value, ' ') FROM channel
            WHERE contact_id = r.id AND kind <> 'phone' AND removed_at IS NULL)""",
        """(SELECT group_concat(city || ' ' || street || ' ' || region, ' ') FROM address
            WHERE contact_id = r.id AND removed_at IS NULL)""",
        """(SELECT group_concat(t.name, ' ') FROM contact_tag l JOIN tag t ON t.id = l.tag_id
            WHERE l.contact_id = r.id AND l.removed_at IS NULL AND t.removed_at IS NULL)""",
    ),
    Kind.COMPANY: (
        """(SELECT group_concat(legal_name || ' ' || inn || ' ' || ogrn, ' ') FROM requisites
            WHERE company_id = r.id AND removed_at IS NULL)""",
        """(SELECT group_concat(value, ' ') FROM channel
            WHERE company_id = r.id AND kind <> 'phone' AND removed_at IS NULL)""",
        "(SELECT group_concat(city || ' ' || street, ' ') FROM address WHERE company_id = r.id AND removed_at IS NULL)",
    ),
    Kind.OFFER: (
        """(SELECT group_concat(name || ' ' || description, ' ') FROM offer_line
            WHERE offer_id = r.id AND removed_at IS NULL)""",
        "(SELECT group_concat(title, ' ') FROM offer_section WHERE offer_id = r.id AND removed_at IS NULL)",
    ),
}

# A changed row of these tables changes the words of the record it is a part of.
_PART_OF: dict[str, tuple[tuple[str, Kind], ...]] = {
    "channel": (("contact_id", Kind.CONTACT), ("company_id", Kind.COMPANY)),
    "address": (("contact_id", Kind.CONTACT), ("company_id", Kind.COMPANY)),
    "contact_tag": (("contact_id", Kind.CONTACT),),
    "requisites": (("company_id", Kind.COMPANY),),
    "offer_line": (("offer_id", Kind.OFFER),),
    "offer_section": (("offer_id", Kind.OFFER),),
}


# The name of one of these is a word of many people.
_NAMED_ON_PEOPLE = {
    "company": "SELECT c.rid FROM contact c JOIN company f ON f.id = c.company_id WHERE f.rid = ?",
    "tag": """SELECT c.rid FROM contact c JOIN contact_tag l ON l.contact_id = c.id JOIN tag t ON t.id = l.tag_id
        WHERE t.rid = ?""",
}


@dataclass(frozen=True, slots=True)
class _Source:
    """How the words of one kind are found: the index they go to, the first row number, and the SELECT."""

    table: str
    index: str
    base: int
    words: str

    def words_of(self) -> str:
        """The query for the words of one record by its row number."""
        return f"SELECT search_text({self.words}) FROM {self.table} r WHERE r.rid = ? AND r.removed_at IS NULL"

    def fill(self, rows: str) -> str:
        """The statement that writes the words of `rows` (a condition on the record `r`)."""
        return (
            f"INSERT INTO {self.index}(rowid, words) SELECT r.rid + {self.base}, search_text({self.words})"
            f" FROM {self.table} r WHERE r.removed_at IS NULL AND {rows}"
        )


def refresh(connection: apsw.Connection, changes: ChangeSet) -> None:
    """Bring the index in line with a change set, inside the transaction that made it."""
    groups = changes.by_table()
    for kind, source in SOURCES.items():
        if _CONCERNS[kind].isdisjoint(groups):
            continue
        rids = set(_own_rows(source.table, groups)) | _owners(connection, kind, source.table, groups)
        if kind is Kind.CONTACT:
            rids |= _people_of_renamed(connection, groups)
        if rids:
            _rewrite(connection, source, rids, new=_only_new(source.table, groups, rids))
    if "channel" in groups:
        _refresh_digits(connection, groups["channel"])


def rebuild(connection: apsw.Connection) -> None:
    """Make the whole index anew from the records, inside the caller's transaction."""
    for index in INDEX_TABLES:
        connection.execute(f"INSERT INTO {index}({index}) VALUES('delete-all')")
    for source in SOURCES.values():
        connection.execute(source.fill("1"))
    connection.execute(_FILL_DIGITS + "1")


def optimize(connection: apsw.Connection) -> None:
    """Merge the index's segments after a bulk load: a query then reads one of them."""
    for index in INDEX_TABLES:
        connection.execute(f"INSERT INTO {index}({index}) VALUES('optimize')")


def matching(connection: apsw.Connection, kind: str, expression: str, limit: int) -> list[int]:
    """Row numbers of the records of a kind that match an FTS5 expression: history newest first, others in row order."""
    source = SOURCES[Kind(kind)]
    if not source.base:
        query = f"SELECT rowid FROM {source.index} WHERE {source.index} MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [int(str(row[0])) for row in connection.execute(query, (expression, limit))]
    query = (
        f"SELECT rowid FROM {source.index} WHERE {source.index} MATCH ?"
        " AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"
    )
    last = source.base + (1 << KIND_SHIFT) - 1
    rows = connection.execute(query, (expression, source.base, last, limit))
    return [int(str(row[0])) - source.base for row in rows]


def matching_by_kind(
    connection: apsw.Connection, expression: str, limit: int, whole: str = ""
) -> dict[Kind, list[int]]:
    """The same for all kinds but history at once, up to `limit` of each.

    `whole` asks for the last word as it stands. The beginning of a long word makes the index gather every hit before it
    can give the first: kinds the whole word fills are not asked again, and a filled kind is stepped over.
    """
    found: dict[Kind, list[int]] = {kind: [] for kind in KIND_CODES}
    first = 0
    if whole:
        _collect(connection, whole, limit, first, found)
        open_codes = [code for kind, code in KIND_CODES.items() if len(found[kind]) < limit]
        if not open_codes:
            return found
        first = min(open_codes) << KIND_SHIFT
        for kind, code in KIND_CODES.items():
            if code << KIND_SHIFT >= first:
                found[kind] = []
    _collect(connection, expression, limit, first, found)
    return found


def _collect(
    connection: apsw.Connection, expression: str, limit: int, first: int, found: dict[Kind, list[int]]
) -> None:
    query = "SELECT rowid FROM find_text WHERE find_text MATCH ? AND rowid >= ? ORDER BY rowid LIMIT ?"
    while True:
        rows = connection.execute(query, (expression, first, _FEW + 1)).fetchall()
        for (number,) in rows:
            assert isinstance(number, int)
            of_kind = found[_KIND_OF_CODE[number >> KIND_SHIFT]]
            if len(of_kind) < limit:
                of_kind.append(number & _RID_MASK)
        if len(rows) <= _FEW:
            return
        last = int(str(rows[-1][0]))
        full = len(found[_KIND_OF_CODE[last >> KIND_SHIFT]]) >= limit
        first = ((last >> KIND_SHIFT) + 1) << KIND_SHIFT if full else last + 1


def phones_with(connection: apsw.Connection, expression: str, limit: int) -> list[int]:
    """Row numbers of the phones whose digits match an FTS5 expression (any three in a row or more)."""
    query = "SELECT rowid FROM find_digits WHERE find_digits MATCH ? ORDER BY rowid LIMIT ?"
    return [row[0] for row in connection.execute(query, (expression, limit))]


def _own_rows(table: str, groups: dict[str, list[Change]]) -> Iterable[int]:
    relevant = _SEARCHABLE[table]
    for change in groups.get(table, ()):
        if change.op != "update" or not relevant.isdisjoint(change.changed_columns()):
            yield change.rid


def _owners(connection: apsw.Connection, kind: Kind, table: str, groups: dict[str, list[Change]]) -> set[int]:
    """The records of `kind` that changed parts belong (or belonged) to."""
    owners: set[bytes] = set()
    for part, links in _PART_OF.items():
        for column, owner_kind in links:
            if owner_kind is kind:
                owners |= owner_ids(connection, part, column, groups.get(part, ()))
    if not owners:
        return set()
    rows = connection.execute(
        f"SELECT rid FROM {table} WHERE id IN (SELECT value FROM carray(?))",
        (arrays.blobs(owners),),
    )
    return {row[0] for row in rows}


def owner_ids(connection: apsw.Connection, table: str, column: str, changes: Iterable[Change]) -> set[bytes]:
    """The ids that `column` of the changed rows points to, before and after the change."""
    position = POSITION[table][column]
    found: set[bytes] = set()
    unknown: list[int] = []
    for change in changes:
        for side in (change.old, change.new):
            if side is not None and side[position] is not NO_CHANGE and side[position] is not None:
                found.add(side[position])
        if change.op == "update":
            unknown.append(change.rid)
    for rid in unknown:
        row = connection.execute(f"SELECT {column} FROM {table} WHERE rid = ?", (rid,)).fetchone()
        if row and row[0] is not None:
            found.add(row[0])
    return found


def _people_of_renamed(connection: apsw.Connection, groups: dict[str, list[Change]]) -> set[int]:
    people: set[int] = set()
    for table, query in _NAMED_ON_PEOPLE.items():
        for change in groups.get(table, ()):
            if change.op == "update" and not {"name", "removed_at"}.isdisjoint(change.changed_columns()):
                people |= {row[0] for row in connection.execute(query, (change.rid,))}
    return people


def _only_new(table: str, groups: dict[str, list[Change]], rids: set[int]) -> bool:
    fresh = {change.rid for change in groups.get(table, ()) if change.op == "insert"}
    return fresh >= rids


def _rewrite(connection: apsw.Connection, source: _Source, rids: set[int], *, new: bool) -> None:
    if len(rids) <= _ONE_BY_ONE:
        for rid in rids:
            _rewrite_one(connection, source, rid, new=new)
        return
    for chunk in _chunks(sorted(rids)):
        numbers = arrays.integers(chunk)
        if not new:
            connection.execute(
                f"DELETE FROM {source.index} WHERE rowid IN (SELECT value + {source.base} FROM carray(?))",
                (numbers,),
            )
        connection.execute(source.fill("r.rid IN (SELECT value FROM carray(?))"), (numbers,))


def _rewrite_one(connection: apsw.Connection, source: _Source, rid: int, *, new: bool) -> None:
    """One row by itself. A statement over many rows opens a savepoint, and FTS5 writes what it holds out at each."""
    number = source.base + rid
    if not new:
        connection.execute(f"DELETE FROM {source.index} WHERE rowid = ?", (number,))
    row = connection.execute(source.words_of(), (rid,)).fetchone()
    if row is not None:
        connection.execute(f"INSERT INTO {source.index}(rowid, words) VALUES(?, ?)", (number, row[0]))


def _refresh_digits(connection: apsw.Connection, changes: Iterable[Change]) -> None:
    changed = sorted(change.rid for change in changes)
    for chunk in _chunks(changed):
        numbers = arrays.integers(chunk)
        connection.execute("DELETE FROM find_digits WHERE rowid IN (SELECT value FROM carray(?))", (numbers,))
        connection.execute(_FILL_DIGITS + "rid IN (SELECT value FROM carray(?))", (numbers,))


def _chunks(rids: list[int], size: int = 20_000) -> Iterable[tuple[int, ...]]:
    for start in range(0, len(rids), size):
        yield tuple(rids[start : start + size])


def _source(kind: Kind, index: str, base: int) -> _Source:
    table = str(kind)
    own = [f"r.{name}" for name, field in fields_of(TABLES[table]) if field.searchable]
    return _Source(table, index, base, ", ".join([*own, *_PARTS.get(kind, ())]))


SOURCES: dict[Kind, _Source] = {
    **{kind: _source(kind, "find_text", code << KIND_SHIFT) for kind, code in KIND_CODES.items()},
    Kind.HISTORY: _source(Kind.HISTORY, "find_talk", 0),
}
_SEARCHABLE: dict[str, frozenset[str]] = {
    source.table: frozenset(
        [name for name, field in fields_of(TABLES[source.table]) if field.searchable]
        + (["removed_at", "company_id"] if kind is Kind.CONTACT else ["removed_at"])
    )
    for kind, source in SOURCES.items()
}
_CONCERNS: dict[Kind, frozenset[str]] = {
    kind: frozenset(
        [source.table, *(part for part, links in _PART_OF.items() if any(owner is kind for _link, owner in links))]
        + (list(_NAMED_ON_PEOPLE) if kind is Kind.CONTACT else [])
    )
    for kind, source in SOURCES.items()
}
_FILL_DIGITS = (
    "INSERT INTO find_digits(rowid, digits) SELECT rid, normal || ' ' || extension FROM channel"
    " WHERE kind = 'phone' AND removed_at IS NULL AND "
)
