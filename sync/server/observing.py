"""Around every request: one line of the log and the counters; a failure of our own is told by its place alone.

A line names the question, its outcome, its time and size and the end of a device's id, never a person or a record.
"""

import json
import logging
import time
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.server.bodies import problem
from sync.server.metrics import Metrics, route_of

LOG = logging.getLogger("vizitka.server")
MOST_AT_ONCE = 1_000  # requests under way, waiting ones included
_CALLED = ("GET", "HEAD", "PUT", "POST")


class Observed:
    """The application, watched."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = {"status": 0, "in": 0, "out": 0}
        begun = time.perf_counter()
        self._metrics.in_flight += 1
        try:
            app = self._app if self._metrics.in_flight <= MOST_AT_ONCE else problem(503, "busy", retry_after=5)
            await app(scope, _counting_in(receive, seen), _counting_out(send, seen))
        finally:
            self._metrics.in_flight -= 1
            self._note(scope, seen, time.perf_counter() - begun)

    def _note(self, scope: Scope, seen: dict[str, int], seconds: float) -> None:
        method = scope["method"] if scope["method"] in _CALLED else "OTHER"
        self._metrics.answered(method, scope["path"], seen["status"], seconds, seen["in"], seen["out"])
        if LOG.isEnabledFor(logging.INFO):
            said = {
                "question": f"{method} {route_of(scope['path'])}", "status": seen["status"],
                "ms": round(seconds * 1_000, 1), "in": seen["in"], "out": seen["out"],
                "device": scope.get("state", {}).get("device", "")[-8:],
            }  # fmt: skip
            LOG.info(json.dumps(said))


class PlacesOnly(logging.Filter):
    """Takes the text of an error out of a log line and leaves its kind and place: the text may name a client."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg, record.args = "failed: %s at %s", (type(error).__name__, _places(error))
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _places(error: BaseException) -> str:
    trace, places = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places[-6:])


def _counting_in(receive: Receive, seen: dict[str, int]) -> Receive:
    async def counting() -> Message:
        message = await receive()
        seen["in"] += len(message.get("body", b""))
        return message

    return counting


def _counting_out(send: Send, seen: dict[str, int]) -> Send:
    async def counting(message: Any) -> None:
        if message["type"] == "http.response.start":
            seen["status"] = message["status"]
        seen["out"] += len(message.get("body", b""))
        await send(message)

    return counting
