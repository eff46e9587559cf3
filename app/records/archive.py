"""The other records of a full export: rows as the file keeps them, ids as hexadecimal, and their way back.

A record comes back under its own id; where somebody of that id, or a firm of that name, is here already, the links of
the others are led to it. A link to nobody is dropped; a part without its owner is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.command import Asking, Tx
from app.records.archive_kinds import BEFORE_CARDS, KEPT, LIKENESSES, ONLY, USUAL, known_by, likeness
from models.base import Link, Row
from models.column_types import to_millis
from models.fields import link_columns, owner_columns
from models.ids import is_seed
from models.nouns import NOUNS, TABLES

Records = Mapping[str, Sequence[Mapping[str, Any]]]

_NOUN = {noun.__tablename__: noun for noun in NOUNS}
_ID_SIZE = 16  # bytes
_ACCESS = frozenset({"public", "private", "limited"})
_MADE = "UPDATE contact SET created_at = ?, access = ? WHERE id = ? AND created_at = ?"
_LOCAL = frozenset({"rid", "srv_seq", "srv_hlc", "owner_id"})
_LINKS = {
    name: {column.name: next(iter(column.foreign_keys)).column.table.name for column in link_columns(TABLES[name])}
    for name in KEPT
}


def records_of(asking: Asking) -> dict[str, list[dict[str, Any]]]:
    """Every living record that is no contact's own part, and which contact has which identity."""
    found = {"contact": list(_identities(asking))}
    for name in KEPT:
        columns = [column.name for column in TABLES[name].columns if column.name not in _LOCAL]
        quoted = ", ".join(f'"{column}"' for column in columns)
        rows = asking.raw.execute(
            f"SELECT {quoted} FROM {name} WHERE removed_at IS NULL AND {ONLY.get(name, '1')} ORDER BY rid"  # noqa: S608 - names from the metadata
        )
        found[name] = [_said(columns, row) for row in rows]
    return found


class Restoring:
    """One way back: which ids of the export are whom here."""

    def __init__(self, tx: Tx, records: Records) -> None:
        self._tx = tx
        self._records = records
        self._whom: dict[tuple[str, bytes], bytes] = {}
        self._found: set[tuple[str, bytes]] = set()
        self._untouched = not tx.raw.execute("SELECT 1 FROM journal WHERE state = 'done' LIMIT 1").fetchall()

    def before_cards(self) -> int:
        """Firms, tags, lists and fields first, so that the cards find them by name. Returns how many rows came back."""
        self._tx.flush()
        return sum(self._restore(name) for name in BEFORE_CARDS)

    def others(self) -> int:
        """Everything else, after the cards. Returns how many rows came back."""
        self._tx.flush()
        self._recognise_people()
        return sum(self._restore(name) for name in KEPT if name not in BEFORE_CARDS)

    def _recognise_people(self) -> None:
        """Who is who here; one just made gets back when it was made and who may see it."""
        entries = self._records.get("contact", ())
        if not entries:
            return
        here: dict[str, bytes] = {}
        for key, uid in self._tx.raw.execute("SELECT id, foreign_uid FROM contact ORDER BY removed_at IS NULL"):
            assert isinstance(key, bytes)
            here[uid_of(key)] = here[str(uid) or uid_of(key)] = key  # the living come last and win
        made_now = to_millis(self._tx.now)
        for entry in entries:
            theirs = _bytes(str(entry.get("id", ""))) or b""
            found = here.get(str(entry.get("uid", ""))) or here.get(uid_of(theirs))
            if len(theirs) != _ID_SIZE or found is None:
                continue
            self._whom["contact", theirs] = found
            made, access = entry.get("created_at"), entry.get("access")
            if isinstance(made, int) and access in _ACCESS:
                self._tx.raw.execute(_MADE, (made, access, found, made_now))

    def _restore(self, name: str) -> int:
        table = TABLES[name]
        owners = {column.name for column in owner_columns(table)}
        present = {bytes(row[0]) for row in self._tx.raw.execute(f"SELECT id FROM {name}")}  # noqa: S608 - from KEPT
        if name in LIKENESSES:
            self._find_like(name, present)
        count = 0
        for row in self._rows(name):
            if row["id"] in present or (name, row["id"]) in self._whom:
                count += self._filled(name, row)
                continue
            led = self._led(name, row)
            if owners and all(led.get(owner) is None for owner in owners):
                continue
            if name == "custom_value" and led["record_id"] is None:
                continue
            if issubclass(_NOUN[name], Link):
                led["id"] = b"".join(led[column] for column in _LINKS[name] if led.get(column) is not None)
            if led["id"] in present:
                continue
            present.add(led["id"])
            self._insert(_NOUN[name], led)
            count += 1
        if self._untouched and name in USUAL:
            self._remove_unusual(name)
        return count

    def _remove_unusual(self, name: str) -> None:
        """Usual first records that were removed where the export was made are removed here too."""
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
        """Records that are here under another id."""
        columns = known_by(name)
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = self._tx.raw.execute(f"SELECT id, {listed} FROM {name} WHERE removed_at IS NULL")  # noqa: S608 - from KEPT
        here = {likeness(name, dict(zip(columns, row[1:], strict=True))): bytes(row[0]) for row in rows}
        for row in self._rows(name):
            known = here.get(likeness(name, self._led(name, row)))
            if known is not None and row["id"] not in present:
                self._whom[name, row["id"]] = known

    def _filled(self, name: str, row: dict[str, Any]) -> int:
        """Give a usual first record the words of the export, in a workspace nobody has changed yet."""
        here = self._whom.get((name, row["id"]), row["id"])
        if not self._untouched or name not in USUAL or not (is_seed(here) or row.get("is_me")):
            return 0
        led = self._led(name, row)
        values = {
            column.name: led.get(column.name, None if column.nullable else "")
            for column in TABLES[name].columns
            if column.name not in _LOCAL and column.name not in ("id", "removed_at")
        }
        sets = ", ".join(f'"{column}" = ?' for column in values)
        self._tx.raw.execute(f"UPDATE {name} SET {sets} WHERE id = ?", (*values.values(), here))  # noqa: S608 - from KEPT
        return 1

    def _led(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """The row with its links led to whoever is here; a link to nobody is dropped."""
        led = dict(row)
        for column, target in _LINKS[name].items():
            value = led.get(column)
            if value is None:
                continue
            value = self._whom.get((target, value), value)
            led[column] = value if target == name or self._is_here(target, value) else None
        if name == "custom_value":
            led["record_id"] = self._led_record(str(row.get("record_kind", "")), str(row.get("record_id", "")))
        return led

    def _led_record(self, kind: str, record_id: str) -> str | None:
        """Whose value it is: a record named by its kind and the text of its id."""
        key = _bytes(record_id.replace("-", ""))
        if kind not in _NOUN or key is None or len(key) != _ID_SIZE:
            return None
        value = self._whom.get((kind, key), key)
        return str(UUID(bytes=value)) if self._is_here(kind, value) else None

    def _is_here(self, noun: str, key: bytes) -> bool:
        """Whether there is such a record; one that was found stays found."""
        if (noun, key) not in self._found:
            rows = self._tx.raw.execute(f"SELECT 1 FROM {noun} WHERE id = ?", (key,)).fetchall()  # noqa: S608 - one of the nouns
            if rows:
                self._found.add((noun, key))
            return bool(rows)
        return True

    def _insert(self, noun: type[Row], row: dict[str, Any]) -> None:
        names = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        self._tx.raw.execute(f"INSERT INTO {noun.__tablename__}({names}) VALUES({marks})", tuple(row.values()))

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        columns = {column.name for column in TABLES[name].columns} - _LOCAL
        for entry in self._records.get(name, ()):
            row = {column: _meant(value) for column, value in entry.items() if column in columns}
            if isinstance(row.get("id"), bytes):
                yield row


def _identities(asking: Asking) -> Iterator[dict[str, Any]]:
    rows = asking.raw.execute(
        "SELECT id, foreign_uid, access, created_at FROM contact WHERE removed_at IS NULL ORDER BY rid"
    )
    for contact_id, uid, access, created_at in rows:
        assert isinstance(contact_id, bytes)
        said = str(uid) or uid_of(contact_id)
        yield {"id": "0x" + contact_id.hex(), "uid": said, "access": access, "created_at": created_at}


def uid_of(contact_id: bytes) -> str:
    """The identity a contact of ours has in other programs (RFC 9562's URN)."""
    text = contact_id.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _said(columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return {
        column: "0x" + value.hex() if isinstance(value, bytes) else value
        for column, value in zip(columns, row, strict=True)
        if value not in (None, "")
    }


def _meant(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("0x"):
        return _bytes(value) or value
    return value if isinstance(value, (str, int)) else None


def _bytes(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        return None
