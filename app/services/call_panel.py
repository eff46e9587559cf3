"""What one needs at hand while talking: the panel of a call, and who may be calling."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.card_parts import channels_of, promises_of
from app.records.names import name_of, shown_name
from app.records.pick_lists import labels
from app.records.planned import activity_view, planned
from app.records.timeline_rows import Stretch, timeline_rows
from app.views.calls import Caller, CallOffer, CallPhone, CallView
from app.views.contacts import ActivityView, ChannelView, CompanyId, ContactId, TimelineEntry
from app.views.offers import OfferId
from models.activity import Activity
from models.channel import Channel
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError
from models.note import Promise
from models.nouns import TABLES
from models.rules.person_names import initials
from models.rules.phones import Phone, dial_uri, split_phones
from models.rules.wall_time import to_utc, to_wall
from models.rules.working_days import add_working_days, russian_calendar
from resources.i18n import _

TALKS = ("call", "meeting", "email", "letter", "messenger")
TOUCHES = 3
_OPEN_OFFERS = ("draft", "sent", "discussed")
_AWAITED = ("sent", "discussed")
_MOST_OFFERS = 5
_CONTACT = TABLES["contact"]
_COMPANY = TABLES["company"]
_OFFER = TABLES["offer"]


@query
def call_panel(asking: Asking, contact_id: ContactId, *, zone: str, planned_id: UUID | None = None) -> CallView:
    """Whom one talks with: phones, the last touches, open promises and offers, and the planned call this one would be.

    That is `planned_id` where it is a call with them and still open, else the first that is due by the end of the day.

    Raises:
        NotFoundError: the contact is not here or lies in the recycle bin.
    """
    row = _person(asking, contact_id)
    offers = _offers(asking, contact_id, row.company_id, zone)
    phones = _phones(asking, Channel.contact_id == contact_id)
    of_company = not phones and row.company_id is not None
    if of_company:
        phones = _phones(asking, Channel.company_id == row.company_id)
    return CallView(
        contact_id=contact_id,
        name=shown_name(row) or row.company_name or (phones[0].channel.shown if phones else ""),
        initials=initials(name_of(row)),
        job_title=row.job_title,
        company_id=CompanyId(row.company_id) if row.company_name else None,
        company=row.company_name or "",
        time_zone=row.time_zone,
        do_not_call=row.do_not_call,
        phones=phones,
        of_company=of_company and bool(phones),
        planned=_planned(asking, contact_id, zone, planned_id),
        touches=_touches(asking, contact_id, (*TALKS, "note"), TOUCHES),
        promises=promises_of(asking, Promise.contact_id == contact_id),
        offers=offers,
        after_offer=_after(offers),
    )


@query
def callers(asking: Asking, found: Sequence[tuple[str, UUID]]) -> tuple[Caller, ...]:
    """Who those found (kind, id) are, in their order: where they work and when they were last talked with."""
    people = _people(asking, [key for kind, key in found if kind == "contact"])
    firms = _firms(asking, [key for kind, key in found if kind == "company"])
    made = ((people if kind == "contact" else firms).get(key) for kind, key in found)
    return tuple(one for one in made if one is not None)


def _person(asking: Asking, contact_id: ContactId) -> Any:
    statement = (
        sa.select(_CONTACT, Company.name.label("company_name"))
        .select_from(_CONTACT)
        .outerjoin(Company, (Company.id == _CONTACT.c.company_id) & Company.removed_at.is_(None))
        .where(Contact.id == contact_id, Contact.removed_at.is_(None))
    )
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This contact is no longer here."))
    return row


def _phones(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[CallPhone, ...]:
    found = channels_of(asking, sa.and_(whose, Channel.kind == "phone"))
    return tuple(CallPhone(one, _uri(one)) for one in found)


def _uri(phone: ChannelView) -> str:
    parts = split_phones(phone.raw)
    return dial_uri(Phone(phone.raw, phone.normal, parts[0].extension if parts else ""))


def _planned(asking: Asking, contact_id: ContactId, zone: str, planned_id: UUID | None) -> ActivityView | None:
    today = to_wall(asking.now, zone).date()
    end = to_utc(datetime.combine(today + timedelta(days=1), time()), zone)
    due = sa.or_(Activity.start_at < end, sa.and_(Activity.start_at.is_(None), Activity.due_on <= today))
    calls = sa.and_(Activity.contact_id == contact_id, Activity.kind == "call")
    for which in ([] if planned_id is None else [Activity.id == planned_id]) + [due]:
        rows = planned(asking, calls, which, limit=1)
        if rows:
            return activity_view(asking, rows[0])
    return None


def _touches(asking: Asking, contact_id: UUID, kinds: Sequence[str], most: int) -> tuple[TimelineEntry, ...]:
    rows = timeline_rows(asking, "contact_id", contact_id, Stretch(kinds, limit=most))
    return tuple(row.entry for row in rows[:most])


def _offers(asking: Asking, contact_id: UUID, company_id: UUID | None, zone: str) -> tuple[CallOffer, ...]:
    """The offers to the person, and those to the firm without a person; what runs out first stands first."""
    whose: sa.ColumnElement[bool] = _OFFER.c.contact_id == contact_id
    if company_id is not None:
        whose = sa.or_(whose, sa.and_(_OFFER.c.company_id == company_id, _OFFER.c.contact_id.is_(None)))
    statement = (
        sa.select(_OFFER)
        .where(whose, _OFFER.c.status.in_(_OPEN_OFFERS), _OFFER.c.removed_at.is_(None))
        .order_by(_OFFER.c.valid_through.nulls_last(), _OFFER.c.rid.desc())
        .limit(_MOST_OFFERS)
    )
    words = labels(asking.connection, "offer_status")
    today = to_wall(asking.now, zone).date()
    return tuple(
        CallOffer(
            OfferId(row.id), row.number, row.version, row.status, words.get(row.status, row.status),
            row.total if row.total is not None else Decimal(0), row.currency, row.valid_through,
            (row.valid_through - today).days if row.valid_through and row.status in _AWAITED else None,
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip


def _after(offers: Sequence[CallOffer]) -> date | None:
    last = next((one.valid_through for one in offers if one.days_left is not None and one.days_left >= 0), None)
    return add_working_days(last, 1, russian_calendar()) if last is not None else None


def _people(asking: Asking, keys: Sequence[UUID]) -> dict[UUID, Caller]:
    statement = (
        sa.select(_CONTACT, Company.name.label("company_name"))
        .select_from(_CONTACT)
        .outerjoin(Company, (Company.id == _CONTACT.c.company_id) & Company.removed_at.is_(None))
        .where(_CONTACT.c.id.in_(keys), _CONTACT.c.removed_at.is_(None))
    )
    made: dict[UUID, Caller] = {}
    for row in asking.connection.execute(statement):
        last = _touches(asking, row.id, TALKS, 1)
        at, title = (last[0].at, last[0].title) if last else (None, "")
        company = row.company_name or ""
        made[row.id] = Caller("contact", row.id, shown_name(row) or company, company, row.job_title, at, title)
    return made


def _firms(asking: Asking, keys: Sequence[UUID]) -> dict[UUID, Caller]:
    rows = asking.connection.execute(
        sa.select(_COMPANY).where(_COMPANY.c.id.in_(keys), _COMPANY.c.removed_at.is_(None))
    )
    return {row.id: Caller("company", row.id, row.name, "", row.industry, None, "") for row in rows}
