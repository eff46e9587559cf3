"""A deal enters a stage: where it stands, since when, how likely it is then, and the entry that keeps the way it went."""

from app.command import Tx
from models.opportunity import Opportunity, Stage, StageHistory


def enter_stage(tx: Tx, opportunity: Opportunity, stage: Stage, *, keep_probability: bool = False) -> None:
    """Put a deal into a stage; its probability follows unless it is the person's own."""
    opportunity.process_id, opportunity.stage_id, opportunity.stage_since = stage.process_id, stage.id, tx.now
    if not keep_probability:
        opportunity.probability = stage.probability
    tx.add(
        StageHistory(
            opportunity_id=opportunity.id, stage_id=stage.id, entered_at=tx.now, amount=opportunity.amount,
            probability=opportunity.probability,
        )
    )  # fmt: skip
