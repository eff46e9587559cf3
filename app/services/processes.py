"""Ways of selling: their stages are renamed, ordered, added and taken away, and no deal is ever left without one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.editing import edit_fields
from app.records.stage_moves import enter_stage
from app.records.stages import stage_rows
from app.views.stages import StageRow
from models.errors import UserError
from models.nouns import TABLES
from models.opportunity import Opportunity, Process, Stage
from resources.i18n import N_, _

_DEAL = TABLES["opportunity"]
_MOST = 100  # per cent
_FEWEST_LEFT = 1
_OWN = frozenset({"name", "client_did", "probability"})


@query
def process_stages(asking: Asking, process_id: UUID) -> tuple[StageRow, ...]:
    """The stages of a way of selling in their order, with the open deals at each."""
    statement = sa.select(_DEAL.c.stage_id, sa.func.count()).where(*_open_deals()).group_by(_DEAL.c.stage_id)
    counts: dict[UUID, int] = {row[0]: row[1] for row in asking.connection.execute(statement)}
    return tuple(
        StageRow(row.id, row.name, row.client_did, row.probability, counts.get(row.id, 0))
        for row in stage_rows(asking.connection, process_id)
    )


@command(N_("Add way of selling"))
def add_process(tx: Tx, name: str, like: UUID) -> UUID:
    """A further way of selling, its stages a copy of another one's.

    Raises:
        UserError: it has no name.
    """
    last = tx.connection.execute(sa.select(sa.func.max(TABLES["process"].c.position))).scalar() or 0
    made = tx.add(Process(name=_named(name), position=last + 1))
    for row in stage_rows(tx.connection, like):
        copied = {
            field: getattr(row, field) for field in ("name", "client_did", "probability", "position", "suggested")
        }
        tx.session.add(Stage(process_id=made.id, **copied))
    tx.flush()
    tx.subject = made.name
    return made.id


@command(N_("Rename way of selling"))
def rename_process(tx: Tx, process_id: UUID, name: str) -> None:
    """Call a way of selling otherwise.

    Raises:
        UserError: the name is empty.
    """
    process = tx.get(Process, process_id)
    process.name = tx.subject = _named(name)


@command(N_("Remove way of selling"))
def remove_process(tx: Tx, process_id: UUID) -> None:
    """Take away a way of selling no open deal goes.

    Raises:
        UserError: open deals go it, or it is the only one.
    """
    process = tx.get(Process, process_id)
    own = sa.select(sa.func.count()).select_from(_DEAL).where(*_open_deals(), _DEAL.c.process_id == process_id)
    if tx.connection.execute(own).scalar_one():
        raise UserError(_("Open deals go this way: close them, or move them first."))
    table = TABLES["process"]
    left = sa.select(sa.func.count()).select_from(table).where(table.c.removed_at.is_(None))
    if tx.connection.execute(left).scalar_one() <= _FEWEST_LEFT:
        raise UserError(_("One way of selling has to stay."))
    process.removed_at, tx.subject = tx.now, process.name


@command(N_("Add stage"))
def add_stage(tx: Tx, process_id: UUID, name: str) -> UUID:
    """A further stage at the end, as likely as the one before it.

    Raises:
        UserError: it has no name.
    """
    rows = stage_rows(tx.connection, process_id)
    likely = rows[-1].probability if rows else 0
    position = rows[-1].position + 1 if rows else 0
    stage = Stage(process_id=process_id, name=_named(name), probability=likely, position=position, suggested=[])
    tx.subject = stage.name
    return tx.add(stage).id


@command(N_("Edit stage"))
def edit_stage(tx: Tx, stage_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a stage. Open deals at it follow its probability, but for those that were given one of their own.

    Raises:
        UserError: the name is empty, the probability is none, or there is no such field.
    """
    stage = tx.get(Stage, stage_id)
    before = stage.probability
    if not set(edits) <= _OWN:
        raise UserError(_("A stage has no field {name} to change.").format(name=", ".join(set(edits) - _OWN)))
    edit_fields(tx, Stage, stage_id, edits)
    stage.name = tx.subject = _named(stage.name)
    if not 0 <= stage.probability <= _MOST:
        raise UserError(_("A probability lies between 0 and 100 %."), field="probability")
    if stage.probability != before:
        for deal in _deals_at(tx, stage_id):
            if deal.probability == before:
                deal.probability = stage.probability


@command(N_("Order stages"))
def order_stages(tx: Tx, stage_ids: Sequence[UUID]) -> None:
    """Put the stages of a way of selling into an order."""
    for position, stage_id in enumerate(stage_ids):
        stage = tx.get(Stage, stage_id)
        stage.position = position
        tx.subject = tx.get(Process, stage.process_id).name


@command(N_("Remove stage"))
def remove_stage(tx: Tx, stage_id: UUID) -> None:
    """Take a stage away; its open deals go to the stage before it, those of the first one to the next.

    Raises:
        UserError: it is the only stage.
    """
    stage = tx.get(Stage, stage_id)
    ids = [row.id for row in stage_rows(tx.connection, stage.process_id)]
    if len(ids) <= _FEWEST_LEFT:
        raise UserError(_("One stage has to stay."))
    place = ids.index(stage_id)
    heir = tx.get(Stage, ids[place - 1] if place else ids[1])
    for deal in _deals_at(tx, stage_id):
        enter_stage(tx, deal, heir, keep_probability=deal.probability != stage.probability)
    stage.removed_at, tx.subject = tx.now, stage.name


def _open_deals() -> tuple[sa.ColumnElement[bool], ...]:
    return _DEAL.c.status == "open", _DEAL.c.removed_at.is_(None)


def _deals_at(tx: Tx, stage_id: UUID) -> Sequence[Opportunity]:
    here = sa.select(Opportunity).where(
        Opportunity.stage_id == stage_id, Opportunity.status == "open", Opportunity.removed_at.is_(None)
    )
    return tx.session.scalars(here).all()


def _named(name: str) -> str:
    if not name.strip():
        raise UserError(_("A name is needed."), field="name")
    return name.strip()
