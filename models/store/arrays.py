"""Hands a set of numbers or ids to one statement: `IN (SELECT value FROM carray(?))`."""

from array import array
from collections.abc import Iterable
from typing import Any

import apsw


def integers(values: Iterable[int]) -> Any:
    """Row numbers as a bound table; no rows are one number that nothing has."""
    return apsw.carray(array("q", values) or array("q", [-1]))


def blobs(values: Iterable[bytes]) -> Any:
    """Ids as a bound table; an array needs a member, so no ids are one that nothing has."""
    return apsw.carray(tuple(values) or (b"",), flags=apsw.SQLITE_CARRAY_BLOB)
