"""Cards into one file of a chosen form, whole or not at all, told how far it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.exchange.card import Card
from app.exchange.csv_writer import write_csv
from app.exchange.vcard_versions import VCardVersion
from app.exchange.vcard_writer import write_vcard
from app.whole_file import write_whole
from resources.i18n import _

ExportFormat = Literal["vcf", "csv"]
_EVERY = 100  # pieces between two words about the progress


def save_cards(
    path: Path,
    form: ExportFormat,
    cards: Sequence[Card],
    version: VCardVersion = "3.0",
    told: Callable[[int], bool] = lambda _pieces: True,
) -> int:
    """Write the cards and say how many there are; `told` hears of the pieces written and answers whether to go on.

    Raises:
        UserError: it was told to stop; an earlier file of that name is still there.
        OutsideError: the disk refused; likewise.
    """
    write_whole(path, (piece.encode("utf-8") for piece in _watched(_pieces(form, cards, version), told)))
    return len(cards)


def _pieces(form: ExportFormat, cards: Sequence[Card], version: VCardVersion) -> Iterable[str]:
    return (write_vcard(card, version) for card in cards) if form == "vcf" else write_csv(cards)


def _watched(pieces: Iterable[str], told: Callable[[int], bool]) -> Iterator[str]:
    for count, piece in enumerate(pieces, 1):
        if count % _EVERY == 0 and not told(count):
            raise UserError(_("The export was stopped; no file was written."))
        yield piece
