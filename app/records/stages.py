"""The stages deals pass: laid once in the language of the workspace, read in their order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from models.ids import seed_id
from models.nouns import TABLES
from models.opportunity import Process, Stage
from resources.i18n import N_, _

_STAGE = TABLES["stage"]
_PROCESS = TABLES["process"]

# Name, what the client did to get there, how likely a deal is then (per cent), what to do next: kind and days from now.
_STAGES: tuple[tuple[str, str, int, tuple[tuple[str, int], ...]], ...] = (
    (N_("Enquiry"), N_("asked, or agreed to talk"), 10, (("call", 1),)),
    (N_("Need clarified"), N_("named the task, the term and who decides"), 25, (("meeting", 3),)),
    (N_("Solution shown"), N_("looked at the solution and found it fitting"), 40, (("todo", 1),)),
    (N_("Offer made"), N_("received the offer"), 55, (("call", 2),)),
    (N_("Terms agreed"), N_("discussed price and terms"), 75, (("call", 2), ("todo", 1))),
    (N_("Contract"), N_("agreed to sign"), 90, (("meeting", 3),)),
)


def seed_process(tx: Tx) -> UUID:
    """Lay the usual way of selling, in the language spoken now; where there is a process already, it stands."""
    found: UUID | None = usual_process_id(tx.connection)
    if found is not None:
        return found
    process = tx.add(Process(id=seed_id("process usual"), name=_("Usual way of selling")))
    for position, (name, did, probability, suggested) in enumerate(_STAGES):
        tx.session.add(
            Stage(
                id=seed_id(f"stage usual {position}"), process_id=process.id, name=_(name), client_did=_(did), probability=probability, position=position,
                suggested=[{"kind": kind, "days": days} for kind, days in suggested],
            )
        )  # fmt: skip
    tx.flush()
    return process.id


def usual_process_id(connection: sa.Connection) -> UUID | None:
    """The first process; None where there is none yet."""
    statement = sa.select(_PROCESS.c.id).where(_PROCESS.c.removed_at.is_(None))
    found: UUID | None = connection.execute(statement.order_by(_PROCESS.c.position, _PROCESS.c.rid)).scalar()
    return found


def stage_rows(connection: sa.Connection, process_id: UUID | None) -> Sequence[Any]:
    """The stages of a process in their order."""
    statement = sa.select(_STAGE).where(_STAGE.c.process_id == process_id, _STAGE.c.removed_at.is_(None))
    return connection.execute(statement.order_by(_STAGE.c.position, _STAGE.c.rid)).all()
