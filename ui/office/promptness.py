"""Rounds nobody has asked for, on top of the schedule: soon after a change here, and when the office has something new.

Not while the schedule is "only when I ask", before the first round has gone well, or after the office has refused: then the
next ordinary round says what there is to say.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from app.exchanging import Standing
    from app.listening import Listening
    from app.settings import Settings
    from app.workspace import Workspace

SETTLED = 4_000  # ms after the last change: what is typed in one go is sent in one go
AT_LATEST = 20_000  # ms after the first
SLEPT = timedelta(minutes=1)  # between two looks at the clock that are seconds apart
# Sources of changes a round makes, and of what the program notes for itself.
_NOT_MINE = frozenset({"sync", "withdrawn", "upkeep"})


class Promptness(QObject):
    """`due` is emitted when a round should begin; True where it has to take along what was changed just now."""

    due = Signal(bool)
    _heard = Signal(str)

    def __init__(
        self,
        workspace: "Workspace",
        settings: "Callable[[], Settings]",
        clock: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._clock = workspace, settings, clock
        self._listening: Listening | None = None
        self._may = self._sends = self._unsent = self._offline = False
        self._looked_at = clock()
        self._first_change = 0.0
        self._settle = QTimer(self, singleShot=True)
        self._settle.timeout.connect(self._on_settled)
        self._heard.connect(self._on_heard)

    def attend(self, standing: "Standing", *, present: bool) -> None:
        """Wait at the office or let it be, as things stand between two rounds; `present`: joined, and not left."""
        wished = self._settings()
        sound = standing.outcome in {"done", "offline"} and not standing.outdated
        self._may = present and sound and bool(wished.exchange_every) and wished.exchange_soon
        self._offline = standing.outcome == "offline"
        self._sends = self._may and not self._offline
        if self._may:
            self._ears().go_on(wished.exchange_every)
        elif self._listening is not None:
            self._listening.rest()
        if self._sends and self._unsent:
            self._send()

    def round_over(self, standing: "Standing") -> None:
        """What came of a round, whoever began it."""
        if self._listening is not None:
            self._listening.round_over(done=standing.outcome == "done")

    def note(self, changed: Any) -> None:
        """Something was changed: if here, it is sent as soon as the person pauses."""
        if changed.source in _NOT_MINE:
            return
        if not self._settle.isActive():
            self._first_change = time.monotonic()
        left = AT_LATEST - int((time.monotonic() - self._first_change) * 1_000)
        self._settle.start(max(0, min(SETTLED, left)))

    def look_at_clock(self) -> None:
        """A computer that has slept wakes in another network, or with a line that is dead."""
        before, self._looked_at = self._looked_at, self._clock()
        if self._listening is not None and self._looked_at - before > SLEPT:
            self._listening.wake()

    def rest(self) -> None:
        """A person stops a round: what is heard from now on is left for whoever asks next."""
        self._may = self._sends = False
        if self._listening is not None:
            self._listening.rest()

    def close(self) -> None:
        """The workspace is being closed: at once, whatever the office does."""
        self._settle.stop()
        self._may = self._sends = False
        if self._listening is not None:
            self._listening.close()

    def _ears(self) -> "Listening":
        if self._listening is None:
            from app.listening import Listening  # noqa: PLC0415 - only for who has an office

            self._listening = Listening(self._workspace, self._heard.emit, clock=self._clock)
        return self._listening

    def _on_settled(self) -> None:
        self._unsent = True
        if self._sends:
            self._send()

    def _send(self) -> None:
        self._unsent = False
        self.due.emit(True)  # noqa: FBT003 - a signal's value

    def _on_heard(self, what: str) -> None:
        if self._may and (what == "news" or self._offline):
            self.due.emit(False)  # noqa: FBT003 - a signal's value
