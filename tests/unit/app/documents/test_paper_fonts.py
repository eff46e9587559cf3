"""The faces the program carries are there, with their licences, and have the glyphs we rely on."""

from typing import get_args

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from resources.fonts import PaperStyle, ScreenWeight, font_licences, paper_font, screen_font, screen_fonts

CHARS = "0123456789 АЯабвёЁЩщ№«»—–…·₽€$%\u00a0−×"


@pytest.mark.parametrize("style", get_args(PaperStyle))
def test_a_paper_face_has_russian_the_rouble_and_figures_of_one_width(style: PaperStyle) -> None:
    face = TTFontFile(str(paper_font(style)))

    assert all(ord(char) in face.charToGlyph for char in CHARS)
    assert len({face.charWidths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("weight", get_args(ScreenWeight))
def test_a_screen_face_has_russian_and_the_rouble(weight: ScreenWeight) -> None:
    face = TTFontFile(str(screen_font(weight)))

    assert all(ord(char) in face.charToGlyph for char in CHARS)
    assert screen_font(weight) in screen_fonts()


def test_licences_travel_with_the_faces() -> None:
    assert all("licen" in path.read_text(encoding="utf-8").lower() for path in font_licences())
