"""Compiles a text catalogue when its compiled form is missing or older, so that no build step can be forgotten."""

import contextlib
import io
from pathlib import Path
from typing import BinaryIO


def compiled(po: Path) -> BinaryIO:
    """The compiled form of `po` as an open binary stream; written beside it where the folder allows."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        return mo.open("rb")
    content = _compile(po)
    with contextlib.suppress(OSError):  # a read-only installation: compile in memory each time
        mo.write_bytes(content)
    return io.BytesIO(content)


def _compile(po: Path) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only needed when a catalogue changed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()
