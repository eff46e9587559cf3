"""Tables of contacts from any program: encoding, delimiter, head and columns are guessed and may be said instead."""

import csv
import io
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.exchange.card import Card, Refused
from app.exchange.csv_guess import guess_delimiter, has_head, mapping_by_content, month_comes_first
from app.exchange.csv_mapping import mapping_by_heads
from app.exchange.csv_rows import RowReader
from app.exchange.encoding import guess_encoding, known_encoding
from resources.i18n import _

_SAMPLE_ROWS = 200
_LONGEST_CELL = 2**30  # a photo stands in one cell
_EXCERPT = 120
_MOST_BROKEN = 100  # after so many broken rows the rest is not worth the time


@dataclass(frozen=True, slots=True)
class CsvPreview:
    """How a table would be read, for the person to agree or change. `mapping` has one target a column."""

    encoding: str
    delimiter: str
    has_head: bool
    columns: tuple[str, ...]
    mapping: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(
    content: bytes,
    encoding: str | None = None,
    delimiter: str | None = None,
    *,
    head: bool | None = None,
    rows: int = 5,
) -> CsvPreview:
    """The guesses and the first rows of a table; what is said is not guessed."""
    chosen = known_encoding(encoding or "") or guess_encoding(content)
    table = _Table(_text(content, chosen), delimiter, head=head)
    body = [tuple(cells) for cells, _line in table.sample if cells != table.first_row][:rows]
    return CsvPreview(chosen, table.delimiter, table.has_head, table.columns, table.guessed_mapping(), tuple(body))


def read_csv(
    content: bytes,
    encoding: str | None = None,
    delimiter: str | None = None,
    mapping: Sequence[str] | None = None,
    *,
    head: bool | None = None,
) -> Iterator[Card | Refused]:
    """Cards and refused rows in the order of the table, made one at a time. Empty rows are no records."""
    for _done, outcome in read_csv_measured(content, encoding, delimiter, mapping, head=head):
        yield outcome


def read_csv_measured(
    content: bytes,
    encoding: str | None = None,
    delimiter: str | None = None,
    mapping: Sequence[str] | None = None,
    *,
    head: bool | None = None,
) -> Iterator[tuple[float, Card | Refused]]:
    """The same with the share of the table read so far, from 0 to 1."""
    chosen = known_encoding(encoding or "") or guess_encoding(content)
    table = _Table(_text(content, chosen), delimiter, head=head)
    targets = tuple(mapping) if mapping is not None else table.guessed_mapping()
    rows = [cells for cells, _line in table.sample]
    reader = RowReader(table.columns, targets, month_first=month_comes_first(rows))
    total = len(table.lines) or 1
    record = 0
    for cells, line in table.body():
        record += 1
        if isinstance(cells, str):
            yield line / total, Refused(record, line, cells, table.lines[line - 1].strip()[:_EXCERPT])
            continue
        card = reader.card(cells, record, line)
        if card is None:
            reason = _("The row has no name, company, phone or e-mail.")
            yield line / total, Refused(record, line, reason, " | ".join(cell for cell in cells if cell)[:_EXCERPT])
        else:
            yield line / total, card


def _text(content: bytes, encoding: str) -> str:
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class _Table:
    """The rows of one text with what was found out about it."""

    def __init__(self, text: str, delimiter: str | None, *, head: bool | None) -> None:
        csv.field_size_limit(_LONGEST_CELL)
        self.delimiter = delimiter or guess_delimiter(text)
        self.lines = list(io.StringIO(text, newline="\n"))
        self._start = 1 if text[:4].lower() == "sep=" else 0
        rows = ((cells, line) for cells, line in self._records() if not isinstance(cells, str))
        self.sample = list(islice(rows, _SAMPLE_ROWS))
        self.first_row = self.sample[0][0] if self.sample else []
        self.has_head = has_head([cells for cells, _line in self.sample]) if head is None else head
        width = max((len(cells) for cells, _line in self.sample), default=0)
        self.columns = tuple(self.first_row) if self.has_head else ("",) * width

    def guessed_mapping(self) -> tuple[str, ...]:
        """By the heads of the columns, or by what stands in them."""
        if self.has_head:
            return mapping_by_heads(self.columns)
        return mapping_by_content([cells for cells, _line in self.sample])

    def body(self) -> Iterator[tuple[list[str] | str, int]]:
        """Rows below the head with the line each starts on; a sentence instead of cells where a row is broken."""
        head_line = self.sample[0][1] if self.has_head and self.sample else 0
        for cells, line in self._records():
            if line != head_line:
                yield cells, line

    def _records(self) -> Iterator[tuple[list[str] | str, int]]:
        """Rows with their lines; after a broken one reading starts anew on the next line."""
        start = self._start
        for _attempt in range(_MOST_BROKEN):
            restart = yield from self._records_from(start)
            if restart is None:
                return
            start = restart
        yield _("The table is damaged from here on."), start + 1

    def _records_from(self, start: int) -> Generator[tuple[list[str] | str, int], None, int | None]:
        reader = csv.reader(self.lines[start:] if start else self.lines, delimiter=self.delimiter)
        while True:
            line = start + reader.line_num
            try:
                cells = next(reader, None)
            except csv.Error:
                yield _("The row cannot be parted into cells."), line + 1
                return start + reader.line_num
            if cells is None:
                return None
            end = start + reader.line_num
            if end == len(self.lines) and end - line > 1 and self._unclosed(line):
                yield _("A quotation mark opens in this row and never closes."), line + 1
                return line + 1
            if any(cell and not cell.isspace() for cell in cells):
                yield cells, line + 1

    def _unclosed(self, line: int) -> bool:
        return sum(text.count('"') for text in self.lines[line:]) % 2 == 1
