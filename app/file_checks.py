"""The files beside a workspace looked after: each one that a record names is there and sound, and in the backups too."""

from dataclasses import replace

from app.carried_files import carry
from app.files import FileStore
from app.paths import FILES
from app.records.contents import named_contents
from models.store import sync_marks
from models.store.backup import BackupReport
from models.store.checks import CheckReport
from models.store.copies import Told
from models.store.transaction import Raw
from resources.i18n import _


def with_files(made: BackupReport, files: FileStore, raw: Raw, told: Told | None = None) -> BackupReport:
    """Carry every content into the folder beside a finished backup, and count them.

    Also what no record names now: it comes back with an undo.

    Raises:
        UserError: `told` answered no; the copy of the records is kept.
        OutsideError: the disk refused; the copy of the records is kept.
    """
    named, present = named_contents(raw), set(files.all())
    if sync_marks.joined(raw):  # what nobody has looked at here yet lies in the office
        named = {digest: name for digest, name in named.items() if digest in present}
    beside = FileStore(made.path.parent / FILES)
    wanted = sorted(present | named.keys())
    carried = carry(files, beside, wanted, link=True, told=lambda done: told is None or told(done, len(wanted)))
    lost = tuple(sorted({named.get(digest, digest) for digest in carried.lost}))
    return replace(made, files=carried.count, fresh_files=carried.fresh, files_size=carried.size, lost=lost)


def check_files(report: CheckReport, files: FileStore, raw: Raw) -> None:
    """Add to a report how many files the records name, and which of them are missing or damaged; reads them all.

    Where an office keeps them too, one that nobody has looked at here is not missing: it is fetched when it is wanted.
    """
    elsewhere = sync_marks.joined(raw)
    named = named_contents(raw)
    if named:
        report.counts["file"] = len(named)
    for digest, name in named.items():
        if not files.holds(digest):
            if elsewhere:
                continue
            report.problems.append(_("The file “{name}” is missing from the workspace.").format(name=name))
        elif not files.sound(digest):
            report.problems.append(_("The file “{name}” is damaged.").format(name=name))
