"""The office over HTTP: the same questions as of a hub in this process."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from sync.client.line import Line
from sync.protocol import json_form
from sync.protocol.hub import Ranges
from sync.protocol.json_reading import object_of
from sync.protocol.messages import (
    Bucket,
    Changes,
    Hello,
    NumbersGiven,
    NumbersWanted,
    PushReply,
    Row,
    SignedIn,
    SignIn,
    Snapshot,
    Welcome,
)
from sync.protocol.problems import MalformedError, TooLargeError, UnknownError, UnreachableError

R = TypeVar("R")
_NO_SUCH_PART = 416
_SLOW = 10  # seconds an answer may be late


def sign_in(url: str, sign_in: SignIn, fingerprint: str = "") -> SignedIn:
    """Join: the secret of this computer.

    Raises:
        UserError: the address or the fingerprint cannot be one.
        SyncProblemError, UnreachableError: what the server said, or its silence.
    """
    with Line(url, "", fingerprint) as line:
        return _read(json_form.read_signed_in, line.ask("POST", "/v1/sign-in", json_form.write(sign_in)).body)


def connect(url: str, token: str, fingerprint: str = "", device: str = "") -> "HttpHub":
    """The office for a computer that has joined. `device` tells copies of one workspace apart, which share their token.

    Raises:
        UserError: the address or the fingerprint cannot be one.
    """
    return HttpHub(Line(url, token, fingerprint, device))


def listen(url: str, token: str, fingerprint: str = "", device: str = "") -> "HttpHub":
    """The same, to wait at: each question is asked once, and it can be hung up from any thread.

    Raises:
        UserError: the address or the fingerprint cannot be one.
    """
    return HttpHub(Line(url, token, fingerprint, device, tries=1, watched=True))


class HttpHub:
    """A hub behind HTTP. See `sync.protocol.hub.Hub`."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def hello(self, hello: Hello) -> Welcome:
        """Begin a round."""
        return self._post("/v1/hello", json_form.write(hello), json_form.read_welcome)

    def new_device(self) -> str:
        """Go on under a new device id."""
        self.line.device = self._post("/v1/new-device", b"{}", lambda body: object_of(body).text("device"))
        return self.line.device

    def push(self, number: int, body: bytes) -> PushReply:
        """Send a frozen batch."""
        headers = {"Vizitka-Batch": str(number), "Vizitka-SHA256": hashlib.sha256(body).hexdigest()}
        return self._post("/v1/push", body, json_form.read_push_reply, headers)

    def changes(self, cursor: int, limit: int, exclude: Ranges) -> Changes:
        """A page of what is new."""
        ranges = ",".join(f"{first}-{last}" for first, last in exclude)
        asked = {"cursor": str(cursor), "limit": str(limit)} | ({"exclude": ranges} if ranges else {})
        return self._get("/v1/changes", json_form.read_changes, asked)

    def snapshot(self) -> Snapshot:
        """What a first sync consists of."""
        return self._get("/v1/snapshot", json_form.read_snapshot)

    def segment(self, snapshot: str, number: int) -> bytes:
        """One part of it."""
        return self._get(f"/v1/snapshot/{snapshot}/{number}", bytes)

    def digest(self) -> tuple[Bucket, ...]:
        """Counts and sums of everything this person may see."""
        return self._get("/v1/digest", json_form.read_buckets)

    def digest_rows(self, bucket: int) -> tuple[tuple[str, int], ...]:
        """Id and seq of every row of a bucket."""
        return self._get(f"/v1/digest/{bucket}", json_form.read_digest_rows)

    def rows(self, ids: tuple[str, ...]) -> tuple[Row, ...]:
        """Single records as they stand."""
        return self._post("/v1/rows", json_form.write_ids(ids), json_form.read_rows)

    def reserve_numbers(self, wanted: NumbersWanted) -> NumbersGiven:
        """A range of offer numbers."""
        return self._post("/v1/reserve-numbers", json_form.write(wanted), json_form.read_numbers_given)

    def blob_size(self, sha256: str) -> int:
        """How much of a file the server has; -1 where it has or tells nothing."""
        try:
            said = self.line.ask("HEAD", f"/v1/blob/{sha256}").headers.get("Vizitka-Size", "")
        except UnknownError:
            return -1
        return int(said) if said.isdecimal() else -1

    def put_blob(self, sha256: str, offset: int, total: int, content: bytes) -> int:
        """Add a chunk of a file."""
        part = f"{offset}-{offset + len(content) - 1}" if content else "*"
        headers = {"Content-Range": f"bytes {part}/{total}"}
        answer = self.line.ask("PUT", f"/v1/blob/{sha256}", content, headers, pack=False)
        return _read(lambda body: object_of(body).whole("size"), answer.body)

    def get_blob(self, sha256: str, offset: int, length: int) -> bytes:
        """A chunk of a file."""
        headers = {"Range": f"bytes={offset}-{offset + max(length, 1) - 1}"}
        answer = self.line.ask("GET", f"/v1/blob/{sha256}", headers=headers, allowed=(_NO_SUCH_PART,))
        return b"" if answer.status == _NO_SUCH_PART else answer.body[:length]

    def wait(self, cursor: int, seconds: int) -> int:
        """Wait until there is something past the cursor, at most so long. Returns the newest seq."""
        asked = {"cursor": str(cursor), "seconds": str(seconds)}
        answer = self.line.ask("GET", "/v1/wait", asked=asked, patience=seconds + _SLOW)
        return _read(lambda body: object_of(body).whole("head"), answer.body)

    def hang_up(self) -> None:
        """From any thread: whatever is asked fails at once, now and later."""
        self.line.hang_up()

    def close(self) -> None:
        """Let go of the connection."""
        self.line.close()

    def _post(self, path: str, body: bytes, read: Callable[[bytes], R], headers: Mapping[str, str] | None = None) -> R:
        return _read(read, self.line.ask("POST", path, body, headers).body)

    def _get(self, path: str, read: Callable[[bytes], R], asked: Mapping[str, str] | None = None) -> R:
        return _read(read, self.line.ask("GET", path, asked=asked).body)


def _read(read: Callable[[bytes], R], body: bytes) -> R:
    """An answer that makes no sense is none: it says nothing about what was asked."""
    try:
        return read(body)
    except (MalformedError, TooLargeError) as problem:
        raise UnreachableError(f"The answer makes no sense: {problem}") from problem
