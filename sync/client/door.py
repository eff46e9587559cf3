"""The door to a workspace as a round needs it; `app` makes it of its own doors."""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from models.store.transaction import Raw, Tx

R = TypeVar("R")

# sync: what a server sent. withdrawn: its erasure, which leaves no trace to undo. upkeep: an edit of ours nobody undoes.
Source = Literal["sync", "withdrawn", "upkeep"]


class Door(Protocol):
    """One open workspace. Every method waits until the thing is done; none may be called from the writer's thread."""

    def write(self, name: str, work: Callable[[Tx], R], source: Source = "sync") -> R:
        """One recorded transaction: index, lists and screens follow; what came from a server is not marked."""

    def ask(self, work: Callable[[Raw], R]) -> R:
        """Look, on a reader."""

    def fill(self, work: Callable[[Raw], R]) -> R:
        """One transaction past the recorder: a first sync's bulk, our own bookkeeping."""

    def tell(self) -> None:
        """Tell every screen to look again: very much has come by fills."""

    def backup(self) -> None:
        """Keep a copy of the workspace as it stands."""

    def file(self, sha256: str) -> bytes | None:
        """The content of a file kept by its hash; None where it is not here."""

    def keep_file(self, content: bytes) -> str:
        """Keep a file; returns its hash."""

    def drop_file(self, sha256: str) -> None:
        """Remove a file no record names any more, whole or under way."""

    def scour(self) -> bool:
        """What was erased is gone from the disk as well; in short steps, others may save between them.

        False while somebody still reads an older state, which keeps it in the log.
        """

    def part_size(self, sha256: str) -> int:
        """How much of a file under way is here."""

    def add_part(self, sha256: str, offset: int, content: bytes) -> None:
        """Add a chunk to a file under way."""

    def take_part(self, sha256: str) -> bytes:
        """The whole of a file under way, which is then no longer under way."""

    def now_ms(self) -> int:
        """This computer's clock."""
