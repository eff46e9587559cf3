"""The print sheet: the list laid out as it will be on paper, then a printer or a PDF file."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import _, language, ngettext
from ui.printing.laying import lay_out
from ui.printing.pages import PdfPages, Printing
from ui.widgets.buttons import button
from ui.widgets.progress import Progress
from ui.widgets.sheet import Sheet
from ui.widgets.stopping import show_stops, stop_button
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.errors import OutsideError, UserError
    from ui.context import UiContext
    from ui.section import Listing

WIDTH, HEIGHT = 720, 560
_ALL = 100


class PrintSheet(Sheet):
    """Laid out aside with progress; closing it stops whatever is under way."""

    def __init__(self, window: QWidget, ctx: "UiContext", listing: "Listing") -> None:
        super().__init__(window, _("Print list"), listing.title, WIDTH)
        self._ctx, self._listing = ctx, listing
        self._stop = threading.Event()
        self._printing: Printing | None = None
        self.pages: PdfPages | None = None
        self.progress = Progress(_("Laying the pages out …"))
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(_("Preview"))
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(min(HEIGHT, window.height() - 200))
        waiting = QWidget()
        middle = QVBoxLayout(waiting)
        middle.addStretch(2)
        middle.addWidget(self.progress)
        middle.addStretch(3)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack)
        self.told = words("", "body", "dim")
        self.body.addWidget(self.told)
        self._add_buttons()
        self.finish()
        self._lay_out()

    def save(self, path: Path) -> None:
        """Write the PDF."""
        from app.whole_file import write_whole  # noqa: PLC0415 - seldom asked for

        assert self.pages is not None
        content = self.pages.content
        task = self._ctx.tasks.aside(lambda: write_whole(path, [content]))
        task.then(self, lambda _none: self.told.setText(_("The list is in {file}.").format(file=path)))
        task.troubled(self._on_failed)

    def print_with(self, printer: QPrinter) -> None:
        """Send the pages to a printer."""
        assert self.pages is not None
        self._printing = Printing(self.pages, printer, self)
        self._printing.printed.connect(self._on_printed)
        self._printing.ended.connect(self._on_printing_ended)
        self._enable(enabled=False)
        show_stops(self._leave, stops=True)
        self._printing.begin()

    def _lay_out(self) -> None:
        listing, doors, today, lang = self._listing, self._ctx.doors, self._ctx.now().date(), language()

        def told(rows: int) -> bool:
            said = ngettext("{count} row", "{count} rows", rows).format(count=number(rows))
            self.progress.told.emit(rows * _ALL // max(listing.total, 1), said)
            return not self._stop.is_set()

        task = self._ctx.tasks.aside(lambda: lay_out(listing, doors, today, lang, told))
        task.then(self, self._show, slot="pages").refused(self._on_failed).troubled(self._on_failed)

    def _show(self, content: bytes) -> None:
        self.pages = PdfPages(content, self)
        self.view.setDocument(self.pages.document)
        self._stack.setCurrentWidget(self.view)
        count = self.pages.count()
        self.told.setText(ngettext("{count} page", "{count} pages", count).format(count=number(count)))
        show_stops(self._leave, stops=False, otherwise=_("Close"))
        self._enable(enabled=True)
        self._print.setFocus()

    def _on_failed(self, failure: "UserError | OutsideError") -> None:
        show_stops(self._leave, stops=False, otherwise=_("Close"))
        self.told.setText(str(failure))

    def _on_printed(self, done: int) -> None:
        assert self.pages is not None
        text = _("Page {page} of {pages} is on its way …")
        self.told.setText(text.format(page=number(done), pages=number(self.pages.count())))

    def _on_printing_ended(self, whole: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        self._printing = None
        self._enable(enabled=True)
        show_stops(self._leave, stops=False, otherwise=_("Close"))
        said = _("Handed over to the printer.") if whole else _("The printer did not take the pages.")
        self.told.setText(said)

    def _choose_place(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save PDF"), f"{self._listing.title}.pdf", "PDF (*.pdf)")
        if name:
            self.save(Path(name).with_suffix(".pdf"))

    def _choose_printer(self) -> None:
        assert self.pages is not None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.pages.count())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_with, printer))
        dialog.show()

    def _add_buttons(self) -> None:
        self._save = button(_("Save PDF…"), self._choose_place)
        self._print = button(_("Print…"), self._choose_printer, kind="primary", picture="printer")
        self._leave = stop_button(self.close)
        for one in (self._leave, self._save, self._print):
            self.buttons.addWidget(one)
        self._enable(enabled=False)

    def _enable(self, *, enabled: bool) -> None:
        self._save.setEnabled(enabled)
        self._print.setEnabled(enabled)

    def close(self) -> bool:
        """Close the sheet; what is under way is stopped."""
        self._stop.set()
        if self._printing is not None:
            self._printing.stop()
        return super().close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the preview inside when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self._home:
            self._stack.setFixedHeight(min(HEIGHT, self._home.height() - 200))
        return super().eventFilter(watched, event)
