"""`test`, `check` and `texts`: the tools of the virtual environment, one step each."""

import os
import sys

from installer import debian, environment
from installer.steps import StepFailedError, Steps, shown

NOTHING_COLLECTED = 5  # pytest's exit code

_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "HYPOTHESIS_PROFILE": "ci"}
_XCB = {**_OFFSCREEN, "QT_QPA_PLATFORM": "xcb"}
# Each file's tests stay together; more than four at once gain nothing and want memory.
_AT_ONCE = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
_CONTRACTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"


def test(steps: Steps) -> int:
    """Set up with the test tools and run everything; the first step that fails ends it."""
    debian.provide(steps, debian.OFFSCREEN + debian.WINDOW + debian.TESTS)
    environment.provide(steps, with_tests=True)
    _static(steps)
    _tool(steps, "Tests, offscreen", ["pytest", *_AT_ONCE, "-m", "not slow and not xcb"], _OFFSCREEN)
    if sys.platform == "linux":
        # Xvfb is started by the plugin that is switched off in pyproject.toml for every other run.
        command = ["pytest", "-p", "xvfb", "-m", "xcb and not slow"]
        _tool(steps, "Tests on an X server (Xvfb)", command, _XCB, fine=(0, NOTHING_COLLECTED))
    steps.finish()
    return 0


def check(steps: Steps) -> int:
    """Set up with the test tools and run what answers within a minute or two."""
    debian.provide(steps, debian.OFFSCREEN)
    environment.provide(steps, with_tests=True)
    _static(steps)
    command = ["pytest", "-q", *_AT_ONCE, "-m", "not slow and not xcb", "tests/unit", "tests/architecture"]
    _tool(steps, "Unit and architecture tests", command, _OFFSCREEN)
    steps.finish()
    return 0


def texts(steps: Steps) -> int:
    """Gather the texts of all packages into the catalogue."""
    environment.provide(steps, with_tests=True)
    _tool(steps, "Texts", ["installer.texts"])
    return 0


def _static(steps: Steps) -> None:
    _tool(steps, "Lint (ruff check)", ["ruff", "check", "."])
    _tool(steps, "Format (ruff format)", ["ruff", "format", "--check", "."])
    _tool(steps, "Types (mypy)", ["mypy"])
    with steps.step("Import contracts (import-linter)"):
        _expect(shown([str(environment.PYTHON), "-c", _CONTRACTS], "import-linter"), "import-linter")


def _tool(
    steps: Steps, title: str, command: list[str], settings: dict[str, str] | None = None, fine: tuple[int, ...] = (0,)
) -> None:
    with steps.step(title):
        _expect(shown([str(environment.PYTHON), "-m", *command], command[0], settings), title, fine)


def _expect(code: int, what: str, fine: tuple[int, ...] = (0,)) -> None:
    if code not in fine:
        raise StepFailedError(f"{what}: failed with code {code}; what it found stands above.", code)
