"""The virtual environment: made once, filled from the lock file, left alone while both are as they were."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from installer import lock
from installer.places import VENV
from installer.steps import StepFailedError, Steps, logged, note

STAMP = VENV / "vizitka-installed.txt"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

# What pip says, in the order it is looked for, and what it means for the person.
_MEANINGS = (
    (
        r"DO NOT MATCH THE HASHES",
        "a downloaded file is not the one that was locked: run `pip cache purge`, then this again",
    ),
    (r"No space left on device|not enough space", "the disk is full: free about 2 GB and run this again"),
    (
        r"Retrying \(Retry|NewConnectionError|NameResolutionError|ProxyError|ReadTimeout|Max retries exceeded",
        "the package index did not answer: look at the network, and at `pip config list` for the index that is asked",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "the package index's certificate is not trusted here: look at ca-certificates and at pip's `cert` setting",
    ),
    (
        r"No matching distribution found",
        "the index that pip asks (`pip config list`) has no file of it for this Python and system",
    ),
)


def provide(steps: Steps, *, with_tests: bool) -> None:
    """Make `.venv` hold exactly what the lock file says; a second time it only looks."""
    with steps.step("Python environment .venv") as tell:
        if _works():
            tell("there already")
        else:
            _make()
    sections = lock.read()
    requirements = lock.wanted(sections, with_tests=with_tests)
    title = "Libraries of the program and its tests" if with_tests else "Libraries of the program"
    with steps.step(title) as tell:
        if is_stamped(lock.fingerprint(requirements)):
            tell("as locked already")
        else:
            tell(f"{len(requirements)} locked; the first time about 300 MB come over the network")
            STAMP.unlink(missing_ok=True)
            _install(requirements)
            # What the tests need contains what the program needs.
            marks = {lock.fingerprint(requirements), lock.fingerprint(sections["runtime"])}
            STAMP.write_text("\n".join(sorted(marks)) + "\n", encoding="utf-8")


def is_stamped(fingerprint: str, stamp: Path = STAMP) -> bool:
    """Whether these very requirements were installed here and nothing was begun since."""
    return stamp.exists() and fingerprint in stamp.read_text(encoding="utf-8").split()


def meaning(answer: str) -> str:
    """One sentence for what pip answered: what, where, what to do."""
    named = re.search(r"No matching distribution found for ([^\s(]+)", answer)
    for pattern, sentence in _MEANINGS:
        if re.search(pattern, answer):
            return f"pip could not install {named[1] if named else 'a library'}: {sentence}"
    errors = [line.removeprefix("ERROR: ") for line in answer.splitlines() if line.startswith("ERROR: ")]
    return f"pip could not install the libraries: {errors[-1].rstrip('.') if errors else 'it gave no reason'}"


def _works() -> bool:
    """Whether `.venv` has a running Python of this version and pip; a half-made or moved one has not."""
    if not PYTHON.exists():
        return False
    question = "import pip, sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.split() in (["3", "11"], ["3", "12"], ["3", "13"])


def _make() -> None:
    code, answer = logged([sys.executable, "-m", "venv", "--clear", str(VENV)], "venv")
    if code == 0:
        return
    if "ensurepip" in answer:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise StepFailedError(
            f"this Python cannot make .venv without ensurepip: install {package}, then run this again."
        )
    last = (answer.strip().splitlines() or ["it gave no reason"])[-1]
    raise StepFailedError(f".venv could not be made ({last}): the whole answer is in build/logs/venv.log.", code)


def _install(requirements: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        # The lock is complete, so nothing is resolved; every file is a wheel, so nothing is built.
        command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
        command += ["--progress-bar=off", "-r", str(listed)]
        settings = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
        code, answer = logged(command, "pip", settings, _show_download)
    if code:
        raise StepFailedError(f"{meaning(answer)}; the whole answer is in build/logs/pip.log.", code)


def _show_download(line: str) -> None:
    if found := re.match(r"\s+Downloading (?:\S*/)?(\S+\.whl)\S* \(([^)]+)\)", line):
        note(f"{found[1]}, {found[2]}")
    elif line.startswith("Installing collected packages"):
        note("unpacking")
