"""Logos, stamps and signatures as they are kept: what paper can show, in its proportion; anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from app.documents.pictures import is_printable
from app.errors import UserError
from ui.widgets.pictures import for_paper

LOGO = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
  <rect x="0" y="0" width="100" height="100" fill="#0f6b68"/>
</svg>"""


def content_of(form: str) -> bytes:
    """The bytes of a picture's file."""
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#0f6b68"))
    kept = QByteArray()
    stream = QBuffer(kept)
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(stream, form)  # type: ignore[call-overload]  # a buffer is a device
    return bytes(kept.data())


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_paper_takes_is_kept_as_it_is(form: str) -> None:
    content = content_of(form)

    assert for_paper(content, "logo") == content


def test_a_drawing_is_drawn_sharp_in_its_proportion_with_nothing_behind_it() -> None:
    drawn = QImage.fromData(for_paper(LOGO, "logo.svg"))

    assert (drawn.width(), drawn.height()) == (1600, 800)
    assert drawn.pixelColor(400, 400).name() == "#0f6b68"
    assert drawn.pixelColor(1200, 400).alpha() == 0


def test_another_form_becomes_one_paper_takes() -> None:
    kept = for_paper(content_of("BMP"), "logo.bmp")

    assert kept.startswith(b"\x89PNG")
    assert is_printable(kept)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a letter",
        LOGO[:-30],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n then nothing",
        content_of("PNG")[:60],
    ],
)
def test_a_broken_file_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(UserError, match="logo"):
        for_paper(content, "logo")


@given(st.binary(max_size=200))
def test_whatever_is_dropped_is_kept_printable_or_refused(content: bytes) -> None:
    try:
        kept = for_paper(content, "logo")
    except UserError:
        return
    assert is_printable(kept)
