"""Contacts to files: export by the ending of the name."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.carried_files import Carried
from app.cli.desk import Desk
from app.cli.output import Answer
from app.errors import UserError
from app.exchange.card import Card
from app.exchange.csv_writer import write_csv
from app.exchange.files_beside import carry_out, files_beside
from app.exchange.json_writer import write_json
from app.exchange.vcard_versions import VCardVersion
from app.exchange.vcard_writer import write_vcard
from app.files import FileStore
from app.formatting import counted, file_size, number
from app.services.exporting import export_cards, export_contents, export_records
from app.whole_file import write_whole
from app.workspace import FILES
from resources.i18n import _, ngettext

Writer = Callable[[Sequence[Card], VCardVersion], Iterable[str]]

_WRITERS: dict[str, Writer] = {
    ".vcf": lambda cards, version: (write_vcard(card, version) for card in cards),
    ".csv": lambda cards, _version: write_csv(cards),
    ".json": lambda cards, _version: write_json(cards),
}


def write_out(args: Namespace, desk: Desk) -> Answer:
    """Write every contact, and every firm nobody works for, into one file."""
    target: Path = args.target
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UserError(_("Name a file that ends in .vcf, .csv or .json."))
    with desk.opened(args.workspace) as workspace:
        cards = workspace.ask(export_cards, FileStore(workspace.folder / FILES)).result()
        whole = target.suffix.lower() == ".json"
        records = workspace.ask(export_records).result() if whole else {}
        contents = workspace.ask(export_contents).result() if whole else {}
    carried = carry_out(target, FileStore(args.workspace / FILES), contents)
    pieces = write_json(cards, records) if records else writer(cards, args.version)
    write_whole(target, (piece.encode("utf-8") for piece in pieces))
    said = counted("{count} card", "{count} cards", len(cards))
    value: dict[str, object] = {"file": str(target), "cards": len(cards)}
    if whole:
        value |= {"files": carried.count, "lost": carried.lost}
    return Answer(value, [f"{target}: {said}", *_carried_lines(target, carried)])


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
