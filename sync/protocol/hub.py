"""What a server can be asked, whoever carries the question.

The client speaks to a `Hub` in the same process or to one behind HTTP and cannot tell the difference.
"""

from typing import Protocol

from sync.protocol.messages import (
    Bucket,
    Changes,
    Hello,
    NumbersGiven,
    NumbersWanted,
    PushReply,
    Row,
    Snapshot,
    Welcome,
)

Ranges = tuple[tuple[int, int], ...]


class Hub(Protocol):
    """One device's connection to its organisation. Errors are those of `protocol.problems`."""

    def hello(self, hello: Hello) -> Welcome:
        """Begin a round."""

    def new_device(self) -> str:
        """This workspace turned out to be a copy or an older state: go on under a new device id. Returns it."""

    def push(self, number: int, body: bytes) -> PushReply:
        """Merge a frozen batch, once, however often it is sent. Raises ClonedError for another body of that number."""

    def changes(self, cursor: int, limit: int, exclude: Ranges) -> Changes:
        """The rows past the cursor this person may see, without those of ranges the client states it has."""

    def snapshot(self) -> Snapshot:
        """What a first sync consists of."""

    def segment(self, snapshot: str, number: int) -> bytes:
        """One part of it: gzip of JSON, see `protocol.segments.read_segment`."""

    def digest(self) -> tuple[Bucket, ...]:
        """Counts and sums of everything this person may see."""

    def digest_rows(self, bucket: int) -> tuple[tuple[str, int], ...]:
        """Id and seq of every row of a bucket, to find a difference."""

    def rows(self, ids: tuple[str, ...]) -> tuple[Row, ...]:
        """Single records as they stand, to repair a difference."""

    def reserve_numbers(self, wanted: NumbersWanted) -> NumbersGiven:
        """A range of offer numbers nobody else gets."""

    def blob_size(self, sha256: str) -> int:
        """How many bytes of a file the server has; -1 where it may not be seen or is unknown."""

    def put_blob(self, sha256: str, offset: int, total: int, content: bytes) -> int:
        """Add a chunk of a file; returns how many bytes the server has now."""

    def get_blob(self, sha256: str, offset: int, length: int) -> bytes:
        """A chunk of a file named by a record this person may see."""
