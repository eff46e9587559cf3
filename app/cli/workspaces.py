"""The workspace as a whole: new, demo, backup, check, shots."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from app import restoring
from app.bootstrap import create_workspace, render_shots
from app.cli.desk import Desk
from app.cli.output import Answer, columns
from app.cli.progress import Interruption, ProgressLine
from app.cli.words import kind_word
from app.demo.load import load_demo
from app.formatting import counted, file_size, number
from app.services import records
from app.whole_folder import made_whole
from models.kinds import Kind
from resources.i18n import _, language, ngettext


def new(args: Namespace, desk: Desk) -> Answer:
    """Make an empty workspace, its lists in the language spoken."""
    folder = args.workspace.absolute()
    create_workspace(folder, language(), clock=desk.clock).close()
    return Answer({"workspace": str(folder)}, [_("The workspace is in {folder}.").format(folder=folder)])


def demo(args: Namespace, desk: Desk) -> Answer:
    """Make a workspace of made-up people, firms, talks, plans, deals and offers; interrupted, nothing of it is left."""
    folder: Path = args.workspace.absolute()
    size = args.contacts, args.history, args.seed
    with made_whole(folder), Interruption() as interruption, ProgressLine() as line:

        def told(kind: str, made: int, _share: int) -> bool:
            if kind:
                line.show(lambda: _made(kind, made))
            return not interruption.asked

        with closing(create_workspace(folder, language(), clock=desk.clock)) as workspace:
            load_demo(workspace, *size, desk.now.date(), language(), told, zone=desk.zone)
            counts = workspace.ask(records.counts).result()
    said = _("The workspace is in {folder}.").format(folder=folder)
    return Answer({"workspace": str(folder), "counts": counts}, [said, *_counted(counts)])


def backup(args: Namespace, desk: Desk) -> Answer:
    """Copy the workspace, reopen the copy, check and count it."""
    with desk.opened(args.workspace) as workspace:
        made = workspace.backup().result()
    said = _("{file}, {size}").format(file=made.path, size=file_size(made.size))
    value = {
        "file": str(made.path), "size": made.size, "counts": made.counts,
        "files": made.files, "new_files": made.fresh_files, "files_size": made.files_size, "lost": list(made.lost),
    }  # fmt: skip
    return Answer(value, [said, *_counted(made.counts), *_files_said(made.files, made.fresh_files, made.files_size),
                          *_lost_said(made.lost)])  # fmt: skip


def restore(args: Namespace, _desk: Desk) -> Answer:
    """Make a workspace of a backup, in a folder of its own."""
    folder: Path = args.workspace.absolute()
    made = restoring.restore(args.copy, folder)
    said = [_("The workspace is in {folder}.").format(folder=folder), *_counted(made.counts)]
    if made.files:
        said.append(counted("{count} file", "{count} files", made.files))
    missing = [_("The file “{name}” is not in the backup.").format(name=name) for name in made.lost]
    value = {"workspace": str(folder), "counts": made.counts, "files": made.files, "lost": list(made.lost)}
    return Answer(value, [*said, *missing])


def check(args: Namespace, desk: Desk) -> Answer:
    """Look whether the workspace is sound."""
    with desk.opened(args.workspace) as workspace:
        report = workspace.check(rebuild_index=args.rebuild_index).result()
    value = {"sound": report.sound, "problems": report.problems, "counts": report.counts}
    if report.sound:
        return Answer(value, [_("The workspace is sound."), *_counted(report.counts)])
    found = len(report.problems)
    problem = ngettext("{count} problem is found.", "{count} problems are found.", found).format(count=number(found))
    return Answer(value, report.problems, problem)


def shots(args: Namespace, _desk: Desk) -> Answer:
    """Draw the sections of the window."""
    made = render_shots(
        args.workspace,
        args.folder,
        lang=language(),
        theme=args.theme,
        scale=args.scale,
        section=args.section,
    )
    files = [str(path) for path in made]
    return Answer({"files": files}, files)


def _made(kind: str, count: int) -> str:
    return _("{kind}: {count}").format(kind=kind_word(kind), count=number(count))


def _files_said(count: int, fresh: int, size: int) -> list[str]:
    if not count:
        return []
    said = ngettext(
        "{count} file beside it, {size}; {fresh} new.", "{count} files beside it, {size}; {fresh} new.", count
    )
    return [said.format(count=number(count), size=file_size(size), fresh=number(fresh))]


def _lost_said(names: Sequence[str]) -> list[str]:
    return [_("The file “{name}” is missing or damaged and is not in the copy.").format(name=name) for name in names]


def _counted(counts: Mapping[str, int]) -> list[str]:
    kinds = set(Kind)
    rows = [(kind_word(kind), number(count)) for kind, count in counts.items() if kind in kinds and count]
    return columns(rows) if rows else []
