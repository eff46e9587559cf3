"""Counts and sums over records, kept up as they change and compared when both sides believe they are even.

A row adds a 64-bit hash of its id and seq to the sum of its bucket, modulo 2⁶⁴. The bucket is the last byte of the id:
ids begin with the time they were made, their ends are random.
"""

from collections.abc import Iterable
from hashlib import blake2b

from sync.protocol.messages import Bucket

BUCKETS = 256
_WHOLE = 1 << 64


def bucket_of(record_id: str) -> int:
    """The bucket of a record's hex id."""
    return int(record_id[-2:], 16)


def row_hash(record_id: bytes, seq: int) -> int:
    """What one row adds to its bucket; the id is its 16 or 32 bytes."""
    return int.from_bytes(blake2b(record_id + seq.to_bytes(8), digest_size=8).digest())


def added(total: int, *hashes: int) -> int:
    """A sum with some rows more."""
    return (total + sum(hashes)) % _WHOLE


def taken(total: int, *hashes: int) -> int:
    """A sum without some rows."""
    return (total - sum(hashes)) % _WHOLE


def buckets(rows: Iterable[tuple[bytes, int]]) -> tuple[Bucket, ...]:
    """Counts and sums of ids and seqs, computed from the rows themselves. Empty buckets are left out."""
    counts: dict[int, int] = {}
    sums: dict[int, int] = {}
    for record_id, seq in rows:
        number = record_id[-1]
        counts[number] = counts.get(number, 0) + 1
        sums[number] = added(sums.get(number, 0), row_hash(record_id, seq))
    return tuple(Bucket(number, counts[number], sums[number]) for number in sorted(counts))


def differing(mine: Iterable[Bucket], theirs: Iterable[Bucket]) -> tuple[int, ...]:
    """The buckets that are not the same on both sides."""
    here = {each.number: each for each in mine if each.count}
    there = {each.number: each for each in theirs if each.count}
    return tuple(sorted(number for number in here.keys() | there.keys() if here.get(number) != there.get(number)))
