"""The other records of a full export: rows as the file keeps them, ids as hexadecimal, and their way back.

A record comes back under its own id; where somebody of that id, or a firm of that name, is here already, the links of
the others are led to it. A link to nobody is dropped; a part without its owner is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.command import Asking, Tx
from models.base import Link, Row
from models.fields import link_columns, owner_columns
from models.nouns import NOUNS, TABLES
from models.rules.search_text import search_text

Records = Mapping[str, Sequence[Mapping[str, Any]]]

# Owners before their parts, targets before what points at them.
KEPT = (
    "seller", "company", "requisites", "bank_account", "relation", "process", "stage", "opportunity", "opportunity_contact",
    "opportunity_line", "stage_history", "product", "price_list", "price", "number_counter", "offer",
    "offer_section", "offer_line", "activity", "activity_contact", "alarm", "history", "history_contact", "note",
    "promise",
)  # fmt: skip
_NOUN = {noun.__tablename__: noun for noun in NOUNS}
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
        rows = asking.raw.execute(f"SELECT {quoted} FROM {name} WHERE removed_at IS NULL ORDER BY rid")  # noqa: S608 - names from the metadata
        found[name] = [_said(columns, row) for row in rows]
    return found


class Restoring:
    """One way back: which ids of the export are whom here."""

    def __init__(self, tx: Tx, records: Records) -> None:
        self._tx = tx
        self._records = records
        self._whom: dict[tuple[str, bytes], bytes] = {}

    def companies(self) -> None:
        """Firms first, so that the cards find them by name."""
        here = {
            search_text(str(name)): bytes(company_id)
            for company_id, name in self._tx.raw.execute("SELECT id, name FROM company WHERE removed_at IS NULL")
        }
        for row in self._rows("company"):
            known = here.get(search_text(str(row.get("name", ""))))
            if known is not None:
                self._whom["company", row["id"]] = known
        self._restore("company")

    def others(self) -> int:
        """Everything else, after the cards. Returns how many rows came back."""
        for entry in self._records.get("contact", ()):
            self._recognise(str(entry.get("id", "")), str(entry.get("uid", "")))
        return sum(self._restore(name) for name in KEPT if name != "company")

    def _recognise(self, contact_id: str, uid: str) -> None:
        key = _bytes(contact_id)
        if key is None:
            return
        rows = self._tx.raw.execute("SELECT id FROM contact WHERE foreign_uid = ? OR id = ? LIMIT 1", (uid, key))
        for (found,) in rows:
            self._whom["contact", key] = bytes(found)

    def _restore(self, name: str) -> int:
        table = TABLES[name]
        owners = {column.name for column in owner_columns(table)}
        present = {bytes(row[0]) for row in self._tx.raw.execute(f"SELECT id FROM {name}")}  # noqa: S608 - from KEPT
        count = 0
        for row in self._rows(name):
            if row["id"] in present or (name, row["id"]) in self._whom:
                continue
            led = self._led(name, row)
            if owners and all(led.get(owner) is None for owner in owners):
                continue
            if issubclass(_NOUN[name], Link):
                led["id"] = b"".join(led[column] for column in _LINKS[name] if led.get(column) is not None)
            if led["id"] in present:
                continue
            present.add(led["id"])
            self._insert(_NOUN[name], led)
            count += 1
        return count

    def _led(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """The row with its links led to whoever is here; a link to nobody is dropped."""
        led = dict(row)
        for column, target in _LINKS[name].items():
            value = led.get(column)
            if value is None:
                continue
            value = self._whom.get((target, value), value)
            rows = self._tx.raw.execute(f"SELECT 1 FROM {target} WHERE id = ?", (value,)).fetchall()  # noqa: S608 - from the metadata
            led[column] = value if rows or target == name else None
        return led

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
    rows = asking.raw.execute("SELECT id, foreign_uid FROM contact WHERE removed_at IS NULL ORDER BY rid")
    for contact_id, uid in rows:
        assert isinstance(contact_id, bytes)
        yield {"id": "0x" + contact_id.hex(), "uid": str(uid) or uid_of(contact_id)}


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
