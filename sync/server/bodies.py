"""What comes in is bounded before it is read and before it is opened; what goes out is JSON, a file or a problem (RFC 9457)."""

import asyncio
import math

from starlette.requests import Request
from starlette.responses import Response

from sync.protocol.json_form import canonical
from sync.protocol.problems import BusyServerError, MalformedError, SyncProblemError, TooLargeError
from sync.protocol.wire import packed, unpacked

PROBLEM_TYPE = "urn:vizitka:problem:"
_SLOW = 60.0  # seconds a body may take to come
_WORTH_PACKING = 600
_TITLES = {
    400: "The request cannot be read", 401: "Not signed in", 403: "Shut out", 404: "Not found", 405: "Not allowed here",
    408: "Too slow", 409: "Another state of this workspace", 413: "Too large", 416: "No such part", 426: "Too old",
    429: "Too many requests", 500: "The server failed", 503: "Busy",
}  # fmt: skip


class TooSlowError(SyncProblemError):
    """The body did not come in time."""

    status, kind = 408, "too-slow"


async def received(request: Request, most: int) -> bytes:
    """A body as it travels, never more of it than allowed."""
    said = request.headers.get("content-length")
    if said is not None and (not said.isdecimal() or len(said) > len(str(most)) or int(said) > most):
        raise TooLargeError(f"At most {most} bytes are read here.")
    parts, total = [], 0
    try:
        async with asyncio.timeout(_SLOW):
            async for part in request.stream():
                total += len(part)
                if total > most:
                    raise TooLargeError(f"At most {most} bytes are read here.")
                parts.append(part)
    except TimeoutError:
        raise TooSlowError("The body did not come in time.") from None
    return b"".join(parts)


def opened(request: Request, content: bytes, most: int) -> bytes:
    """The body itself: gzip is opened no further than allowed."""
    form = request.headers.get("content-encoding", "identity").strip().lower()
    if form == "identity":
        return content
    if form != "gzip":
        raise MalformedError("A body comes as it is or as gzip.")
    return unpacked(content, most)


def answer(request: Request, body: bytes, status: int = 200) -> Response:
    """JSON, packed where that is worth it and understood."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if len(body) >= _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = packed(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, "application/json")


def file_part(content: bytes, status: int = 200, **headers: str) -> Response:
    """Bytes as they are."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(content, status, {"Cache-Control": "no-store", **named}, "application/octet-stream")


def problem(status: int, kind: str, detail: str = "", retry_after: float | None = None) -> Response:
    """A problem document: what is wrong with the request, nothing of anybody's data, nothing of the server's inside."""
    said = {"type": PROBLEM_TYPE + kind, "title": _TITLES.get(status, "Refused"), "status": status}
    headers = {"Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(math.ceil(retry_after))
    if status == 401:  # noqa: PLR2004 - RFC 9110 asks for it
        headers["WWW-Authenticate"] = "Bearer"
    return Response(
        canonical(said | {"detail": detail} if detail else said), status, headers, "application/problem+json"
    )


def problem_of(error: SyncProblemError) -> Response:
    """A refusal as it travels."""
    retry_after = error.retry_after if isinstance(error, BusyServerError) else None
    return problem(error.status, error.kind, str(error), retry_after)
