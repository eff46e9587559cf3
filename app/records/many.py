"""Changes of many records at once, a part at a time, so that whoever waits hears how far it is and may stop it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal
from uuid import UUID

from app.command import Tx
from models.base import Link, Record
from models.errors import UserError
from models.nouns import TABLES
from models.store import arrays
from models.store.transaction import stored
from resources.i18n import _

Progress = Callable[[int], bool]  # hears how many are done, answers whether to go on
PART = 2_000  # records between two words about the progress


def go_on(done: int) -> bool:
    """Nobody waits: all of it."""
    del done
    return True


def in_parts(rids: Sequence[int], progress: Progress) -> Iterator[Sequence[int]]:
    """The row numbers a part at a time.

    Raises:
        UserError: `progress` said stop: what was changed so far is taken back with the whole change.
    """
    for begin in range(0, len(rids), PART):
        if not progress(begin):
            raise UserError(_("Stopped. Nothing was changed."))
        yield rids[begin : begin + PART]
    progress(len(rids))


def update_many(
    tx: Tx, noun: type[Record], rids: Sequence[int], values: dict[str, object], progress: Progress = go_on
) -> int:
    """Write the same values into many records. Returns how many had others until now."""
    if len(rids) > PART:
        tx.expect_many()
    return sum(tx.update_rows(noun, part, values) for part in in_parts(rids, progress))


class Marks:
    """The members of a set, such as those who have a tag: `link` joins records of `noun` with what `column` names.

    Members are looked up by their record, never by the set (the + in front of it): else each part would read all of it.
    """

    def __init__(self, tx: Tx, noun: Literal["contact", "company"], link: type[Link], column: str) -> None:
        self._tx, self._noun, self._link, self._column = tx, noun, link, column
        self._table, self._owner = TABLES[link.__tablename__], f"{noun}_id"

    def put_on(self, target: UUID, rids: Sequence[int], progress: Progress = go_on) -> int:
        """Make all of them members; who left comes back by the same row. Returns how many were none."""
        self._begin(rids)
        changed = sum(self._put(target, part) for part in in_parts(rids, progress))
        self._tx.subject = str(changed)
        return changed

    def take_off(self, target: UUID, rids: Sequence[int], progress: Progress = go_on) -> int:
        """Make none of them a member. Returns how many were."""
        self._begin(rids)
        changed = sum(self._take(target, part) for part in in_parts(rids, progress))
        self._tx.subject = str(changed)
        return changed

    def _begin(self, rids: Sequence[int]) -> None:
        self._tx.flush()
        if len(rids) > PART:
            self._tx.expect_additions()

    def _put(self, target: UUID, rids: Sequence[int]) -> int:
        raw, numbers = self._tx.raw, arrays.integers(rids)
        raw.execute(
            f"UPDATE {self._table.name} SET removed_at = NULL WHERE +{self._column} = ? AND removed_at IS NOT NULL"  # noqa: S608 - names of our own tables
            f" AND {self._owner} IN ({self._ids()})",
            (target.bytes, numbers),
        )
        changed = raw.changes()
        without = raw.execute(
            f"{self._ids()} AND NOT EXISTS (SELECT 1 FROM {self._table.name} l"  # noqa: S608 - as above
            f" WHERE l.{self._owner} = {self._noun}.id AND +l.{self._column} = ?)",
            (numbers, target.bytes),
        )
        rows = [
            (key + target.bytes, key, target.bytes) for (key,) in without if isinstance(key, bytes)
        ]  # as `joined_id`
        self._tx.insert_rows(self._link, ("id", self._owner, self._column), rows)
        return changed + len(rows)

    def _take(self, target: UUID, rids: Sequence[int]) -> int:
        gone = stored(self._table, "removed_at", self._tx.now)
        self._tx.raw.execute(
            f"UPDATE {self._table.name} SET removed_at = ? WHERE +{self._column} = ? AND removed_at IS NULL"  # noqa: S608 - as above
            f" AND {self._owner} IN ({self._ids()})",
            (gone, target.bytes, arrays.integers(rids)),
        )
        return self._tx.raw.changes()

    def _ids(self) -> str:
        return f"SELECT id FROM {self._noun} WHERE rid IN (SELECT value FROM carray(?))"  # noqa: S608 - as above
