"""A server at work: uvicorn with our certificate, in one process or, on PostgreSQL, in several."""

import gc
import ipaddress
import json
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from models.errors import OutsideError, UserError
from resources.i18n import _
from sync.server import accounts
from sync.server.blobs import Blobs
from sync.server.certificates import fingerprint, own_certificate, own_names
from sync.server.first_sync import PartCache
from sync.server.hub import now_ms
from sync.server.observing import LOG, PlacesOnly
from sync.server.site import FILES, PARTS, Site, make_folder, open_storage
from sync.server.web import application

PORT = 8437
GRACE = 10  # seconds requests under way get when the server is stopped
_SERVING = "VIZITKA_SERVING"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - an office's server is there for the office; `--host` narrows it


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve and how. `plain`: without TLS, behind a proxy of the office's own; `proxies` are believed."""

    data: Path
    database: str = ""
    host: str = ""
    port: int = PORT
    name: str = ""
    plain: bool = False
    proxies: tuple[str, ...] = ()
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Started:
    """A server that takes questions now: where, and its certificate's fingerprint (none without TLS)."""

    organisation: str
    addresses: tuple[str, ...]
    fingerprint: str


def serve(serving: Serving, told: Callable[[Started], None]) -> None:
    """Serve until the process is told to stop; requests under way are finished first.

    Raises:
        UserError: several workers over a SQLite file.
        OutsideError: the port is taken, or the address is not this machine's.
    """
    if serving.workers > 1 and not serving.database:
        raise UserError(_("Several workers need a PostgreSQL: a SQLite file has one writer."), field="workers")
    make_folder(serving.data)
    storage = open_storage(serving.data, serving.database)
    try:
        accounts.ensure_organisation(storage, serving.name or _("Office"), now_ms())
        organisation = accounts.organisation_name(storage)
    finally:
        storage.close()
    certificate = None if serving.plain else own_certificate(serving.data)
    config = _config(serving, certificate)
    with _listening(serving) as listening, _ending_in_order():
        told(_started(serving, organisation, listening, certificate))
        if serving.workers > 1:
            os.environ[_SERVING] = json.dumps(asdict(serving) | {"data": str(serving.data)})
            Multiprocess(config, sockets=[listening]).run()
        else:
            _serve_here(serving, config, listening)


def from_environment() -> ASGIApp:
    """The application of one worker of several."""
    said = json.loads(os.environ[_SERVING])
    serving = Serving(**said | {"data": Path(said["data"]), "proxies": tuple(said["proxies"])})
    log_to_stderr()
    site = open_site(serving)
    site.stopping = _told_to_stop()
    made = application(site)
    gc.freeze()
    return made


def open_site(serving: Serving) -> Site:
    """What a server process works with."""
    storage = open_storage(serving.data, serving.database)
    return Site(storage, Blobs(serving.data / FILES), PartCache(serving.data / PARTS))


def log_to_stderr() -> None:
    """One line a request and a line for what fails, where the system's journal finds them."""
    for name in ("vizitka.server", "uvicorn.error"):
        log = logging.getLogger(name)
        log.handlers.clear()
        keeper = logging.StreamHandler(sys.stderr)
        keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        keeper.addFilter(PlacesOnly())
        log.addHandler(keeper)
        log.setLevel(logging.INFO if log is LOG else logging.WARNING)
        log.propagate = False


def _serve_here(serving: Serving, config: uvicorn.Config, listening: socket.socket) -> None:
    site = open_site(serving)
    try:
        log_to_stderr()
        config.app = application(site)
        server = uvicorn.Server(config)
        site.stopping = lambda: server.should_exit
        gc.freeze()  # what the program consists of stays: a merge makes much garbage, and each look for it went through all
        server.run(sockets=[listening])
    finally:
        site.storage.close()


def _told_to_stop() -> Callable[[], bool]:
    """Whether this worker is to end. Its uvicorn takes the signals before it asks for the application, and tells nobody."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return lambda: isinstance(server, uvicorn.Server) and server.should_exit


def _config(serving: Serving, certificate: tuple[Path, Path] | None) -> uvicorn.Config:
    return uvicorn.Config(
        "sync.server.serving:from_environment",
        factory=serving.workers > 1,
        workers=serving.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="off",
        ws="none",
        http="h11",
        timeout_keep_alive=60,
        timeout_graceful_shutdown=GRACE,
        backlog=2_048,
        proxy_headers=bool(serving.proxies),
        forwarded_allow_ips=list(serving.proxies),
        ssl_certfile=certificate[0] if certificate else None,
        ssl_keyfile=certificate[1] if certificate else None,
        ssl_context_factory=_context if certificate else None,
    )


def _context(_config: uvicorn.Config, make: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = make()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def _listening(serving: Serving) -> Iterator[socket.socket]:
    host = serving.host or ("127.0.0.1" if serving.plain else _EVERYWHERE)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio would leave Nagle's delay on: 40 ms for every answer.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, serving.port))
        except OSError as problem:
            sentence = _("Port {port} of {host} cannot be used: {reason}.")
            raise OutsideError(
                sentence.format(port=serving.port, host=host, reason=problem.strerror or problem)
            ) from problem
        listening.listen(2_048)
        listening.set_inheritable(True)
        yield listening


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Being told to stop is an ordinary end: uvicorn raises the signal once more when it is through."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, lambda *_told: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _started(
    serving: Serving, organisation: str, listening: socket.socket, certificate: tuple[Path, Path] | None
) -> Started:
    host, port = listening.getsockname()[:2]
    hosts = own_names() if ipaddress.ip_address(host).is_unspecified else [host]
    scheme = "http" if serving.plain else "https"
    addresses = tuple(f"{scheme}://{f'[{each}]' if ':' in each else each}:{port}" for each in hosts)
    return Started(organisation, addresses, fingerprint(certificate[0]) if certificate else "")
