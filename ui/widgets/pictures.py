"""Pictures read, cut square and made small: none of it touches a widget, so that it may run on any thread."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtSvg import QSvgRenderer

from app.errors import OutsideError, UserError
from resources.i18n import _

SIDE = 512  # px of a kept photo: sharp on a card at 200 %, some 60 KB
LARGEST = 64 * 1024 * 1024  # bytes of a file that is read at all
_QUALITY = 88  # of a JPEG: what a face needs
_DRAWN = 1600  # px of the longer side of a drawing made into dots: sharp on paper at four inches
_PRINTED = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG and JPEG go to paper as they are


def read_file(path: Path) -> bytes:
    """The bytes of a picture's file.

    Raises:
        UserError: it is far too large for a picture.
        OutsideError: it cannot be read.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise UserError(_("“{name}” is too large for a picture.").format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutsideError(_("The file could not be read: {reason}.").format(reason=reason)) from error


def square_photo(content: bytes) -> bytes:
    """A photo as it is kept: the middle square, turned as the camera says, at most 512 px, a JPEG or, see-through, a PNG.

    Raises:
        UserError: it is no picture.
    """
    return photo_of(_read(content, SIDE))


def photo_of(image: QImage) -> bytes:
    """A picture held already, as it is kept.

    Raises:
        UserError: it is empty.
    """
    if image.isNull():
        raise UserError(_("This is no picture that can be read."), field="photo_hash")
    cut = _squared(image, SIDE)
    clear = cut.hasAlphaChannel() and cut.convertToFormat(QImage.Format.Format_Alpha8) != _opaque(cut.size())
    kept = QByteArray()
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    if clear:
        cut.save(stream, "PNG")  # type: ignore[call-overload]  # a buffer is a device
    else:
        cut.convertToFormat(QImage.Format.Format_RGB32).save(stream, "JPEG", _QUALITY)  # type: ignore[call-overload]  # likewise
    return bytes(kept.data())


def for_paper(content: bytes, name: str) -> bytes:
    """A logo, stamp or signature as it is kept: a PNG or JPEG as it is, anything else as a PNG; SVG is drawn sharp.

    Raises:
        UserError: it is no picture, or a broken one.
    """
    from app.documents.pictures import is_printable  # noqa: PLC0415 - heavy: seldom asked for

    kept = (
        content if content.startswith(_PRINTED) else _as_png(_drawn(content) if _is_svg(content) else _decoded(content))
    )
    if not kept or not is_printable(kept):
        raise UserError(_("“{name}” cannot be read as a picture. PNG, JPEG and SVG can be printed.").format(name=name))
    return kept


def thumbnail(content: bytes | None, pixels: int) -> QImage:
    """The middle square of a picture at a size in device pixels; empty where there is none or it cannot be read."""
    if not content:
        return QImage()
    try:
        return _squared(_read(content, pixels), pixels)
    except UserError:
        return QImage()


def round_thumbnail(content: bytes | None, pixels: int) -> QImage:
    """The same, cut round: drawn a thousand times, so it is cut once."""
    square = thumbnail(content, pixels)
    if square.isNull():
        return square
    cut = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addEllipse(QRectF(cut.rect()))
    painter.setClipPath(shape)
    painter.drawImage(QRectF(cut.rect()), square)
    painter.end()
    return cut


def _read(content: bytes, side: int) -> QImage:
    image = _decoded(content, side)
    if image.isNull():
        raise UserError(_("This is no picture that can be read."), field="photo_hash")
    return image


def _decoded(content: bytes, side: int = 0) -> QImage:
    """Decode near the size that is needed, if one is named: a large JPEG is read several times faster so."""
    kept = QByteArray(content)
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(stream)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if side and size.isValid() and min(size.width(), size.height()) > 2 * side:
        reader.setScaledSize(size.scaled(2 * side, 2 * side, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


def _squared(image: QImage, side: int) -> QImage:
    edge = min(image.width(), image.height())
    cut = image.copy(QRect((image.width() - edge) // 2, (image.height() - edge) // 3, edge, edge))
    if edge <= side:
        return cut
    return cut.scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )  # fmt: skip


def _opaque(size: QSize) -> QImage:
    full = QImage(size, QImage.Format.Format_Alpha8)
    full.fill(Qt.GlobalColor.black)
    return full


def _is_svg(content: bytes) -> bool:
    return b"<svg" in content[:8192]


def _drawn(content: bytes) -> QImage:
    """A drawing made into dots, nothing behind it; empty where it cannot be read."""
    kept = QByteArray(content)
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(stream)
    while not reader.atEnd():
        reader.readNext()
    drawing = QSvgRenderer() if reader.hasError() else QSvgRenderer(kept)
    box = drawing.viewBoxF().size()
    if not drawing.isValid() or box.isEmpty():
        return QImage()
    size = box.scaled(_DRAWN, _DRAWN, Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


def _as_png(image: QImage) -> bytes:
    kept = QByteArray()
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not image.save(stream, "PNG"):  # type: ignore[call-overload]  # a buffer is a device
        return b""
    return bytes(kept.data())
