"""Files of a record: attached, renamed, removed; their contents lie in the folder `files/` by their hash."""

import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.views.attachments import AttachmentId, AttachmentView, KeptFile
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError, UserError
from models.note import Attachment
from models.nouns import TABLES
from models.offer import Offer
from models.opportunity import Opportunity
from resources.i18n import N_, _

_TABLE = TABLES["attachment"]


@command(N_("Attach file"))
def attach(tx: Tx, kind: str, record_id: UUID, files: Sequence[KeptFile]) -> tuple[AttachmentId, ...]:
    """Put kept files to a contact, company, opportunity or offer; what is there already is not put a second time.

    Raises:
        UserError: all of them are there already.
        NotFoundError: the record is no longer here.
    """
    links = _links(tx, kind, record_id)
    here = {row.sha256 for row in tx.connection.execute(_living(kind, record_id))}
    fresh = [file for file in files if file.sha256 not in here]
    if files and not fresh:
        raise UserError(_("“{name}” is attached already.").format(name=files[0].name))
    made = []
    for file in {file.sha256: file for file in reversed(fresh)}.values():
        row = Attachment(
            name=file.name,
            sha256=file.sha256,
            size=file.size,
            media_type=mimetypes.guess_type(file.name)[0] or "",
            **links,
        )
        made.append(AttachmentId(tx.add(row).id))
    tx.subject = fresh[0].name if fresh else ""
    return tuple(made)


@command(N_("Rename file"))
def rename_attachment(tx: Tx, attachment_id: AttachmentId, name: str) -> None:
    """Call a file otherwise; its ending stays where none was typed.

    Raises:
        UserError: the name is empty or names a folder.
    """
    row = tx.get(Attachment, attachment_id)
    plain = name.strip()
    if not plain or plain.strip(". ") == "" or any(letter in plain for letter in "/\\\0"):
        raise UserError(_("A file needs a name without slashes."), field="name")
    ending = PurePath(row.name).suffix
    row.name = plain if PurePath(plain).suffix else plain + ending
    tx.subject = row.name


@command(N_("Remove file"))
def remove_attachment(tx: Tx, attachment_id: AttachmentId) -> None:
    """Take a file off its record; its content stays, so that it can be undone any time."""
    row = tx.get(Attachment, attachment_id)
    row.removed_at = tx.now
    tx.subject = row.name


@query
def attachment(asking: Asking, attachment_id: AttachmentId) -> AttachmentView:
    """One file.

    Raises:
        NotFoundError: it is not here or was removed.
    """
    statement = sa.select(_TABLE).where(_TABLE.c.id == attachment_id, _TABLE.c.removed_at.is_(None))
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This file is no longer here."))
    return _view(row)


@query
def attachments(asking: Asking, kind: str, record_id: UUID) -> tuple[AttachmentView, ...]:
    """The files of a record, the newest first; those of an offer are those of all its versions."""
    statement = _living(kind, record_id).order_by(_TABLE.c.created_at.desc(), _TABLE.c.rid.desc())
    return tuple(_view(row) for row in asking.connection.execute(statement))


def _living(kind: str, record_id: UUID) -> sa.Select[Any]:
    link = _TABLE.c[f"{kind}_id"]
    whose = link.in_(_versions(record_id)) if kind == "offer" else link == record_id
    return sa.select(_TABLE).where(whose, _TABLE.c.removed_at.is_(None))


def _versions(offer_id: UUID) -> sa.Select[Any]:
    """An offer and its other versions: what was attached to the first one belongs to the last one too."""
    offer, one = TABLES["offer"], TABLES["offer"].alias("one")
    same = sa.and_(one.c.number != "", offer.c.number == one.c.number, offer.c.seller_id == one.c.seller_id)
    return sa.select(offer.c.id).select_from(one).where(one.c.id == offer_id, sa.or_(offer.c.id == one.c.id, same))


def _links(tx: Tx, kind: str, record_id: UUID) -> Mapping[str, UUID | None]:
    """What a file of a record is linked with: a file of a person is one of their firm too, as a note is."""
    if kind == "contact":
        return {"contact_id": record_id, "company_id": tx.get(Contact, record_id).company_id}
    if kind == "company":
        return {"company_id": tx.get(Company, record_id).id}
    if kind == "opportunity":
        deal = tx.get(Opportunity, record_id)
        return {"opportunity_id": deal.id, "contact_id": deal.contact_id, "company_id": deal.company_id}
    if kind == "offer":
        offer = tx.get(Offer, record_id)
        return {
            "offer_id": offer.id, "opportunity_id": offer.opportunity_id, "contact_id": offer.contact_id,
            "company_id": offer.company_id,
        }  # fmt: skip
    raise UserError(_("Files belong to contacts, companies, deals and offers."))


def _view(row: Any) -> AttachmentView:
    return AttachmentView(AttachmentId(row.id), row.name, row.sha256, row.size, row.media_type, row.created_at)
