"""What is large to load comes behind the first rows: loaded aside, and told of when it is there.

A service brings SQLAlchemy with it: half a second of loading. A list that does without is painted before; whatever the
window asks for by itself after that list waits here, and the window goes on meanwhile.
"""

import importlib
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer

from ui.soon import soon
from ui.tasks import Tasks

PAUSE = 20  # ms from an answer to the loading: its rows are painted before
PATIENCE = 300  # ms until the loading begins where nothing is asked at all: in a hidden window, say
FIRST = ("app.services.today",)  # what any page needs that is no list of the light kind
# What the window asks through by itself once a workspace is open: a card, the numbers of rail and tray, reminders.
LARGE = (
    "app.services.contact_cards", "app.services.history", "app.services.today", "app.services.activity_lists",
    "app.services.activities", "app.services.joined", "app.reminders.watch", "app.reminders.notifier",
)  # fmt: skip


class Warming(QObject):
    """Done at first: a window that is handed a workspace finds everything loaded. `begin` says that it may not be."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._done = True
        self._waiting: list[tuple[QObject, Callable[[], object]]] = []
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._load)

    def is_done(self) -> bool:
        """Whether everything may be asked at once."""
        return self._done

    def begin(self) -> None:
        """From now on whoever comes waits, until the first answers are on the screen and the rest is loaded."""
        if self._done:
            self._done = False
            self._tasks.busy.connect(self._on_busy)
            soon(self, self._be_patient)  # when what is shown first has been built

    def then(self, receiver: QObject, call: Callable[[], object]) -> None:
        """Call now, or once when it is done, if the receiver lives then."""
        if self._done:
            call()
        elif (receiver, call) not in self._waiting:
            self._waiting.append((receiver, call))

    def _be_patient(self) -> None:
        self._soon.start(PATIENCE)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        if not busy:
            self._soon.start(PAUSE)

    def _load(self) -> None:
        if not self._tasks.is_idle():
            return  # the next answer comes first
        self._tasks.busy.disconnect(self._on_busy)
        self._tasks.aside(lambda: load(LARGE), queue="warming").then(self, lambda _loaded: self._finish())

    def _finish(self) -> None:
        self._done = True
        waiting, self._waiting = self._waiting, []
        for receiver, call in waiting:
            if shiboken6.isValid(receiver):
                call()


def load(names: tuple[str, ...]) -> None:
    """Load modules, where nobody waits for it."""
    for name in names:
        importlib.import_module(name)
