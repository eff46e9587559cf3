"""Tags by name: written on a card, found whatever the case, made where new."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.links import settle
from models.group import CompanyTag, ContactTag, Tag
from models.ids import joined_id


class TagNames:
    """The tags of the workspace by name, read once and kept up."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        rows = tx.connection.execute(sa.select(Tag.id, Tag.name).where(Tag.removed_at.is_(None)))
        self._by_name = {name.casefold(): tag_id for tag_id, name in rows}

    def known(self, name: str) -> UUID | None:
        """The tag of that name; None where there is none."""
        return self._by_name.get(name.strip().casefold())

    def find_or_add(self, name: str) -> UUID | None:
        """The tag of that name, made where there is none; None for an empty name."""
        key = name.strip().casefold()
        if not key:
            return None
        found = self._by_name.get(key)
        if found is None:
            found = self._by_name[key] = self._tx.add(Tag(name=name.strip())).id
        return found


def set_tags(tx: Tx, contact_id: UUID, names: Sequence[str]) -> None:
    """Make the tags of a contact exactly these."""
    known = TagNames(tx)
    wanted = {tag_id for name in names if (tag_id := known.find_or_add(name))}
    rows = tx.session.scalars(sa.select(ContactTag).where(ContactTag.contact_id == contact_id)).all()
    for tag_id in settle(tx, {row.tag_id: row for row in rows}, wanted):
        tx.session.add(ContactTag(id=joined_id(contact_id, tag_id), contact_id=contact_id, tag_id=tag_id))


def set_company_tags(tx: Tx, company_id: UUID, names: Sequence[str]) -> None:
    """Make the tags of a company exactly these."""
    known = TagNames(tx)
    wanted = {tag_id for name in names if (tag_id := known.find_or_add(name))}
    rows = tx.session.scalars(sa.select(CompanyTag).where(CompanyTag.company_id == company_id)).all()
    for tag_id in settle(tx, {row.tag_id: row for row in rows}, wanted):
        tx.session.add(CompanyTag(id=joined_id(company_id, tag_id), company_id=company_id, tag_id=tag_id))
