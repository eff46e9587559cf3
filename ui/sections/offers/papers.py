"""The offer out of the house: as a PDF file, as a draft of a letter, on a printer. All of it away from the window's thread."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import OutsideError
from app.views.offers import OfferCard, OfferId
from resources.i18n import Language, _, speaking
from ui.context import UiContext
from ui.sections.offers.states import numbered

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.documents.offer_paper import OfferPaper
    from ui.printing.pages import PdfPages

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # what a file name cannot hold on one system or another
_LONGEST = 120


def file_name(card: OfferCard, ending: str = ".pdf") -> str:
    """What the file of an offer is called: number, version, for whom."""
    row = card.row
    named = " ".join(part for part in (numbered(row.number, row.version), row.company or row.contact) if part)
    return _UNFIT.sub(" ", named).strip(" .")[:_LONGEST] + ending


def make_pdf(
    ctx: UiContext, receiver: QObject, offer_id: OfferId, then: Callable[[bytes], object], *, with_images: bool = True
) -> None:
    """The PDF of an offer as it stands in the file now."""
    from app.services.offer_papers import offer_paper  # noqa: PLC0415 - heavy: after the first paint

    def typeset(paper: "OfferPaper") -> None:
        def work() -> bytes:
            from app.services.offer_papers import offer_pdf  # noqa: PLC0415 - loads the typesetter

            return offer_pdf(paper)

        ctx.tasks.aside(work).then(receiver, then)

    ctx.ask(offer_paper, offer_id, files=ctx.doors.files, with_images=with_images).then(receiver, typeset)


def write_file(ctx: UiContext, receiver: QObject, path: Path, content: bytes, then: Callable[[Path], object]) -> None:
    """Write a file whole; where the disk refuses, the person may try again."""

    def work() -> Path:
        from app.whole_file import write_whole  # noqa: PLC0415 - seldom asked for

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, [content])
        except OSError as error:
            reason = error.strerror or str(error)
            sentence = _("{file} could not be written: {reason}.").format(file=path.name, reason=reason)
            raise OutsideError(sentence, kept=_("The offer is kept.")) from error
        return path

    ctx.tasks.aside(work).then(receiver, then)


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


def print_pdf(parent: QWidget, pdf: bytes, title: str, then: Callable[[bool], object]) -> None:
    """Ask for a printer and send it the pages one by one; `then` hears whether all of them went through."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looks for printers

    from ui.printing.pages import PdfPages  # noqa: PLC0415 - likewise

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    pages = PdfPages(pdf, parent)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages.count())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_pages(parent, pages, printer, then))
    dialog.rejected.connect(pages.deleteLater)
    dialog.show()


def print_pages(parent: QObject, pages: "PdfPages", printer: "QPrinter", then: Callable[[bool], object]) -> None:
    """Send pages to a printer while the window lives on."""
    from ui.printing.pages import Printing  # noqa: PLC0415 - looks for printers

    printing = Printing(pages, printer, parent)
    printing.ended.connect(then)
    printing.ended.connect(printing.deleteLater)
    printing.ended.connect(pages.deleteLater)
    printing.begin()
