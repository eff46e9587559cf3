"""The real workspace, with a hand on the disk: a question can be held back, or fail as it would on a full one."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bootstrap import create_workspace
from app.command import Asking
from app.executors import Executors
from app.workspace import Workspace
from models.errors import OutsideError


class WatchedWorkspace:
    """Everything goes to a real workspace on a real file; `asked` lists the questions by name."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.real: Workspace = create_workspace(folder, "en", executors=Executors.threads(), clock=now)
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.held = threading.Event()
        self.held.set()

    def ask(self, query: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        name = query.run.__name__
        self.asked.append(name)
        return self.real.executors.readers.submit(self._answer, name, query, args, kwargs)

    def close(self) -> None:
        self.held.set()
        self.real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def _answer(self, name: str, query: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.held.wait(10)
        if name in self.broken:
            raise OutsideError("The disk is full.", kept="Nothing is lost.")
        with self.real._readers.begin() as reader:
            return query.run(Asking(reader, self.real._clock(), self.real._user_id), *args, **kwargs)
