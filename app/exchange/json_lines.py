"""Our own full export taken line by line, as it was written: a line that is damaged costs itself, not the file.

Records are decoded when they are asked for: a book of a million lines is never in memory as a million records.
"""

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

_HEAD = re.compile(rb'\{"vizitka": (\d{1,9}),\s*\n"contacts": \[')
_KIND = re.compile(rb'"(\w+)": \[(?:\](?:,|\}\})?)?\s*(?:\n|$)')
_RECORDS = re.compile(rb'"records": \{(?:\}\})?\s*(?:\n|$)')
_AFTER = frozenset({"", ",", "]", "],", "]}}"})  # what may follow a record on its line
_LAST = "]}}"
_EXCERPT = 120
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line that holds no record: its number in the file, from 1, and how it begins."""

    line: int
    excerpt: str


class Entries(Sequence[Any]):
    """The records of one kind by their lines. Going through them leaves damaged lines out; `damaged` knows them then."""

    def __init__(self, content: bytes) -> None:
        self.damaged: dict[int, Damaged] = {}  # by line, those come upon so far
        self._content = content
        self._lines = array("Q")
        self._starts = array("Q")

    def add(self, line: int, start: int) -> None:
        """A record stands on this line, from this byte on."""
        self._lines.append(line)
        self._starts.append(start)

    def __len__(self) -> int:
        """How many lines there are, damaged ones too."""
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        """A record, or `Damaged` where its line holds none."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        line, text = self._lines[place], _line(self._content, self._starts[place])
        record, after = _record(text)
        if after is None or after not in _AFTER:
            return self.damaged.setdefault(line, Damaged(line, text[:_EXCERPT]))
        return record

    def __iter__(self) -> Iterator[Any]:
        """Every record that can be read."""
        return (one for place in range(len(self)) if not isinstance(one := self[place], Damaged))


@dataclass(slots=True)
class Lines:
    """A full export by its lines: `cut_at` is the line it breaks off at, 0 where it is whole."""

    version: int
    contacts: Entries
    records: dict[str, Entries] = field(default_factory=dict)
    headings: list[Damaged] = field(default_factory=list)  # those that cannot be read: nothing under them is
    cut_at: int = 0

    def is_cut_in_contacts(self) -> bool:
        """Whether the file breaks off in the middle of a contact."""
        last = self.contacts[-1] if self.contacts else None
        return isinstance(last, Damaged) and last.line == self.cut_at


def by_lines(content: bytes) -> Lines | None:
    """The lines of an export as we write it; None where it is laid out in another way, by another program say."""
    head = _HEAD.match(content)
    if head is None:
        return None
    found = Lines(int(head[1]), Entries(content))
    under, line, last = found.contacts, 2, ""
    start = _next(content, head.end())
    while start < len(content):
        line += 1
        first = content[start : start + 1]
        if first == b'"':
            under = _under_heading(found, content, line, start)
        elif first not in b"]}\r\n ":
            under.add(line, start)
        if first not in b"\r\n":
            last = _line(content, start)
        start = _next(content, start)
    found.cut_at = 0 if _closes(last) else line
    return found


def _under_heading(found: Lines, content: bytes, line: int, start: int) -> Entries:
    """Where the records after a heading go; those after one that says nothing go nowhere."""
    under = Entries(content)
    kind = _KIND.match(content, start)
    if kind is not None:
        found.records[kind[1].decode()] = under
    elif not _RECORDS.match(content, start):
        found.headings.append(Damaged(line, _line(content, start)[:_EXCERPT]))
    return under


def _closes(line: str) -> bool:
    """Whether a last line ends the document; one that is a record must do so after the record."""
    if line.startswith("{"):
        return _record(line)[1] == _LAST
    return line.rstrip().endswith("}}")


def _record(text: str) -> tuple[Any, str | None]:
    """What stands on a line, and what stands after it; None after what cannot be read."""
    try:
        record, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, None
    return record, text[end:].strip()


def _line(content: bytes, start: int) -> str:
    end = content.find(b"\n", start)
    return content[start : end if end >= 0 else len(content)].decode("utf-8", errors="replace")


def _next(content: bytes, start: int) -> int:
    return content.find(b"\n", start) + 1 or len(content)
