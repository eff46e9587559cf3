"""Workspaces to measure on: made-up bases kept from run to run, and copies that may be spoilt."""

import hashlib
import inspect
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import apsw

from app.bootstrap import create_workspace
from app.demo.load import load_demo
from app.executors import AtOnce, Executors
from app.workspace import DATABASE_NAME, Workspace
from models.rules import search_text
from models.store import index_sources, schema
from tests.bench.measuring import Bench

P = ParamSpec("P")
R = TypeVar("R")

SEED = 20261121
TODAY = date(2026, 11, 21)
_DIGITS = 12
_TOLD_EVERY = 5.0  # seconds


class IdleLater(AtOnce):
    """A writer that runs commands at once and moves the log into the file only when it is told that nobody waits.

    The window's writer thread does the same: an answer is given before the checkpoint that follows it.
    """

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run now, but put checkpoints aside."""
        if getattr(fn, "__name__", "") == "checkpoint":
            self._waiting.append(lambda: fn(*args, **kwargs))
            return Future()
        return super().submit(fn, *args, **kwargs)

    def catch_up(self) -> None:
        """Do what was put aside."""
        for work in self._waiting:
            work()
        self._waiting.clear()


class Progress:
    """Says on the terminal how far something long has come, every few seconds."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = self._told = time.monotonic()

    def so_far(self, number: int, of_what: str) -> None:
        """Say it, unless it was said just now."""
        if time.monotonic() - self._told >= _TOLD_EVERY:
            self.step(f"{number:,} {of_what}")

    def step(self, what: str) -> None:
        """Say it."""
        self._told = time.monotonic()
        if self._told - self._begun >= _TOLD_EVERY:
            print(f"  {self._what}: {what}, {self._told - self._begun:.0f} s", flush=True)


def base(bench: Bench) -> Path:
    """The folder of the kept base of this size; made where there is none of today's schema."""

    def make(folder: Path) -> None:
        workspace = create_workspace(folder, "ru")
        told = Progress("making up a base")

        def go_on(what: str, count: int, _share: float) -> bool:
            told.so_far(count, what)
            return True

        load_demo(workspace, bench.size.contacts, bench.size.history, SEED, TODAY, "ru", go_on)
        workspace.close()

    return kept(bench, bench.size.name, _shape(), make)


def kept(bench: Bench, name: str, made_of: str, make: Callable[[Path], None]) -> Path:
    """A folder kept under this name from run to run; made anew where what it is made of has changed."""
    bases = bench.folder / "bases"
    folder = bases / f"{name}-{hashlib.sha256(made_of.encode()).hexdigest()[:_DIGITS]}"
    if not folder.exists():
        unfinished = bases / f"unfinished-{name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        for outdated in bases.glob(f"{name}-{'[0-9a-f]' * _DIGITS}"):
            shutil.rmtree(outdated)
        bases.mkdir(parents=True, exist_ok=True)
        print(f"  making {folder.name}, which is kept then", flush=True)
        make(unfinished)
        unfinished.rename(folder)
    return folder


@contextmanager
def opened(folder: Path, writer: IdleLater | None = None) -> Iterator[Workspace]:
    """A workspace, everything run at once; a writer with put-aside checkpoints where one is given."""
    at_once = Executors.at_once()
    executors = Executors(writer, at_once.readers, at_once.hands) if writer else at_once
    workspace = Workspace.open(folder, executors=executors)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def copy_of(folder: Path, bench: Bench) -> Iterator[Path]:
    """A copy of a closed workspace, on the same disk, gone afterwards."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as place:
        copy = Path(place) / "workspace"
        copy.mkdir()
        shutil.copyfile(folder / DATABASE_NAME, copy / DATABASE_NAME)
        with (copy / DATABASE_NAME).open("rb+") as stream:
            os.fsync(stream.fileno())  # or the disk would still be writing the copy while it is measured
        yield copy


@contextmanager
def empty_workspace(bench: Bench) -> Iterator[Path]:
    """A new workspace to take copies of: seeded, nobody in it, closed."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as place:
        folder = Path(place) / "empty"
        create_workspace(folder, "ru").close()
        yield folder


@contextmanager
def bare(folder: Path, synchronous: str = "FULL") -> Iterator[apsw.Connection]:
    """The file of a workspace without our code: the settings of our connections, no checkpoint of its own."""
    connection = apsw.Connection(str(folder / DATABASE_NAME))
    try:
        for setting in (
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "cache_size = -32768",
            "temp_store = MEMORY",
            "journal_mode = WAL",
            f"synchronous = {synchronous}",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.wal_autocheckpoint(0)
        yield connection
    finally:
        connection.close()


def _shape() -> str:
    """Stands for everything a kept file depends on: its tables, what is indexed, how words are folded."""
    indexed = [source.fill("1") for source in index_sources.SOURCES.values()]
    parts = [*schema.statements(), *indexed, inspect.getsource(search_text)]
    return "\n".join(parts)
