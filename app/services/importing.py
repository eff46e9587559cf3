"""Import: cards of a file become contacts, in one transaction and one undo, whatever single cards are like.

A card of somebody known fills what is empty and adds what is new; it never replaces a word of ours.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.exchange.card import Card, Refused
from app.exchange.detect import Reader
from app.exchange.files_beside import carry_back, files_beside
from app.exchange.json_reader import read_records
from app.exchange.json_writer import JOURNAL
from app.files import FileStore
from app.formatting import number
from app.records.archive import PersonRow, Records, Restoring
from app.records.card_rows import (
    ADDRESS_COLUMNS,
    CHANNEL_COLUMNS,
    CONTACT_COLUMNS,
    Person,
    address_rows,
    channel_rows,
    contact_row,
    read_person,
)
from app.records.card_updates import CardUpdate, update_contacts
from app.records.companies import CompanyNames
from app.records.contents import contents_in
from app.records.matching import KnownPeople
from app.records.own_cards import OWN, OwnValues
from app.records.statuses import out_of_one_text, set_statuses
from app.records.tags import TagNames
from models.channel import Address, Channel
from models.contact import Contact
from models.errors import VizitkaError
from models.group import ContactTag
from resources.i18n import N_, ngettext

_EVERY = 200  # cards between two words about the progress
_CHUNK = 5_000  # contacts written at a time


class ImportCancelled(VizitkaError):  # noqa: N818 - not an error: the person stopped it, and nothing was kept
    """The person stopped the import; the transaction is rolled back."""


@dataclass(slots=True)
class ImportOutcome:
    """What became of the records of one import."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    others: int = 0  # records beside the contacts that came back from a full export
    files: int = 0  # contents of files that were brought from beside a full export
    lost: list[tuple[str, str]] = field(default_factory=list)  # (export, file of a record that is not beside it)
    journals: list[tuple[str, int]] = field(default_factory=list)  # (export, journal entries that stay in it)
    refused: list[tuple[str, Refused]] = field(default_factory=list)  # (file, what and why)
    warnings: list[tuple[str, int, str]] = field(default_factory=list)  # (file, record, sentence)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file's name and the records read from it."""

    name: str
    records: Iterable[Card | Refused]
    others: Records = field(default_factory=dict)  # what a full export holds beside its contacts
    beside: FileStore | None = None  # the folder with the files of its records
    unread: Callable[[], Iterable[Refused]] = (
        tuple  # which of the others could not be read, once they were gone through
    )


def import_file(name: str, reader: Reader, path: Path) -> ImportFile:
    """A file opened for reading, called by a name; a full export brings its other records and the files beside it."""
    if reader.format != "json":
        return ImportFile(name, reader)
    others = read_records(reader.content)
    return ImportFile(name, reader, others, files_beside(path), others.refused)


def journal_left(file: str, count: int) -> str:
    """What is told of a journal that stays in its export."""
    said = ngettext(
        "{file}: {count} journal entry stays in the file to be read; what was changed there cannot be undone here.",
        "{file}: {count} journal entries stay in the file to be read; what was changed there cannot be undone here.",
        count,
    )
    return said.format(file=file, count=number(count))


@command(N_("Import"))
def import_cards(
    tx: Tx,
    sources: Iterable[ImportFile],
    files: FileStore,
    *,
    region: str = "RU",
    progress: Callable[[int], bool] = lambda _records: True,
) -> ImportOutcome:
    """Bring cards in; `progress` hears the number of records so far and answers whether to go on.

    Raises:
        ImportCancelled: `progress` said stop; nothing was kept.
    """
    tx.expect_additions()
    outcome = ImportOutcome()

    def told() -> None:
        if not progress(outcome.read):
            raise ImportCancelled

    chosen = [(source, Restoring(tx, source.others, told) if source.others else None) for source in sources]
    ways_back = [way_back for _source, way_back in chosen if way_back is not None]
    outcome.others = sum(way_back.before_cards() for way_back in ways_back)
    work = _Import(tx, files, region, outcome, ways_back)
    whose = [_take_all(work, source, way_back, told) for source, way_back in chosen]
    work.flush()
    for (source, way_back), people in zip(chosen, whose, strict=True):
        if way_back is not None:
            outcome.others += way_back.others(people)
            _bring_files(outcome, source, files, told)
            outcome.journals += [(source.name, count)] if (count := len(source.others.get(JOURNAL, ()))) else []
    outcome.refused += [(source.name, one) for source, _way_back in chosen for one in source.unread()]
    tx.subject = ", ".join(source.name for source, _way_back in chosen)
    return outcome


def _take_all(
    work: "_Import", source: ImportFile, way_back: Restoring | None, told: Callable[[], None]
) -> dict[str, bytes]:
    """Every card of a file. Who here each card of a full export turned out to be."""
    whose: dict[str, bytes] = {}
    for record in source.records:
        work.outcome.read += 1
        if work.outcome.read % _EVERY == 0:
            told()
        if isinstance(record, Refused):
            work.outcome.refused.append((source.name, record))
        else:
            found = work.take(source.name, record, way_back)
            if found is not None and record.uid and way_back is not None:
                whose[record.uid] = found
    return whose


def _bring_files(outcome: ImportOutcome, source: ImportFile, files: FileStore, told: Callable[[], None]) -> None:
    """The contents of files from beside a full export; what is brought before a stop is nobody's, and harms nobody."""

    def go_on(_done: int) -> bool:
        told()
        return True

    if source.beside is not None:
        carried = carry_back(source.beside, files, contents_in(source.others), go_on)
        outcome.files += carried.fresh
        outcome.lost += [(source.name, name) for name in carried.lost]


class _Import:
    """One import under way: what is known, what is pending, what became of each record."""

    def __init__(
        self, tx: Tx, files: FileStore, region: str, outcome: ImportOutcome, ways_back: Sequence[Restoring]
    ) -> None:
        self.outcome = outcome
        self._ways_back = ways_back
        self._tx = tx
        self._files = files
        self._region = region
        self._known = KnownPeople(tx)
        self._companies = CompanyNames(tx)
        self._tags = TagNames(tx)
        self._contacts: list[tuple[object, ...]] = []
        self._channels: list[tuple[object, ...]] = []
        self._addresses: list[tuple[object, ...]] = []
        self._links: list[tuple[object, ...]] = []
        self._afterwards: list[tuple[bytes, dict[str, Any], list[str]]] = []
        self._whose: dict[bytes, str] = {}  # whose card of a full export somebody here is
        self._own = OwnValues(tx)
        self._own_said: dict[bytes, list[tuple[str, str]]] = {}
        self._updates: list[CardUpdate] = []  # of people known, some of whom may be pending themselves

    def take(self, file: str, card: Card, way_back: Restoring | None) -> bytes | None:
        """One card of a file; in a full export, which has a way back, two cards are two people, however alike.

        Answers who it is here; of a firm, nothing.
        """
        for sentence in card.warnings:
            self.outcome.warnings.append((file, card.record, sentence))
        if card.is_company:
            self._take_company(card)
            return None
        return self._take_person(card, way_back)

    def flush(self) -> None:
        """Write what is pending."""
        for way_back in self._ways_back:
            way_back.flush()
        self._companies.flush()
        self._tx.insert_rows(Contact, CONTACT_COLUMNS, self._contacts)
        self._tx.insert_rows(Channel, CHANNEL_COLUMNS, self._channels)
        self._tx.insert_rows(Address, ADDRESS_COLUMNS, self._addresses)
        self._tx.insert_rows(ContactTag, ("id", "contact_id", "tag_id"), self._links)
        for pending in (self._contacts, self._channels, self._addresses, self._links):
            pending.clear()
        for contact_id, extra, statuses in self._afterwards:
            if extra:
                self._tx.connection.execute(_contact_where(contact_id).values(**extra))
            if statuses:
                set_statuses(self._tx, UUID(bytes=contact_id), statuses)
        self._afterwards.clear()
        if self._updates:
            changed = update_contacts(self._tx, self._updates, self._companies, self._tags)
            self.outcome.updated += changed
            self.outcome.skipped += len(self._updates) - changed
            self._updates.clear()
        self._own.write(self._own_said)
        self._own_said.clear()

    def _take_person(self, card: Card, way_back: Restoring | None) -> bytes:
        person = read_person(card, self._region)
        row = way_back.row_of(card.uid) if way_back is not None else None
        if row is not None and row.foreign:
            person.card = replace(card, uid=row.foreign)  # in an export with rows a card is called by our own id
        known = self._find(card, person, way_back)
        brought = way_back.bring_person(card.uid) if way_back is not None and known is None else None
        who = known or brought or person.id
        own = [pair for pair in card.extra if pair[0].startswith(OWN)]
        if own and brought is None and (row is None or known is None):
            self._own_said.setdefault(who, []).extend(own)
        if known is not None:
            self._update(known, person if row is None else _fields_of(person, row, known))
        else:
            self.outcome.created += 1
            if brought is not None:
                self._photo(card)  # its row names it; everything else of the person is a record of the export
            else:
                self._create(person, whole=way_back is not None)  # its row has gone, or its id lies in the bin here
        for uid in dict.fromkeys((card.uid, person.card.uid)):
            self._known.add(who, uid, person.full, person.evidence, card.company)
        if way_back is not None:
            self._whose[who] = card.uid
        return who

    def _find(self, card: Card, person: Person, way_back: Restoring | None) -> bytes | None:
        """Who here the card speaks of."""
        known = self._known.find(card.uid, "", [], "") if way_back is not None else None
        if known is None:
            known = self._known.find(person.card.uid, person.full, person.evidence, card.company)
        if way_back is None or known is None:
            return known
        is_another = self._whose.get(known, card.uid) != card.uid or not way_back.is_of(card.uid, known)
        return None if is_another else known

    def _update(self, known: bytes, person: Person) -> None:
        photo, card = self._photo(person.card), person.card
        person.card = replace(card, photo=None) if card.photo else card  # or all photos would wait in memory
        self._updates.append(CardUpdate(known, person, photo))
        if len(self._updates) >= _CHUNK:
            self.flush()

    def _create(self, person: Person, *, whole: bool) -> None:
        card = person.card
        company_id = self._companies.find_or_add(card.company) if card.company else None
        self._contacts.append(contact_row(person, company_id.bytes if company_id else None, self._photo(card)))
        self._channels += channel_rows(person.id, None, person.channels)
        self._addresses += address_rows(person.id, None, card.addresses)
        tags = dict.fromkeys(map(self._tags.find_or_add, card.categories))  # one tag may stand there in two spellings
        self._links += [(person.id + tag.bytes, person.id, tag.bytes) for tag in tags if tag]
        statuses = [value for key, value in card.extra if key == "status" and not whole]  # else they are records of it
        if person.extra or statuses:
            self._afterwards.append((person.id, person.extra, out_of_one_text(statuses[0]) if statuses else []))
        if len(self._contacts) >= _CHUNK:
            self.flush()

    def _take_company(self, card: Card) -> None:
        """A card of a firm: found or made by name; its channels and addresses are added where there were none."""
        name = card.company or card.full_name or card.last
        before = self._companies.count
        company_id = self._companies.find_or_add(name)
        if company_id is None or self._companies.count == before:  # none: its name is a legal form, or nothing at all
            self.outcome.skipped += 1
            return
        person = read_person(card, self._region)
        self._channels += channel_rows(None, company_id.bytes, person.channels)
        self._addresses += address_rows(None, company_id.bytes, card.addresses)
        self.outcome.created += 1

    def _photo(self, card: Card) -> str:
        return self._files.put(card.photo.content) if card.photo else ""


def _fields_of(person: Person, row: PersonRow, who: bytes) -> Person:
    """What a card alone says, where phones, tags and the like are records of the export."""
    uid = row.foreign if who == row.id else person.card.uid  # nobody is called by his own id
    card = replace(person.card, uid=uid, channels=(), addresses=(), categories=())
    return replace(person, card=card, channels=[])


def _contact_where(contact_id: bytes) -> sa.Update:
    return sa.update(Contact).where(Contact.id == UUID(bytes=contact_id))
