"""What a section is given of the world: the two doors, navigation, settings, actions; and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from app.zones import my_zone
from ui.kinds import KnownKinds
from ui.state import Memory
from ui.words_left import WordsLeft

if TYPE_CHECKING:
    from concurrent.futures import Future

    from app.command import Command, Query, Sender
    from app.exchanging import Standing
    from app.fetching import Fetching
    from app.files import FileStore, Told
    from app.settings import Settings
    from app.views.exchange import ExchangeState
    from ui.actions import Actions
    from ui.relay import Relay
    from ui.tasks import Task, Tasks

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at one record of any kind: what a person opens."""

    kind: str
    id: UUID


class Doors(Protocol):
    """The open workspace as the window sees it."""

    @property
    def folder(self) -> Path:
        """Where it lies: its files and its backups are beside it."""

    @property
    def files(self) -> "FileStore":
        """The files kept beside the database: handed to commands and queries that need them."""

    def do(self, command: "Command[P, T]", /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Change something."""

    def do_as(self, sender: "Sender", command: "Command[P, T]", /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Change something and say who did it."""

    def ask(self, query: "Query[P, T]", /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Ask something."""

    def undo(self) -> "Future[Any]":
        """Take back the newest change."""

    def redo(self) -> "Future[Any]":
        """Do again what was undone."""

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        """Hear of every change; call what is returned to stop."""

    def backup(self, told: Callable[[int, int], bool] | None = None) -> "Future[Any]":
        """Copy it into its backups folder, checked and counted; `told` hears how far it is and stops it with False."""

    def close(self) -> None:
        """Let go of the file."""


class Office(Protocol):
    """The exchange with the office as the window sees it; `changed` is emitted when there is something to show anew."""

    @property
    def changed(self) -> Any:
        """A signal without values."""

    @property
    def state(self) -> "ExchangeState | None":
        """What is kept: whether one has joined, when the last exchange was; None before it was asked for."""

    @property
    def standing(self) -> "Standing | None":
        """What the exchange does now, and what came of the last round; None before the first one."""

    def joined(self) -> bool:
        """Whether there is an office to exchange with."""

    def exchange(self, *, smaller_is_right: bool = False) -> None:
        """Exchange now."""

    def stop(self) -> None:
        """Stop the round under way."""

    def look(self, then: "Callable[[ExchangeState], object] | None" = None) -> None:
        """Ask how the exchange stands, and do something with the answer."""

    def fetch(self, name: str, sha256: str, size: int, told: "Told") -> "Fetching":
        """A file of a record that is not here, ready to be brought from the office."""

    @property
    def came(self) -> Any:
        """A signal with the hash of a picture that `bring` has brought."""

    def bring(self, sha256: str) -> None:
        """Bring a picture that is not here, when there is a line to the office; until then nothing is said."""


@cache
def zone_info(name: str) -> ZoneInfo:
    """A zone by name, looked up once."""
    return ZoneInfo(name)


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def at_once(receiver: QObject, call: Callable[[], object]) -> None:
    """Nothing is still on its way."""
    del receiver
    call()


def call_nobody(contact_id: UUID, planned_id: UUID | None) -> None:
    """There is no window to call from."""
    del contact_id, planned_id


def nothing_shown() -> Ref | None:
    """No record is on the screen."""
    return None


@dataclass(frozen=True, slots=True)
class UiContext:
    """Handed to every section; a test hands over a fixed clock."""

    doors: Doors
    tasks: "Tasks"
    relay: "Relay"
    settings: "Settings"
    actions: "Actions"
    open: Callable[[Ref], None]
    clock: Callable[[], datetime] = utc_now
    shown: Callable[[], Ref | None] = nothing_shown  # the record on the screen now, whatever section shows it
    memory: Memory = field(default_factory=Memory)  # how the lists of this workspace looked last
    office: "Office | None" = None  # how the exchange with the office stands
    later: Callable[[QObject, Callable[[], object]], None] = at_once  # calls when all of the program is loaded
    call: Callable[[UUID, UUID | None], None] = (
        call_nobody  # brings out the panel of a call, for a planned one if named
    )
    kinds: KnownKinds = field(default_factory=KnownKinds)  # kinds of activities and results, a person's own too
    words: WordsLeft = field(default_factory=WordsLeft)  # what was typed and not kept: drafts, sheets that were left

    def zone(self) -> str:
        """The IANA zone the person sees dates in: the one chosen, or the computer's."""
        return my_zone(self.settings)

    def now(self) -> datetime:
        """The present moment as the person's own clock shows it: its zone is the one to tell times in."""
        return self.clock().astimezone(zone_info(self.zone()))

    def do(self, command: "Command[P, T]", *args: P.args, **kwargs: P.kwargs) -> "Task[T]":
        """Make a change; a refusal nobody asked for is shown in the status line."""
        return self.tasks.start(lambda: self.doors.do(command, *args, **kwargs), lasting=True)

    def do_joined(self, key: str, command: "Command[P, T]", *args: P.args, **kwargs: P.kwargs) -> "Task[T]":
        """Make a change that joins the one before it under the same key: typing in one field is undone at once."""
        from app.command import Sender  # noqa: PLC0415 - heavy: after the first paint

        sender = Sender(coalesce=key)
        return self.tasks.start(lambda: self.doors.do_as(sender, command, *args, **kwargs), lasting=True)

    def ask(self, query: "Query[P, T]", *args: P.args, **kwargs: P.kwargs) -> "Task[T]":
        """Ask a question; the answer is dropped when the asker is gone or has asked anew."""
        return self.tasks.start(lambda: self.doors.ask(query, *args, **kwargs))
