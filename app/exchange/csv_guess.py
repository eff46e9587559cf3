"""Guessing what a table does not say: its delimiter, whether it has a head, and its columns by what stands in them."""

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

from app.exchange.csv_mapping import KEEP, mapping_by_heads
from app.exchange.date_forms import read_date

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE = 64_000
_MOST = 0.6  # share of a column's cells that must look alike
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+(\d][\d\s()+.,;-]{4,}(?:\s*(?:доб|ext|вн)\.?\s*\d+)?.*")
_PAGE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё'’-]*\.?")
_COMPANY = re.compile(r"\b(?:ООО|ОАО|ПАО|ЗАО|АО|ИП|ТОО|Ltd|LLC|Inc|GmbH|Corp)\b|[«»]")
_PATRONYMIC = re.compile(r".+(?:ович|евич|ич|овна|евна|ична|инична)", re.IGNORECASE)
_SURNAME = re.compile(
    r".+(?:ов|ев|ёв|ин|ын|ий|ой|ая|ова|ева|ёва|ина|ына|ко|их|ых|ян|дзе|швили|son|man|er)", re.IGNORECASE
)


def guess_delimiter(text: str) -> str:
    """The delimiter that parts the most rows into the same number of cells."""
    sample = text[:_SAMPLE]
    if sample[:4].lower() == "sep=" and len(sample) > 4 and sample[4] in DELIMITERS:  # noqa: PLR2004 - Excel's own first line
        return sample[4]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    marks = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(marks, key=lambda delimiter: marks[delimiter])
    return best if marks[best] > 0 else ","


def has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns instead of a person."""
    if not rows:
        return False
    first = [cell.strip() for cell in rows[0]]
    if any(_EMAIL.search(cell) or _is_phone(cell) for cell in first):
        return False
    if any(target != KEEP for target in mapping_by_heads(first)):
        return True
    below = [cell.strip() for row in rows[1:20] for cell in row]
    return any(_EMAIL.fullmatch(cell) or _is_phone(cell) for cell in below)


def mapping_by_content(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A target for each column of a table without a head."""
    width = max((len(row) for row in rows), default=0)
    columns = [
        [row[place].strip() for row in rows if place < len(row) and row[place].strip()] for place in range(width)
    ]
    found = [_by_content(cells) for cells in columns]
    if "last" not in found and "full_name" not in found and "first" in found:
        only = found.count("first") == 1
        found = ["full_name" if target == "first" and only else target for target in found]
    seen: set[str] = set()
    for place, target in enumerate(found):
        if target in {"last", "first", "middle", "company", "full_name", "birthday"} and target in seen:
            found[place] = KEEP
        seen.add(target)
    return tuple(found)


def month_comes_first(rows: Sequence[Sequence[str]]) -> bool:
    """Whether 03/04/2001 is the fourth of March: so unless some date in the table has a first part above 12."""
    pairs = (re.match(r"(\d\d?)/(\d\d?)/\d", cell.strip()) for row in rows for cell in row)
    return not any(pair and int(pair[1]) > 12 for pair in pairs)  # noqa: PLR2004 - months in a year


def _evenness(sample: str, delimiter: str) -> float:
    try:
        widths = Counter(len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter) if row)
    except csv.Error:
        return 0.0
    widths.pop(1, None) if len(widths) > 1 else None
    if not widths or max(widths) == 1:
        return 0.0
    width, rows = widths.most_common(1)[0]
    return rows / sum(widths.values()) * math.sqrt(min(width, 12))


def _by_content(cells: list[str]) -> str:
    if not cells:
        return KEEP
    least = _MOST * len(cells)
    for target, looks_so in _LOOKS:
        if sum(looks_so(cell) for cell in cells) >= (least / 2 if target == "company" else least):
            return target
    return _name_by_content(cells)


def _name_by_content(cells: list[str]) -> str:
    words = [cell.split() for cell in cells]
    named = [all(_WORD.fullmatch(word) for word in parts) and len(parts) <= 4 for parts in words]  # noqa: PLR2004 - a long name
    if sum(named) < _MOST * len(cells):
        return KEEP
    if sum(len(parts) > 1 for parts in words) >= _MOST * len(cells):
        return "full_name"
    if sum(_PATRONYMIC.fullmatch(cell) is not None for cell in cells) >= _MOST * len(cells):
        return "middle"
    if sum(_SURNAME.fullmatch(cell) is not None for cell in cells) >= _MOST * len(cells):
        return "last"
    return "first"


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and sum(letter.isdigit() for letter in cell) >= 5 and not read_date(cell)  # noqa: PLR2004 - an inner number


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email.other", lambda cell: _EMAIL.fullmatch(cell) is not None),
    ("web.other", lambda cell: _PAGE.fullmatch(cell) is not None),
    ("birthday", lambda cell: bool(read_date(cell))),
    ("phone.other", _is_phone),
    ("company", lambda cell: _COMPANY.search(cell) is not None),
)
