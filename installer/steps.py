"""Plain lines saying what is being done and how long it took, and the running of other programs."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from installer.places import LOGS, ROOT

LIMIT = 780  # seconds: with the set-up before it, nothing here may take a quarter of an hour
_GRACE = 20  # seconds a program has to say what it found so far


class StepFailedError(Exception):
    """A step that cannot go on: one sentence saying what, where and what to do, and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code or 1


@dataclass(slots=True)
class Steps:
    """The steps of one run, numbered, timed and summed up."""

    started: float = field(default_factory=time.monotonic)
    count: int = 0

    @contextmanager
    def step(self, title: str) -> Iterator[Callable[[str], None]]:
        """Announce a step and time it; what is handed out prints a line below the step's own."""
        self.count += 1
        say(f"[{self.count}] {title}")
        began = time.monotonic()
        try:
            yield note
        except StepFailedError:
            note(f"failed after {seconds_since(began)}")
            raise
        note(f"done in {seconds_since(began)}")

    def finish(self) -> None:
        """Say that every step passed."""
        say(f"All {self.count} steps done in {seconds_since(self.started)}.")


def say(line: str) -> None:
    """Print a line at once, so that a log read while it grows is true."""
    print(line, flush=True)


def note(line: str) -> None:
    """Print a line that belongs to the step above it."""
    say(f"    {line}")


def seconds_since(moment: float) -> str:
    """The time since `moment` for a step line."""
    return f"{time.monotonic() - moment:.1f} s"


def shown(
    command: Sequence[str],
    what: str,
    environment: Mapping[str, str] | None = None,
    limit: float | None = LIMIT,
) -> int:
    """Run a program whose output the person sees as it comes; its exit code is the answer."""
    try:
        with _listening():
            running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})})
    except OSError as problem:
        raise StepFailedError(f"{what} could not be started: {problem}.") from problem
    with running:
        try:
            return running.wait(limit)
        except subprocess.TimeoutExpired as late:
            _stop(running)
            raise StepFailedError(
                f"{what} did not end within {late.timeout / 60:.0f} minutes and was stopped."
            ) from late
        except BaseException:
            running.kill()
            raise


@contextmanager
def _listening() -> Iterator[None]:
    """Start programs that hear Ctrl+C: what a shell runs beside itself does not, and passes that on."""
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(running: "subprocess.Popen[bytes]") -> None:
    """End a program as Ctrl+C would, so that it tells what it found; one that does not listen is killed."""
    running.send_signal(signal.SIGINT) if os.name == "posix" else running.terminate()
    try:
        running.wait(_GRACE)
    except subprocess.TimeoutExpired:
        running.kill()


def logged(
    command: Sequence[str],
    log: str,
    environment: Mapping[str, str] | None = None,
    echo: Callable[[str], None] = lambda _line: None,
) -> tuple[int, str]:
    """Run a talkative program into `build/logs/<log>.log`; `echo` sees each line and may show some of them."""
    LOGS.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    try:
        with (
            (LOGS / f"{log}.log").open("w", encoding="utf-8") as record,
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            ) as process,
        ):
            for line in process.stdout or ():
                record.write(line)
                lines.append(line)
                echo(line.rstrip())
    except OSError as problem:
        raise StepFailedError(f"{command[0]} could not be started: {problem}.") from problem
    return process.returncode, "".join(lines)
