"""Hands a set of numbers or ids to one statement: `IN (SELECT value FROM carray(?))`."""

from array import array
from collections.abc import Iterable
from typing import Any

import apsw


def integers(values: Iterable[int]) -> Any:
    """Row numbers as a bound table."""
    return apsw.carray(array("q", values))


def blobs(values: Iterable[bytes]) -> Any:
    """Ids as a bound table."""
    return apsw.carray(tuple(values), flags=apsw.SQLITE_CARRAY_BLOB)
