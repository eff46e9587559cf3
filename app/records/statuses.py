"""The statuses of a contact or a company: a set of pick-list values."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.links import settle
from app.records.pick_lists import item_for
from models.company import CompanyStatus
from models.contact import ContactStatus
from models.ids import joined_id
from models.pick_list import PickItem, PickList

_TO_HIDE = re.compile(r"[,\\]")
_HIDDEN = re.compile(r"\\(.)", re.DOTALL)
_ONE = re.compile(r"(?:\\.|[^,\\])+", re.DOTALL)


def set_statuses(tx: Tx, contact_id: UUID, values: Sequence[str]) -> None:
    """Make the statuses of a contact exactly these (keys or labels)."""
    wanted = {item_for(tx, "contact_status", value) for value in values if value.strip()}
    rows = tx.session.scalars(sa.select(ContactStatus).where(ContactStatus.contact_id == contact_id)).all()
    for status_id in settle(tx, {row.status_id: row for row in rows}, wanted):
        key = joined_id(contact_id, status_id)
        tx.session.add(ContactStatus(id=key, contact_id=contact_id, status_id=status_id))


def set_company_statuses(tx: Tx, company_id: UUID, values: Sequence[str]) -> None:
    """Make the statuses of a company exactly these (keys or labels)."""
    wanted = {item_for(tx, "company_status", value) for value in values if value.strip()}
    rows = tx.session.scalars(sa.select(CompanyStatus).where(CompanyStatus.company_id == company_id)).all()
    for status_id in settle(tx, {row.status_id: row for row in rows}, wanted):
        key = joined_id(company_id, status_id)
        tx.session.add(CompanyStatus(id=key, company_id=company_id, status_id=status_id))


def in_one_text(values: Iterable[str]) -> str:
    """Statuses as a card carries them: one after another, a comma of their own behind a backslash."""
    return ",".join(sorted(_TO_HIDE.sub(r"\\\g<0>", value) for value in values))


def out_of_one_text(text: str) -> list[str]:
    """The way back."""
    return [_HIDDEN.sub(r"\1", part) for part in _ONE.findall(text)]


def status_ids(tx: Tx, list_key: str) -> dict[str, bytes]:
    """The ids of a list's values by key, for bulk loads."""
    query = (
        sa.select(PickItem.key, PickItem.id)
        .join(PickList, PickList.id == PickItem.list_id)
        .where(PickList.key == list_key, PickItem.key != "")
    )
    return {key: item_id.bytes for key, item_id in tx.connection.execute(query)}
