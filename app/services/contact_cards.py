"""Everything a contact's card shows at once, from one snapshot."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.channels import shown_channel
from app.records.names import name_of, shown_name
from app.records.planned import activity_view, planned_for
from app.views.contacts import (
    AddressView,
    ChannelView,
    ColleagueView,
    CompanyId,
    ContactCard,
    ContactId,
    OpportunityView,
    PromiseView,
    StatusView,
)
from models.channel import Address, Channel
from models.company import Company
from models.contact import Contact, ContactStatus
from models.errors import NotFoundError
from models.fields import FieldKind, fields_of
from models.group import ContactTag, Tag
from models.history import HistoryEntry
from models.note import Attachment, Note, Promise
from models.nouns import TABLES
from models.offer import Offer
from models.opportunity import Opportunity, Stage
from models.pick_list import PickItem
from models.rules.person_names import initials
from resources.i18n import _

_CONTACT = TABLES["contact"]
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
        "time_zone",
        "do_not_call",
        "foreign_uid",
        "is_me",
        "gender",
    ]
)
_MOST_COLLEAGUES = 12


@query
def contact_card(asking: Asking, contact_id: ContactId) -> ContactCard:
    """The card of a contact.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    row = _row(asking, contact_id)
    name = name_of(row)
    planned = planned_for(asking, contact_id, limit=1)
    return ContactCard(
        id=ContactId(row.id),
        name=shown_name(row) or row.company_name or "",
        initials=initials(name),
        prefix=row.prefix, first=row.first, middle=row.middle, last=row.last, suffix=row.suffix,
        salutation=row.salutation, job_title=row.job_title, department=row.department,
        company_id=CompanyId(row.company_id) if row.company_id else None,
        company=row.company_name or "",
        statuses=_statuses(asking, contact_id),
        tags=_tags(asking, contact_id),
        channels=channels_of(asking, Channel.contact_id == contact_id),
        addresses=addresses_of(asking, Address.contact_id == contact_id),
        facts=_facts(row),
        about=row.about, birthday=row.birthday, time_zone=row.time_zone,
        favourite=row.favourite, do_not_call=row.do_not_call, photo_hash=row.photo_hash,
        next_activity=activity_view(asking, planned[0]) if planned else None,
        promises=_promises(asking, contact_id),
        opportunities=_opportunities(asking, contact_id),
        colleagues=_colleagues(asking, row.company_id, contact_id),
        timeline_counts=_counts(asking, contact_id),
        edited=row.edited_at,
    )  # fmt: skip


def channels_of(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[ChannelView, ...]:
    """The channels of a record, phones first, the primary one of a kind first."""
    kinds = {"phone": 0, "email": 1, "messenger": 2, "web": 3}
    rows = asking.connection.execute(
        sa.select(Channel.__table__).where(whose, Channel.removed_at.is_(None)).order_by(Channel.rid)
    ).all()
    ordered = sorted(rows, key=lambda row: (kinds.get(row.kind, 9), not row.is_primary))
    return tuple(
        ChannelView(
            id=row.id, kind=row.kind, type=row.type, label=row.label, service=row.service,
            shown=shown_channel(row.kind, row.value, row.normal, row.extension),
            raw=row.value, normal=row.normal, primary=row.is_primary,
        )
        for row in ordered
    )  # fmt: skip


def addresses_of(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[AddressView, ...]:
    """The postal addresses of a record."""
    rows = asking.connection.execute(
        sa.select(Address.__table__).where(whose, Address.removed_at.is_(None)).order_by(Address.rid)
    )
    return tuple(
        AddressView(
            id=row.id, type=row.type, street=row.street, city=row.city, region=row.region, postcode=row.postcode,
            country=row.country,
            shown=", ".join(
                part for part in (row.postcode, row.country, row.region, row.city, row.street, row.extended) if part
            ),
        )
        for row in rows
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


def _facts(row: Any) -> tuple[tuple[str, str, str], ...]:
    """The other filled fields, in their order of declaration."""
    found = []
    for name, field in fields_of(_CONTACT):
        value = getattr(row, name)
        if name in _ON_THE_CARD or field.kind in (FieldKind.LINK, FieldKind.STRUCTURE) or value in ("", None, 0, False):
            continue
        shown = _("yes") if field.kind is FieldKind.FLAG else str(value)
        found.append((name, _(field.label), shown))
    return tuple(found)


def _statuses(asking: Asking, contact_id: UUID) -> tuple[StatusView, ...]:
    statement = (
        sa.select(PickItem.key, PickItem.label)
        .join(ContactStatus, ContactStatus.status_id == PickItem.id)
        .where(ContactStatus.contact_id == contact_id, ContactStatus.removed_at.is_(None))
        .order_by(PickItem.position)
    )
    return tuple(StatusView(key or label, label) for key, label in asking.connection.execute(statement))


def _tags(asking: Asking, contact_id: UUID) -> tuple[str, ...]:
    statement = (
        sa.select(Tag.name)
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .where(ContactTag.contact_id == contact_id, ContactTag.removed_at.is_(None), Tag.removed_at.is_(None))
        .order_by(Tag.name)
    )
    return tuple(asking.connection.execute(statement).scalars())


def _promises(asking: Asking, contact_id: UUID) -> tuple[PromiseView, ...]:
    statement = (
        sa.select(Promise.__table__)
        .where(Promise.contact_id == contact_id, Promise.kept_at.is_(None), Promise.removed_at.is_(None))
        .order_by(Promise.due_on.nulls_last(), Promise.rid)
    )
    today = asking.now.date()
    return tuple(
        PromiseView(row.id, row.mine, row.text, row.due_on, bool(row.due_on and row.due_on < today), contact_id, "")
        for row in asking.connection.execute(statement)
    )


def _opportunities(asking: Asking, contact_id: UUID) -> tuple[OpportunityView, ...]:
    table = TABLES["opportunity"]
    statement = (
        sa.select(table, Stage.name.label("stage_name"))
        .select_from(table)
        .outerjoin(Stage, Stage.id == table.c.stage_id)
        .where(Opportunity.contact_id == contact_id, Opportunity.status == "open", Opportunity.removed_at.is_(None))
        .order_by(Opportunity.rid)
    )
    return tuple(
        OpportunityView(
            row.id, row.name, row.amount or Decimal(0), row.currency, row.probability,
            (asking.now - row.stage_since).days if row.stage_since else 0, row.stage_name or "",
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip


def _colleagues(asking: Asking, company_id: UUID | None, contact_id: UUID) -> tuple[ColleagueView, ...]:
    if company_id is None:
        return ()
    statement = (
        sa.select(_CONTACT)
        .where(Contact.company_id == company_id, Contact.id != contact_id, Contact.removed_at.is_(None))
        .order_by(Contact.last, Contact.first)
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
    counts = {str(name): int(number) for name, number in asking.connection.execute(history)}
    for name, noun in (("note", Note), ("offer", Offer), ("file", Attachment)):
        statement = sa.select(sa.func.count()).where(noun.contact_id == contact_id, noun.removed_at.is_(None))
        counts[name] = counts.get(name, 0) + asking.connection.execute(statement).scalar_one()
    return tuple((name, number) for name, number in sorted(counts.items()) if number)
