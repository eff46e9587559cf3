"""Lists on paper."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from app.documents.list_pdf import ListColumn, ListPaper, render_list
from app.errors import UserError
from resources.i18n import Language

COLUMNS = (ListColumn("Имя", 3), ListColumn("Телефон", 2), ListColumn("Сумма", 1, "right"))


def test_every_page_repeats_the_header_and_says_which_of_how_many_it_is() -> None:
    pages = _texts(_paper(200))

    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert "Телефон" in text
        assert f"стр. {number} из {len(pages)}" in text.replace("\u00a0", " ")


def test_no_row_is_lost_between_two_pages() -> None:
    said = "\n".join(_texts(_paper(500)))

    assert all(f"Человек {number}" in said for number in range(500))


def test_the_title_stands_on_the_first_page_with_the_date() -> None:
    first = _texts(_paper(3))[0]

    assert "Контакты" in first
    assert "21 ноября 2026" in first.replace("\u00a0", " ")


def test_the_same_list_gives_the_same_bytes() -> None:
    assert render_list(_paper(30)) == render_list(_paper(30))


def test_letters_without_a_glyph_and_endless_cells_do_no_harm() -> None:
    paper = _paper(1, name="漢字 " + "очень" * 200)

    assert len(_texts(paper)) == 1


def test_an_empty_list_is_a_page_with_its_title() -> None:
    assert "Контакты" in _texts(_paper(0))[0]


def test_it_stops_when_told_to() -> None:
    with pytest.raises(UserError):
        render_list(_paper(2_000), lambda _rows: False)


def _paper(rows: int, name: str = "Человек", lang: Language = "ru") -> ListPaper:
    body = [(f"{name} {number}", "+7 383 222-33-44", "1 000") for number in range(rows)]
    return ListPaper("Контакты", date(2026, 11, 21), COLUMNS, body, lang)


def _texts(paper: ListPaper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_list(paper))).pages]
