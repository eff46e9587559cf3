"""The least an import can do: split the lines of the cards and insert rows, words and digits, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

_CONTACT = (
    "INSERT INTO contact(id, last, first, middle, prefix, suffix, nickname, gender, job_title, department, birthday,"
    " about, time_zone, language, foreign_uid, created_at, edited_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANNEL = "INSERT INTO channel(id, contact_id, kind, type, value, normal) VALUES(?, ?, ?, ?, ?, ?)"
_ADDRESS = "INSERT INTO address(id, contact_id, street, city, region, postcode, country) VALUES(?, ?, ?, ?, ?, ?, ?)"
_KINDS = {"TEL": "phone", "EMAIL": "email", "URL": "web", "IMPP": "messenger"}
_ONE_WORD = ("NICKNAME", "X-GENDER", "TITLE", "BDAY", "NOTE", "TZ", "LANG", "UID", "ORG", "CATEGORIES")
_NOW = 1_795_000_000_000

Properties = list[tuple[str, str, str]]  # name, parameters, value


def split_cards(content: bytes) -> Iterator[Properties]:
    """The properties of each card: long lines joined, names and values parted at the colon, nothing else."""
    card: Properties = []
    for line in content.replace(b"\r\n ", b"").decode().split("\r\n"):
        head, _colon, value = line.partition(":")
        if head == "BEGIN":
            card = []
        elif head == "END":
            yield card
        else:
            name, _semicolon, parameters = head.partition(";")
            card.append((name.rpartition(".")[2], parameters, value))


def import_barely(connection: apsw.Connection, path: Path) -> None:
    """Put a file of cards into the tables, searchable, with one commit."""
    rows = _Rows()
    for number, card in enumerate(split_cards(path.read_bytes()), start=1):
        rows.take(number, card)
    with connection:
        connection.executemany(_CONTACT, rows.contacts)
        connection.executemany(_CHANNEL, rows.channels)
        connection.executemany(_ADDRESS, rows.addresses)
        connection.executemany("INSERT INTO find_text(rowid, words) VALUES(?, ?)", rows.words)
        connection.executemany("INSERT INTO find_digits(rowid, digits) VALUES(?, ?)", rows.digits)


@dataclass(slots=True)
class _Rows:
    """What one statement each will insert."""

    contacts: list[tuple[object, ...]] = field(default_factory=list)
    channels: list[tuple[object, ...]] = field(default_factory=list)
    addresses: list[tuple[object, ...]] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    digits: list[tuple[int, str]] = field(default_factory=list)

    def take(self, number: int, card: Properties) -> None:
        """The rows of one card; lower case is the least that makes words findable."""
        key = number.to_bytes(16)
        found = dict.fromkeys(_ONE_WORD, "")
        names = [""] * 5
        words = []
        for name, parameters, value in card:
            text = value.replace("\\,", ",").replace("\\n", "\n")
            if kind := _KINDS.get(name):
                words.append(self._channel(key, kind, parameters, text))
            elif name == "ADR":
                _box, _office, *rest = text.split(";")
                self.addresses.append(((len(self.addresses) + 1).to_bytes(16), key, *rest))
                words += rest[:3]
            elif name == "N":
                names = text.split(";")
            elif name in found:
                found[name] = text
        company, _semicolon, department = found["ORG"].partition(";")
        self.contacts.append((key, *names, found["NICKNAME"], found["X-GENDER"], found["TITLE"], department,
                              found["BDAY"], found["NOTE"], found["TZ"], found["LANG"], found["UID"], _NOW, _NOW))  # fmt: skip
        words += [*names, found["NICKNAME"], found["TITLE"], department, found["NOTE"], company, found["CATEGORIES"]]
        self.words.append((number, " ".join(words).lower()))

    def _channel(self, key: bytes, kind: str, parameters: str, text: str) -> str:
        """Add a channel; its words, none of which a phone has."""
        number = len(self.channels) + 1
        if kind == "phone":
            normal = "".join(filter(str.isdigit, text))
            self.digits.append((number, normal))
        else:
            normal = text.lower()
        self.channels.append((number.to_bytes(16), key, kind, parameters, text, normal))
        return "" if kind == "phone" else normal
