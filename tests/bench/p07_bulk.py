"""P7: many rows stored at once, and pages of fifty read, against the raw statements."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import apsw

from app.services.contact_lists import contact_page, contacts_after
from app.workspace import Workspace
from models.store import sync_marks
from tests.bench.bases import SEED, IdleLater, bare, base, copy_of, empty_workspace, opened
from tests.bench.bulk import Bulk, bulk, fill, fill_barely, fill_recorded
from tests.bench.measuring import Bench, Line, call_times, compared, percentile, timed

_BARE_GOAL, _RECORDED_GOAL, _PAGE_GOAL = 2.0, 4.0, 2.0
_PAGE = 50
_WARM_UP = 40
_RAW_PAGE = """
SELECT c.rid, c.id, c.prefix, c.last, c.first, c.middle, c.suffix, s.company_name, c.job_title,
  s.next_at, a.kind, a.timeless, c.favourite, c.photo_hash
FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid
LEFT JOIN activity a ON a.rid = s.next_activity_rid
WHERE (s.sort_key, s.contact_rid) > (?, ?) ORDER BY s.sort_key, s.contact_rid LIMIT 50
"""


def run(bench: Bench) -> list[Line]:
    """Stores without and with everything that watches a change; then pages."""
    return [*_stores(bench, bulk(bench)), *_pages(bench)]


def _stores(bench: Bench, rows: Bulk) -> list[Line]:
    unrecorded, recorded, joined = [], [], []
    with empty_workspace(bench) as empty:
        for _round in range(bench.size.rounds):
            raw = _raw_seconds(bench, empty, rows, "NORMAL")
            unrecorded.append((_our_seconds(bench, empty, rows, _load), raw))
            raw = _raw_seconds(bench, empty, rows, "FULL")
            recorded.append((_our_seconds(bench, empty, rows, _do), raw))
            joined.append((_our_seconds(bench, empty, rows, _do, join=True), raw))
    what = f"{len(rows.contacts):,} contacts + {len(rows.history):,} talks"
    return [
        compared(f"{what}, not recorded", unrecorded, _BARE_GOAL),
        compared(f"{what}, recorder, journal, index, marks", joined, _RECORDED_GOAL),
        compared("  the same without marks", recorded),
    ]


def _load(workspace: Workspace, rows: Bulk) -> None:
    workspace.load(lambda tx: fill(tx, rows)).result()


def _do(workspace: Workspace, rows: Bulk) -> None:
    workspace.do(fill_recorded, rows).result()


def _our_seconds(
    bench: Bench, empty: Path, rows: Bulk, store: Callable[[Workspace, Bulk], None], *, join: bool = False
) -> float:
    with copy_of(empty, bench) as folder:
        with opened(folder, IdleLater()) as workspace:
            if join:
                workspace._database.maintain(lambda raw: sync_marks.join(raw, datetime.now(UTC)))
            seconds = timed(lambda: store(workspace, rows))
        _check(folder, rows)
    return seconds


def _raw_seconds(bench: Bench, empty: Path, rows: Bulk, synchronous: str) -> float:
    with copy_of(empty, bench) as folder:
        with bare(folder, synchronous) as connection:
            seconds = timed(lambda: fill_barely(connection, rows))
        _check(folder, rows)
    return seconds


def _check(folder: Path, rows: Bulk) -> None:
    with bare(folder) as connection:
        (counts,) = connection.execute(
            "SELECT (SELECT count(*) FROM find_text_docsize), (SELECT count(*) FROM find_talk_docsize)"
        ).fetchall()
    assert int(str(counts[0])) >= len(rows.contacts)
    assert int(str(counts[1])) == len(rows.history)


def _pages(bench: Bench) -> list[Line]:
    folder = base(bench)
    with bare(folder) as raw, opened(folder) as workspace:
        offsets, places = _places(raw, bench)

        def window(call: int) -> object:
            return workspace.ask(contact_page, offset=offsets[call], limit=_PAGE).result()

        def after(call: int) -> object:
            return workspace.ask(contacts_after, after=places[call], limit=_PAGE).result()

        def reference(call: int) -> object:
            return raw.execute(_RAW_PAGE, places[call]).fetchall()

        call_times(min(_WARM_UP, bench.size.calls), window, after, reference)
        rounds = [call_times(bench.size.calls, window, after, reference) for _round in range(bench.size.rounds)]
    return [
        compared("page of 50 by its place", [_at(one, 0, 0.5) for one in rounds], _PAGE_GOAL),
        compared("page of 50 after a name", [_at(one, 1, 0.5) for one in rounds], _PAGE_GOAL),
        compared("  by its place, p99", [_at(one, 0, 0.99) for one in rounds]),
        compared("  after a name, p99", [_at(one, 1, 0.99) for one in rounds]),
    ]


def _places(raw: apsw.Connection, bench: Bench) -> tuple[list[int], list[tuple[str, int]]]:
    """Places anywhere in the list: their offsets, and the row before each."""
    order = raw.execute("SELECT sort_key, contact_rid FROM contact_summary ORDER BY 1, 2").fetchall()
    chance = random.Random(SEED)
    offsets = [chance.randrange(1, len(order) - _PAGE) for _call in range(bench.size.calls)]
    return offsets, [(str(order[offset - 1][0]), int(str(order[offset - 1][1]))) for offset in offsets]


def _at(one: Sequence[Sequence[float]], side: int, share: float) -> tuple[float, float]:
    return percentile(one[side], share), percentile(one[2], share)
