"""The connection to one server: what it trusts, how often it asks again, what an answer that is none means.

Every question may be asked twice. A server that is not there is offline, which is normal: that is found out quickly.
Where a fingerprint is given, the certificate must be that one and needs no other trust.
"""

import contextlib
import hashlib
import ipaddress
import json
import random
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from models.errors import UserError
from resources.i18n import _
from sync.protocol import problems
from sync.protocol.problems import BusyServerError, GarbledError, SyncProblemError, UnreachableError, UntrustedError
from sync.protocol.wire import packed, unpacked

_CONNECTING, _POOL = 8.0, 5.0
_TIMES = httpx.Timeout(60.0, connect=_CONNECTING, pool=_POOL)
_TRIES = 4
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0
_PATIENCE = 30.0  # a server that asks for more than this is left for the next round
_MOST_ANSWERED = 300 * 1024 * 1024
_HASH_DIGITS = 64
_PROBLEMS: dict[str, type[SyncProblemError]] = {
    each.kind: each
    for each in vars(problems).values()
    if isinstance(each, type) and issubclass(each, SyncProblemError) and each is not SyncProblemError
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, opened."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Line:
    """The connection to one server, and what is done when it fails. One that is `watched` can be hung up from any thread."""

    url: str
    token: str = field(repr=False)
    fingerprint: str
    device: str = ""
    sleep: Callable[[float], None] = time.sleep
    tries: int = _TRIES
    watched: bool = False

    def __post_init__(self) -> None:
        """The connection itself is made with the first question."""
        self._client = httpx.Client(
            base_url=_checked_url(self.url),
            timeout=_TIMES,
            verify=_trusted(self.fingerprint),
            follow_redirects=False,
            headers={"Accept-Encoding": "gzip", "User-Agent": "Vizitka"},
        )
        weakref.finalize(
            self, self._client.close
        )  # a round holds its hub and lets go of it; nobody else knows of sockets
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self._hung_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._client.close()

    def hang_up(self) -> None:
        """From any thread: what is being asked fails at once, and so does whatever is asked later. `close` is still due."""
        with self._guard:
            self._hung_up = True
            _cut(self._socket)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        asked: Mapping[str, str] | None = None,
        pack: bool = True,
        allowed: tuple[int, ...] = (),
        patience: float = 0.0,
    ) -> Answer:
        """Ask, again where the line fails or the server is busy; a full jitter keeps laptops from asking in step.

        `patience`: so many seconds the server may take to answer, if not as many as usual.
        """
        said = dict(headers or {})
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        if self.device:
            said["Vizitka-Device"] = self.device
        if body and pack:
            said |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
            body = packed(body)
        request = self._client.build_request(
            method,
            path,
            content=body or None,
            headers=said,
            params=asked,
            timeout=httpx.Timeout(patience, connect=_CONNECTING, pool=_POOL) if patience else _TIMES,
            extensions={"trace": self._on_step} if self.watched else {},
        )
        for attempt in range(1, self.tries + 1):
            try:
                return self._once(request, allowed)
            except UntrustedError:
                raise
            except (BusyServerError, GarbledError, UnreachableError) as problem:
                asked_for = problem.retry_after if isinstance(problem, BusyServerError) else 0.0
                if attempt == self.tries or asked_for > _PATIENCE:
                    raise _silence_of(problem) from problem
                most = min(_FIRST_WAIT * 2**attempt, _LONGEST_WAIT)
                self.sleep(asked_for + random.uniform(0, most))  # noqa: S311 - to spread, not to hide
        raise AssertionError(method)

    def _on_step(self, step: str, found: Mapping[str, Any]) -> None:
        """There is a connection: it is remembered, to be cut. See https://www.encode.io/httpcore/extensions/#trace."""
        if step.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._guard:
                self._socket = found["return_value"].get_extra_info("socket")
                if self._hung_up:
                    _cut(self._socket)

    def _once(self, request: httpx.Request, allowed: tuple[int, ...]) -> Answer:
        if self._hung_up:
            raise UnreachableError("It was hung up.")
        try:
            response = self._client.send(request, stream=True)
            try:
                answer = Answer(response.status_code, response.headers, _body(response))
            finally:
                response.close()
        except httpx.TransportError as problem:
            if _is_about_trust(problem):
                raise UntrustedError("The server's certificate is not the one that was expected.") from problem
            raise UnreachableError(type(problem).__name__) from problem
        except (problems.MalformedError, problems.TooLargeError) as problem:
            raise UnreachableError("The answer arrived damaged.") from problem
        if answer.status not in {200, 206, *allowed}:
            raise _problem(answer)
        told = answer.headers.get("vizitka-sha256", "")
        if told and hashlib.sha256(answer.body).hexdigest() != told:
            raise UnreachableError("The answer arrived damaged.")
        return answer


class _Pinned(ssl.SSLContext):
    """Trusts one certificate, known by the SHA-256 of it; checked before the first byte of ours is sent."""

    expected = b""

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:
        """Shake hands, and look who it was."""
        made = super().wrap_socket(*arguments, **options)
        try:
            shown = made.getpeercert(binary_form=True) or b""
            if hashlib.sha256(shown).digest() != self.expected:
                raise ssl.SSLCertVerificationError("another certificate")
        except (OSError, ValueError):  # or nobody is there any more, and there was no handshake
            made.close()
            raise
        return made


def _cut(connected: socket.socket | None) -> None:
    """Whoever waits at the other end of a closed descriptor would go on waiting; a connection that is shut down wakes him.

    Past TLS, which would first let go of what a reader on another thread is using.
    """
    if connected is not None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _trusted(fingerprint: str) -> ssl.SSLContext:
    if not fingerprint:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context
    digits = "".join(each for each in fingerprint.lower() if each not in ": -\t")
    if len(digits) != _HASH_DIGITS or set(digits) - set("0123456789abcdef"):
        raise UserError(_("A fingerprint is 64 letters and digits, as the server shows it."), field="fingerprint")
    pinned = _Pinned(ssl.PROTOCOL_TLS_CLIENT)
    pinned.minimum_version = ssl.TLSVersion.TLSv1_2
    pinned.check_hostname = False  # whoever holds the key of this very certificate is the server, whatever it is called
    pinned.verify_mode = ssl.CERT_NONE
    pinned.expected = bytes.fromhex(digits)
    return pinned


def _checked_url(url: str) -> str:
    """An address that keeps secrets: https, or this very machine."""
    found = url.strip()
    if "://" not in found:
        found = f"https://{found}"
    try:
        parts = urlsplit(found)
        _port = parts.port
    except ValueError:
        parts = urlsplit("")
    sound = parts.hostname and not (parts.query or parts.fragment or parts.username)
    if not sound or not (parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or ""))):
        raise UserError(_("The address of an office begins with https://."), field="url")
    return found.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(response: httpx.Response) -> bytes:
    """An answer, read and opened no further than allowed."""
    parts, total = [], 0
    for part in response.iter_raw():
        total += len(part)
        if total > _MOST_ANSWERED:
            raise problems.TooLargeError("The answer is too large.")
        parts.append(part)
    content = b"".join(parts)
    if response.headers.get("content-encoding") == "gzip" and content:
        return unpacked(content, _MOST_ANSWERED)
    return content


def _problem(answer: Answer) -> Exception:
    """A refusal as the protocol knows it; what is none of ours comes from somebody in between, and is silence."""
    kind, detail = _said(answer)
    if answer.status == httpx.codes.NOT_FOUND and not answer.body:
        return problems.UnknownError()  # to HEAD nothing more is said
    known = _PROBLEMS.get(kind)
    if known is not None and issubclass(known, BusyServerError):
        after = answer.headers.get("retry-after", "")
        return known(detail, retry_after=float(after) if after.isdecimal() else 5.0)
    if known is not None:
        return known(detail)
    if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR or not kind:
        return UnreachableError(f"status {answer.status}")
    return SyncProblemError(detail or f"status {answer.status}")


def _said(answer: Answer) -> tuple[str, str]:
    try:
        found = json.loads(answer.body)
        return str(found["type"]).rpartition(":")[2], str(found.get("detail", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""


def _silence_of(problem: Exception) -> Exception:
    return UnreachableError("The body arrives damaged.") if isinstance(problem, GarbledError) else problem


def _is_about_trust(problem: BaseException | None) -> bool:
    while problem is not None:
        if isinstance(problem, ssl.SSLCertVerificationError):
            return True
        problem = problem.__cause__ or problem.__context__
    return False
