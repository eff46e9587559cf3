"""The paper beside the editor: pages as they will be printed, drawn away from the window's thread.

A worker makes the PDF, Qt's PDF reader paints its pages at the width there is; the window only shows pictures. While a
paper is being made the one before stays, and where one was reading stays in sight.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea

from app.errors import OutsideError, UserError
from app.views.offers import OfferId
from resources.i18n import _
from ui.context import UiContext
from ui.theme.fonts import font
from ui.theme.palette import colours

if TYPE_CHECKING:
    from app.documents.offer_paper import OfferPaper

PAUSE = 20  # ms without a change until the paper is made anew
MARGIN = 14
GAP = 12
SHORTEST = 120  # px: narrower than this nothing can be read


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF and its pages as pictures of one width."""

    pdf: bytes
    images: tuple[QImage, ...]
    width: int


def painted(pdf: bytes, width: int, ratio: float) -> Pages:
    """The pages of a PDF at a width in pixels; for any thread."""
    content = QByteArray(pdf)
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    images: list[QImage] = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page)
        tall = size.height() * width / max(size.width(), 1)
        image = document.render(page, QSize(round(width * ratio), round(tall * ratio)))
        image.setDevicePixelRatio(ratio)
        images.append(image)
    document.close()
    buffer.close()
    return Pages(pdf, tuple(images), width)


class Preview(QAbstractScrollArea):
    """Shows one offer; `wish` asks for a fresh paper, however often it is called."""

    made = Signal(object)  # Pages

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._offer: OfferId | None = None
        self._pages: Pages | None = None
        self._trouble = ""
        self._with_images = True
        self._busy = False
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._make)
        self._resized = QTimer(self, singleShot=True, interval=PAUSE)
        self._resized.timeout.connect(self._make)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The offer on paper"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def show_offer(self, offer_id: OfferId | None) -> None:
        """Show the paper of an offer, of another one from its top."""
        if offer_id != self._offer:
            self._ctx.tasks.forget(self, "paper")
            self._busy = self._again = False
            self._offer, self._pages, self._trouble = offer_id, None, ""
            self.verticalScrollBar().setValue(0)
            self.viewport().update()
            self.wish()

    def wish(self) -> None:
        """The offer has changed: make its paper anew after a pause."""
        if self._offer is not None and self.isVisible():
            self._soon.start()

    def show_images(self, *, shown: bool) -> None:
        """With stamp and signature, or without."""
        self._with_images = shown
        self._make()

    def is_settled(self) -> bool:
        """Whether the paper shown is that of now."""
        return not (self._busy or self._again or self._soon.isActive() or self._resized.isActive())

    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    def _make(self) -> None:
        """One paper at a time: what changes meanwhile is made after it."""
        from app.services.offer_papers import offer_paper  # noqa: PLC0415 - heavy: after the first paint

        if self._offer is None or not self.isVisible():
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        task = self._ctx.ask(offer_paper, self._offer, files=self._ctx.doors.files, with_images=self._with_images)
        task.then(self, self._paint, slot="paper").refused(self._fail).troubled(self._fail)

    def _paint(self, paper: "OfferPaper") -> None:
        width, ratio = self._room(), self.devicePixelRatioF()

        def work() -> Pages:
            from app.services.offer_papers import offer_pdf  # noqa: PLC0415 - loads the typesetter

            return painted(offer_pdf(paper), width, ratio)

        task = self._ctx.tasks.aside(work).then(self, self._show, slot="paper")
        task.refused(self._fail).troubled(self._fail)

    def _show(self, pages: Pages) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        self._pages, self._trouble = pages, ""
        self._measure()
        bar.setValue(before)
        self.viewport().update()
        self.made.emit(pages)
        self._end()

    def _fail(self, failure: UserError | OutsideError) -> None:
        self._pages, self._trouble = None, str(failure)
        self.viewport().update()
        self._end()

    def _end(self) -> None:
        self._busy = False
        if self._again:
            self._make()

    def _room(self) -> int:
        return max(SHORTEST, self.viewport().width() - 2 * MARGIN)

    def _places(self) -> list[QRect]:
        """Where each page stands, before scrolling; a picture of another width is stretched until its own is here."""
        width, top, places = self._room(), MARGIN, []
        for image in self._pages.images if self._pages is not None else ():
            tall = round(image.height() * width / max(image.width(), 1))
            places.append(QRect(MARGIN, top, width, tall))
            top += tall + GAP
        return places

    def _measure(self) -> None:
        places = self._places()
        whole = places[-1].bottom() + 1 + MARGIN if places else 0
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, whole - self.viewport().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch what is here, then paint it sharp."""
        super().resizeEvent(event)
        self._measure()
        if self._pages is None or self._pages.width != self._room():
            self._resized.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Other pages come into sight."""
        del dx, dy
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(colours().bg))
        up = self.verticalScrollBar().value()
        if self._pages is None:
            painter.setPen(QColor(colours().dim))
            painter.setFont(font())
            said = self._trouble or (_("The paper is being made…") if self._offer is not None else "")
            room = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), said)
        else:
            for place, image in zip(self._places(), self._pages.images, strict=True):
                page = place.translated(0, -up)
                if page.intersects(event.rect()):
                    _page(painter, page, image)
        painter.end()


def _page(painter: QPainter, place: QRect, image: QImage) -> None:
    painter.fillRect(place, Qt.GlobalColor.white)
    painter.drawImage(place, image)
    painter.setPen(QColor(colours().line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0, 0, -1, -1))
