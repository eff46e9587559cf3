"""The pictures of the lines: shown small in the grid, chosen from a file, dropped onto a line, taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from resources.i18n import _
from ui.context import UiContext
from ui.sections.offers.lines_view import LinesView
from ui.sections.offers.thumbs import Thumbs, content_of


class LinePictures(QObject):
    """What is wrong with a picture is told by `tell`."""

    def __init__(self, ctx: UiContext, view: LinesView, tell: Callable[[str], object]) -> None:
        super().__init__(view)
        self._ctx, self._view, self._tell = ctx, view, tell
        thumbs = Thumbs(ctx, self)
        thumbs.arrived.connect(view.viewport().update)
        view.cells.picture = thumbs.picture
        view.grip.picture_dropped.connect(self.take)

    def ask(self) -> None:
        """Choose a file as the picture of the line with the cursor."""
        kinds = "PNG, JPEG (*.png *.jpg *.jpeg)"
        chosen, _kind = QFileDialog.getOpenFileName(self._view, _("Choose a picture"), "", kinds)
        if chosen:
            self.take(self._view.currentIndex().row(), Path(chosen))

    def take(self, row: int, path: Path) -> None:
        """Make a file the picture of the line in a row."""
        line = self._view.lines.line_at(row)
        if line is not None and line.id is not None:
            self._tell("")
            task = self._ctx.tasks.aside(partial(content_of, path))
            task.then(self, partial(self._set, line.id), slot="picture")

    def remove(self) -> None:
        """The line with the cursor without a picture."""
        line = self._view.lines.line_at(self._view.currentIndex().row())
        if line is not None and line.id is not None:
            self._set(line.id, b"")

    def _set(self, line_id: UUID, content: bytes) -> None:
        from app.services.offer_lines import set_line_picture  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.do(set_line_picture, line_id, content, self._ctx.doors.files)
        task.then(self, lambda _answer: None).refused(lambda refusal: self._tell(str(refusal)))
