"""Invented histories over real workspaces and the real server core: what sync.md promises holds in each of them.

A little on every run; `SYNC_HISTORIES=5000 pytest -m slow tests/integration/sync/test_sync_histories.py` for long.
"""

import os
from pathlib import Path

import pytest

from tests.helpers import sync_mixed
from tests.helpers.sync_defects import DEFECTS, planted
from tests.helpers.sync_histories import play
from tests.helpers.sync_promises import BrokenPromiseError

LONG = int(os.environ.get("SYNC_HISTORIES", "1000"))
# A history in which each defect shows.
TELLING = {
    "generation_ignored": 2, "pending_overwritten": 0, "loser_not_kept": 0,
    "cursor_without_rows": 0, "base_taken_as_current": 5, "removal_based_on_the_row": 73,
    "own_seqs_skipped": 0,
}  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_what_was_promised_holds(tmp_path: Path, seed: int) -> None:
    play(tmp_path, seed, steps=25)


@pytest.mark.parametrize("seed", range(6))
def test_it_holds_when_laptops_are_restored_and_cloned(tmp_path: Path, seed: int) -> None:
    play(tmp_path, seed, odd=True, steps=25)


@pytest.mark.parametrize("seed", range(3))
def test_everybody_ends_with_the_same_whatever_was_changed_however(tmp_path: Path, seed: int) -> None:
    sync_mixed.play(tmp_path, seed, steps=30)


def test_what_is_private_here_is_not_looked_for_at_the_office_for_ever(tmp_path: Path) -> None:
    sync_mixed.play(tmp_path, 750)  # a record made private twice, whose parts the server had forgotten meanwhile


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(tmp_path: Path, defect: str) -> None:
    with planted(defect), pytest.raises(BrokenPromiseError):
        play(tmp_path, TELLING[defect])


@pytest.mark.slow
def test_what_was_promised_holds_in_very_many_histories(tmp_path: Path) -> None:
    for seed in range(LONG):
        play(tmp_path, 10_000 + seed, odd=seed % 3 == 2, steps=30)
        if seed % 5 == 0:
            sync_mixed.play(tmp_path / "mixed", seed)
