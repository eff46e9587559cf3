"""A disk that fails: SQLite's own calls to the system are taken over, and one of those to files of a folder says EIO.

Writing, shortening and removing can fail so; what waits for the disk (fsync) is not among the calls SQLite lets be replaced.
"""

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

_POSSIBLE = hasattr(os, "readlink") and Path("/proc/self/fd").exists()
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_CUT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)
_FORMS: dict[str, Any] = {"pwrite": _WRITE, "pwrite64": _WRITE, "ftruncate": _CUT}


def possible() -> bool:
    """Whether this system tells which file a number means."""
    return _POSSIBLE


@dataclass
class Disk:
    """Counts the calls; the one of this number fails, alone or with all after it."""

    folder: Path
    failing: int = -1
    for_good: bool = False
    calls: int = 0
    failed: int = 0

    def fails(self, descriptor: int) -> bool:
        """Whether this call does."""
        try:
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
        except OSError:
            return False
        if self.folder not in path.parents:
            return False
        now, self.calls = self.calls, self.calls + 1
        fails = self.failing >= 0 and (now == self.failing or (self.for_good and now > self.failing))
        self.failed += fails
        return fails


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """The disk under every SQLite of this process, for the length of a block."""
    system = apsw.VFS("failing-disk", "unix")
    kept = []
    try:
        for name, form in _FORMS.items():
            address = system.xGetSystemCall(name)
            if address:
                call = _taken_over(form, form(address), disk)
                kept.append((name, call))
                system.xSetSystemCall(name, ctypes.cast(call, ctypes.c_void_p).value or 0)
        yield disk
    finally:
        for name, _call in kept:
            system.xSetSystemCall(name, 0)
        system.unregister()


def _taken_over(form: Any, honest: Callable[..., int], disk: Disk) -> Any:
    def call(descriptor: int, *values: int) -> int:
        if disk.fails(descriptor):
            ctypes.set_errno(errno.EIO)
            return -1
        found = honest(descriptor, *values)
        return int(found)

    return form(call)
