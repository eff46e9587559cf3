"""The project's own sources, read and parsed once for all the rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ui", "models", "sync", "resources")


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the given folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int) -> str:
    """A place in the project, as an editor opens it."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def text_files() -> Iterator[Path]:
    """What people wrote: sources, settings, pages and scripts, without test data and word lists."""
    for folder in (*PACKAGES, "installer", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".cfg", ".ini", ".sh", ".qss"} and "data" not in path.parts:
                yield path
    yield from ROOT.glob("*.md")
    yield from ROOT.glob("*.toml")
    yield ROOT / ".ci" / "run"
