"""Debian's packages: what Qt, the tests and Python's own `venv` need, and how to get them.

Other systems bring these libraries with them, or name them otherwise: there this module does nothing.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

from installer.steps import StepFailedError, Steps, logged

OFFSCREEN = ("libegl1", "libgl1", "libglib2.0-0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1")
WINDOW = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
TESTS = ("xvfb", "xauth", "libxtst6", "dbus-daemon", "libnotify-bin", "poppler-utils", "postgresql")

_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
# Another package tool at work (a fresh machine updates itself) is waited for instead of failed on.
_APT_GET = ("apt-get", "-o", "DPkg::Lock::Timeout=120", "-y")


def provide(steps: Steps, wanted: Iterable[str]) -> None:
    """Install those of `wanted` (and what `venv` lacks) that are missing; as somebody but root, name them."""
    if not (sys.platform == "linux" and shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    with steps.step("Debian packages") as note:
        missing = absent((*venv_package(), *wanted), _installed())
        if not missing:
            note("all there already")
            return
        note(f"{len(missing)} missing: {' '.join(missing)}")
        if os.geteuid() != 0:
            raise StepFailedError(
                "these Debian packages are missing and only root may install them: run "
                f"`apt-get install {' '.join(missing)}` as root, then this again."
            )
        _apt_get("update", "update")
        _apt_get("install", "install", "--no-install-recommends", *missing)


def absent(wanted: Iterable[str], installed: frozenset[str]) -> tuple[str, ...]:
    """Those of `wanted` that are not installed, in their order."""
    return tuple(package for package in wanted if package not in installed)


def venv_package() -> tuple[str, ...]:
    """The package this Python's `venv` lacks: Debian splits `ensurepip` off into one of its own."""
    if importlib.util.find_spec("ensurepip"):
        return ()
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def names_of(dpkg_listing: str) -> frozenset[str]:
    """Installed and provided names in lines of `status|package|provides` (a renamed package provides its old name)."""
    names: set[str] = set()
    for line in dpkg_listing.splitlines():
        status, package, provides = line.split("|", 2)
        if status.strip() == "ii":
            names.add(package)
            names.update(word.split()[0] for word in provides.split(",") if word.strip())
    return frozenset(names)


def _installed() -> frozenset[str]:
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}|${Provides}\n"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return names_of(listing.stdout)


def _apt_get(log: str, *arguments: str) -> None:
    code, answer = logged([*_APT_GET, *arguments], f"apt-{log}", _QUIET)
    if code == 0:
        return
    complaints = [line.removeprefix("E: ") for line in answer.splitlines() if line.startswith("E: ")]
    reason = complaints[0].rstrip(".") if complaints else f"it ended with code {code}"
    raise StepFailedError(
        f"apt-get {arguments[0]} failed ({reason}): look at the network and at /etc/apt/sources.list*, then run "
        f"this again; the whole answer is in build/logs/apt-{log}.log.",
        code,
    )
