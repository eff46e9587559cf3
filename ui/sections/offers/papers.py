"""The offer out of the house: as a PDF file, as a draft of a letter, on a printer. All of it away from the window's thread.

What takes longer than one waits gladly for says beside a button of the offer how far it is, and is stopped there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import OutsideError, UserError
from app.views.offers import OfferCard, OfferId
from resources.i18n import Language, _, speaking
from ui.context import UiContext
from ui.dialogs.long_work import GoOn, LongWork, make_long
from ui.sections.offers.states import numbered

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.documents.offer_paper import OfferPaper
    from ui.printing.pages import PdfPages

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # what a file name cannot hold on one system or another
_LONGEST = 120
_PIECE = 1 << 16  # bytes written between two looks whether to go on
T = TypeVar("T")
Ending = Literal["printed", "stopped", "refused"]


def file_name(card: OfferCard, ending: str = ".pdf") -> str:
    """What the file of an offer is called: number, version, for whom."""
    row = card.row
    named = " ".join(part for part in (numbered(row.number, row.version), row.company or row.contact) if part)
    return _UNFIT.sub(" ", named).strip(" .")[:_LONGEST] + ending


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper of an offer as it stands in the file now; `beside` is where it says how long it takes."""

    offer_id: OfferId
    beside: QWidget
    with_images: bool = True
    if_stopped: str = ""  # said in place of the usual sentence


def make_pdf(ctx: UiContext, receiver: QWidget, wanted: Wanted, then: Callable[[bytes], object]) -> None:
    """The PDF of an offer, for `then`."""
    _make(ctx, receiver, wanted, lambda pdf, _go_on: pdf, then)


def save_pdf(
    ctx: UiContext, receiver: QWidget, wanted: Wanted, path: Path, then: Callable[[Path], object],
    content: Callable[[bytes], bytes] = bytes,
) -> None:  # fmt: skip
    """Write the PDF of an offer, or what `content` makes of it, into a file: whole, or no file at all."""

    def write(pdf: bytes, go_on: GoOn) -> Path:
        _write(path, content(pdf), go_on)
        return path

    _make(ctx, receiver, wanted, write, then)


def _make(
    ctx: UiContext, receiver: QWidget, wanted: Wanted, make: Callable[[bytes, GoOn], T], then: Callable[[T], object]
) -> None:
    from app.services.offer_papers import offer_paper  # noqa: PLC0415 - heavy: after the first paint

    def typeset(paper: "OfferPaper") -> None:
        def work(go_on: GoOn) -> T:
            from app.services.offer_papers import offer_pdf  # noqa: PLC0415 - loads the typesetter

            return make(offer_pdf(paper, go_on), go_on)

        said = _("The pages of the offer are being made.")
        beside = wanted.beside if shiboken6.isValid(wanted.beside) else receiver  # the frame was built anew
        task = make_long(ctx.tasks, beside, said, work, queue="papers").then(receiver, then)
        if wanted.if_stopped:
            task.refused(lambda _stopped: ctx.tasks.refused.emit(UserError(wanted.if_stopped)))

    asked = ctx.ask(offer_paper, wanted.offer_id, files=ctx.doors.files, with_images=wanted.with_images)
    asked.then(receiver, typeset)


def _write(path: Path, content: bytes, go_on: GoOn) -> None:
    """Write a file whole unless it is stopped; where the disk refuses, the person may try again."""
    from app.whole_file import write_whole  # noqa: PLC0415 - seldom asked for

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(content), _PIECE):
            if not go_on(1, 1):
                raise UserError(_("Stopped; nothing was made."))
            yield content[at : at + _PIECE]

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, pieces())
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = _("{file} could not be written: {reason}.").format(file=path.name, reason=reason)
        raise OutsideError(sentence, kept=_("The offer is kept.")) from error


def letter_of(card: OfferCard, pdf: bytes, to: str) -> bytes:
    """The draft of the letter in the offer's own language."""
    from app.documents.eml_draft import eml_draft  # noqa: PLC0415 - only when something is sent

    spoken: Language = "ru" if card.language == "ru" else "en"
    with speaking(spoken):
        named = numbered(card.row.number, card.row.version)
        subject = _("Commercial offer {number}").format(number=named)
        words = [card.intro or _("Please find our offer {number} attached.").format(number=named)]
    return eml_draft(
        to=to, to_name=card.row.contact, subject=subject, body="\n\n".join(words) + "\n", attachment=pdf,
        file_name=file_name(card),
    )  # fmt: skip


def open_file(path: Path) -> bool:
    """Hand a file to the program that opens its kind."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def print_pdf(beside: QWidget, pdf: bytes, title: str, then: Callable[[Ending], object]) -> None:
    """Ask for a printer and send it the pages one by one; `then` hears how it ended."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looks for printers

    from ui.printing.pages import PdfPages  # noqa: PLC0415 - likewise

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    pages = PdfPages(pdf, beside.window())
    dialog = QPrintDialog(printer, beside.window())
    dialog.setMinMax(1, pages.count())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_pages(beside, pages, printer, then))
    dialog.rejected.connect(pages.deleteLater)
    dialog.show()


def print_pages(beside: QWidget, pages: "PdfPages", printer: "QPrinter", then: Callable[[Ending], object]) -> None:
    """Send pages to a printer while the window lives on; where that takes long it is stopped beside `beside`."""
    from ui.printing.pages import Printing  # noqa: PLC0415 - looks for printers

    printing = Printing(pages, printer, beside.window())
    waiting = LongWork(beside, _("The pages of the offer are on their way to the printer."), pages.count())

    def step(done: int) -> None:
        if not waiting.go_on(done):
            printing.stop()

    def end(whole: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        waiting.end()
        then("printed" if whole else "stopped" if waiting.is_stopped() else "refused")

    printing.printed.connect(step)
    printing.ended.connect(end)
    printing.ended.connect(printing.deleteLater)
    printing.ended.connect(pages.deleteLater)
    printing.begin()
