"""Companies by name: typing one on a card finds it or makes it; legal forms and quotes do not matter."""

from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from models.company import Company
from models.ids import new_id
from models.rules.search_text import search_text
from models.store.text_index import matching


class CompanyNames:
    """The companies of the workspace by their folded name; read once for an import and kept up until `flush`."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        rows = tx.connection.execute(sa.select(Company.id, Company.name).where(Company.removed_at.is_(None)))
        self._by_name = {search_text(name): company_id for company_id, name in rows}
        self._met: dict[str, UUID] = {}  # as written
        self._pending: list[tuple[object, ...]] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._by_name)

    def find_or_add(self, name: str) -> UUID | None:
        """The company of that name, made where there is none; None for an empty name."""
        if (known := self._met.get(name)) is not None:
            return known
        key = search_text(name)
        if not key:
            return None
        found = self._by_name.get(key)
        if found is None:
            found = self._by_name[key] = new_id()
            self._pending.append((found.bytes, name.strip()))
        self._met[name] = found
        return found

    def flush(self) -> None:
        """Write the companies made since the last time."""
        self._tx.insert_rows(Company, ("id", "name"), self._pending)
        self._pending.clear()


def company_named(tx: Tx, name: str) -> UUID | None:
    """The company of that name, made where there is none; None for an empty name. For one card at a time."""
    key = search_text(name)
    if not key:
        return None
    found = _exact(tx, name) or _folded(tx, key)
    return found if found is not None else tx.add(Company(name=name.strip())).id


def _exact(tx: Tx, name: str) -> UUID | None:
    query = sa.select(Company.id).where(Company.name == name.strip(), Company.removed_at.is_(None)).limit(1)
    return tx.connection.execute(query).scalar()


def _folded(tx: Tx, key: str) -> UUID | None:
    """Through the search index: companies holding every word of the name, the same when folded."""
    for rid in matching(tx.raw, "company", " AND ".join(f'"{word}"' for word in key.split()), 50):
        row = tx.connection.execute(sa.select(Company.id, Company.name).where(Company.rid == rid)).first()
        if row is not None and search_text(row.name) == key:
            found: UUID = row.id
            return found
    return None
