"""The way back of a full export: its rows under their own ids, led to whom they mean here.

A record comes back under its own id, in the recycle bin if it lay there; where somebody of that id, or a firm of that
name, is here already, the links of the others are led to it. A link to nobody is dropped; a part without its owner is
left out.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.archive_kinds import BEFORE_CARDS, KEPT, LIKENESSES, USUAL, known_by, likeness
from app.records.archive_rows import OWNER, id_meant, kept_columns, links_of, row_meant, uid_of
from models.base import Link, Record, Row
from models.column_types import to_millis
from models.fields import owner_columns
from models.ids import is_seed
from models.nouns import NOUNS, TABLES

Records = Mapping[str, Sequence[Mapping[str, Any]]]

_NOUN: dict[str, type[Row]] = {noun.__tablename__: noun for noun in NOUNS}
_LINK_SIZE = 32  # bytes: both ends
_WITH_REACH = frozenset({"contact", "company"})
_PRIMARY = frozenset({"channel", "address"})  # of which one comes first
_CHUNK = 5_000  # rows written at a time
_EVERY = 500  # rows between two words about the progress
_ACCESS = frozenset({"public", "private", "limited"})
_MADE = "UPDATE contact SET created_at = ?, access = ? WHERE id = ? AND created_at = ?"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Where the row of a person stands in an export, the id it has, and the identity in other programs, if any."""

    place: int
    id: bytes
    foreign: str


class Restoring:
    """One way back: which ids of the export are whom here.

    `told` is called again and again while rows come back; it raises what ends the work.
    """

    def __init__(self, tx: Tx, records: Records, told: Callable[[], None] = lambda: None) -> None:
        self._tx = tx
        self._records = records
        self._told = told
        self._whom: dict[tuple[str, bytes], bytes] = {}
        self._found: set[tuple[str, bytes]] = set()
        self._people: dict[str, PersonRow] = {}  # by the identity their cards have
        self._binned: deque[PersonRow] = deque()  # those who lie in the recycle bin have no cards
        self._carded: set[bytes] = set()  # who came back with the cards
        self._fresh: set[bytes] = set()  # people and firms that were not here
        self._pending: dict[str, list[tuple[object, ...]]] = {}  # rows of one noun, by its name
        self._untouched = not tx.raw.execute("SELECT 1 FROM journal WHERE state = 'done' LIMIT 1").fetchall()

    def before_cards(self) -> int:
        """Firms, tags, lists and fields first, so that the cards find them by name. Returns how many rows came back."""
        self._tx.flush()
        self._read_people()
        return sum(self._restore(name) for name in BEFORE_CARDS)

    def others(self, whose: Mapping[str, bytes]) -> int:
        """Everything else, after the cards, which were recognised as these people. Returns how many rows came back."""
        self.flush()
        self._tx.flush()
        self._recognise_people(whose)
        return sum(self._restore(name) for name in KEPT if name not in BEFORE_CARDS)

    def flush(self) -> None:
        """Write what is pending."""
        for name, rows in self._pending.items():
            self._tx.insert_rows(_NOUN[name], kept_columns(name), rows, stamped=False)
        self._pending.clear()

    def row_of(self, uid: str) -> PersonRow | None:
        """The row of the person of a card, where the export has one."""
        return self._people.get(uid)

    def is_of(self, uid: str, contact_id: bytes) -> bool:
        """Whether a contact here can be whom a card means: not if the export tells of both, as two people."""
        return uid_of(contact_id) == uid or uid_of(contact_id) not in self._people

    def bring_person(self, uid: str) -> bytes | None:
        """Bring the person of a card back by the row the export has of him; None where it has none, or his id is taken."""
        person = self._people.get(uid)
        if person is None or self._is_here("contact", person.id):
            return None
        while self._binned and self._binned[0].place < person.place:  # in the order they were made
            self._bring(self._binned.popleft())
        self._bring(person)
        return person.id

    def _bring(self, person: PersonRow) -> None:
        row = row_meant("contact", self._records["contact"][person.place])
        if row is not None and not self._is_here("contact", person.id):
            self._insert("contact", self._led("contact", row))
            self._carded.add(person.id)
            self._found.add(("contact", person.id))

    def _read_people(self) -> None:
        """Where the rows of people stand. An export of the first version only says who is who."""
        entries = self._records.get("contact", ())
        for place in range(len(entries)):
            entry = entries[place]
            if isinstance(entry, dict) and "edited_at" in entry and (key := id_meant(entry.get("id"))) is not None:
                person = self._people[uid_of(key)] = PersonRow(place, key, str(entry.get("foreign_uid", "")))
                if entry.get("removed_at") is not None:
                    self._binned.append(person)

    def _recognise_people(self, whose: Mapping[str, bytes]) -> None:
        """Who is who here; one just made of a card alone gets back when it was made and who may see it."""
        here: dict[str, bytes] = {}
        for key, uid in self._tx.raw.execute("SELECT id, foreign_uid FROM contact ORDER BY removed_at IS NULL"):
            assert isinstance(key, bytes)
            here[uid_of(key)] = here[str(uid) or uid_of(key)] = key  # the living come last and win
        made_now = to_millis(self._tx.now)
        for entry in self._records.get("contact", ()):
            theirs = id_meant(entry.get("id")) if isinstance(entry, dict) else None
            if theirs is None:
                continue
            uid = str(entry.get("uid", "")) or uid_of(theirs)
            found = whose.get(uid) or here.get(uid) or here.get(uid_of(theirs))
            if found is None:
                continue
            self._whom["contact", theirs] = found
            made, access = entry.get("created_at"), entry.get("access")
            if isinstance(made, int) and access in _ACCESS:
                self._tx.raw.execute(_MADE, (made, access, found, made_now))

    def _restore(self, name: str) -> int:
        present = {bytes(row[0]) for row in self._tx.raw.execute(f"SELECT id FROM {name}")}  # noqa: S608 - from KEPT
        if name in LIKENESSES:
            self._find_like(name, present)
        count = 0
        for row in self._rows(name):
            if row["id"] in present or (name, row["id"]) in self._whom:
                count += self._filled(name, row)
                continue
            led = self._led(name, row)
            if self._is_part_of_nobody(name, led) or led["id"] in present:
                continue
            present.add(led["id"])
            self._insert(name, led)
            count += 1
        self.flush()
        if count:
            self._drop_links_to_nobody(name)
        if self._untouched and name in USUAL:
            self._remove_unusual(name)
        return count

    @staticmethod
    def _is_part_of_nobody(name: str, led: dict[str, Any]) -> bool:
        """Whether whom it belongs to is not here; a member of a set needs both ends."""
        if name == "custom_value" and led.get("record_id") is None:
            return True
        if issubclass(_NOUN[name], Link):
            ends = (led.get(column) for column in links_of(name))
            led["id"] = b"".join(one for one in ends if one is not None)
            return len(led["id"]) != _LINK_SIZE
        owners = owner_columns(TABLES[name])
        return bool(owners) and all(led.get(owner.name) is None for owner in owners)

    def _drop_links_to_nobody(self, name: str) -> None:
        """Links within one noun, whose other end may have been read later, or not at all."""
        for column, target in links_of(name).items():
            if target == name and column != OWNER:
                self._tx.raw.execute(
                    f"UPDATE {name} SET {column} = NULL WHERE {column} IS NOT NULL"  # noqa: S608 - from KEPT
                    f" AND NOT EXISTS (SELECT 1 FROM {name} other WHERE other.id = {name}.{column})"
                )

    def _remove_unusual(self, name: str) -> None:
        """Usual first records that are not in the export at all are removed here too."""
        said = {row["id"] for row in self._rows(name)}
        rows = self._tx.raw.execute(f"SELECT id FROM {name} WHERE removed_at IS NULL").fetchall() if said else []  # noqa: S608 - from KEPT
        for (key,) in rows:
            assert isinstance(key, bytes)
            if is_seed(key) and key not in said:
                self._tx.raw.execute(
                    f"UPDATE {name} SET removed_at = ? WHERE id = ?",  # noqa: S608 - likewise
                    (to_millis(self._tx.now), key),
                )

    def _find_like(self, name: str, present: set[bytes]) -> None:
        """Records that are here under another id; what lies in a recycle bin is like nothing."""
        columns = known_by(name)
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = self._tx.raw.execute(f"SELECT id, {listed} FROM {name} WHERE removed_at IS NULL")  # noqa: S608 - from KEPT
        here = {likeness(name, dict(zip(columns, row[1:], strict=True))): bytes(row[0]) for row in rows}
        if not here:
            return
        for row in self._rows(name):
            if row.get("removed_at") is None and row["id"] not in present:
                known = here.get(likeness(name, self._led(name, row)))
                if known is not None:
                    self._whom[name, row["id"]] = known

    def _filled(self, name: str, row: dict[str, Any]) -> int:
        """Give a usual first record the words of the export, in a workspace nobody has changed yet."""
        if name == "contact":
            return 0
        here = self._whom.get((name, row["id"]), row["id"])
        if not self._untouched or name not in USUAL or not (is_seed(here) or row.get("is_me")):
            return 0
        led = self._led(name, row)
        values = {
            column: led.get(column, _nothing(name, column))
            for column in kept_columns(name)
            if column != "id" and (column != OWNER or OWNER in led)
        }
        sets = ", ".join(f'"{column}" = ?' for column in values)
        self._tx.raw.execute(f"UPDATE {name} SET {sets} WHERE id = ?", (*values.values(), here))  # noqa: S608 - from KEPT
        return 1

    def _led(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """The row with its links led to whoever is here; a link to nobody is dropped."""
        led = dict(row)
        for column, target in links_of(name).items():
            value = led.get(column)
            if value is None:
                continue
            value = self._whom.get((target, value), value)
            led[column] = value if target == name or self._is_here(target, value) else None
        if name == "custom_value":
            led["record_id"] = self._led_record(str(row.get("record_kind", "")), row.get("record_id"))
        if name == "conflict":
            led |= self._led_conflict(row)
        if "merged_into" in led and (into := id_meant(led["merged_into"])) is not None:
            led["merged_into"] = self._whom.get((name, into), into).hex()
        return led

    def _led_record(self, kind: str, record_id: object) -> str | None:
        """Whose value it is: a record named by its kind and the text of its id."""
        key = id_meant(record_id)
        if kind not in _NOUN or key is None:
            return None
        value = self._whom.get((kind, key), key)
        return str(UUID(bytes=value)) if self._is_here(kind, value) else None

    def _led_conflict(self, row: dict[str, Any]) -> dict[str, str]:
        """Of what and between whom it was; both stay named though they are not here."""
        kinds = {"record_id": str(row.get("record_kind", "")), "kept_by": "app_user", "lost_by": "app_user"}
        found = {}
        for column, kind in kinds.items():
            key = id_meant(row.get(column))
            if key is not None:
                found[column] = self._whom.get((kind, key), key).hex()
        return found

    def _is_here(self, noun: str, key: bytes) -> bool:
        """Whether there is such a record; one that was found stays found."""
        if (noun, key) not in self._found:
            rows = self._tx.raw.execute(f"SELECT 1 FROM {noun} WHERE id = ?", (key,)).fetchall()  # noqa: S608 - one of the nouns
            if rows:
                self._found.add((noun, key))
            return bool(rows)
        return True

    def _insert(self, name: str, row: dict[str, Any]) -> None:
        if issubclass(_NOUN[name], Record):
            now = to_millis(self._tx.now)
            row.setdefault("created_at", now)
            row.setdefault("edited_at", now)
        if name in _WITH_REACH:
            self._fresh.add(row["id"])
        is_living = row.get("removed_at") is None
        if name == "contact" and row.get("is_me") and is_living and self._i_am_here():
            row["is_me"] = 0
        if name in _PRIMARY and row.get("is_primary") and is_living and self._has_primary(name, row):
            row["is_primary"] = 0
        cells = ((column, row.get(column)) for column in kept_columns(name))
        pending = self._pending.setdefault(name, [])
        pending.append(tuple(_nothing(name, column) if cell is None else cell for column, cell in cells))
        if len(pending) >= _CHUNK:
            self.flush()

    def _i_am_here(self) -> bool:
        self.flush()
        query = "SELECT 1 FROM contact WHERE is_me AND removed_at IS NULL LIMIT 1"
        return self._tx.raw.execute(query).fetchone() is not None

    def _has_primary(self, name: str, row: dict[str, Any]) -> bool:
        """Whether somebody who was here already has one of its kind that comes first."""
        owner = row.get("contact_id") or row.get("company_id")
        if owner in self._fresh:
            return False
        self.flush()
        kind = " AND kind = ?2" if name == "channel" else ""
        query = (
            f"SELECT 1 FROM {name} WHERE (contact_id = ?1 OR company_id = ?1) AND is_primary"  # noqa: S608 - one of two
            f" AND removed_at IS NULL{kind} LIMIT 1"
        )
        said = (owner, row.get("kind", "")) if kind else (owner,)
        return self._tx.raw.execute(query, said).fetchone() is not None

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        for number, entry in enumerate(self._records.get(name, ()), 1):
            if number % _EVERY == 0:
                self._told()
            row = row_meant(name, entry) if isinstance(entry, dict) else None
            if row is not None and row["id"] not in self._carded:
                yield row


@cache
def _nothing(name: str, column: str) -> Any:
    """What stands in a column that says nothing."""
    kept = TABLES[name].columns[column]
    if kept.nullable:
        return None
    usual = str(getattr(kept.server_default, "arg", ""))
    return int(usual or 0) if isinstance(kept.type, (sa.Integer, sa.Boolean)) else usual.strip("'")
