"""Our own full export: JSON that holds every card whole, and any other records the caller gives as plain values."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.exchange.card import Card
from app.exchange.json_card import card_to_json

# 1: people as cards alone, nothing of the recycle bin. 2: every row of every noun under its own id, people too; a card
# is called by that id and not by the one it has in other programs.
FORMAT_VERSION = 2
# A section to be read that does not come back: its change sets speak of rows by numbers that are one file's own, and what
# nobody can take back has no place among what one can. Who changed what, and when, stands in the history, which does.
JOURNAL = "journal"
_SAID = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json(
    cards: Iterable[Card], records: Mapping[str, Iterable[Mapping[str, Any]]] | None = None
) -> Iterator[str]:
    """The document piece by piece, one record a line, to be encoded as UTF-8.

    Nothing is read before it is written. `{"vizitka": 2, "contacts": […], "records": {kind: […]}}`; records hold JSON values only.
    """
    yield f'{{"vizitka": {FORMAT_VERSION},\n"contacts": ['
    yield from _lines(map(card_to_json, cards))
    yield '],\n"records": {'
    for number, (kind, entries) in enumerate((records or {}).items()):
        yield f"{',' if number else ''}\n{json.dumps(kind, ensure_ascii=False)}: ["
        yield from _lines(entries)
        yield "]"
    yield "}}\n"


def _lines(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}\n{_SAID(entry)}"
