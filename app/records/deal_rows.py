"""Deals as rows: names, stage, money, how long they stand, whether anything is planned."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.command import Asking
from app.records.names import shown_name
from app.views.contacts import CompanyId, ContactId
from app.views.offers import OpportunityId, OpportunityRow
from models.nouns import TABLES
from models.rules.money import quantize

_DEAL = TABLES["opportunity"]
_STAGE = TABLES["stage"]
_CONTACT = TABLES["contact"]
_COMPANY = TABLES["company"]
_ACTIVITY = TABLES["activity"]
_HUNDRED = 100


def deal_rows(
    asking: Asking, conditions: Sequence[sa.ColumnElement[bool]], offset: int, limit: int, *, by_end: bool = False
) -> tuple[OpportunityRow, ...]:
    """The deals that meet the conditions, the newest first (or the last closed), with the names they concern."""
    next_step = sa.exists().where(
        is_step_of(_DEAL.c.id, _DEAL.c.contact_id), _ACTIVITY.c.completed_at.is_(None), _ACTIVITY.c.removed_at.is_(None)
    )
    statement = (
        sa.select(
            _DEAL, *(_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix")),
            _COMPANY.c.name.label("company_name"), _STAGE.c.name.label("stage_name"), next_step.label("has_next"),
        )
        .select_from(_DEAL)
        .outerjoin(_CONTACT, _CONTACT.c.id == _DEAL.c.contact_id)
        .outerjoin(_COMPANY, _COMPANY.c.id == _DEAL.c.company_id)
        .outerjoin(_STAGE, _STAGE.c.id == _DEAL.c.stage_id)
        .where(*conditions)
        .order_by(*([_DEAL.c.closed_on.desc()] if by_end else []), _DEAL.c.rid.desc())
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return tuple(_row(asking, row) for row in asking.connection.execute(statement))


def is_step_of(deal_id: Any, contact_id: Any) -> sa.ColumnElement[bool]:
    """Whether an activity is a step of a deal: its own, or one with its person that belongs to no other deal."""
    loose = sa.and_(_ACTIVITY.c.opportunity_id.is_(None), _ACTIVITY.c.contact_id == contact_id)
    return sa.or_(_ACTIVITY.c.opportunity_id == deal_id, loose)


def _row(asking: Asking, row: Any) -> OpportunityRow:
    amount = row.amount if row.amount is not None else Decimal(0)
    return OpportunityRow(
        OpportunityId(row.id), row.name,
        ContactId(row.contact_id) if row.contact_id else None, shown_name(row) if row.contact_id else "",
        CompanyId(row.company_id) if row.company_id else None, row.company_name or "",
        row.stage_id, row.stage_name or "", row.probability, amount,
        quantize(amount * row.probability / _HUNDRED), row.currency,
        (asking.now - row.stage_since).days if row.stage_since else 0, bool(row.has_next), row.estimated_close,
        row.status, row.closed_on, row.close_reason,
    )  # fmt: skip
