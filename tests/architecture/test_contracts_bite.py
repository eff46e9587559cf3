"""Each import contract of pyproject.toml is broken by a planted import: a contract nobody can break guards nothing."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGES, ROOT

LINT = "from importlinter.cli import lint_imports_command as check; check(['--no-logo', '--no-cache'])"


@dataclass(frozen=True)
class Planted:
    """An import that must not be: in which module, of what, and the name of the contract that must say so."""

    contract: str
    importer: str
    imported: str


LAYERS = "ui > app > sync > models > resources; only app.bootstrap may look up"
CYCLES = "No cycles between the modules and folders of one package"
SQLITE3 = "The standard library's sqlite3 is used nowhere: two SQLite libraries on one file break its locks"

PLANTED = [
    Planted(LAYERS, "resources.planted", "models.errors"),
    Planted(LAYERS, "models.planted", "app.planted_target"),
    Planted(LAYERS, "models.planted_sync", "sync.planted_target"),
    Planted(LAYERS, "sync.planted", "app.planted_target"),
    Planted(LAYERS, "app.planted", "ui.planted_target"),
    Planted("Qt lives in ui", "app.planted_qt", "PySide6"),
    Planted("Qt lives in ui", "models.planted_qt", "shiboken6"),
    Planted("The screens know the doors, not what lies behind them", "ui.planted_models", "models.errors"),
    Planted("The screens know the doors, not what lies behind them", "ui.planted_sync", "sync.planted_target"),
    Planted("The screens know the doors, not what lies behind them", "ui.planted_orm", "sqlalchemy"),
    Planted("The screens know the doors, not what lies behind them", "ui.planted_driver", "apsw"),
    Planted("apsw is spoken to in models.store alone", "models.planted_driver", "apsw"),
    Planted("reportlab is spoken to in app.documents alone", "app.services.planted_paper", "reportlab"),
    Planted("plyer is spoken to in app.reminders.notifier alone", "app.reminders.planted", "plyer"),
    Planted(SQLITE3, "models.store.planted", "sqlite3"),
    Planted(
        "Services do not know each other; they share frozen views", "app.services.planted", "app.services.planted_paper"
    ),
    Planted(
        "Sections do not know each other; they open a record through the context",
        "ui.sections.planted",
        "ui.sections.planted_target",
    ),
    Planted("Migration steps import nothing of today's code", "models.migrations.steps.planted", "models.errors"),
    Planted(
        "Migration steps import nothing of today's code", "models.migrations.steps.planted_texts", "resources.i18n"
    ),
    Planted("Migration steps stand alone", "models.migrations.steps.planted_next", "models.migrations.steps.planted"),
    Planted(CYCLES, "resources.planted_east", "resources.planted_west"),
    Planted(CYCLES, "resources.planted_west", "resources.planted_east"),
]
HONEST = [
    Planted("", "app.bootstrap", "ui.planted_target"),
    Planted("", "models.store.planted_driver", "apsw"),
    Planted("", "app.documents.planted_paper", "reportlab"),
    Planted("", "app.reminders.notifier", "plyer"),
    Planted("", "app.services.planted_honest", "app.views.contacts"),
    Planted("", "ui.planted_honest", "app.views.contacts"),
]


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the tree with everything planted in it at once."""
    copy = tmp_path_factory.mktemp("planted")
    _copy_tree(copy)
    for each in (*PLANTED, *HONEST):
        _touch_module(copy, each.imported)
        _add_import(_touch_module(copy, each.importer), each.imported)
    return _lint(copy)


def test_the_tree_as_it_is_keeps_every_contract() -> None:
    answer = _lint(ROOT)

    assert " 0 broken" in answer, answer


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.importer}-imports-{planted.imported}")
def test_a_contract_is_broken_by_a_planted_import(verdict: str, planted: Planted) -> None:
    complaint = _complaint(verdict, planted.contract)

    if planted.contract == CYCLES:
        assert ".planted_east" in complaint
        assert ".planted_west" in complaint
    else:
        assert f"{planted.importer} -> {planted.imported} (l." in complaint


@pytest.mark.parametrize("honest", HONEST, ids=lambda honest: f"{honest.importer}-imports-{honest.imported}")
def test_what_is_allowed_is_not_complained_of(verdict: str, honest: Planted) -> None:
    assert f"{honest.importer} -> {honest.imported} (l." not in verdict


def _copy_tree(copy: Path) -> None:
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            target = copy / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")


def _touch_module(copy: Path, module: str) -> Path:
    """Make a module of ours where there is none yet, its folders being packages; leave other people's alone."""
    folders, path = module.split("."), copy / f"{module.replace('.', '/')}.py"
    if folders[0] not in PACKAGES or path.with_suffix("").is_dir():
        return path.with_suffix("") / "__init__.py"
    for depth in range(1, len(folders)):
        package = copy.joinpath(*folders[:depth])
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    path.touch()
    return path


def _add_import(path: Path, module: str) -> None:
    with path.open("a", encoding="utf-8") as source:
        source.write(f"\nimport {module}\n")


def _lint(folder: Path) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400", "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return finished.stdout + finished.stderr


def _complaint(verdict: str, contract: str) -> str:
    """What stands under one contract's name among the broken ones, up to the next underlined name."""
    _, _, details = verdict.partition("Broken contracts\n")
    _, _, after = details.partition(f"{contract}\n{'-' * len(contract)}\n")
    lines = after.splitlines()
    ends = [at - 1 for at, line in enumerate(lines) if at and line and set(line) == {"-"}]
    return "\n".join(lines[: ends[0]] if ends else lines)
