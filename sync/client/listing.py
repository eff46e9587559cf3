"""Index and lists of what a first sync has brought, made a piece at a time: between two of them others may save.

Each piece is right by itself, whatever was edited meanwhile and however often it is made: a kill costs a few seconds.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from models.store import company_summaries, summaries, text_index
from models.store.index_sources import SOURCES
from models.store.transaction import Raw
from sync.client.cells import whole
from sync.client.door import Door

_WORDS_AT_ONCE, _LISTED_AT_ONCE = 2_000, 1_000  # rows of one transaction: under a tenth of a second
_PEOPLE = ("contact", "channel")


def find_people(door: Door) -> None:
    """What people are found by."""
    _make_words(door, _PEOPLE)


def make_others(door: Door, came: Iterable[str]) -> None:
    """What firms are found by, and whatever else came with them."""
    _make_words(door, dict.fromkeys(["company", *(kind for kind in came if kind in SOURCES and kind not in _PEOPLE)]))


def list_people(door: Door) -> None:
    """What lists say of people and firms; a touch of a person is one of the firm."""
    for span in _spans(door, "contact", _LISTED_AT_ONCE):
        door.fill(partial(summaries.write_anew, span=span))
    for span in _spans(door, "company", _LISTED_AT_ONCE):
        door.fill(partial(company_summaries.write_anew, span=span))


def tidy(door: Door) -> None:
    """Merge what the index was written in: a question then reads one piece of it."""
    while door.fill(text_index.merge_a_little):
        continue


def _make_words(door: Door, tables: Iterable[str]) -> None:
    for table in tables:
        for span in _spans(door, table, _WORDS_AT_ONCE):
            door.fill(partial(text_index.write_anew, table=table, span=span))


def _spans(door: Door, table: str, size: int) -> Iterator[tuple[int, int]]:
    last = door.ask(partial(_last, table=table))
    for first in range(1, last + 1, size):
        yield first, first + size - 1


def _last(raw: Raw, table: str) -> int:
    ((number,),) = raw.execute(f"SELECT coalesce(max(rid), 0) FROM {table}").fetchall()
    return whole(number)
