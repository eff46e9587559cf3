"""What the window knows of the office: how the exchange stands, rounds by the clock, and the way to ask for one."""

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from ui.office.promptness import Promptness
from ui.soon import soon

if TYPE_CHECKING:
    from app.exchanging import Exchanging, Standing
    from app.fetching import Fetching, Pictures
    from app.files import Told
    from app.settings import Settings
    from app.views.exchange import ExchangeState
    from app.workspace import Workspace
    from ui.context import Doors
    from ui.relay import Relay
    from ui.tasks import Tasks

LOOK_EVERY = 15_000  # ms between two looks at the clock
SOON = 300  # ms: many changes in a row are counted once
WISHED = 8  # pictures wished before it is known whether there is an office


class OfficeDesk(QObject):
    """Lives as long as the workspace is open. Nothing of the exchange is read before somebody has joined."""

    changed = Signal()
    came = Signal(str)  # a picture that was not here
    _told = Signal(object)

    def __init__(
        self,
        doors: "Doors",
        tasks: "Tasks",
        relay: "Relay",
        settings: "Callable[[], Settings]",
        clock: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = cast("Workspace", doors)  # the doors of a window are a workspace's; a round needs them all
        self._tasks, self._settings, self._clock = tasks, settings, clock
        self._runner: Exchanging | None = None
        self._watches = False
        self._fetching: list[Fetching] = []
        self._pictures: Pictures | None = None
        self._wished: list[str] = []  # before it is known whether there is an office
        self.state: ExchangeState | None = None
        self.standing: Standing | None = None
        self._told.connect(self._on_told)
        relay.changed.connect(self._on_changed)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._tick)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.look)
        self._promptness = Promptness(self._workspace, settings, clock, self)
        self._promptness.due.connect(self._on_due)

    def begin(self) -> None:
        """Look whether there is an office, behind what the page asks."""
        soon(self, self._look_whether)

    def joined(self) -> bool:
        """Whether there is an office to exchange with."""
        return self.state is not None and self.state.joined

    def running(self) -> bool:
        """Whether a round is under way."""
        return self.standing is not None and self.standing.running

    def watch(self) -> None:
        """Exchange by the clock from now on; pictures and most tests want a silent window."""
        self._watches = True
        self._timer.start()
        self._tick()

    def exchange(self, *, smaller_is_right: bool = False) -> None:
        """Exchange now. A round under way is as good."""
        if self.joined():
            self._rounds().begin(smaller_is_right=smaller_is_right)

    def stop(self) -> None:
        """Stop the round under way; the next one goes on there."""
        if self._runner is not None:
            self._promptness.rest()
            self._runner.stop()

    def close(self) -> None:
        """The workspace is being closed."""
        self._timer.stop()
        self._soon.stop()
        for fetching in self._fetching:
            fetching.stop()
        self._promptness.close()
        if self._pictures is not None:
            self._pictures.close()
        if self._runner is not None:
            self._runner.close()

    def fetch(self, name: str, sha256: str, size: int, told: "Told") -> "Fetching":
        """A file of a record that is not here, ready to be brought from the office."""
        from app.fetching import Fetching, Wanted  # noqa: PLC0415 - only for who has an office

        made = Fetching(self._workspace, Wanted(name, sha256, size), told, clock=self._clock)
        self._fetching = [*(one for one in self._fetching if not one.is_over()), made]
        return made

    def bring(self, sha256: str) -> None:
        """Bring a picture that is not here, when there is a line to the office; until then nothing is said."""
        if self.state is None:
            self._wished = [*self._wished[-WISHED:], sha256]
        elif self.joined():
            self._brought().wish(sha256)

    def look(self, then: "Callable[[ExchangeState], object] | None" = None) -> None:
        """Ask how the exchange stands, and do something with the answer."""

        def show(state: "ExchangeState") -> None:
            self._show(state)
            if then is not None:
                then(state)

        slot = "" if then is not None else "office"  # what is to be done with an answer is not outdated by a newer one
        task = self._tasks.aside(self._read, queue="office").then(self, show, slot=slot)
        task.troubled(lambda _error: self.changed.emit())

    def _look_whether(self) -> None:
        from app.services.joined import has_joined  # noqa: PLC0415 - heavy: after the first paint

        def found(joined: bool) -> None:  # noqa: FBT001 - an answer
            if joined:
                self.look()

        self._tasks.start(lambda: self._workspace.ask(has_joined)).then(self, found).troubled(lambda _error: None)

    def _read(self) -> "ExchangeState":
        """On a thread of its own: what exchanges is large to read."""
        from app.services.syncing import exchange_state  # noqa: PLC0415 - only for who has an office

        importlib.import_module("app.exchanging")  # here, where nobody waits for it

        return self._workspace.ask(exchange_state).result()

    def _show(self, state: "ExchangeState") -> None:
        self.state = state
        self.changed.emit()
        wished, self._wished = self._wished, []
        for sha256 in wished:
            self.bring(sha256)
        self._tick()

    def _tick(self) -> None:
        self._promptness.look_at_clock()
        if self._watches and self.joined():
            self._rounds().tick(self._settings().exchange_every)
        self._attend()

    def _attend(self) -> None:
        """During a round everything stays as it is: its end says what is to be done."""
        if self._runner is not None and not self._runner.standing.running:
            self._promptness.attend(self._runner.standing, present=self._watches and self.joined())

    def _on_due(self, again: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        if self.joined():
            self._rounds().begin(quiet=True, again=again)

    def _rounds(self) -> "Exchanging":
        if self._runner is None:
            from app.exchanging import Exchanging  # noqa: PLC0415 - only for who has an office

            self._runner = Exchanging(self._workspace, self._told.emit, clock=self._clock)
        return self._runner

    def _brought(self) -> "Pictures":
        if self._pictures is None:
            from app.fetching import Pictures  # noqa: PLC0415 - only for who has an office

            self._pictures = Pictures(self._workspace, self.came.emit, clock=self._clock)
        return self._pictures

    def _on_told(self, standing: "Standing") -> None:
        self.standing = (
            self._rounds().last_told
        )  # the newest of all: one may have begun before another's end was heard of
        if standing.outcome == "done" and (standing.received or self._pictures is not None):
            self._brought().again()
        if standing.running:
            self.changed.emit()
        else:
            self._promptness.round_over(standing)
            self._attend()
            self.look()  # what came of it, and how it stands now, are shown at once

    def _on_changed(self, changed: Any) -> None:
        if not self.joined():
            return
        if self._watches:
            self._promptness.note(changed)
        if not self._soon.isActive():
            self._soon.start()
