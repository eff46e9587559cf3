"""Which version of the program this is, and which SQLite its workspaces are kept by."""

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models.store.dbapi import sqlite_version as _of_the_library

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def program_version() -> str:
    """The version of the installed program, or of the sources it runs from; empty where neither says."""
    try:
        return version("vizitka")
    except PackageNotFoundError:
        pass
    try:
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError):
        return ""


def sqlite_version() -> str:
    """The version of the library in use."""
    return str(_of_the_library)
