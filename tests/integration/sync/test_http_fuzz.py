"""Whatever is thrown at an endpoint, the answer is an ordinary one or a clear problem document: no stack, no data, no 500."""

import gzip
import json
import os
import socket
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.server import bodies
from sync.server.sql_storage import SqlStorage
from tests.helpers.served import Served, a_batch, served, until

EXAMPLES = int(os.environ.get("SYNC_FUZZ", "150"))
CANARY = "Канарейка-91cd"
ENDPOINTS = {
    "/v1/hello": "POST", "/v1/sign-in": "POST", "/v1/push": "POST", "/v1/changes": "GET", "/v1/snapshot": "GET",
    "/v1/digest": "GET", "/v1/rows": "POST", "/v1/new-device": "POST", "/v1/wait": "GET",
    "/v1/reserve-numbers": "POST", "/healthz": "GET", "/metrics": "GET",
}  # fmt: skip
KEYS = (
    "protocol", "app_version", "epoch", "cursor", "last_batch", "time_ms", "access_rev", "code", "name", "password",
    "new_password", "user_id", "device_name", "ops", "ids", "seller", "scope", "taken", "size", "kind", "id", "cells",
    "parents", "withdrawn", "last", "owner_id", "access", "removed_at",
)  # fmt: skip
IDS = st.sampled_from([uuid4().hex, uuid4().hex * 2, "0" * 32, "F" * 32, ""])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.text(max_size=12), IDS, st.floats(allow_nan=True),
    st.sampled_from(["contact", "limited", "private", "\x00", "\ud800", 2**63, -1]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), inner, max_size=6),
    ),
    max_leaves=12,
)
MESSAGES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=9)
CELLS = st.dictionaries(
    st.sampled_from(["last", "owner_id", "access", "removed_at", "x"]), st.lists(SCALARS, max_size=4), max_size=3
)
OPS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["contact", "note", "?", ""]), "id": IDS, "cells": CELLS},
    optional={"parents": st.lists(IDS, max_size=3), "withdrawn": SCALARS},
)
BODIES = st.one_of(
    st.binary(max_size=60),
    VALUES.map(lambda value: json.dumps(value).encode()),
    MESSAGES.map(lambda value: json.dumps(value).encode()),
    st.lists(OPS, max_size=4).map(lambda ops: json.dumps({"ops": ops}).encode()),
)
WORDS = st.one_of(
    st.integers(-3, 2**66).map(str), st.text(max_size=6), IDS, st.sampled_from(["..", "%00", "٣", "a" * 64])
)
TARGETS = st.one_of(
    st.sampled_from(sorted(ENDPOINTS)),
    st.builds("{}/{}".format, st.sampled_from(["/v1/digest", "/v1/blob", "/v1/snapshot", "/v1", ""]), WORDS),
    st.builds("/v1/snapshot/{}/{}".format, WORDS, WORDS),
)
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=10)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Vizitka-Batch": st.one_of(PRINTABLE, st.integers(-2, 2**65).map(str)),
        "Vizitka-SHA256": PRINTABLE,
        "Vizitka-Device": PRINTABLE,
        "Content-Range": st.one_of(PRINTABLE, st.builds("bytes {}-{}/{}".format, *[st.integers(0, 99)] * 3)),
        "Range": st.one_of(PRINTABLE, st.builds("bytes={}-{}".format, st.integers(0, 99), st.integers(0, 99))),
        "Content-Encoding": st.sampled_from(["gzip", "br", "identity", "gzip, gzip"]),
        "Accept-Encoding": st.sampled_from(["gzip", "", "br"]),
    },
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("fuzz")
    storage = SqlStorage.open(folder / "server.db")
    with served(storage, folder / "office") as running:
        yield running
    storage.close()


@pytest.fixture(scope="module")
def client(server: Served) -> Iterator[httpx.Client]:
    """A laptop of somebody; another person's hidden record must never show."""
    hidden = server.person("Anna")
    server.hub(hidden).push(1, a_batch(uuid4().hex, last=CANARY, owner_id=hidden.user_id, access="limited"))
    token = server.person("Boris").token
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=30) as opened:
        yield opened


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_request_gets_an_ordinary_answer_or_a_problem(client: httpx.Client, data: st.DataObject) -> None:
    target = data.draw(TARGETS)
    usual = ENDPOINTS.get(target, "GET")
    method = data.draw(st.sampled_from([usual, usual, usual, "GET", "PUT", "HEAD", "DELETE"]))
    params = {"seconds": "0"} | data.draw(
        st.dictionaries(st.sampled_from(["cursor", "limit", "exclude"]), WORDS, max_size=3)
    )
    body, headers = data.draw(BODIES), data.draw(HEADERS)
    if headers.get("Content-Encoding") == "gzip" and data.draw(st.booleans()):
        body = gzip.compress(body)
    if target == "/v1/push" and data.draw(st.booleans()):
        headers |= a_good_batch(body, headers)

    answer = client.request(method, path_of(target), params=params, content=body, headers=headers)

    is_in_order(answer)


def a_good_batch(body: bytes, headers: dict[str, str]) -> dict[str, str]:
    """Headers that let a batch through to the merge."""
    import hashlib

    try:
        plain = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
    except (OSError, EOFError):
        plain = body
    return {"Vizitka-Batch": str(uuid4().int % 10**9 + 1), "Vizitka-SHA256": hashlib.sha256(plain).hexdigest()}


def path_of(target: str) -> str:
    """A path a client can send at all."""
    from urllib.parse import quote

    return quote(target.encode("utf-8", "replace"), safe="/%")


def is_in_order(answer: httpx.Response) -> None:
    """An ordinary answer, or a problem as RFC 9457 has it."""
    assert CANARY not in answer.text
    assert answer.status_code < 500
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        said = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert said["type"].startswith(bodies.PROBLEM_TYPE)
        assert said["status"] == answer.status_code
        assert said["title"]
        assert not {"Traceback", ".py", "sqlalchemy", "SELECT"} & set(answer.text.split())
        assert ".py" not in answer.text


def test_a_bomb_is_opened_no_further_than_allowed(client: httpx.Client) -> None:
    bomb = gzip.compress(bytes(100 * 1024 * 1024), 9)

    answer = client.post("/v1/push", content=bomb, headers={"Content-Encoding": "gzip", "Vizitka-Batch": "1"})

    assert answer.status_code == 413
    is_in_order(answer)


def test_a_body_that_promises_too_much_is_not_read(server: Served, client: httpx.Client) -> None:
    said = raw(server, client, b"POST /v1/hello HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n")

    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"urn:vizitka:problem:too-large" in said


def test_a_body_without_end_is_cut_off(client: httpx.Client) -> None:
    answer = client.post("/v1/hello", content=(bytes(10_000) for _piece in range(20)))

    assert answer.status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for(
    server: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_SLOW", 0.05)

    said = raw(server, client, b"POST /v1/hello HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")

    assert said.startswith(b"HTTP/1.1 408 ")


@pytest.mark.may_log("Exception in ASGI application")
def test_a_failure_of_the_server_tells_nothing_of_its_inside(
    server: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_values: Any) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(server.site.storage, "reading", fail)

    answer = client.get("/v1/digest")

    assert answer.status_code == 500
    until(lambda: "Exception in ASGI" in caplog.text)  # said after the answer: no other test shall hear it
    assert answer.json() == {"type": "urn:vizitka:problem:failed", "title": "The server failed", "status": 500}


def raw(server: Served, client: httpx.Client, head: bytes) -> bytes:
    """What comes back to the beginning of a request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(
            head + b"Authorization: " + client.headers["Authorization"].encode() + b"\r\nConnection: close\r\n\r\n"
        )
        found = b""
        while piece := line.recv(65_536):
            found += piece
        return found
