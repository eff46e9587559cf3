"""What goes wrong between laptop and server, each with the problem type it travels as (RFC 9457)."""


class SyncProblemError(Exception):
    """A refusal by the server. `status` is the HTTP status, `kind` the last part of the problem's type."""

    status = 400
    kind = "malformed"


class MalformedError(SyncProblemError):
    """The request is not what the protocol says."""


class NotSignedInError(SyncProblemError):
    """No token, an unknown one, or a wrong name, password or code."""

    status, kind = 401, "not-signed-in"


class RevokedError(SyncProblemError):
    """This device or this person was shut out. The client goes on working offline and keeps its queue."""

    status, kind = 403, "revoked"


class UnknownError(SyncProblemError):
    """There is no such thing, or this person may not see it; the answer is the same."""

    status, kind = 404, "unknown"


class ClonedError(SyncProblemError):
    """This batch number was used with another content: the workspace is a copy or was restored."""

    status, kind = 409, "cloned"


class TooLargeError(SyncProblemError):
    """More than a request may carry: the client splits it."""

    status, kind = 413, "too-large"


class UpgradeError(SyncProblemError):
    """The client speaks a protocol the server no longer serves; it may still push."""

    status, kind = 426, "upgrade"


class BusyServerError(SyncProblemError):
    """Come again after `retry_after` seconds."""

    status, kind = 503, "busy"

    def __init__(self, message: str = "", retry_after: float = 5.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyError(BusyServerError):
    """This laptop or this address asks more often than anybody's work needs."""

    status, kind = 429, "too-many"


class GarbledError(SyncProblemError):
    """The body is not the one that was sent, by its hash: send it again."""

    status, kind = 400, "garbled"


class UnreachableError(Exception):
    """No answer, or a broken one: offline is normal, the round goes on next time."""


class UntrustedError(UnreachableError):
    """Who answered is not the server this workspace has joined: its certificate is another one."""
