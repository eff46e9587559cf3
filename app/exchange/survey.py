"""What a file of contacts holds, before anything is brought in: its form, how many cards, the first of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.card import Card, Refused
from app.exchange.csv_reader import preview
from app.exchange.detect import FileFormat, Reader, open_reader
from app.exchange.json_reader import read_records
from app.exchange.json_writer import JOURNAL

_SHOWN = 8
_EVERY = 200  # records between two looks whether the answer is still wanted


@dataclass(frozen=True, slots=True)
class TableChoice:
    """How a person wants a table to be read; what is None is guessed."""

    encoding: str | None = None
    delimiter: str | None = None
    head: bool | None = None
    mapping: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table as it would be read: every column with its head, what it becomes and its first cells."""

    encoding: str
    delimiter: str
    head: bool
    columns: tuple[str, ...]
    mapping: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file recognised: its form, and its columns where it is a table."""

    path: Path
    format: FileFormat
    table: TableLook | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading a file to its end found: cards, refused records, and the first people as they would come in."""

    cards: int
    refused: int
    others: int  # records beside the contacts in a full export
    people: tuple[tuple[str, str, str], ...]  # name, company, phone or e-mail


def look_at(path: Path, choice: TableChoice | None = None) -> FileLook:
    """Recognise a file by its content; quick, whatever its size.

    Raises:
        UserError: it holds no contacts we can read.
        OutsideError: it cannot be read at all.
    """
    reader = open_reader(path)
    if reader.format != "csv":
        return FileLook(path, reader.format)
    choice = choice or TableChoice()
    found = preview(reader.content, choice.encoding, choice.delimiter, head=choice.head)
    mapping = choice.mapping if choice.mapping and len(choice.mapping) == len(found.columns) else found.mapping
    look = TableLook(found.encoding, found.delimiter, found.has_head, found.columns, mapping, found.rows)
    return FileLook(path, "csv", look)


def survey(path: Path, choice: TableChoice, wanted: Callable[[], bool] = lambda: True) -> Survey:
    """Read a file to its end and count; stops early once the answer is no longer wanted."""
    reader = reader_of(path, choice)
    cards = refused = 0
    people: list[tuple[str, str, str]] = []
    for number, record in enumerate(reader, 1):
        if isinstance(record, Refused):
            refused += 1
        else:
            cards += 1
            if len(people) < _SHOWN:
                people.append(_shown(record))
        if number % _EVERY == 0 and not wanted():
            break
    if reader.format != "json":
        return Survey(cards, refused, 0, tuple(people))
    others = read_records(reader.content)
    refused += len(others.refused())
    told = sum(len(rows) for kind, rows in others.items() if kind != JOURNAL)
    return Survey(cards, refused, told, tuple(people))


def reader_of(path: Path, choice: TableChoice) -> Reader:
    """The reader of a file as the person wants it read."""
    mapping: Sequence[str] | None = choice.mapping
    return open_reader(path, encoding=choice.encoding, delimiter=choice.delimiter, mapping=mapping, head=choice.head)


def _shown(card: Card) -> tuple[str, str, str]:
    name = " ".join(part for part in (card.last, card.first, card.middle) if part) or card.full_name
    reach = next((one.value for one in card.channels if one.kind in ("phone", "email")), "")
    return name or card.company, card.company if name else "", reach
