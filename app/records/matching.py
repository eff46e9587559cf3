"""Who in the workspace a card speaks of: the same identity, or the same name with a phone, e-mail or firm in common.

A shared phone alone proves nothing (an office has one), a shared name alone neither.
"""

from functools import lru_cache

from app.command import Tx
from app.records.archive_rows import uid_of
from models.rules.search_text import search_text

Key = tuple[str, str]


class KnownPeople:
    """The people of the workspace by what a card may know them by; read once for an import and kept up."""

    def __init__(self, tx: Tx) -> None:
        self._by_uid: dict[str, bytes] = {}
        self._by_evidence: dict[Key, bytes] = {}
        self._read(tx)

    def find(self, uid: str, name: str, evidence: list[str], company: str) -> bytes | None:
        """The id of the contact a card speaks of; `evidence` are normal values of its phones and e-mails."""
        if uid and (found := self._by_uid.get(uid)):
            return found
        key = _folded(name)
        for proof in (*evidence, _firm(company)):
            if proof and (known := self._by_evidence.get((key, proof))):
                return known
        return None

    def add(self, contact_id: bytes, uid: str, name: str, evidence: list[str], company: str) -> None:
        """Know one more."""
        if uid:
            self._by_uid.setdefault(uid, contact_id)
        key = _folded(name)
        for proof in evidence:
            self._by_evidence.setdefault((key, proof), contact_id)
        if key and (firm := _firm(company)):
            self._by_evidence.setdefault((key, firm), contact_id)

    def _read(self, tx: Tx) -> None:
        names: dict[bytes, str] = {}
        for row in tx.raw.execute(
            "SELECT c.id, c.foreign_uid, c.last || ' ' || c.first || ' ' || c.middle, coalesce(f.name, '')"
            " FROM contact c LEFT JOIN company f ON f.id = c.company_id WHERE c.removed_at IS NULL"
        ):
            contact_id, uid, name, company = row
            assert isinstance(contact_id, bytes)
            names[contact_id] = str(name)
            self.add(contact_id, str(uid), str(name), [], str(company))
            self._by_uid.setdefault(uid_of(contact_id), contact_id)
        for contact_id, normal in tx.raw.execute(
            "SELECT contact_id, normal FROM channel WHERE contact_id IS NOT NULL AND removed_at IS NULL AND normal <> ''"
            " AND kind IN ('phone', 'email')"
        ):
            assert isinstance(contact_id, bytes)
            if contact_id in names:
                key = search_text(names[contact_id])
                self._by_evidence.setdefault((key, str(normal)), contact_id)


def _firm(company: str) -> str:
    """A firm as a proof; the mark keeps it apart from phones and e-mails."""
    folded = _folded(company)
    return f"firm {folded}" if folded else ""


@lru_cache(8_192)  # a card is looked for and then remembered; a firm comes again with each of its people
def _folded(text: str) -> str:
    return search_text(text)
