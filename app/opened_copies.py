"""Kept files as other programs are given them: a copy under the file's own name, read-only, gone when the program ends."""

import atexit
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePath

from app.errors import UserError
from app.whole_file import write_whole
from resources.i18n import _

LONGEST = 200  # bytes of a name: file systems take 255, and a temporary file needs some for itself
_BARRED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
# What a system runs instead of showing it.
_PROGRAMS = frozenset({
    ".app", ".appimage", ".application", ".bat", ".cmd", ".com", ".command", ".cpl", ".desktop", ".exe", ".hta", ".jar",
    ".js", ".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".ps1", ".py", ".reg", ".scr", ".sh", ".url", ".vb", ".vbe",
    ".vbs", ".wsf", ".wsh",
})  # fmt: skip


def file_name(name: str) -> str:
    """A name every system takes: what is barred becomes "_", what is too long is cut before its ending."""
    plain = _BARRED.sub("_", name).strip().rstrip(".")
    if _RESERVED.match(plain) or not plain:
        plain = f"_{plain}"
    ending = PurePath(plain).suffix
    if len(ending.encode()) > LONGEST // 4:
        ending = ""
    stem = plain.removesuffix(ending).encode()[: LONGEST - len(ending.encode())].decode(errors="ignore")
    return stem + ending


def opened_copy(pieces: Iterable[bytes], digest: str, name: str) -> Path:
    """Lay a copy for another program to open; the same file opened twice is laid once.

    Raises:
        UserError: it is a program, which nobody starts by looking at a card.
        OutsideError: the disk refused.
    """
    if PurePath(name).suffix.lower() in _PROGRAMS:
        raise UserError(_("“{name}” is a program: save it first, then start it yourself.").format(name=name))
    target = _folder() / digest[:16] / file_name(name)
    if not target.exists():
        target.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(target, pieces)
        target.chmod(stat.S_IRUSR)
    return target


@cache
def _folder() -> Path:
    """A folder nobody else may look into, made when first needed."""
    made = Path(tempfile.mkdtemp(prefix="vizitka-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
