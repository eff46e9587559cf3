"""The digest as the database keeps it: sixteen buckets a row, so that a batch that touches them all writes few rows.

A page is the sixteen counts and the sixteen sums of neighbouring buckets, each of 8 bytes, lowest byte first.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sync.protocol.digests import added
from sync.protocol.messages import Bucket

_BUCKETS = 16
_PAGE = struct.Struct(f"<{2 * _BUCKETS}Q")
_EMPTY = bytes(_PAGE.size)

Deltas = Mapping[tuple[str, int], tuple[int, int]]  # scope and bucket → count and sum to add
Key = tuple[str, int]  # scope and page


class Page(NamedTuple):
    """One page: how many records its buckets hold, and the buckets."""

    records: int
    sums: bytes


def keys(deltas: Deltas) -> set[Key]:
    """The pages that change."""
    return {(scope, bucket // _BUCKETS) for scope, bucket in deltas}


def changed(stands: Mapping[Key, bytes], deltas: Deltas) -> dict[Key, Page]:
    """These pages with what is to be added; a page that was not there is empty."""
    pages = {key: list(_PAGE.unpack(stands.get(key, _EMPTY))) for key in sorted(keys(deltas))}
    for (scope, bucket), (count, total) in deltas.items():
        page, place = pages[scope, bucket // _BUCKETS], bucket % _BUCKETS
        page[place] += count
        page[_BUCKETS + place] = added(page[_BUCKETS + place], total)
    return {key: Page(sum(page[:_BUCKETS]), _PAGE.pack(*page)) for key, page in pages.items()}


def buckets(pages: Iterable[tuple[int, bytes]]) -> tuple[Bucket, ...]:
    """The buckets of pages, by number, several pages of one number (of several scopes) added up; empty ones left out."""
    totals: dict[int, tuple[int, int]] = {}
    for number, count, total in _said(pages):
        before = totals.get(number, (0, 0))
        totals[number] = (before[0] + count, added(before[1], total))
    return tuple(Bucket(number, *totals[number]) for number in sorted(totals))


def _said(pages: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, int, int]]:
    for page, sums in pages:
        said = _PAGE.unpack(sums)
        for place in range(_BUCKETS):
            if said[place]:
                yield page * _BUCKETS + place, said[place], said[_BUCKETS + place]
