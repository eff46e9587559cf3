"""Contacts to files: export by the ending of the name."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.cli.desk import Desk
from app.cli.output import Answer
from app.errors import UserError
from app.exchange.card import Card
from app.exchange.csv_writer import write_csv
from app.exchange.json_writer import write_json
from app.exchange.vcard_versions import VCardVersion
from app.exchange.vcard_writer import write_vcard
from app.files import FileStore
from app.formatting import counted
from app.services.exporting import export_cards, export_records
from app.whole_file import write_whole
from app.workspace import FILES
from resources.i18n import _

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
        records = workspace.ask(export_records).result() if target.suffix.lower() == ".json" else {}
    pieces = write_json(cards, records) if records else writer(cards, args.version)
    write_whole(target, (piece.encode("utf-8") for piece in pieces))
    said = counted("{count} card", "{count} cards", len(cards))
    return Answer({"file": str(target), "cards": len(cards)}, [f"{target}: {said}"])
