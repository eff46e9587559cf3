"""The server over HTTP: each endpoint is one question of the hub's, asked in a thread. It keeps no state between requests."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import anyio
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sync.protocol import json_form
from sync.protocol.hub import Ranges
from sync.protocol.messages import MOST_ROWS_PULLED, Caller
from sync.protocol.problems import (
    GarbledError,
    MalformedError,
    NotSignedInError,
    RevokedError,
    SyncProblemError,
    UnknownError,
)
from sync.server import blobs, signing_in, tokens
from sync.server.bodies import answer, file_part, opened, problem, problem_of, received
from sync.server.hub import ServerHub
from sync.server.observing import Observed
from sync.server.site import Site
from sync.server.sql_storage import sorted_problems

DEVICE = "Vizitka-Device"
BATCH = "Vizitka-Batch"
SHA256 = "Vizitka-SHA256"
SIZE = "Vizitka-Size"
_SMALL = 64 * 1024
_IDS = 256 * 1024
_LONGEST_WAIT = 55
_HASHING = 2  # sign-ins whose password is checked at once: each takes 64 MB
_WHOLE = re.compile(r"[0-9]{1,18}")
_SENT = re.compile(r"bytes (?:(?P<first>[0-9]{1,18})-(?P<last>[0-9]{1,18})|\*)/(?P<total>[0-9]{1,18})")
_ASKED = re.compile(r"bytes=(?P<first>[0-9]{1,18})-(?P<last>[0-9]{1,18})?")

Question = Callable[[ServerHub, Request, bytes], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def application(site: Site) -> ASGIApp:
    """The application of one server."""
    app = Starlette(
        routes=_routes(),
        exception_handlers={
            SyncProblemError: _refused,
            HTTPException: _not_here,
            ClientDisconnect: _gone,
            Exception: _failed,
        },
    )
    app.state.site = site
    app.state.hashing = anyio.Semaphore(_HASHING)
    return Observed(app, site.metrics)


def _routes() -> list[Route]:
    def asked(path: str, method: str, question: Question, most: int = 0) -> Route:
        return Route(path, _endpoint(question, most), methods=[method], name=f"{method} {path}")

    return [
        Route("/v1/sign-in", _sign_in, methods=["POST"]),
        asked("/v1/hello", "POST", _hello, _SMALL),
        asked("/v1/new-device", "POST", _new_device, _SMALL),
        asked("/v1/push", "POST", _push, json_form.MOST_BYTES_OF_ONE_ROW),
        asked("/v1/changes", "GET", _changes),
        asked("/v1/snapshot", "GET", _snapshot),
        asked("/v1/snapshot/{snapshot}/{number}", "GET", _segment),
        asked("/v1/digest", "GET", _digest),
        asked("/v1/digest/{bucket}", "GET", _digest_rows),
        asked("/v1/rows", "POST", _rows, _IDS),
        asked("/v1/reserve-numbers", "POST", _reserve, _SMALL),
        asked("/v1/blob/{sha256}", "PUT", _put_blob, blobs.MOST_BYTES_AT_ONCE),
        Route("/v1/blob/{sha256}", _endpoint(_blob), methods=["GET", "HEAD"]),
        Route("/v1/wait", _wait, methods=["GET"]),
        Route("/healthz", _healthz, methods=["GET"]),
        Route("/metrics", _metrics, methods=["GET"]),
    ]


def _endpoint(question: Question, most: int = 0) -> Endpoint:
    """Who asks is found out before a large body is read; a small one is read first, which saves a change of threads."""

    async def endpoint(request: Request) -> Response:
        site = _site(request)
        token = _knock(request)
        known = await run_in_threadpool(_caller, request, token) if most > _SMALL else None
        content = await received(request, most) if most else b""

        def ask() -> Response:
            caller = known or _caller(request, token)
            hub = ServerHub(site.storage, caller, site.blobs, site.clock, site.parts)
            return question(hub, request, opened(request, content, most) if most else b"")

        return await run_in_threadpool(ask)

    return endpoint


def _knock(request: Request) -> str:
    """The token somebody comes with."""
    _site(request).limits.address.take(_address(request))
    return _token(request)


def _token(request: Request) -> str:
    kind, _space, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise NotSignedInError("A token is needed.")
    return token.strip()


def _caller(request: Request, token: str) -> Caller:
    site = _site(request)
    try:
        caller, request.state.due = tokens.known(site.storage, token, request.headers.get(DEVICE, ""), site.clock())
    except (NotSignedInError, RevokedError):
        site.limits.stranger.take(_address(request))
        raise
    request.state.device = caller.device
    site.limits.device.take(caller.device)
    return caller


async def _sign_in(request: Request) -> Response:
    site = _site(request)
    site.limits.sign_in.take(_address(request))
    content = await received(request, _SMALL)
    asked = json_form.read_sign_in(opened(request, content, _SMALL))
    site.limits.name.take(signing_in.subject_of(asked))
    async with request.app.state.hashing:
        signed = await run_in_threadpool(signing_in.sign_in, site.storage, asked, site.clock())
    return answer(request, json_form.write(signed))


def _hello(hub: ServerHub, request: Request, body: bytes) -> Response:
    site, welcome = _site(request), hub.hello(json_form.read_hello(body))
    if request.state.due:
        token = tokens.successor(site.storage, hub.caller.device, _token(request), site.clock())
        welcome = replace(welcome, token=token)
    return answer(request, json_form.write(welcome))


def _new_device(hub: ServerHub, request: Request, _body: bytes) -> Response:
    before = hub.caller.device
    fresh = hub.new_device()
    tokens.share(_site(request).storage, before, fresh)
    return answer(request, json_form.canonical({"device": fresh}))


def _push(hub: ServerHub, request: Request, body: bytes) -> Response:
    number = _number(request.headers.get(BATCH), BATCH)
    if hashlib.sha256(body).hexdigest() != request.headers.get(SHA256, ""):
        raise GarbledError("The batch is not the one its hash says.")
    return answer(request, json_form.write(hub.push(number, body)))


def _changes(hub: ServerHub, request: Request, _body: bytes) -> Response:
    query = request.query_params
    cursor = _number(query.get("cursor", "0"), "cursor")
    limit = _number(query.get("limit", str(MOST_ROWS_PULLED)), "limit")
    return answer(request, json_form.write(hub.changes(cursor, limit, _ranges(query.get("exclude", "")))))


def _snapshot(hub: ServerHub, request: Request, _body: bytes) -> Response:
    return answer(request, json_form.write(hub.snapshot()))


def _segment(hub: ServerHub, request: Request, _body: bytes) -> Response:
    number = _number(request.path_params["number"], "number")
    content = hub.segment(request.path_params["snapshot"], number)
    return file_part(content, Vizitka_SHA256=hashlib.sha256(content).hexdigest())


def _digest(hub: ServerHub, request: Request, _body: bytes) -> Response:
    return answer(request, json_form.write_buckets(hub.digest()))


def _digest_rows(hub: ServerHub, request: Request, _body: bytes) -> Response:
    bucket = _number(request.path_params["bucket"], "bucket")
    return answer(request, json_form.write_digest_rows(hub.digest_rows(bucket)))


def _rows(hub: ServerHub, request: Request, body: bytes) -> Response:
    return answer(request, json_form.write_rows(hub.rows(json_form.read_ids(body))))


def _reserve(hub: ServerHub, request: Request, body: bytes) -> Response:
    return answer(request, json_form.write(hub.reserve_numbers(json_form.read_numbers_wanted(body))))


def _put_blob(hub: ServerHub, request: Request, body: bytes) -> Response:
    said = _SENT.fullmatch(request.headers.get("content-range", ""))
    if said is None:
        raise MalformedError("Content-Range: bytes first-last/total was expected.")
    first = int(said["first"] or 0)
    if said["last"] is not None and int(said["last"]) != first + len(body) - 1:
        raise MalformedError("The chunk has not the length its Content-Range says.")
    here = hub.put_blob(request.path_params["sha256"], first, int(said["total"]), body)
    return answer(request, json_form.canonical({"size": here}))


def _blob(hub: ServerHub, request: Request, _body: bytes) -> Response:
    """HEAD says how much of a file is here, also of one still coming; GET gives a part of a whole one."""
    sha256 = request.path_params["sha256"]
    size = hub.blob_size(sha256)
    if size < 0:
        raise UnknownError("There is no such file.")
    if request.method == "HEAD":
        return Response(headers={SIZE: str(size), "Accept-Ranges": "bytes", "Cache-Control": "no-store"})
    asked = _ASKED.fullmatch(request.headers.get("range", "bytes=0-"))
    if asked is None:
        raise MalformedError("Range: bytes=first-last was expected.")
    first = int(asked["first"])
    last = min(int(asked["last"] or size), size - 1, first + blobs.MOST_BYTES_AT_ONCE - 1)
    content = hub.get_blob(sha256, first, max(last - first + 1, 0))
    if last < first and size:
        return problem(416, "no-such-part")
    if len(content) == size and "range" not in request.headers:
        return file_part(content)
    return file_part(content, 206, Content_Range=f"bytes {first}-{last}/{size}")


async def _wait(request: Request) -> Response:
    """Hold the answer back until there is something new, for a while."""
    caller = await run_in_threadpool(_caller, request, _knock(request))
    cursor = _number(request.query_params.get("cursor", ""), "cursor")
    seconds = min(_number(request.query_params.get("seconds", "25"), "seconds"), _LONGEST_WAIT)
    head = await _site(request).waiting.past(caller, cursor, seconds, partial(_hung_up, request))
    return answer(request, json_form.canonical({"head": head}))


async def _hung_up(request: Request) -> None:
    """Until nobody is at the other end any more."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


async def _healthz(request: Request) -> Response:
    site = _site(request)

    def ask() -> None:
        with sorted_problems(), site.storage.backend.reader.connect() as connection:
            connection.execute(text("SELECT 1"))

    await run_in_threadpool(ask)
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


async def _metrics(request: Request) -> Response:
    site = _site(request)
    if _address(request) not in site.metrics_for:
        raise UnknownError("There is nothing here.")
    return PlainTextResponse(site.metrics.text())


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SyncProblemError)
    return problem_of(error)


async def _not_here(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = {404: "unknown", 405: "not-allowed"}.get(error.status_code, "malformed")
    found = problem(error.status_code, kind)
    found.headers.update(error.headers or {})
    return found


async def _gone(_request: Request, _error: Exception) -> Response:
    return problem(400, "malformed")  # nobody hears it


async def _failed(_request: Request, _error: Exception) -> Response:
    return problem(500, "failed")


def _ranges(said: str) -> Ranges:
    """`3-7,9-9` as ranges."""
    found = []
    for part in filter(None, said.split(",")):
        first, sign, last = part.partition("-")
        if not sign:
            raise MalformedError("exclude: ranges like 3-7,9-9 were expected.")
        found.append((_number(first, "exclude"), _number(last, "exclude")))
    return tuple(found)


def _number(said: str | None, what: str) -> int:
    if said is None or not _WHOLE.fullmatch(said):
        raise MalformedError(f"{what}: a whole number was expected.")
    return int(said)


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
