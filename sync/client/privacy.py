"""What never leaves the laptop: private records, their parts, and what speaks about them."""

from collections import defaultdict
from collections.abc import Collection

from models.store import arrays
from models.store.transaction import Raw
from sync.client.shape import LINKS, PARENTS, RECORDS
from sync.protocol.scopes import PRIVATE


class Privacy:
    """Looks rows up, each record once; use one for the length of a transaction."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._known: dict[tuple[str, bytes], bool] = {}

    def hidden(self, table: str, ids: Collection[bytes]) -> set[bytes]:
        """Those of the rows that are private, or a part of what is, or speak about it. Rows not here are not."""
        asked = [record_id for record_id in ids if (table, record_id) not in self._known]
        if asked:
            self._look(table, asked)
        return {record_id for record_id in ids if self._known[table, record_id]}

    def _look(self, table: str, ids: Collection[bytes]) -> None:
        from_parents = PARENTS[table]
        columns = ["id", *(f'"{column}"' for column in from_parents)]
        columns.append("access" if table in RECORDS else "''")
        if table == "custom_value":
            columns += ["record_kind", "record_id"]
        rows = self._raw.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(ids),)
        ).fetchall()
        self._known.update(((table, record_id), False) for record_id in ids)
        above: dict[str, dict[bytes, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            record_id = row[0]
            assert isinstance(record_id, bytes)
            self._known[table, record_id] = row[len(from_parents) + 1] == PRIVATE
            for column, parent in zip(from_parents, row[1:], strict=False):
                if isinstance(parent, bytes):
                    above[LINKS[table][column]][parent].append(record_id)
            if table == "custom_value" and row[-2] in PARENTS and row[-1]:
                above[str(row[-2])][bytes.fromhex(str(row[-1]).replace("-", ""))].append(record_id)
        for parent_table, children in above.items():
            for parent in self.hidden(parent_table, list(children)):
                self._known.update(((table, child), True) for child in children[parent])
