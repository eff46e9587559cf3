"""A PDF in memory as pages: to be shown, and to be sent to a printer one page at a time so that the window lives on."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

FINEST = 300  # dots per inch: finer is not seen and takes long
_POINTS = 72
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class PdfPages(QObject):
    """Keeps the bytes while the document reads them."""

    def __init__(self, content: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.document = QPdfDocument(self)
        self._bytes = QByteArray(content)
        self._stream = QBuffer(self._bytes, self)
        self._stream.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._stream)

    def count(self) -> int:
        """How many pages there are."""
        return self.document.pageCount()

    def lies_on_its_side(self) -> bool:
        """Whether the first page is wider than high."""
        size = self.document.pagePointSize(0)
        return size.width() > size.height()


class Printing(QObject):
    """Sends pages to a printer, one each time the event loop is free; `ended` carries whether all went through."""

    printed = Signal(int)  # pages so far
    ended = Signal(bool)

    def __init__(self, pages: PdfPages, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages, self._printer = pages, printer
        self._numbers = list(_wanted(printer, pages.count()))
        self._done = 0
        self._painter = QPainter()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Open the printer and start."""
        side = QPageLayout.Orientation.Landscape if self._pages.lies_on_its_side() else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(side)
        self._printer.setFullPage(True)
        if self._painter.begin(self._printer):
            self._timer.start()
        else:
            self.ended.emit(False)  # noqa: FBT003 - a signal's value

    def stop(self) -> None:
        """Send no more pages: what the printer has is given up where it can be, and a file is not made."""
        if self._timer.isActive():
            self._printer.abort()
            self._finish(whole=False)
            if self._printer.outputFileName():
                Path(self._printer.outputFileName()).unlink(missing_ok=True)

    def _step(self) -> None:
        if self._done == len(self._numbers):
            self._finish(whole=True)
            return
        if self._done:
            self._printer.newPage()
        self._draw(self._numbers[self._done])
        self._done += 1
        self.printed.emit(self._done)

    def _draw(self, number: int) -> None:
        dots = min(self._printer.resolution(), FINEST)
        points = self._pages.document.pagePointSize(number)
        image = self._pages.document.render(number, (points * dots / _POINTS).toSize())
        paper = self._painter.viewport()
        room = QSize(image.size())
        room.scale(paper.size(), _KEEP)
        paper.setSize(room)
        self._painter.drawImage(paper, image)

    def _finish(self, *, whole: bool) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._painter.end()
            self.ended.emit(whole)


def _wanted(printer: QPrinter, count: int) -> range:
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(first - 1, min(last, count))
