"""A server over real HTTP: in a thread of this process, or as the real program that can be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from sync.client import http
from sync.client.http import HttpHub
from sync.protocol import json_form
from sync.protocol.messages import Batch, Cell, Op, SignedIn, SignIn
from sync.server import accounts
from sync.server.blobs import Blobs
from sync.server.certificates import fingerprint, own_certificate
from sync.server.hub import now_ms
from sync.server.limits import Buckets, Limits
from sync.server.site import Site
from sync.server.sql_storage import SqlStorage
from sync.server.web import application

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass
class Served:
    """A server that answers at `url`."""

    site: Site
    port: int
    fingerprint: str = ""

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"{'https' if self.fingerprint else 'http'}://127.0.0.1:{self.port}"

    def person(self, name: str, role: str = "salesperson") -> SignedIn:
        """Somebody who works here, on a first laptop."""
        code = accounts.add_user(self.site.storage, name, role, now_ms()).code
        return http.sign_in(self.url, SignIn(code=code, workspace=name, device_name=f"{name}'s"), self.fingerprint)

    def hub(self, signed: SignedIn) -> HttpHub:
        """A laptop's connection."""
        return http.connect(self.url, signed.token, self.fingerprint, signed.device)


def a_batch(record_id: str, *, kind: str = "contact", base: int = 0, **values: Any) -> bytes:
    """A batch of one record."""
    cells = {name: Cell(value, base, now_ms() << 16) for name, value in values.items()}
    return json_form.write(Batch((Op(kind, record_id, cells),)))


def no_limits() -> Limits:
    """A server that lets everybody ask as often as he likes."""
    return Limits(*(Buckets(1e9, 1_000_000_000) for _kind in range(5)))


@contextmanager
def served(
    storage: SqlStorage, folder: Path, *, tls: bool = False, limits: Limits | None = None, **site_with: Any
) -> Iterator[Served]:
    """A server in a thread of this process."""
    site = Site(storage, Blobs(folder / "files"), limits=limits or no_limits(), **site_with)
    accounts.ensure_organisation(storage, "Vector", now_ms())
    folder.mkdir(parents=True, exist_ok=True)
    pair = own_certificate(folder, ["127.0.0.1", "localhost"]) if tls else None
    config = uvicorn.Config(
        application(site), log_config=None, access_log=False, lifespan="off", ws="none", http="h11",
        timeout_graceful_shutdown=1, ssl_certfile=pair[0] if pair else None, ssl_keyfile=pair[1] if pair else None,
    )  # fmt: skip
    server = uvicorn.Server(config)
    site.stopping = lambda: server.should_exit
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(100)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Served(site, listening.getsockname()[1], fingerprint(pair[0]) if pair else "")
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def served_over_tls(folder: Path) -> Iterator[Served]:
    """The same over a SQLite file, behind a certificate of its own."""
    storage = SqlStorage.open(folder / "server.db")
    try:
        with served(storage, folder / "office", tls=True) as running:
            yield running
    finally:
        storage.close()


class Program:
    """The real program serving; it can be killed and started again on the same port."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data, self._options = data, options
        self.port = free_port()
        self._process: subprocess.Popen[str] | None = None
        self.started: dict[str, Any] = {}

    def start(self) -> None:
        """Start it and wait until it takes questions."""
        words = ["serve", "--data", str(self.data), "--host", "127.0.0.1", "--port", str(self.port), "--json"]
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app", *words, *self._options, "--lang", "en"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # its workers are killed with it
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        assert self._process.stdout is not None
        self.started = json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._ended()

    def stop(self) -> str:
        """Tell it to stop; returns what it said last."""
        assert self._process is not None
        self._process.terminate()
        return self._ended()

    def _ended(self) -> str:
        assert self._process is not None
        said, _nothing = self._process.communicate(timeout=PATIENCE)
        return said


@contextmanager
def the_program(data: Path, *options: str) -> Iterator[Program]:
    """The real server for the length of a block."""
    program = Program(data, *options)
    program.start()
    try:
        yield program
    finally:
        if program._process is not None and program._process.poll() is None:
            program.kill()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def until(true: Any, patience: float = PATIENCE) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
