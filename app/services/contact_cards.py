"""Everything a contact's card shows at once, from one snapshot."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.card_parts import (
    addresses_of,
    channels_of,
    facts_of,
    open_deals,
    promises_of,
    statuses_of,
    tags_of,
)
from app.records.names import name_of, shown_name
from app.records.own_values import own_values_of
from app.records.planned import activity_view, planned_for
from app.views.contacts import ColleagueView, CompanyId, ContactCard, ContactId
from models.channel import Address, Channel
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError
from models.history import HistoryEntry
from models.note import Attachment, Note, Promise
from models.nouns import TABLES
from models.offer import Offer
from models.opportunity import Opportunity, OpportunityContact
from models.rules.person_names import initials
from models.store.tables import contact_summary
from resources.i18n import _

_CONTACT = TABLES["contact"]
_CAME = TABLES["history_contact"]
_ON_THE_CARD = frozenset(
    [
        "prefix",
        "first",
        "middle",
        "last",
        "suffix",
        "salutation",
        "job_title",
        "department",
        "about",
        "photo_hash",
        "favourite",
        "birthday",
        "do_not_call",
        "do_not_mail",
        "foreign_uid",
        "is_me",
        "gender",
    ]
)
_MOST_COLLEAGUES = 12
_MOST_FURTHER = 5


@query
def contact_card(asking: Asking, contact_id: ContactId) -> ContactCard:
    """The card of a contact.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    row = _row(asking, contact_id)
    name = name_of(row)
    planned = planned_for(asking, contact_id, limit=1 + _MOST_FURTHER)
    return ContactCard(
        id=ContactId(row.id),
        name=shown_name(row) or row.company_name or "",
        initials=initials(name),
        prefix=row.prefix, first=row.first, middle=row.middle, last=row.last, suffix=row.suffix,
        salutation=row.salutation, job_title=row.job_title, department=row.department,
        company_id=CompanyId(row.company_id) if row.company_id else None,
        company=row.company_name or "",
        statuses=statuses_of(asking, TABLES["contact_status"], "contact_id", contact_id),
        tags=tags_of(asking, TABLES["contact_tag"], "contact_id", contact_id),
        channels=channels_of(asking, Channel.contact_id == contact_id),
        addresses=addresses_of(asking, Address.contact_id == contact_id),
        facts=facts_of(asking, _CONTACT, row, _ON_THE_CARD),
        about=row.about, birthday=row.birthday, time_zone=row.time_zone,
        favourite=row.favourite, do_not_call=row.do_not_call, photo_hash=row.photo_hash,
        next_activity=activity_view(asking, planned[0]) if planned else None,
        promises=promises_of(asking, Promise.contact_id == contact_id),
        opportunities=open_deals(asking, _takes_part(contact_id)),
        colleagues=_colleagues(asking, row.company_id, contact_id),
        timeline_counts=_counts(asking, contact_id),
        edited=row.edited_at, do_not_mail=row.do_not_mail, own=own_values_of(asking.connection, "contact", contact_id),
        access=row.access, further=tuple(activity_view(asking, one) for one in planned[1:]),
    )  # fmt: skip


def _row(asking: Asking, contact_id: UUID) -> Any:
    statement = (
        sa.select(_CONTACT, Company.name.label("company_name"))
        .select_from(_CONTACT)
        .outerjoin(Company, (Company.id == _CONTACT.c.company_id) & Company.removed_at.is_(None))
        .where(_CONTACT.c.id == contact_id, _CONTACT.c.removed_at.is_(None))
    )
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This contact is no longer here."))
    return row


def _takes_part(contact_id: UUID) -> sa.ColumnElement[bool]:
    """Deals with a contact, as the one they are made with or as one of the buyers."""
    buyers = sa.select(OpportunityContact.opportunity_id).where(
        OpportunityContact.contact_id == contact_id, OpportunityContact.removed_at.is_(None)
    )
    return sa.or_(Opportunity.contact_id == contact_id, Opportunity.id.in_(buyers))


def _colleagues(asking: Asking, company_id: UUID | None, contact_id: UUID) -> tuple[ColleagueView, ...]:
    if company_id is None:
        return ()
    statement = (
        sa.select(_CONTACT)
        .join(contact_summary, contact_summary.c.contact_rid == _CONTACT.c.rid)
        .where(Contact.company_id == company_id, Contact.id != contact_id)
        .order_by(contact_summary.c.sort_key, _CONTACT.c.rid)
        .limit(_MOST_COLLEAGUES)
    )
    rows = asking.connection.execute(statement)
    return tuple(ColleagueView(ContactId(row.id), shown_name(row), row.job_title) for row in rows)


def _counts(asking: Asking, contact_id: UUID) -> tuple[tuple[str, int], ...]:
    """How many rows of each kind the timeline has; the program's own rows count as "system"."""
    table = TABLES["history"]
    kind = sa.case((table.c.system, "system"), else_=table.c.kind)
    history = (
        sa.select(kind, sa.func.count())
        .where(HistoryEntry.contact_id == contact_id, HistoryEntry.removed_at.is_(None))
        .group_by(kind)
    )
    came = (
        sa.select(table.c.kind, sa.func.count())
        .join(_CAME, _CAME.c.history_id == table.c.id)
        .where(_CAME.c.contact_id == contact_id, _CAME.c.removed_at.is_(None), table.c.removed_at.is_(None))
        .where(sa.func.coalesce(table.c.contact_id != contact_id, sa.true()))
        .group_by(table.c.kind)
    )
    counts = {str(name): int(number) for name, number in asking.connection.execute(history)}
    for name, number in asking.connection.execute(came):
        counts[str(name)] = counts.get(str(name), 0) + int(number)
    for name, noun in (("note", Note), ("offer", Offer), ("file", Attachment)):
        statement = sa.select(sa.func.count()).where(noun.contact_id == contact_id, noun.removed_at.is_(None))
        counts[name] = counts.get(name, 0) + asking.connection.execute(statement).scalar_one()
    return tuple((name, number) for name, number in sorted(counts.items()) if number)
