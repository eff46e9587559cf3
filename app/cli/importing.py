"""Contacts from files: import, with its progress, its report and Ctrl+C."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.desk import Desk
from app.cli.output import Answer, columns, cut
from app.cli.progress import Interruption, ProgressLine
from app.collector import collector_at_rest
from app.command import Sender
from app.errors import OutsideError, UserError
from app.exchange.detect import Reader, open_reader
from app.exchange.refusals import refusals_table
from app.files import FileStore
from app.formatting import number, percent
from app.services.importing import ImportCancelled, ImportOutcome, import_cards, import_file, journal_left
from app.whole_file import write_whole
from app.workspace import FILES
from resources.i18n import _, ngettext


def bring_in(args: Namespace, desk: Desk) -> Answer:
    """Bring in the contacts of files: one change, one undo; every refused record is told with its reason."""
    if args.report is not None and not args.report.absolute().parent.is_dir():
        raise UserError(_("There is no folder {folder} for the report.").format(folder=args.report.absolute().parent))
    readers = [_reader(path) for path in args.files]
    names = _names(args.files)
    sources = [import_file(name, reader, path) for name, reader, path in zip(names, readers, args.files, strict=True)]
    with (
        desk.opened(args.workspace) as workspace,
        Interruption() as interruption,
        ProgressLine() as line,
        collector_at_rest(),
    ):

        def go_on(records: int) -> bool:
            line.show(lambda: _progress(readers, records))
            return not interruption.asked

        try:
            outcome = workspace.do_as(
                Sender(source="import"),
                import_cards,
                sources,
                FileStore(workspace.folder / FILES),
                region=desk.settings.phone_region,
                progress=go_on,
            ).result()
        except ImportCancelled as stopped:
            raise UserError(_("The import was stopped; nothing of it is kept.")) from stopped
    if args.report is not None:
        write_whole(args.report, [refusals_table(outcome.refused)])
    return Answer(_value(outcome), _lines(outcome))


def _progress(readers: Sequence[Reader], records: int) -> str:
    done = sum(reader.progress.done for reader in readers)
    total = sum(reader.progress.total for reader in readers) or 1
    text = _("Records read: {count} ({share}), Ctrl+C stops")
    return text.format(count=number(records), share=percent(done * 100 // total))


def _reader(path: Path) -> Reader:
    try:
        return open_reader(path)
    except UserError as error:
        raise UserError(_("{file}: {reason}").format(file=path, reason=error)) from error
    except OutsideError as error:
        reason = getattr(error.__cause__, "strerror", None) or str(error)
        raise OutsideError(_("{file}: {reason}").format(file=path, reason=reason)) from error


def _names(paths: Sequence[Path]) -> list[str]:
    """The names of files, with their folders where two are called alike."""
    names = [path.name for path in paths]
    return names if len(set(names)) == len(names) else [str(path) for path in paths]


def _value(outcome: ImportOutcome) -> dict[str, object]:
    return {
        "read": outcome.read,
        "created": outcome.created,
        "updated": outcome.updated,
        "skipped": outcome.skipped,
        "others": outcome.others,
        "files": outcome.files,
        "journals": [{"file": file, "entries": count} for file, count in outcome.journals],
        "lost": [{"file": file, "name": name} for file, name in outcome.lost],
        "refused": [
            {"file": file, "record": one.record, "line": one.line, "reason": one.reason, "excerpt": one.excerpt}
            for file, one in outcome.refused
        ],
        "warnings": [
            {"file": file, "record": record, "warning": sentence} for file, record, sentence in outcome.warnings
        ],
    }


def _lines(outcome: ImportOutcome) -> list[str]:
    summary = [
        (_("Read"), number(outcome.read)),
        (_("Created"), number(outcome.created)),
        (_("Updated"), number(outcome.updated)),
        (_("Known already"), number(outcome.skipped)),
        (_("Not taken"), number(len(outcome.refused))),
    ]
    if outcome.others:
        summary.append((_("Other records"), number(outcome.others)))
    if outcome.files:
        summary.append((_("Files"), number(outcome.files)))
    lines = columns(summary)
    missing = _("{file}: the file “{name}” is not in the folder beside it.")
    lines += cut(outcome.lost, lambda one: missing.format(file=one[0], name=one[1]))
    lines += [journal_left(file, count) for file, count in outcome.journals]
    refused = _("{file}, record {record}, line {line}: {reason}")
    lines += cut(
        outcome.refused,
        lambda one: refused.format(file=one[0], record=one[1].record, line=one[1].line, reason=one[1].reason),
    )
    if outcome.warnings:
        count = len(outcome.warnings)
        text = ngettext("{count} record was read with a remark:", "{count} remarks:", count)
        lines.append(text.format(count=number(count)))
        remark = _("{file}, record {record}: {remark}")
        lines += cut(outcome.warnings, lambda one: remark.format(file=one[0], record=one[1], remark=one[2]))
    return lines
