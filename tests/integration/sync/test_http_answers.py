"""Every question of the hub's over real HTTP is answered as in one process; and what a server tells strangers."""

import hashlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from sync.client import http, line
from sync.client.http import HttpHub
from sync.protocol.messages import Hello, NumbersWanted, SignIn
from sync.protocol.problems import (
    BusyServerError,
    ClonedError,
    MalformedError,
    NotSignedInError,
    RevokedError,
    TooLargeError,
    UnknownError,
    UnreachableError,
    UntrustedError,
)
from sync.protocol.segments import read_segment
from sync.server import accounts, blobs
from sync.server.hub import ServerHub, now_ms
from sync.server.limits import Buckets, Limits
from sync.server.sql_storage import SqlStorage
from sync.server.tokens import caller_of
from tests.helpers.served import Served, a_batch, served, served_over_tls, until

HELLO = Hello(1, "1.0", "", 0, 0, 1_800_000_000_000)
CANARY = "Канарейка-7f3a"


@pytest.fixture
def server(storage: SqlStorage, tmp_path: Path) -> Iterator[Served]:
    """A server without TLS on each kind of database."""
    with served(storage, tmp_path / "office") as running:
        yield running


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Served]:
    """A server with a certificate of its own."""
    with served_over_tls(tmp_path) as running:
        yield running


def test_every_question_is_answered_as_in_one_process(server: Served) -> None:
    signed = server.person("Anna")
    far, near = server.hub(signed), ServerHub(server.site.storage, caller_of(server.site.storage, signed.token))
    ids = tuple(uuid4().hex for _record in range(30))
    for number, record in enumerate(ids, start=1):
        body = a_batch(record, last=f"Ёлкин {number}", about="x" * 200, owner_id=signed.user_id)
        far.push(number, body)
        assert far.push(number, body) == near.push(number, body)

    welcome = far.hello(HELLO)

    assert (welcome.user_name, welcome.rows, welcome.last_batch) == ("Anna", 30, 30)
    assert far.changes(0, 7, ((3, 5), (9, 9))) == near.changes(0, 7, ((3, 5), (9, 9)))
    assert len(far.changes(0, 2_000, ()).rows) == 30
    assert far.rows((*ids[:3], uuid4().hex)) == near.rows(ids[:3])
    assert far.digest() == near.digest()
    bucket = int(ids[0][-2:], 16)
    assert far.digest_rows(bucket) == near.digest_rows(bucket) != ()
    snapshot = far.snapshot()
    parts = [far.segment(snapshot.id, part.number) for part in snapshot.segments]
    assert parts == [near.segment(snapshot.id, part.number) for part in snapshot.segments]
    assert sorted(row.id for part in parts for row in read_segment(part)) == sorted(ids)
    given = far.reserve_numbers(NumbersWanted(uuid4().hex, "2026", 7, 20))
    assert (given.first, given.last) == (8, 27)
    with pytest.raises(ClonedError):
        far.push(1, a_batch(ids[0], last="Другой"))
    with pytest.raises(UnknownError):
        far.segment("nothing", 1)


def test_a_copy_of_a_workspace_goes_on_as_another_device(server: Served) -> None:
    signed = server.person("Anna")
    first, copy = server.hub(signed), server.hub(signed)
    first.push(1, a_batch(uuid4().hex, last="Первый"))

    named = copy.new_device()

    assert copy.push(1, a_batch(uuid4().hex, last="Второй")).last == 2
    later = http.connect(server.url, signed.token, "", named)
    assert later.hello(HELLO).last_batch == 1
    assert first.push(2, a_batch(uuid4().hex, last="Третий")).last == 3


def test_a_file_goes_and_comes_in_chunks_and_goes_on_where_it_stopped(server: Served) -> None:
    anna, boris = (server.hub(server.person(name)) for name in ("Anna", "Boris"))
    content = bytes(range(256)) * 5_000
    sha256 = hashlib.sha256(content).hexdigest()

    assert anna.blob_size(sha256) == -1
    assert anna.put_blob(sha256, 0, len(content), content[:1000]) == 1000
    assert anna.blob_size(sha256) == 1000
    assert anna.put_blob(sha256, 5_000, len(content), content[5_000:6_000]) == 1000  # a hole changes nothing
    assert anna.put_blob(sha256, 1000, len(content), content[1000:]) == len(content)
    assert anna.get_blob(sha256, 700, 90) == content[700:790]
    assert anna.get_blob(sha256, len(content), 10) == b""
    assert boris.blob_size(sha256) == -1
    with pytest.raises(UnknownError):
        boris.get_blob(sha256, 0, 10)
    empty = hashlib.sha256(b"").hexdigest()
    assert anna.put_blob(empty, 0, 0, b"") == 0
    assert anna.get_blob(empty, 0, 10) == b""
    with pytest.raises(TooLargeError):
        anna.put_blob("a" * 64, 0, blobs.MOST_BYTES + 1, b"x")
    with pytest.raises(MalformedError):
        anna.put_blob("b" * 64, 0, 3, b"abc")


def test_who_waits_hears_of_what_comes(server: Served) -> None:
    anna, boris = (server.hub(server.person(name)) for name in ("Anna", "Boris"))
    heard: list[int] = []
    waiting = threading.Thread(target=lambda: heard.append(boris.wait(0, 30)))
    waiting.start()

    anna.push(1, a_batch(uuid4().hex, last="Ёлкин"))

    waiting.join(30)
    assert heard == [1]
    assert boris.wait(1, 0) == 1


def test_not_one_byte_of_a_hidden_record_leaves_the_server(server: Served) -> None:
    signed = {
        name: server.person(name, role)
        for name, role in (("Anna", "salesperson"), ("Boris", "salesperson"), ("Vera", "lead"), ("Gleb", "salesperson"))
    }
    anna, record, phone = server.hub(signed["Anna"]), uuid4().hex, uuid4().hex
    file = CANARY.encode() * 30
    sha256 = hashlib.sha256(file).hexdigest()
    anna.put_blob(sha256, 0, len(file), file)
    anna.push(1, a_batch(record, last=CANARY, owner_id=signed["Anna"].user_id, access="limited", photo=sha256))
    anna.push(2, a_batch(phone, kind="note", text=CANARY, owner_id=signed["Anna"].user_id, access="limited"))
    tokens = {name: each.token for name, each in signed.items()} | {"stranger": "x" * 43, "nobody": "-"}
    accounts.revoke(server.site.storage, "Gleb", now_ms())

    seen = {name: b"".join(every_answer(server, token, (record, phone), sha256)) for name, token in tokens.items()}

    shown = {name for name, said in seen.items() if CANARY.encode() in said}
    assert shown == {"Anna", "Vera"}
    assert {name for name, said in seen.items() if b"not-signed-in" in said} == {"stranger", "nobody"}
    assert {name for name, said in seen.items() if b"revoked" in said} == {"Gleb"}


def every_answer(server: Served, token: str, ids: tuple[str, ...], sha256: str) -> Iterator[bytes]:
    """Everything the server says to whoever has this token, unpacked, headers included."""
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}) as client:
        asked = [
            client.get("/v1/changes?cursor=0"), client.get("/v1/digest"), client.get("/v1/wait?cursor=0&seconds=0"),
            client.post("/v1/rows", json={"ids": list(ids)}), client.get(f"/v1/blob/{sha256}"), client.head(f"/v1/blob/{sha256}"),
            client.post("/v1/hello", content=json.dumps({"protocol": 1, "app_version": "1", "epoch": "", "cursor": 0, "last_batch": 0, "time_ms": 1})),
            *(client.get(f"/v1/digest/{bucket}") for bucket in {int(each[-2:], 16) for each in ids}),
            client.put(f"/v1/blob/{sha256}", content=b"x", headers={"Content-Range": "bytes 0-0/600"}),
        ]  # fmt: skip
        snapshot = client.get("/v1/snapshot")
        for part in json.loads(snapshot.content).get("segments", []) if snapshot.status_code == 200 else []:
            found = client.get(f"/v1/snapshot/{json.loads(snapshot.content)['id']}/{part['number']}")
            yield b"".join(str(row.fields).encode() for row in read_segment(found.content))
    for answer in [*asked, snapshot]:
        yield repr(answer.headers).encode() + answer.content


def test_another_certificate_is_refused_before_a_secret_is_told(secure: Served) -> None:
    signed = secure.person("Anna")
    other = ("0" if secure.fingerprint[0] != "0" else "1") + secure.fingerprint[1:]

    with pytest.raises(UntrustedError):
        http.connect(secure.url, signed.token, other, signed.device).hello(HELLO)
    with pytest.raises(UntrustedError):
        http.connect(secure.url, signed.token).hello(HELLO)  # nobody signed it

    assert secure.hub(signed).hello(HELLO).user_name == "Anna"
    until(lambda: secure.site.metrics.text().count('route="/v1/hello",status=') == 1)  # noted after the answer


def test_an_old_tls_is_refused_by_the_laptop(secure: Served) -> None:
    pinned = line._trusted(secure.fingerprint)

    assert pinned.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize(
    "url", ["http://office.example", "ftp://office", "https://", "https://a:b@office/", "http://10.0.0.1:8437"]
)
def test_secrets_are_told_over_tls_alone(url: str) -> None:
    with pytest.raises(Exception, match="https://"):
        http.connect(url, "secret")


def test_who_asks_too_often_waits_and_who_guesses_waits_longer(tmp_path: Path) -> None:
    storage = SqlStorage.open(tmp_path / "server.db")
    limits = Limits(device=Buckets(0.5, 3), sign_in=Buckets(0.01, 4), name=Buckets(0.01, 3))
    with served(storage, tmp_path / "office", limits=limits) as server:
        signed = server.person("Anna")
        hub, slept = waiting_hub(server, signed.token)
        for _question in range(3):
            hub.digest()
        with pytest.raises(BusyServerError) as busy:
            hub.digest()
        assert 1 <= busy.value.retry_after <= 2
        assert len(slept) == 3
        assert all(1 <= seconds <= 8 for seconds in slept)
        for _guess in range(3):
            with pytest.raises(NotSignedInError):
                http.sign_in(server.url, SignIn(name="Anna", password="guess"))
        with pytest.raises(BusyServerError):  # more patience is asked for than a sign-in has
            http.sign_in(server.url, SignIn(name="Anna", password="guess"))
    storage.close()


def waiting_hub(server: Served, token: str) -> tuple[HttpHub, list[float]]:
    """A hub whose pauses take no time."""
    slept: list[float] = []
    return HttpHub(line.Line(server.url, token, "", sleep=slept.append)), slept


def test_a_laptop_that_is_shut_out_hears_so(server: Served) -> None:
    signed = server.person("Anna")
    hub = server.hub(signed)
    hub.hello(HELLO)
    accounts.revoke(server.site.storage, signed.device[-8:], now_ms())

    with pytest.raises(RevokedError):
        hub.hello(HELLO)


def test_silence_is_found_out_and_a_foreign_answer_is_silence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(8)
        slept: list[float] = []
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

        def be_foreign() -> None:
            for answer in (
                b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\nsorry",
                b"nonsense\r\n\r\n",
                b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{",
                b"",
            ):
                connection, _from = taken.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

        serving = threading.Thread(target=be_foreign)
        serving.start()
        with pytest.raises(UnreachableError):
            HttpHub(line.Line(url, "secret", "", sleep=slept.append)).hello(HELLO)
        serving.join(10)
    assert len(slept) == 3


def test_healthz_says_whether_the_database_answers_and_metrics_are_for_this_machine(server: Served) -> None:
    with httpx.Client(base_url=server.url) as client:
        begun = time.perf_counter()
        assert client.get("/healthz").text == "ok\n"
        assert time.perf_counter() - begun < 10
        counted = 'vizitka_requests_total{method="GET",route="/healthz",status="200"} 1'
        until(lambda: counted in client.get("/metrics").text)
        server.site.metrics_for = ()
        assert client.get("/metrics").status_code == 404
