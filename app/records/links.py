"""Sets as rows: a member that left is marked, not deleted, and comes back by the same row."""

from collections.abc import Mapping
from uuid import UUID

from app.command import Tx
from models.base import Link


def settle(tx: Tx, present: Mapping[UUID, Link], wanted: set[UUID]) -> set[UUID]:
    """Mark what is no longer wanted, bring back what is wanted again. Returns what has no row yet."""
    for target, row in present.items():
        if target in wanted:
            row.removed_at = None
        elif row.removed_at is None:
            row.removed_at = tx.now
    return wanted - set(present)
