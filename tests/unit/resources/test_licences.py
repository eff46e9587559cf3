"""The licences that travel with the program."""

import re
import tomllib
from pathlib import Path

import resources
from resources.licences import works

ROOT = Path(resources.__file__).parents[1]
PROJECT, LOCK = ROOT / "pyproject.toml", ROOT / "requirements.lock"
PARTS = {"psycopg-binary": "psycopg", "pyside6-addons": "pyside6-essentials"}  # published apart, one work


def test_every_library_the_program_depends_on_is_named_with_its_licence() -> None:
    needed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=;\[ ]", one)[0].lower().replace("_", "-") for one in needed}

    named = {work.package.lower().replace("_", "-") for work in works()}

    assert names - named == {"pyside6-addons"}  # one work with the Essentials


def test_everything_that_is_installed_with_the_program_has_its_licence_here_on_every_system() -> None:
    locked = LOCK.read_text(encoding="utf-8").partition("# [test]")[0]
    packages = [plain(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", locked, re.MULTILINE)]

    named = {plain(work.package) for work in works()}
    told_with_another = plain("\n".join(work.title + work.text() for work in works()))

    assert [one for one in packages if PARTS.get(one, one) not in named and one not in told_with_another] == []


def test_every_licence_is_there_in_full() -> None:
    lengths = {work.title: len(work.text()) for work in works()}

    assert min(lengths.values()) > 500, lengths


def test_qt_is_used_under_the_lesser_licence_and_may_be_replaced() -> None:
    qt = next(work for work in works() if work.package == "PySide6_Essentials")

    text = qt.text()

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "may be replaced" in text
    assert qt.version()


def plain(name: str) -> str:
    """A package's name as one that is asked for it in any spelling."""
    return re.sub(r"[-_.]+", "-", name.lower())
