"""The small pictures of the lines: read from the files and made small aside, kept while the offer is open."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from app.errors import OutsideError
from resources.i18n import _
from ui.context import UiContext

SIDE = 36
_SHARP = 3 * SIDE  # for screens of any scale


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        OutsideError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutsideError(_("The file could not be read: {reason}.").format(reason=reason)) from error


def small(content: bytes) -> QImage:
    """A picture made small while it is read, upright; a null one where it cannot be read."""
    held = QBuffer()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(_SHARP, _SHARP), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Thumbs(QObject):
    """`arrived` when another one can be drawn."""

    arrived = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._known: dict[str, QPixmap | None] = {}
        if ctx.office is not None:
            ctx.office.came.connect(self._on_came)

    def picture(self, digest: str) -> QPixmap | None:
        """The picture of a hash; None while it is on its way, or where it is not here."""
        if digest and digest not in self._known:
            self._known[digest] = None
            self._ask(digest)
        return self._known.get(digest)

    def _ask(self, digest: str) -> None:
        from app.services.product_pictures import picture  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(picture, digest, self._ctx.doors.files)
        task.then(self, lambda content: self._make(digest, content)).troubled(lambda _failure: None)

    def _make(self, digest: str, content: bytes) -> None:
        if content:
            self._ctx.tasks.aside(lambda: small(content)).then(self, lambda image: self._keep(digest, image))
        elif self._ctx.office is not None:
            self._ctx.office.bring(digest)

    def _on_came(self, digest: str) -> None:
        if digest in self._known and self._known[digest] is None:
            self._ask(digest)

    def _keep(self, digest: str, image: QImage) -> None:
        if not image.isNull():
            self._known[digest] = QPixmap.fromImage(image)
            self.arrived.emit()
