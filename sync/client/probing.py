"""Who answers at an address: asked before joining, without a word about who asks."""

import hashlib
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from sync.client.line import Line
from sync.protocol.problems import SyncProblemError, UnreachableError, UntrustedError

_PATIENCE = 8.0
_HEALTHY = b"ok"


@dataclass(frozen=True, slots=True)
class Answering:
    """What is at an address. `fingerprint` is that of its certificate, in pairs; a `trusted` one needs no comparing."""

    fingerprint: str
    trusted: bool
    office: bool


def who_answers(url: str) -> Answering:
    """Knock at an address.

    Raises:
        UserError: it cannot be an address.
        UnreachableError: nobody answers there.
    """
    try:
        return Answering(_shown(url), trusted=True, office=_is_office(url, ""))
    except UntrustedError:
        shown = _shown(url)
        return Answering(shown, trusted=False, office=_is_office(url, shown))


def _is_office(url: str, fingerprint: str) -> bool:
    """Whether it is a server of ours and well."""
    with Line(url, "", fingerprint, tries=1) as line:
        try:
            return line.ask("GET", "/healthz").body.strip() == _HEALTHY
        except SyncProblemError:
            return False


def _shown(url: str) -> str:
    """The fingerprint of the certificate shown there; empty where nothing is encrypted."""
    parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
    if parts.scheme != "https":
        return ""
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE  # only looked at: nothing of ours is sent
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or 443), timeout=_PATIENCE) as plain,
            anybody.wrap_socket(plain, server_hostname=parts.hostname) as shown,
        ):
            return hashlib.sha256(shown.getpeercert(binary_form=True) or b"").digest().hex(":").upper()
    except OSError as problem:
        raise UnreachableError(type(problem).__name__) from problem
