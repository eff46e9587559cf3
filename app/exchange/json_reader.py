"""Our own full export read again: cards one by one, other records by kind."""

import json
from collections.abc import Iterator
from typing import Any

from app.exchange.card import Card, Refused
from app.exchange.encoding import guess_encoding
from app.exchange.json_card import card_from_json
from app.exchange.json_writer import FORMAT_VERSION
from models.errors import UserError
from resources.i18n import _

_EXCERPT = 120


def read_json(content: bytes) -> Iterator[Card | Refused]:
    """Cards in their order; one that is not of its form is refused alone.

    Raises UserError at once where the document is no export of ours, is cut off, or is newer than this version.
    """
    return (outcome for _done, outcome in read_json_measured(content))


def read_json_measured(content: bytes) -> Iterator[tuple[float, Card | Refused]]:
    """The same with the share of the cards read so far, from 0 to 1."""
    entries = _document(content).get("contacts", [])
    if not isinstance(entries, list):
        raise UserError(_("This JSON file is not an export of Vizitka."))
    return _outcomes(entries)


def read_records(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The other records of an export by kind, as plain values; what is no record is left out."""
    records = _document(content).get("records", {})
    if not isinstance(records, dict):
        return {}
    return {
        str(kind): [entry for entry in entries if isinstance(entry, dict)]
        for kind, entries in records.items()
        if isinstance(entries, list)
    }


def _document(content: bytes) -> dict[str, Any]:
    try:
        document: Any = json.loads(content.decode(guess_encoding(content)))
    except json.JSONDecodeError as error:
        sentence = _("The file is damaged or cut off: it cannot be read from line {line} on.")
        raise UserError(sentence.format(line=error.lineno)) from error
    except (ValueError, RecursionError) as error:
        raise UserError(_("The file is damaged and cannot be read.")) from error
    version = document.get("vizitka") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, int) or isinstance(version, bool):
        raise UserError(_("This JSON file is not an export of Vizitka."))
    if version > FORMAT_VERSION:
        raise UserError(_("The file was exported by a newer version of the program. Update the program to read it."))
    return document


def _outcomes(entries: list[Any]) -> Iterator[tuple[float, Card | Refused]]:
    for record, entry in enumerate(entries, start=1):
        yield record / len(entries), _outcome(entry, record)


def _outcome(entry: Any, record: int) -> Card | Refused:
    excerpt = json.dumps(entry, ensure_ascii=False)[:_EXCERPT]
    if not isinstance(entry, dict):
        return Refused(record, record, _("The record is not a contact."), excerpt)
    try:
        card = card_from_json(entry, record)
    except UserError as error:
        return Refused(record, record, str(error), excerpt)
    names = (card.full_name, card.first, card.middle, card.last, card.nickname, card.company)
    if not (any(names) or card.channels):
        return Refused(record, record, _("The record has no name, company, phone or e-mail."), excerpt)
    return card
