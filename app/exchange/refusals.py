"""The records an import refused, as a table safe to open in a spreadsheet; its heads are English in every language."""

import csv
import io
from collections.abc import Sequence

from app.exchange.card import Refused
from app.exchange.csv_words import guarded

_BOM = "\ufeff"
_HEAD = ("file", "record", "line", "reason", "excerpt")


def refusals_table(refused: Sequence[tuple[str, Refused]]) -> bytes:
    """A row for every refused record: where it stands, why, and how it begins."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for file, one in refused:
        writer.writerow([guarded(file), one.record, one.line, guarded(one.reason), guarded(one.excerpt)])
    return (_BOM + out.getvalue()).encode("utf-8")
