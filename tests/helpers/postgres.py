"""A PostgreSQL of the tests' own: made in a temporary folder, spoken to through a socket in it, gone at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

NO_POSTGRES = "no PostgreSQL"  # how a test says why it was left out; told loudly at the end of a run
_NAMES = count(1)
_USER = "vizitka"
_PATIENCE = 30.0


class NoPostgresError(Exception):
    """It cannot be had here; the message says why."""


class Cluster:
    """A running server. `kill` ends it as a power cut would; `start` brings it up again."""

    def __init__(self, folder: Path, binaries: Path, account: pwd.struct_passwd | None) -> None:
        self.folder, self._binaries, self._account = folder, binaries, account
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        user, group, groups = self._as_account()
        settings = [f"-c{each}" for each in ("listen_addresses=", "max_connections=120", "fsync=on")]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings],
                stdout=log,
                stderr=log,
                user=user,
                group=group,
                extra_groups=groups,
            )
        patience = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError as problem:
                if time.monotonic() > patience or self._server.poll() is not None:
                    raise NoPostgresError(f"it does not start: {problem}") from problem
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGINT)

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{_USER}@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of an empty one."""
        name = f"test_{next(_NAMES)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def make(self) -> None:
        """Make the cluster's files."""
        command = [str(self._binaries / "initdb"), "-D", str(self.folder / "data"), "-U", _USER, "-A", "trust"]
        user, group, groups = self._as_account()
        made = subprocess.run(
            [*command, "-E", "UTF8", "--locale=C", "--no-sync"],
            capture_output=True,
            check=False,
            user=user,
            group=group,
            extra_groups=groups,
        )
        if made.returncode:
            raise NoPostgresError(f"initdb: {made.stderr.decode(errors='replace').strip()}")

    def _end(self, how: signal.Signals) -> None:
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(how)
            self._server.wait(_PATIENCE)

    def _as_account(self) -> tuple[int | None, int | None, list[int] | None]:
        return (None, None, None) if self._account is None else (self._account.pw_uid, self._account.pw_gid, [])


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server for the length of a test run. Raises NoPostgresError where it cannot be had."""
    binaries = _binaries()
    account = _unprivileged() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="vizitka-pg-"))
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    made = Cluster(folder, binaries, account)
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """Where `initdb` is: on the PATH, or where Debian puts it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise NoPostgresError("there is no initdb (Debian: apt-get install postgresql)")
    return versions[-1].parent


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgresError("it does not run as root, and there is no other account")
