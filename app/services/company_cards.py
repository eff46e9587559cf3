"""Everything a company's card shows at once, and what happened with it and its people."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
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
from app.records.names import shown_name
from app.records.own_values import own_values_of
from app.records.pick_lists import labels
from app.records.planned import activity_view, planned
from app.records.requisites import requisites_of
from app.records.timeline_rows import Stretch, timeline_rows
from app.views.companies import CompanyCard, CompanyOffer, CompanyPerson, CompanyTimelineEntry
from app.views.contacts import CompanyId, ContactId
from models.activity import Activity
from models.channel import Address, Channel
from models.column_types import from_millis
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError
from models.note import Promise
from models.nouns import TABLES
from models.offer import Offer
from models.opportunity import Opportunity
from models.store.tables import company_summary, contact_summary
from resources.i18n import _

_COMPANY = TABLES["company"]
_CONTACT = TABLES["contact"]
_OFFER = TABLES["offer"]
_ON_THE_CARD = frozenset({"name", "full_name", "industry", "region", "web", "about", "foreign_uid"})
_MOST_PEOPLE = 30
_MOST_OFFERS = 20
_MOST_FURTHER = 5


@query
def company_card(asking: Asking, company_id: CompanyId) -> CompanyCard:
    """The card of a company.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    row = _row(asking, company_id)
    people = sa.select(Contact.id).where(Contact.company_id == company_id, Contact.removed_at.is_(None))
    theirs = sa.or_(Activity.company_id == company_id, Activity.contact_id.in_(people))
    step = planned(asking, theirs, limit=1 + _MOST_FURTHER)
    return CompanyCard(
        id=CompanyId(row.id), name=row.name, full_name=row.full_name, industry=row.industry, region=row.region,
        web=row.web, about=row.about,
        parent_id=CompanyId(row.parent_key) if row.parent_key else None, parent=row.parent_name or "",
        branches=_branches(asking, company_id),
        statuses=statuses_of(asking, TABLES["company_status"], "company_id", company_id),
        tags=tags_of(asking, TABLES["company_tag"], "company_id", company_id),
        facts=facts_of(asking, _COMPANY, row, _ON_THE_CARD),
        requisites=requisites_of(asking.connection, company_id),
        channels=channels_of(asking, Channel.company_id == company_id),
        addresses=addresses_of(asking, Address.company_id == company_id),
        people=company_people(asking, company_id, limit=_MOST_PEOPLE),
        people_total=row.people,
        opportunities=open_deals(asking, sa.or_(Opportunity.company_id == company_id, Opportunity.contact_id.in_(people))),
        offers=_offers(asking, sa.or_(Offer.company_id == company_id, Offer.contact_id.in_(people))),
        promises=promises_of(asking, sa.or_(Promise.company_id == company_id, Promise.contact_id.in_(people))),
        next_activity=activity_view(asking, step[0]) if step else None,
        last_touch=from_millis(row.last_touch_at) if row.last_touch_at is not None else None,
        edited=row.edited_at, own=own_values_of(asking.connection, "company", company_id),
        access=row.access, further=tuple(activity_view(asking, one) for one in step[1:]),
    )  # fmt: skip


@query
def company_people(
    asking: Asking, company_id: CompanyId, *, offset: int = 0, limit: int = 50
) -> tuple[CompanyPerson, ...]:
    """The people of a company by name."""
    summary = contact_summary.c
    statement = (
        sa.select(_CONTACT, summary.last_touch_at, summary.next_at)
        .join(contact_summary, summary.contact_rid == _CONTACT.c.rid)
        .where(_CONTACT.c.company_id == company_id)
        .order_by(summary.sort_key, _CONTACT.c.rid)
        .offset(offset)
        .limit(limit)
    )
    return tuple(
        CompanyPerson(
            ContactId(row.id), shown_name(row), row.job_title, _moment(row.last_touch_at), _moment(row.next_at),
            row.favourite,
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip


@query
def company_timeline(
    asking: Asking,
    company_id: CompanyId,
    *,
    kinds: Sequence[str] = (),
    system: bool = False,
    before: datetime | None = None,
    limit: int = 50,
) -> tuple[CompanyTimelineEntry, ...]:
    """What happened with a company and with the people who work there now, newest first; `before` pages on.

    A page ends with everything of its last moment, so that going on before that moment misses nothing.
    """
    rows = timeline_rows(asking, "company_id", company_id, Stretch(kinds, system, before, limit))
    names = _names(asking, {row.contact_id for row in rows if row.contact_id})
    return tuple(
        CompanyTimelineEntry(
            row.entry, ContactId(row.contact_id) if row.contact_id else None,
            names.get(row.contact_id, "") if row.contact_id else "",
        )
        for row in rows
    )  # fmt: skip


def _row(asking: Asking, company_id: UUID) -> Any:
    parent = _COMPANY.alias("parent")
    statement = (
        sa.select(
            _COMPANY, parent.c.id.label("parent_key"), parent.c.name.label("parent_name"), company_summary.c.people,
            company_summary.c.last_touch_at,
        )
        .select_from(_COMPANY)
        .join(company_summary, company_summary.c.company_rid == _COMPANY.c.rid)
        .outerjoin(parent, (parent.c.id == _COMPANY.c.parent_id) & parent.c.removed_at.is_(None))
        .where(_COMPANY.c.id == company_id, _COMPANY.c.removed_at.is_(None))
    )  # fmt: skip
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This company is no longer here."))
    return row


def _branches(asking: Asking, company_id: UUID) -> tuple[tuple[CompanyId, str], ...]:
    statement = (
        sa.select(Company.id, Company.name)
        .join(company_summary, company_summary.c.company_rid == Company.rid)
        .where(Company.parent_id == company_id)
        .order_by(company_summary.c.sort_key, Company.rid)
    )
    return tuple((CompanyId(row.id), row.name) for row in asking.connection.execute(statement))


def _offers(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[CompanyOffer, ...]:
    statement = sa.select(_OFFER).where(whose, _OFFER.c.removed_at.is_(None), _OFFER.c.status != "superseded")
    words = labels(asking.connection, "offer_status")
    return tuple(
        CompanyOffer(
            row.id, row.number, row.version, row.status, words.get(row.status, row.status), row.dated,
            row.valid_through, row.total if row.total is not None else Decimal(0), row.currency,
        )
        for row in asking.connection.execute(statement.order_by(_OFFER.c.rid.desc()).limit(_MOST_OFFERS))
    )  # fmt: skip


def _names(asking: Asking, wanted: set[UUID]) -> dict[UUID, str]:
    columns = [_CONTACT.c[name] for name in ("id", "prefix", "first", "middle", "last", "suffix")]
    rows = asking.connection.execute(sa.select(*columns).where(_CONTACT.c.id.in_(wanted)))
    return {row.id: shown_name(row) for row in rows}


def _moment(millis: Any) -> datetime | None:
    return None if millis is None else from_millis(millis)
