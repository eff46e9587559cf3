"""Deals: add, edit, advance from stage to stage, win, lose, put aside, reopen; who buys."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.records import stages
from app.records.editing import edit_fields, editable_fields
from app.records.me import my_day
from app.records.sellers import usual_currency
from app.records.stage_moves import enter_stage
from app.views.contacts import CompanyId, ContactId
from app.views.offers import OpportunityId
from models.company import Company
from models.contact import Contact
from models.errors import UserError
from models.ids import joined_id
from models.opportunity import Opportunity, OpportunityContact, Stage
from models.rules.currencies import currency_of
from resources.i18n import N_, _

_CERTAIN = 100  # per cent
_STRONGEST = 2  # attitude
_OWN_WAYS = frozenset({"status", "closed_on", "close_reason"})  # changed by winning, losing and reopening
_LINKS: dict[str, type[Contact] | type[Company]] = {"contact_id": Contact, "company_id": Company}


@command(N_("Lay stages"))
def lay_stages(tx: Tx) -> UUID:
    """Make the usual process with its six stages where there is none yet. Returns the process."""
    return stages.seed_process(tx)


@command(N_("Add deal"))
def add_opportunity(
    tx: Tx,
    name: str,
    *,
    contact_id: ContactId | None = None,
    company_id: CompanyId | None = None,
    stage_id: UUID | None = None,
    edits: Mapping[str, object] | None = None,
) -> OpportunityId:
    """A new open deal in the first stage of the usual process, or in the stage said.

    Raises:
        UserError: it has no name, or a field cannot be read.
    """
    if not name.strip():
        raise UserError(_("A deal needs a name."), field="name")
    stage = _first_stage(tx) if stage_id is None else tx.get(Stage, stage_id)
    contact = tx.get(Contact, contact_id) if contact_id else None
    opportunity = tx.add(
        Opportunity(
            name=name.strip(), contact_id=contact_id,
            company_id=company_id or (contact.company_id if contact else None),
            status="open", currency=usual_currency(tx.connection), opened_on=my_day(tx.connection, tx.now),
        )
    )  # fmt: skip
    _write(tx, opportunity, edits or {})
    enter_stage(tx, opportunity, stage, keep_probability="probability" in (edits or {}))
    return OpportunityId(opportunity.id)


@command(N_("Edit deal"))
def edit_opportunity(tx: Tx, opportunity_id: OpportunityId, edits: Mapping[str, object]) -> None:
    """Change fields of a deal; `contact_id` and `company_id` may be among them."""
    _write(tx, tx.get(Opportunity, opportunity_id), edits)


@command(N_("Advance deal"))
def advance(tx: Tx, opportunity_id: OpportunityId, stage_id: UUID) -> None:
    """Move an open deal to a stage, forward or back; its probability follows.

    Raises:
        UserError: the deal is closed.
    """
    opportunity = _open(tx, opportunity_id)
    if opportunity.stage_id != stage_id:
        enter_stage(tx, opportunity, tx.get(Stage, stage_id))


@command(N_("Win deal"))
def win(tx: Tx, opportunity_id: OpportunityId, *, on: date | None = None) -> None:
    """The deal is made."""
    opportunity = _open(tx, opportunity_id)
    _close(tx, opportunity, "won", on)
    opportunity.probability = _CERTAIN


@command(N_("Lose deal"))
def lose(
    tx: Tx, opportunity_id: OpportunityId, reason: str, *, competitor: str = "", return_on: date | None = None,
    on: date | None = None,
) -> None:  # fmt: skip
    """The deal is lost: why, to whom, and when to come back.

    Raises:
        UserError: no reason was given.
    """
    opportunity = _open(tx, opportunity_id)
    if not reason.strip():
        raise UserError(_("Say why the deal was lost: that is what one learns from."), field="close_reason")
    _close(tx, opportunity, "lost", on)
    opportunity.probability = 0
    opportunity.close_reason = reason.strip()
    opportunity.competitor = competitor.strip() or opportunity.competitor
    opportunity.return_on = return_on


@command(N_("Put deal aside"))
def put_aside(tx: Tx, opportunity_id: OpportunityId, *, return_on: date | None = None) -> None:
    """Nothing moves: the deal is inactive until it is reopened; `return_on` is the day to come back to it."""
    opportunity = _open(tx, opportunity_id)
    opportunity.status, opportunity.return_on = "inactive", return_on


@command(N_("Reopen deal"))
def reopen(tx: Tx, opportunity_id: OpportunityId) -> None:
    """A closed or inactive deal moves again, from the stage it stood in."""
    opportunity = tx.get(Opportunity, opportunity_id)
    tx.subject = opportunity.name
    if opportunity.status == "open":
        return
    opportunity.status, opportunity.closed_on, opportunity.close_reason = "open", None, ""
    opportunity.return_on = None
    stage = _stage_of(tx, opportunity) or _first_stage(tx)
    enter_stage(tx, opportunity, stage)


@command(N_("Remove deal"))
def remove_opportunity(tx: Tx, opportunity_id: OpportunityId) -> None:
    """Put a deal into the recycle bin."""
    opportunity = tx.get(Opportunity, opportunity_id)
    opportunity.removed_at = tx.now
    tx.subject = opportunity.name


@command(N_("Set buyer"))
def set_buyer(
    tx: Tx, opportunity_id: OpportunityId, contact_id: ContactId, *, role: str = "", attitude: int = 0
) -> None:
    """A person in a deal, with a buying role and an attitude from −2 to +2."""
    tx.subject = tx.get(Opportunity, opportunity_id).name
    tx.get(Contact, contact_id)
    if not -_STRONGEST <= attitude <= _STRONGEST:
        raise UserError(_("An attitude lies between −2 and +2."), field="attitude")
    key = joined_id(opportunity_id, contact_id)
    buyer = tx.session.scalars(sa.select(OpportunityContact).where(OpportunityContact.id == key)).one_or_none()
    if buyer is None:
        buyer = OpportunityContact(id=key, opportunity_id=opportunity_id, contact_id=contact_id)
        tx.session.add(buyer)
    buyer.role, buyer.attitude, buyer.removed_at = role, attitude, None
    tx.flush()


@command(N_("Remove buyer"))
def remove_buyer(tx: Tx, opportunity_id: OpportunityId, contact_id: ContactId) -> None:
    """A person has no part in a deal any more."""
    tx.subject = tx.get(Opportunity, opportunity_id).name
    key = joined_id(opportunity_id, contact_id)
    for buyer in tx.session.scalars(sa.select(OpportunityContact).where(OpportunityContact.id == key)):
        buyer.removed_at = tx.now


def _open(tx: Tx, opportunity_id: UUID) -> Opportunity:
    opportunity = tx.get(Opportunity, opportunity_id)
    tx.subject = opportunity.name
    if opportunity.status != "open":
        raise UserError(_("This deal is closed: reopen it first."))
    return opportunity


def _close(tx: Tx, opportunity: Opportunity, status: str, on: date | None) -> None:
    opportunity.status = status
    opportunity.closed_on = on or my_day(tx.connection, tx.now)


def _first_stage(tx: Tx) -> Stage:
    process_id = stages.seed_process(tx)
    rows = stages.stage_rows(tx.connection, process_id)
    if not rows:
        raise UserError(_("The process has no stages."), field="stage_id")
    return tx.get(Stage, rows[0].id)


def _stage_of(tx: Tx, opportunity: Opportunity) -> Stage | None:
    statement = sa.select(Stage).where(Stage.id == opportunity.stage_id, Stage.removed_at.is_(None))
    return tx.session.scalars(statement).one_or_none()


def _write(tx: Tx, opportunity: Opportunity, edits: Mapping[str, object]) -> None:
    plain: dict[str, Any] = dict(edits)
    for name, noun in _LINKS.items():
        if name in plain:
            value = plain.pop(name)
            setattr(opportunity, name, tx.get(noun, UUID(str(value))).id if value else None)
    for name in plain:
        if name in _OWN_WAYS or name not in editable_fields("opportunity"):
            raise UserError(_("A deal has no field {name} to change.").format(name=name), field=name)
    edit_fields(tx, Opportunity, opportunity.id, plain)
    tx.subject = opportunity.name
    if not opportunity.name.strip():
        raise UserError(_("A deal needs a name."), field="name")
    if not 0 <= opportunity.probability <= _CERTAIN:
        raise UserError(_("A probability lies between 0 and 100 %."), field="probability")
    opportunity.currency = currency_of(opportunity.currency).code
    tx.flush()
