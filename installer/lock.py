"""The one lock file: exact versions and hashes, a section for the program and one for its tests.

Only `relock` needs uv; installing needs pip alone. No index address stands in the file: pip asks the index it is set
up with, and the hashes say whether what came is what was meant.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from installer.places import LOCK, ROOT, VENV
from installer.steps import StepFailedError, Steps

Section = Literal["runtime", "test"]
Sections = dict[Section, list[str]]

HEADER = (
    "# Exact versions with the hash of every file they may come in. Written by `python3 -m installer lock`\n"
    "# from pyproject.toml; not by hand. The program needs the first section, its tests need both.\n"
)
# num2words, an oracle of the tests, wants docopt for its command line only; docopt comes as source alone, and
# nothing here is built from source.
_LEFT_OUT = ("docopt",)
_MARK = re.compile(r"^# \[(runtime|test)\]$")


def read(lock: Path = LOCK) -> Sections:
    """The requirements of both sections, each entry with its hashes as pip reads it."""
    try:
        text = lock.read_text(encoding="utf-8")
    except OSError as problem:
        raise StepFailedError(f"{lock.name} cannot be read: {problem}.") from problem
    sections: Sections = {"runtime": [], "test": []}
    section: Section = "runtime"
    for line in text.splitlines():
        if mark := _MARK.match(line):
            section = "test" if mark[1] == "test" else "runtime"
        elif line.startswith("    --hash="):
            sections[section][-1] += f"\n{line}"
        elif line and not line.startswith("#"):
            sections[section].append(line)
    return sections


def wanted(sections: Sections, *, with_tests: bool) -> list[str]:
    """What to install."""
    return sections["runtime"] + (sections["test"] if with_tests else [])


def fingerprint(requirements: list[str]) -> str:
    """A short text that differs whenever the requirements do."""
    return hashlib.sha256("\n".join(requirements).encode()).hexdigest()


def relock(steps: Steps) -> int:
    """Resolve pyproject.toml anew for every platform; versions already locked stay where they still fit."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV / ("Scripts" if sys.platform == "win32" else "bin")))
    if uv is None:
        raise StepFailedError("uv, which resolves for every platform at once, is not on the PATH: pip install uv.")
    with steps.step("requirements.lock") as note, tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "everything.txt"
        if LOCK.exists():
            everything.write_text("\n".join(wanted(read(), with_tests=True)), encoding="utf-8")
        _compile(uv, everything, "--group", "test")
        runtime = Path(folder) / "runtime.txt"
        _compile(uv, runtime, "--constraint", str(everything))
        write(read(everything)["runtime"], read(runtime)["runtime"])
        sections = read()
        note(f"{len(sections['runtime'])} libraries for the program, {len(sections['test'])} more for its tests")
    return 0


def write(everything: list[str], runtime: list[str], lock: Path = LOCK) -> None:
    """Write the lock file: the program's section, then what only the tests need."""
    heads = {entry.split("\n", 1)[0] for entry in runtime}
    only_tests = [entry for entry in everything if entry.split("\n", 1)[0] not in heads]
    parts = [HEADER, "\n# [runtime]\n", *(f"{entry}\n" for entry in runtime)]
    parts += ["\n# [test]\n", *(f"{entry}\n" for entry in only_tests)]
    lock.write_text("".join(parts), encoding="utf-8", newline="\n")


def _compile(uv: str, out: Path, *options: str) -> None:
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", *options]
    for package in _LEFT_OUT:
        command += ["--no-emit-package", package]
    finished = subprocess.run([*command, "pyproject.toml", "--output-file", str(out)], cwd=ROOT, check=False)
    if finished.returncode:
        raise StepFailedError("uv could not resolve pyproject.toml; its own words stand above.", finished.returncode)
