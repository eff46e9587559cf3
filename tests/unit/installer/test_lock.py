"""One lock file, two sections, every entry with its hashes."""

import tomllib
from pathlib import Path

from installer import lock
from installer.places import LOCK, ROOT

ALPHA = "alpha==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab"
BETA = "beta==2.0 ; sys_platform == 'linux' \\\n    --hash=sha256:bb"
GAMMA = "gamma==3.0 \\\n    --hash=sha256:cc"


def test_what_the_program_needs_is_told_from_what_only_its_tests_need(tmp_path: Path) -> None:
    path = tmp_path / "requirements.lock"

    lock.write(everything=[ALPHA, BETA, GAMMA], runtime=[ALPHA, BETA], lock=path)

    sections = lock.read(path)
    assert sections == {"runtime": [ALPHA, BETA], "test": [GAMMA]}
    assert lock.wanted(sections, with_tests=False) == [ALPHA, BETA]
    assert lock.wanted(sections, with_tests=True) == [ALPHA, BETA, GAMMA]


def test_another_hash_is_another_fingerprint() -> None:
    changed = ALPHA.replace("sha256:ab", "sha256:ac")

    assert lock.fingerprint([ALPHA, BETA]) != lock.fingerprint([changed, BETA])


def test_every_locked_library_has_hashes_and_no_index_address_is_kept() -> None:
    sections = lock.read()

    assert all("--hash=sha256:" in entry for entry in lock.wanted(sections, with_tests=True))
    assert "://" not in LOCK.read_text(encoding="utf-8")


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    sections = lock.read()

    runtime = {_name(entry) for entry in sections["runtime"]}
    complete = runtime | {_name(entry) for entry in sections["test"]}

    assert {_name(asked) for asked in project["project"]["dependencies"]} <= runtime
    assert {_name(asked) for asked in project["dependency-groups"]["test"]} <= complete


def _name(requirement: str) -> str:
    name = requirement
    for mark in "<>=!~; [":
        name = name.split(mark, 1)[0]
    return name.strip().lower().replace("_", "-")
