"""What somebody typed and has not kept: kept in the workspace, and nobody's to undo. Asked at every start, so light."""

from collections.abc import Collection

from app.command import Asking, Tx, command, query
from app.views.left_words import About, LeftWords
from models.store import left_words as kept
from resources.i18n import N_


@query
def left_words(asking: Asking) -> tuple[tuple[LeftWords, ...], tuple[str, ...]]:
    """All there are, the newest last; apart from them the keys of those about a record that is here no more."""
    found = kept.all_of(asking.raw)
    lost = kept.gone(asking.raw, {record for one in found for record in one.about})
    stay = tuple(one for one in found if lost.isdisjoint(one.about))
    return stay, tuple(one.key for one in found if one not in stay)


@query
def gone_records(asking: Asking, records: Collection[About]) -> frozenset[About]:
    """Which of these records are not on this computer any more; one in the bin still is."""
    return kept.gone(asking.raw, records)


@command(N_("Leave unfinished"))
def leave_words(tx: Tx, words: Collection[LeftWords]) -> None:
    """Keep words, in the place of those under the same key; no change of any record, so nothing to undo."""
    kept.keep(tx.raw, words)


@command(N_("Throw away what was left unfinished"))
def forget_words(tx: Tx, keys: Collection[str]) -> None:
    """Let words go for good."""
    kept.drop(tx.raw, keys)
