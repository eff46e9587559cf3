"""Rows for the bulk path, ready made, and both ways to store them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from app.command import Tx, command
from app.demo.generate import generate
from models.column_types import to_millis
from models.contact import Contact
from models.history import HistoryEntry
from models.rules.search_text import search_text
from resources.i18n import N_
from tests.bench.bases import SEED, TODAY
from tests.bench.measuring import Bench

CONTACT = ("id", "last", "first", "middle", "job_title", "gender", "birthday", "about")
HISTORY = ("id", "kind", "done", "result", "regarding", "details", "start_at", "duration", "contact_id")
_STAMPS = ("created_at", "edited_at", "owner_id")
_NOW = 1_795_000_000_000
_CONTACT_BASE = 1 << 40


@dataclass(frozen=True, slots=True)
class Bulk:
    """The rows in the form the file keeps, and the words to find them by."""

    contacts: Sequence[tuple[Any, ...]]
    history: Sequence[tuple[Any, ...]]
    contact_words: Sequence[tuple[int, str]]
    history_words: Sequence[tuple[int, str]]


def bulk(bench: Bench) -> Bulk:
    """Made-up people and talks of this size."""
    demo = generate(bench.size.bulk_contacts, bench.size.bulk_history, SEED, TODAY, "ru")
    contacts = [
        (_id(1, place), one.last, one.first, one.middle, one.job_title, one.gender, one.birthday, one.about)
        for place, one in enumerate(demo.people(), start=1)
    ]
    history = [
        (_id(2, place), one.kind, int(one.done), one.result, one.regarding, one.details, to_millis(one.start),
         one.minutes, contacts[one.person][0])
        for place, one in enumerate(demo.history(), start=1)
    ]  # fmt: skip
    return Bulk(
        contacts,
        history,
        [(_CONTACT_BASE + place, search_text(*row[1:5], row[7])) for place, row in enumerate(contacts, start=1)],
        [(place, search_text(row[4], row[5])) for place, row in enumerate(history, start=1)],
    )


def fill(tx: Tx, rows: Bulk) -> None:
    """Our way."""
    tx.insert_rows(Contact, CONTACT, rows.contacts)
    tx.insert_rows(HistoryEntry, HISTORY, rows.history)


@command(N_("Import"))
def fill_recorded(tx: Tx, rows: Bulk) -> None:
    """Our way, as a change that can be undone."""
    fill(tx, rows)


def fill_barely(connection: apsw.Connection, rows: Bulk) -> None:
    """The raw way: the same rows and words in one transaction."""
    stamps = (_NOW, _NOW, None)
    with connection:
        connection.executemany(_insert("contact", (*CONTACT, *_STAMPS)), ((*row, *stamps) for row in rows.contacts))
        connection.executemany(_insert("history", (*HISTORY, *_STAMPS)), ((*row, *stamps) for row in rows.history))
        connection.executemany("INSERT INTO find_text(rowid, words) VALUES(?, ?)", rows.contact_words)
        connection.executemany("INSERT INTO find_talk(rowid, words) VALUES(?, ?)", rows.history_words)


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table}({', '.join(columns)}) VALUES({', '.join('?' * len(columns))})"


def _id(kind: int, place: int) -> bytes:
    """An identity that sorts in the order of making, as ours do."""
    return (kind << 96 | place).to_bytes(16)
