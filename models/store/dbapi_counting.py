"""How many rows a statement changed: what SQLite counts, less what triggers and foreign keys did on their own."""

import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any

import apsw

Parameters = Sequence[Any] | Mapping[str, Any]

_GAP = r"(?:\s|--[^\n]*+|/\*.*?(?:\*/|\Z))*+"
_WRITES = re.compile(_GAP + r"(?:insert|update|delete|replace|with)\b", re.IGNORECASE | re.DOTALL)
_INSERTS = re.compile(_GAP + r"(?:insert|replace|with)\b", re.IGNORECASE | re.DOTALL)
_PLAIN_INSERT = re.compile(
    _GAP + r"insert\s+into\s(?!.*\b(?:select|conflict|with)\b).*\bvalues\b", re.IGNORECASE | re.DOTALL
)


def counts_rows(sql: str) -> bool:
    """Whether SQLite's change counter speaks of this (writing) statement, and not of one before it."""
    return _WRITES.match(sql) is not None


def makes_rowid(sql: str) -> bool:
    """Whether this (writing) statement may have given a new row its id."""
    return _INSERTS.match(sql) is not None


class Counted:
    """Feeds `executemany` its parameters and knows afterwards how many rows were changed.

    `total_changes()` would also count what triggers and foreign keys did, so `changes()` is asked after each statement.
    A plain INSERT … VALUES either raises or adds the same number of rows every time: there the last answer is enough.
    """

    def __init__(self, raw: apsw.Connection, sql: str, parameters: Iterable[Parameters]) -> None:
        self._raw = raw
        self._sql = sql
        self._sets = parameters if isinstance(parameters, Sequence) else list(parameters)
        self._one_by_one = _PLAIN_INSERT.match(sql) is None
        self._sum = 0

    @property
    def bindings(self) -> Iterable[Any]:
        """The sets of parameters, to be run through once."""
        return self._counting() if self._one_by_one else self._sets

    def total(self) -> int:
        """Rows changed by all that ran; -1 where nothing is counted."""
        if not counts_rows(self._sql):
            return -1
        if self._one_by_one:
            return self._sum
        return len(self._sets) * self._raw.changes() if self._sets else 0

    def _counting(self) -> Generator[Parameters, None, None]:
        changes = self._raw.changes
        total = 0
        for parameters in self._sets:
            yield parameters
            total += changes()
        self._sum = total
