"""Parts that the cards of people and of firms have in common: how they are reached, facts, promises, open deals."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking
from app.formatting import long_date, number
from app.records.channels import shown_channel
from app.records.me import my_day
from app.records.names import shown_name
from app.records.pick_lists import labels
from app.views.contacts import AddressView, ChannelView, OpportunityView, PromiseView, StatusView
from app.zone_names import zone_words
from models.channel import Address, Channel
from models.fields import Field, FieldKind, fields_of
from models.note import Promise
from models.nouns import TABLES
from models.opportunity import Opportunity, Stage
from models.pick_list import PickItem
from models.rules.address_line import ORDER, AddressParts, one_line
from resources.i18n import _

_KINDS = {"phone": 0, "email": 1, "messenger": 2, "web": 3}
_CONTACT = TABLES["contact"]


def channels_of(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[ChannelView, ...]:
    """The channels of a record, phones first, the primary one of a kind first."""
    rows = asking.connection.execute(
        sa.select(Channel.__table__).where(whose, Channel.removed_at.is_(None)).order_by(Channel.rid)
    ).all()
    ordered = sorted(rows, key=lambda row: (_KINDS.get(row.kind, 9), not row.is_primary))
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
            country=row.country, extended=row.extended, po_box=row.po_box, label=row.label,
            shown=one_line(AddressParts(*(getattr(row, name) for name in ORDER))),
        )
        for row in rows
    )  # fmt: skip


def statuses_of(asking: Asking, link: sa.Table, owner: str, record_id: UUID) -> tuple[StatusView, ...]:
    """The status pills of a record, in the order of their list."""
    statement = (
        sa.select(PickItem.key, PickItem.label)
        .join(link, link.c.status_id == PickItem.id)
        .where(link.c[owner] == record_id, link.c.removed_at.is_(None))
        .order_by(PickItem.position, PickItem.rid)
    )
    return tuple(StatusView(key or label, label) for key, label in asking.connection.execute(statement))


def tags_of(asking: Asking, link: sa.Table, owner: str, record_id: UUID) -> tuple[str, ...]:
    """The tags of a record in the order of the alphabet."""
    tag = TABLES["tag"]
    statement = (
        sa.select(tag.c.name)
        .join(link, link.c.tag_id == tag.c.id)
        .where(link.c[owner] == record_id, link.c.removed_at.is_(None), tag.c.removed_at.is_(None))
        .order_by(sa.func.search_text(tag.c.name), tag.c.rid)
    )
    return tuple(asking.connection.execute(statement).scalars())


def facts_of(asking: Asking, table: sa.Table, row: Any, elsewhere: Collection[str]) -> tuple[tuple[str, str, str], ...]:
    """The filled fields that have no place of their own on the card: name, label and the value as a person reads it."""
    found = []
    for name, field in fields_of(table):
        value = getattr(row, name)
        if name in elsewhere or field.kind in (FieldKind.LINK, FieldKind.STRUCTURE) or value in ("", None, 0, False):
            continue
        found.append((name, _(field.label), _shown(asking, field, value)))
    return tuple(found)


def promises_of(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[PromiseView, ...]:
    """The open promises of a record, the nearest first; those without a day at the end."""
    statement = (
        sa.select(Promise.__table__, *(_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix")))
        .select_from(Promise.__table__)
        .outerjoin(_CONTACT, _CONTACT.c.id == Promise.contact_id)
        .where(whose, Promise.kept_at.is_(None), Promise.removed_at.is_(None), _CONTACT.c.removed_at.is_(None))
        .order_by(Promise.due_on.nulls_last(), Promise.rid)
    )
    today = my_day(asking.connection, asking.now)
    return tuple(
        PromiseView(
            row.id, row.mine, row.text, row.due_on, bool(row.due_on and row.due_on < today), row.contact_id,
            shown_name(row) if row.contact_id else "",
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip


def open_deals(asking: Asking, whose: sa.ColumnElement[bool]) -> tuple[OpportunityView, ...]:
    """The open deals of a record."""
    table = TABLES["opportunity"]
    statement = (
        sa.select(table, Stage.name.label("stage_name"))
        .select_from(table)
        .outerjoin(Stage, Stage.id == table.c.stage_id)
        .where(whose, table.c.status == "open", table.c.archived.is_(False), table.c.removed_at.is_(None))
        .order_by(Opportunity.rid)
    )
    return tuple(
        OpportunityView(
            row.id, row.name, row.amount or Decimal(0), row.currency, row.probability,
            (asking.now - row.stage_since).days if row.stage_since else 0, row.stage_name or "",
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip


def _shown(asking: Asking, field: Field, value: Any) -> str:
    if field.kind is FieldKind.FLAG:
        return _("yes")
    if field.kind is FieldKind.DAY:
        return long_date(value)
    if field.kind in (FieldKind.MONEY, FieldKind.DECIMAL):
        return number(value)
    if field.kind is FieldKind.ZONE:
        return zone_words(value)
    if field.pick_list:
        return labels(asking.connection, field.pick_list).get(value, str(value))
    return str(value)
