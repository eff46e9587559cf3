"""The files of a full export: a folder beside the JSON, `NAME-files/`, that holds each content once under its hash.

A folder, and not letters within the JSON: a file is copied in pieces, whatever its size, and opens as it is. The
photos of people are in their cards, for other programs too.
"""

from collections.abc import Mapping
from pathlib import Path

from app.carried_files import Carried, Told, carry
from app.files import FileStore


def files_beside(export: Path) -> FileStore:
    """The folder of the files that belong to an export."""
    return FileStore(export.with_name(f"{export.stem}-files"))


def carry_out(export: Path, files: FileStore, contents: Mapping[str, str], told: Told = lambda _done: True) -> Carried:
    """Copy contents (by hash, with the names people gave them) beside an export; `lost` are names.

    Raises:
        UserError: `told` answered no.
        OutsideError: the disk refused.
    """
    if not export.absolute().parent.is_dir():
        return Carried()  # the export itself says so
    carried = carry(files, files_beside(export), contents, told=told)
    carried.lost = [contents[digest] for digest in carried.lost]
    return carried


def carry_back(
    beside: FileStore, files: FileStore, contents: Mapping[str, str], told: Told = lambda _done: True
) -> Carried:
    """Bring contents of an export into the folder of a workspace; what lies there already is not missed. `lost` are names.

    Raises:
        UserError: `told` answered no.
        OutsideError: the disk refused.
    """
    carried = carry(beside, files, contents, told=told)
    carried.lost = [contents[digest] for digest in carried.lost]
    return carried
