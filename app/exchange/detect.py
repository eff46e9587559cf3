"""Opening a file of contacts by what is in it, whatever its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.exchange.card import Card, ReadProgress, Refused
from app.exchange.csv_guess import guess_delimiter
from app.exchange.csv_reader import read_csv_measured
from app.exchange.encoding import guess_encoding
from app.exchange.json_reader import read_json_measured
from app.exchange.vcard_reader import read_vcards_measured
from models.errors import OutsideError, UserError
from resources.i18n import N_, _

FileFormat = Literal["vcard", "csv", "json"]

_HEAD = 8_000
_CARD = re.compile(r"^\ufeff?(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CARD_BYTES = re.compile(rb"^(?:\xef\xbb\xbf)?BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_REACH = re.compile(r"[^@\s]+@[^@\s]+\.\w|\+?\d[\d ()-]{5,}")
_FOREIGN = (
    (b"PK\x03\x04", N_("This is an Excel workbook or an archive. Save the table as CSV, or unpack it, and try again.")),
    (b"\xd0\xcf\x11\xe0", N_("This is an old Excel or Outlook file. Export the contacts as CSV and try again.")),
    (b"!BDN", N_("This is an Outlook data file. Export the contacts as CSV and try again.")),
    (b"%PDF", N_("This is a PDF document, not a list of contacts.")),
    (b"SQLite format 3", N_("This is a database, not a list of contacts.")),
    (b"\xff\xd8\xff", N_("This is a picture, not a list of contacts.")),
    (b"\x89PNG", N_("This is a picture, not a list of contacts.")),
)
_NOT_CONTACTS = N_("This is not a list of contacts: vCard, CSV and JSON can be read.")


@dataclass(slots=True)
class Reader:
    """A file being read: iterate for cards and refused records, look at `progress` meanwhile, stop to cancel."""

    format: FileFormat
    content: bytes
    encoding: str | None = None
    delimiter: str | None = None
    mapping: Sequence[str] | None = None
    head: bool | None = None
    share: float = 0.0

    @property
    def progress(self) -> ReadProgress:
        """How far reading has come, in bytes of the file."""
        return ReadProgress(min(round(self.share * len(self.content)), len(self.content)), len(self.content))

    def __iter__(self) -> Iterator[Card | Refused]:
        self.share = 0.0
        for share, outcome in self._measured():
            self.share = share
            yield outcome
        self.share = 1.0

    def _measured(self) -> Iterator[tuple[float, Card | Refused]]:
        if self.format == "vcard":
            return read_vcards_measured(self.content)
        if self.format == "json":
            return read_json_measured(self.content)
        return read_csv_measured(self.content, self.encoding, self.delimiter, self.mapping, head=self.head)


def open_reader(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    mapping: Sequence[str] | None = None,
    head: bool | None = None,
) -> Reader:
    """A reader for the file; the options are for tables alone.

    Raises UserError where the file holds no contacts we can read, OutsideError where it cannot be read at all.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutsideError(_("The file {name} cannot be read.").format(name=path.name)) from error
    return Reader(detect_format(content), content, encoding, delimiter, mapping, head)


def detect_format(content: bytes) -> FileFormat:
    """What the bytes of a file are. Raises UserError with a sentence where they are no contacts."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(_("The file is empty."))
    for magic, sentence in _FOREIGN:
        if content.startswith(magic):
            raise UserError(_(sentence))
    encoding = guess_encoding(content[:_HEAD])
    start = content[:_HEAD].decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    if _CARD.search(start) or _CARD_BYTES.search(content):
        return "vcard"
    if start[:15].upper() == "BEGIN:VCALENDAR":
        raise UserError(_("This is a calendar, not a list of contacts."))
    if start[:1] in {"{", "["}:
        if '"vizitka"' not in start:
            raise UserError(_("This JSON file is not an export of Vizitka."))
        return "json"
    if start[:1] == "<" or not _is_table(start):
        raise UserError(_(_NOT_CONTACTS))
    return "csv"


def _is_table(start: str) -> bool:
    unreadable = sum((letter < " " and letter not in "\t\r\n") or letter == "\ufffd" for letter in start)
    if unreadable * 50 > len(start):
        return False
    first = start.partition("\n")[0]
    return guess_delimiter(start.replace("\r\n", "\n")) in first or bool(_REACH.search(start))
