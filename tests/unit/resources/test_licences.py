"""The licences that travel with the program."""

import re
import tomllib
from pathlib import Path

import resources
from resources.licences import works

PROJECT = Path(resources.__file__).parents[1] / "pyproject.toml"


def test_every_library_the_program_depends_on_is_named_with_its_licence() -> None:
    needed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=;\[ ]", one)[0].lower().replace("_", "-") for one in needed}

    named = {work.package.lower().replace("_", "-") for work in works()}

    assert names - named == {"pyside6-addons"}  # one work with the Essentials


def test_every_licence_is_there_in_full() -> None:
    lengths = {work.title: len(work.text()) for work in works()}

    assert min(lengths.values()) > 500, lengths


def test_qt_is_used_under_the_lesser_licence_and_may_be_replaced() -> None:
    qt = next(work for work in works() if work.package == "PySide6_Essentials")

    text = qt.text()

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "may be replaced" in text
    assert qt.version()
