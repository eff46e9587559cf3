"""Glyphs, lines and colours of a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.glyphs import paper_face, printable, spare_face
from app.documents.palette import READABLE, WHITE, contrast, palette
from app.documents.typesetting import Style, set_items, set_lines, text_width

STYLE = Style(10, 13, (0, 0, 0))
NBSP = "\u00a0"


@given(text=st.text(max_size=120))
def test_every_character_that_is_left_has_a_glyph(text: str) -> None:
    known = set(paper_face("regular").face.charWidths) | set(spare_face("regular").face.charWidths)

    assert {ord(char) for char in printable(text)} <= known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\u202f000\u2009₽", f"1{NBSP}000{NBSP}₽"),
        ("Готово 👍🏽 едем", "Готово едем"),
        ("замо\u0301к", "замок"),
        ("и\u0306ога", "йога"),
        ("東京 офис", "? офис"),
        ("5 ㎏", "5 kg"),
        ("a\u00adb\u200bc", "abc"),
        ("tab\there", "tab here"),
        ("10 ₸ ✓", "10 ₸ ✓"),
    ],
)
def test_what_no_face_has_is_replaced_sensibly(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(text=st.text(alphabet="абвгд -/—1\u00a0", max_size=200), width=st.floats(20, 300))
def test_lines_fit_their_width_and_lose_nothing(text: str, width: float) -> None:
    lines = set_lines(text, STYLE, width)

    assert all(text_width(line, STYLE) <= width + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "").replace(NBSP, "") == text.replace(" ", "").replace(NBSP, "")


def test_a_short_word_a_dash_and_a_figure_keep_their_company() -> None:
    text = "Поставка в Новосибирск — за 25 рабочих дней"

    ends = [line.rsplit(" ", 1)[-1] for width in range(100, 240, 3) for line in set_lines(text, STYLE, width)[:-1]]
    starts = [line[0] for width in range(100, 240, 3) for line in set_lines(text, STYLE, width)]

    assert not {"в", "за", "25"} & set(ends)
    assert "—" not in starts


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = set_lines("слово " * 50, STYLE, 100, most=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert text_width(lines[-1], STYLE) <= 100


def test_items_part_only_between_each_other() -> None:
    lines = set_items(["ИНН 5401234567", "", "р/с 40702810000000000000"], STYLE, 150, 3)

    assert lines == [f"ИНН{NBSP}5401234567", f"р/с{NBSP}40702810000000000000"]


@given(accent=st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_accent_can_be_read_on_white_and_text_on_its_tint(accent: str) -> None:
    colours = palette(accent, "#0f6b68")

    assert contrast(colours.accent, WHITE) >= READABLE
    assert contrast(colours.ink, colours.tint) >= READABLE
    assert contrast(colours.dim, colours.tint) >= READABLE


@pytest.mark.parametrize("accent", ["", "teal", "#12", "#zzzzzz"])
def test_a_wrong_accent_means_the_usual_one(accent: str) -> None:
    assert palette(accent, "#0f6b68") == palette("#0f6b68", "#000000")


def test_a_dark_accent_is_left_as_it_is() -> None:
    assert palette("#0f6b68", "#000000").accent == pytest.approx((0x0F / 255, 0x6B / 255, 0x68 / 255))
