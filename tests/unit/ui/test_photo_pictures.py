"""Photos as they are kept: square, small, upright; see-through ones stay so; what is no picture is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from app.errors import UserError
from ui.widgets.pictures import SIDE, square_photo, thumbnail


def content_of(image: QImage, form: str) -> bytes:
    """The bytes of a picture's file."""
    kept = QByteArray()
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(stream, form)  # type: ignore[call-overload]
    return bytes(kept.data())


def a_picture(across: int, down: int, colour: QColor | Qt.GlobalColor = Qt.GlobalColor.red) -> QImage:
    """A picture of one colour."""
    image = QImage(across, down, QImage.Format.Format_ARGB32)
    image.fill(colour)
    return image


@pytest.mark.parametrize(("across", "down", "side"), [(3000, 2000, SIDE), (700, 4000, SIDE), (80, 120, 80), (1, 1, 1)])
def test_a_photo_is_cut_square_and_never_made_larger(across: int, down: int, side: int) -> None:
    kept = QImage.fromData(square_photo(content_of(a_picture(across, down), "PNG")))

    assert (kept.width(), kept.height()) == (side, side)


def test_a_photo_becomes_a_jpeg_and_a_see_through_one_a_png() -> None:
    plain = square_photo(content_of(a_picture(60, 60), "BMP"))
    clear = square_photo(content_of(a_picture(60, 60, QColor(10, 20, 30, 90)), "PNG"))

    assert plain.startswith(b"\xff\xd8\xff")
    assert clear.startswith(b"\x89PNG")


def test_a_photo_taken_with_the_camera_turned_stands_upright() -> None:
    wide = a_picture(400, 400)
    for x in range(400):
        for y in range(200):
            wide.setPixelColor(x, y, Qt.GlobalColor.blue)
    plain = content_of(wide.convertToFormat(QImage.Format.Format_RGB32), "JPEG")
    # Exif says: turn it by a quarter to the right (orientation 6).
    exif = bytes.fromhex("4578696600004d4d002a00000008000101120003000000010006000000000000")
    turned = plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]

    kept = QImage.fromData(square_photo(turned))

    assert kept.pixelColor(350, 200).blue() > 200
    assert kept.pixelColor(50, 200).red() > 200


@pytest.mark.qt_log_ignore("JPEG", extend=True)
@given(st.binary(max_size=200))
def test_what_is_no_picture_is_refused_and_leaves_the_place_empty(content: bytes) -> None:
    if not QImage.fromData(content).isNull():
        return

    with pytest.raises(UserError):
        square_photo(content)
    assert thumbnail(content, 56).isNull()
    assert thumbnail(None, 56).isNull()


@pytest.mark.qt_log_ignore("JPEG", extend=True)  # the library behind says so too
@pytest.mark.parametrize("beginning", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a\xff\xff\xff\xff", b"BM"])
def test_a_spoilt_picture_is_refused_too(beginning: bytes) -> None:
    with pytest.raises(UserError):
        square_photo(beginning + b"\x00\xff" * 40)
