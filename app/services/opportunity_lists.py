"""Deals as they are looked at: the list, the board by stages, what they come to, and the way one deal went."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.names import shown_name
from app.records.stages import stage_rows, usual_process_id
from app.views.contacts import CompanyId, ContactId
from app.views.offers import (
    BoardColumn,
    OpportunityId,
    OpportunityPage,
    OpportunityRow,
    StageEntry,
    StageView,
    Sum,
)
from models.nouns import TABLES
from models.rules.money import quantize
from models.rules.search_query import fts_match, readings
from models.store.text_index import matching

_DEAL = TABLES["opportunity"]
_STAGE = TABLES["stage"]
_CONTACT = TABLES["contact"]
_COMPANY = TABLES["company"]
_ACTIVITY = TABLES["activity"]
_HUNDRED = 100
_LARGEST_MATCH = 5_000  # deals a text finds
_ON_BOARD = 50  # deals of a stage shown at once


@query
def opportunities(
    asking: Asking, *, status: str = "open", stage_id: UUID | None = None, contact_id: ContactId | None = None,
    company_id: CompanyId | None = None, text: str = "", offset: int = 0, limit: int = 50,
) -> OpportunityPage:  # fmt: skip
    """A window of the deals, the newest first: of a status ("" for all), a stage, somebody, or found by a text."""
    conditions: list[sa.ColumnElement[bool]] = [_DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False)]
    wanted = {"status": status or None, "stage_id": stage_id, "contact_id": contact_id, "company_id": company_id}
    conditions += [_DEAL.c[name] == value for name, value in wanted.items() if value is not None]
    if text.strip():
        conditions.append(_DEAL.c.rid.in_(_matching(asking, text)))
    total = asking.connection.execute(sa.select(sa.func.count()).select_from(_DEAL).where(*conditions)).scalar_one()
    return OpportunityPage(_rows(asking, conditions, offset, limit), offset, total)


@query
def board(asking: Asking, process_id: UUID | None = None) -> tuple[BoardColumn, ...]:
    """The open deals by the stages of a process (the usual one where none is said), with counts and sums."""
    chosen = process_id or usual_process_id(asking.connection)
    open_deals = [_DEAL.c.status == "open", _DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False)]
    sums = _sums(asking, [*open_deals, _DEAL.c.process_id == chosen])
    columns = []
    for stage in stage_rows(asking.connection, chosen):
        own = [row for row in sums if row.stage_id == stage.id]
        columns.append(
            BoardColumn(
                _stage(stage),
                _rows(asking, [*open_deals, _DEAL.c.stage_id == stage.id], 0, _ON_BOARD),
                sum(row.number for row in own),
                tuple(Sum(_money(row.amount, 1), row.currency) for row in own if row.amount),
                tuple(Sum(_money(row.weighted, _HUNDRED), row.currency) for row in own if row.weighted),
            )
        )
    return tuple(columns)


@query
def stage_list(asking: Asking, process_id: UUID | None = None) -> tuple[StageView, ...]:
    """The stages of a process in their order."""
    chosen = process_id or usual_process_id(asking.connection)
    return tuple(_stage(row) for row in stage_rows(asking.connection, chosen))


@query
def weighted_amount(asking: Asking) -> tuple[Sum, ...]:
    """What the open deals come to by their probabilities, currency by currency."""
    rows = _sums(asking, [_DEAL.c.status == "open", _DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False)])
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.currency] = totals.get(row.currency, 0) + (row.weighted or 0)
    return tuple(Sum(_money(total, _HUNDRED), currency) for currency, total in sorted(totals.items()))


@query
def stage_history(asking: Asking, opportunity_id: OpportunityId) -> tuple[StageEntry, ...]:
    """The stages a deal has passed, in the order of time; the days of the last one run on while it is open."""
    table = TABLES["stage_history"]
    statement = (
        sa.select(table, _STAGE.c.name)
        .outerjoin(_STAGE, _STAGE.c.id == table.c.stage_id)
        .where(table.c.opportunity_id == opportunity_id, table.c.removed_at.is_(None))
        .order_by(table.c.entered_at, table.c.rid)
    )
    rows = asking.connection.execute(statement).all()
    ends = [row.entered_at for row in rows[1:]] + [asking.now]
    return tuple(
        StageEntry(
            row.name or "", row.entered_at, (end - row.entered_at).days, row.amount or Decimal(0), row.probability
        )
        for row, end in zip(rows, ends, strict=False)
    )


def _rows(
    asking: Asking, conditions: Sequence[sa.ColumnElement[bool]], offset: int, limit: int
) -> tuple[OpportunityRow, ...]:
    next_step = sa.exists().where(
        _ACTIVITY.c.opportunity_id == _DEAL.c.id, _ACTIVITY.c.completed_at.is_(None), _ACTIVITY.c.removed_at.is_(None)
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
        .order_by(_DEAL.c.rid.desc())
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return tuple(_row(asking, row) for row in asking.connection.execute(statement))


def _row(asking: Asking, row: Any) -> OpportunityRow:
    amount = row.amount if row.amount is not None else Decimal(0)
    return OpportunityRow(
        OpportunityId(row.id), row.name,
        ContactId(row.contact_id) if row.contact_id else None, shown_name(row) if row.contact_id else "",
        CompanyId(row.company_id) if row.company_id else None, row.company_name or "",
        row.stage_id, row.stage_name or "", row.probability, amount,
        quantize(amount * row.probability / _HUNDRED), row.currency,
        (asking.now - row.stage_since).days if row.stage_since else 0, bool(row.has_next), row.estimated_close,
        row.status,
    )  # fmt: skip


def _sums(asking: Asking, conditions: Sequence[sa.ColumnElement[bool]]) -> Sequence[Any]:
    """Counts and sums by stage and currency, in the whole numbers the file keeps; the weighted ones in per cents."""
    amount = sa.type_coerce(_DEAL.c.amount, sa.BigInteger)
    statement = (
        sa.select(
            _DEAL.c.stage_id, _DEAL.c.currency, sa.func.count().label("number"),
            sa.func.sum(amount).label("amount"), sa.func.sum(amount * _DEAL.c.probability).label("weighted"),
        )
        .where(*conditions)
        .group_by(_DEAL.c.stage_id, _DEAL.c.currency)
        .order_by(_DEAL.c.currency)
    )  # fmt: skip
    return asking.connection.execute(statement).all()


def _money(scaled: int, parts: int) -> Decimal:
    """An amount from the file's whole numbers (four places), divided by `parts`."""
    return quantize(Decimal(int(scaled)) / (10_000 * parts))


def _stage(row: Any) -> StageView:
    return StageView(row.id, row.process_id, row.name, row.client_did, row.probability, row.position)


def _matching(asking: Asking, text: str) -> list[int]:
    for reading in readings(text):
        if reading.kind != "digits":
            found = matching(asking.raw, "opportunity", fts_match(reading), _LARGEST_MATCH)
            if found:
                return found
    return []
