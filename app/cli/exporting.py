"""Contacts to files: export by the ending of the name."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.carried_files import Carried
from app.cli.desk import Desk
from app.cli.output import Answer
from app.cli.progress import Interruption, ProgressLine
from app.errors import UserError
from app.exchange.card import Card
from app.exchange.csv_writer import write_csv
from app.exchange.files_beside import files_beside
from app.exchange.vcard_versions import VCardVersion
from app.exchange.vcard_writer import write_vcard
from app.files import FileStore
from app.formatting import counted, file_size, number, percent
from app.full_export import Step, export_everything
from app.services.exporting import export_cards
from app.whole_file import write_whole
from app.workspace import FILES
from resources.i18n import _, ngettext

Writer = Callable[[Sequence[Card], VCardVersion], Iterable[str]]

_WRITERS: dict[str, Writer] = {
    ".vcf": lambda cards, version: (write_vcard(card, version) for card in cards),
    ".csv": lambda cards, _version: write_csv(cards),
}
_WHOLE = ".json"


def write_out(args: Namespace, desk: Desk) -> Answer:
    """Write every contact, and every firm nobody works for, into one file; into a JSON everything there is."""
    target: Path = args.target
    form = target.suffix.lower()
    if form == _WHOLE:
        return _everything(args, desk)
    writer = _WRITERS.get(form)
    if writer is None:
        raise UserError(_("Name a file that ends in .vcf, .csv or .json."))
    with desk.opened(args.workspace) as workspace:
        cards = workspace.ask(export_cards, FileStore(workspace.folder / FILES)).result()
    write_whole(target, (piece.encode("utf-8") for piece in writer(cards, args.version)))
    said = counted("{count} card", "{count} cards", len(cards))
    return Answer({"file": str(target), "cards": len(cards)}, [f"{target}: {said}"])


def _everything(args: Namespace, desk: Desk) -> Answer:
    target: Path = args.target
    with desk.opened(args.workspace) as workspace, Interruption() as interruption, ProgressLine() as line:

        def told(step: Step, count: int, share: int) -> bool:
            line.show(lambda: _progress(step, count, share))
            return not interruption.asked

        done = export_everything(workspace, target, told)
    said = counted("{count} card", "{count} cards", done.cards)
    carried = done.carried
    value: dict[str, object] = {
        "file": str(target), "cards": done.cards, "rows": done.rows, "files": carried.count, "lost": carried.lost,
    }  # fmt: skip
    return Answer(value, [f"{target}: {said}", *_carried_lines(target, carried)])


def _progress(step: Step, count: int, share: int) -> str:
    written, copied = _("Records written: {count} ({share}), Ctrl+C stops"), _("Files copied: {count}, Ctrl+C stops")
    return (written if step == "records" else copied).format(count=number(count), share=percent(share))


def _carried_lines(target: Path, carried: Carried) -> list[str]:
    lines = [
        _("The file “{name}” is missing or damaged and is not in the copy.").format(name=name) for name in carried.lost
    ]
    if not carried.count:
        return lines
    said = ngettext(
        "{count} file, {size}, is in {folder}: keep it beside the export.",
        "{count} files, {size}, are in {folder}: keep it beside the export.",
        carried.count,
    )
    folder = files_beside(target).folder
    return [said.format(count=number(carried.count), size=file_size(carried.size), folder=folder), *lines]
