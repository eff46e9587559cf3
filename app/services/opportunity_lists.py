"""Deals as they are looked at: the list, the board by stages, what they come to, and the way one deal went."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.deal_parts import buyers, choices, deal_line, line_rows, lines_sum
from app.records.deal_rows import deal_rows, is_step_of
from app.records.pick_lists import labels
from app.records.planned import activity_view, planned
from app.records.stages import stage_rows, usual_process_id
from app.views.contacts import CompanyId, ContactId
from app.views.deals import DealChoices, OpportunityCard, ProcessView, StatusTotal
from app.views.offers import (
    BoardColumn,
    OpportunityId,
    OpportunityPage,
    StageEntry,
    StageView,
    Sum,
)
from models.errors import NotFoundError
from models.nouns import TABLES
from models.rules.money import quantize
from models.rules.search_query import fts_match, readings
from models.store.text_index import matching
from resources.i18n import _

_DEAL = TABLES["opportunity"]
_STAGE = TABLES["stage"]
_PROCESS = TABLES["process"]
_HUNDRED = 100
_LARGEST_MATCH = 5_000  # deals a text finds
_CLOSED = frozenset({"won", "lost"})
_STEPS = 5  # planned activities a card shows
_ON_BOARD = 50  # deals of a stage shown at once


@query
def opportunities(
    asking: Asking, *, status: str = "open", stage_id: UUID | None = None, contact_id: ContactId | None = None,
    company_id: CompanyId | None = None, text: str = "", offset: int = 0, limit: int = 50,
) -> OpportunityPage:  # fmt: skip
    """A window of the deals, the newest (of closed ones the last closed) first: of a status ("" for all), a stage, somebody, or found by a text."""
    conditions: list[sa.ColumnElement[bool]] = [_DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False)]
    wanted = {"status": status or None, "stage_id": stage_id, "contact_id": contact_id, "company_id": company_id}
    conditions += [_DEAL.c[name] == value for name, value in wanted.items() if value is not None]
    if text.strip():
        conditions.append(_DEAL.c.rid.in_(_matching(asking, text)))
    total = asking.connection.execute(sa.select(sa.func.count()).select_from(_DEAL).where(*conditions)).scalar_one()
    return OpportunityPage(deal_rows(asking, conditions, offset, limit, by_end=status in _CLOSED), offset, total)


@query
def board(
    asking: Asking, process_id: UUID | None = None, *, text: str = "", limit: int = _ON_BOARD
) -> tuple[BoardColumn, ...]:
    """The open deals by the stages of a process (the usual one where none is said), with counts and sums.

    `limit` is how many deals of a stage are shown at most; a text narrows them all.
    """
    chosen = process_id or usual_process_id(asking.connection)
    open_deals = [_DEAL.c.status == "open", _DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False)]
    if text.strip():
        open_deals.append(_DEAL.c.rid.in_(_matching(asking, text)))
    sums = _sums(asking, [*open_deals, _DEAL.c.process_id == chosen])
    columns = []
    for stage in stage_rows(asking.connection, chosen):
        own = [row for row in sums if row.stage_id == stage.id]
        columns.append(
            BoardColumn(
                _stage(stage),
                deal_rows(asking, [*open_deals, _DEAL.c.stage_id == stage.id], 0, limit),
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
def processes(asking: Asking) -> tuple[ProcessView, ...]:
    """The ways of selling in their order, with the open deals of each."""
    number = (
        sa.select(sa.func.count())
        .where(
            _DEAL.c.process_id == _PROCESS.c.id, _DEAL.c.status == "open", _DEAL.c.removed_at.is_(None),
            _DEAL.c.archived.is_(False),
        )
        .scalar_subquery()
    )  # fmt: skip
    statement = sa.select(_PROCESS.c.id, _PROCESS.c.name, number).where(_PROCESS.c.removed_at.is_(None))
    rows = asking.connection.execute(statement.order_by(_PROCESS.c.position, _PROCESS.c.rid))
    return tuple(ProcessView(*row) for row in rows)


@query
def status_totals(asking: Asking) -> tuple[StatusTotal, ...]:
    """How many deals each status has, and what they come to; a status nobody has is left out."""
    amount = sa.type_coerce(_DEAL.c.amount, sa.BigInteger)
    statement = (
        sa.select(
            _DEAL.c.status, _DEAL.c.currency, sa.func.count().label("number"), sa.func.sum(amount).label("amount"),
            sa.func.sum(amount * _DEAL.c.probability).label("weighted"),
        )
        .where(_DEAL.c.removed_at.is_(None), _DEAL.c.archived.is_(False))
        .group_by(_DEAL.c.status, _DEAL.c.currency)
        .order_by(_DEAL.c.currency)
    )  # fmt: skip
    rows = asking.connection.execute(statement).all()
    return tuple(
        StatusTotal(
            status,
            sum(row.number for row in rows if row.status == status),
            tuple(Sum(_money(row.amount, 1), row.currency) for row in rows if row.status == status and row.amount),
            tuple(
                Sum(_money(row.weighted, _HUNDRED), row.currency)
                for row in rows
                if row.status == status and row.weighted
            ),
        )
        for status in sorted({row.status for row in rows})
    )


@query
def opportunity_card(asking: Asking, opportunity_id: OpportunityId) -> OpportunityCard:
    """Everything of a deal but its offers.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    alive = [_DEAL.c.id == opportunity_id, _DEAL.c.removed_at.is_(None)]
    row = asking.connection.execute(sa.select(_DEAL).where(*alive)).one_or_none()
    if row is None:
        raise NotFoundError(_("This deal is no longer here."))
    lines = line_rows(asking.connection, opportunity_id)
    steps = planned(asking, is_step_of(row.id, row.contact_id), limit=_STEPS)
    sources, reasons = labels(asking.connection, "lead_source"), labels(asking.connection, "close_reason")
    return OpportunityCard(
        deal_rows(asking, alive, 0, 1)[0],
        stage_list(asking, row.process_id),
        sources.get(row.source, row.source), row.competitor, row.details,
        reasons.get(row.close_reason, row.close_reason),
        row.opened_on, row.closed_on, row.return_on,
        tuple(deal_line(line, row.currency) for line in lines),
        lines_sum(lines),
        buyers(asking, opportunity_id),
        stage_history(asking, opportunity_id),
        tuple(activity_view(asking, step) for step in steps),
    )  # fmt: skip


@query
def deal_choices(asking: Asking) -> DealChoices:
    """What may be chosen from where a deal is edited and closed."""
    return DealChoices(
        choices(asking.connection, "close_reason"),
        choices(asking.connection, "buying_role"),
        choices(asking.connection, "lead_source"),
    )


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
