"""The offer out of the house: as a PDF file, as a draft of a letter, on a printer. All of it away from the window's thread."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from app.errors import OutsideError
from app.views.offers import OfferCard, OfferId
from resources.i18n import Language, _, speaking
from ui.context import UiContext
from ui.sections.offers.states import numbered

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.documents.offer_paper import OfferPaper

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # what a file name cannot hold on one system or another
_LONGEST = 120
_INCH = 72.0
_FINEST = 300  # dots an inch: at the 1200 of some printers a page would take half a gigabyte


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
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
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


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print every page; False where the person thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looks for printers

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    if not dialog.exec():
        return False
    paint_pages(printer, pdf)
    return True


def paint_pages(printer: "QPrinter", pdf: bytes) -> None:
    """The pages of a PDF on a printer, as large as they are where the sheet allows it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setFullPage(True)
    painter = QPainter(printer)
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        size, sheet = document.pagePointSize(page), QRectF(painter.viewport())
        scale = min(printer.resolution() / _INCH, sheet.width() / size.width(), sheet.height() / size.height())
        fine = min(scale, _FINEST / _INCH)
        pixels = QSize(round(size.width() * fine), round(size.height() * fine))
        place = QRectF(0, 0, size.width() * scale, size.height() * scale)
        painter.drawImage(place, document.render(page, pixels))
    painter.end()
    document.close()
