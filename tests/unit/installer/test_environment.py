"""What pip answers becomes one sentence, and what is installed is not installed again."""

from pathlib import Path

import pytest

from installer import environment

OFFLINE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/alembic/
ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: none)
ERROR: No matching distribution found for alembic==1.20.1
"""
NO_FILE = """\
ERROR: Could not find a version that satisfies the requirement apsw-sqlite3mc==3.54.0.0
ERROR: No matching distribution found for apsw-sqlite3mc==3.54.0.0
"""


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (OFFLINE, "could not install alembic==1.20.1: the package index did not answer"),
        (NO_FILE, "could not install apsw-sqlite3mc==3.54.0.0: the index that pip asks"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "not the one that was locked"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", "disk is full"),
        ("ERROR: Something nobody thought of.\n", "could not install the libraries: Something nobody thought of"),
        ("", "it gave no reason"),
    ],
)
def test_an_answer_of_pip_becomes_one_sentence(answer: str, part: str) -> None:
    sentence = environment.meaning(answer)

    assert part in sentence
    assert "\n" not in sentence


def test_a_lock_that_changed_is_installed_again(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp.txt"
    stamp.write_text("abc\ndef\n", encoding="utf-8")

    assert environment.is_stamped("abc", stamp)
    assert not environment.is_stamped("ab", stamp)
    assert not environment.is_stamped("abc", tmp_path / "never-installed.txt")
