"""Where an offer's pages are cut, and what is repeated on them."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.offer_paper import (
    LineOnPaper,
    OfferPaper,
    SectionOnPaper,
    SellerOnPaper,
    SignatureOnPaper,
    TemplateKey,
)
from app.documents.offer_pdf import render_offer
from app.documents.palette import Palette
from app.documents.strips import Mark, Strip, StripStack, cut_strip
from app.documents.typesetting import Style

Offers = Callable[..., OfferPaper]
Many = Callable[[int], tuple[LineOnPaper, ...]]
Pages = Callable[[bytes], list[str]]

HEADER = "No. Item Qty Unit Price, ₽ Amount, ₽"


def test_every_page_with_lines_repeats_the_header(offer: Offers, lines: Many, pages: Pages) -> None:
    said = pages(render_offer(offer(*lines(70))))

    assert len(said) == 4
    assert all(HEADER in page for page in said if "Позиция-" in page)


def test_every_page_knows_its_number_and_the_offer(offer: Offers, lines: Many, pages: Pages) -> None:
    said = pages(render_offer(offer(*lines(70))))

    assert [re.search(r"page \d of \d", page)[0] for page in said] == [f"page {n} of 4" for n in (1, 2, 3, 4)]  # type: ignore[index]
    assert all("Commercial offer · No. КП-2026-118" in page for page in said[1:])
    assert all("ИНН 5401234567" in page for page in said)


@pytest.mark.parametrize("count", range(9, 32))
def test_the_total_never_leaves_the_last_line(count: int, offer: Offers, lines: Many, pages: Pages) -> None:
    said = pages(render_offer(offer(*lines(count))))

    page = next(page for page in said if "Total, ₽" in page)
    assert f"Позиция-{count:03}" in page
    assert "рублей 00 копеек" in page


@pytest.mark.parametrize("count", range(6, 30))
def test_a_section_heading_never_leaves_its_first_line(count: int, offer: Offers, lines: Many, pages: Pages) -> None:
    all_lines = lines(count + 4)
    sections = (SectionOnPaper(all_lines[:count], "Станки"), SectionOnPaper(all_lines[count:], "Доставка-и-монтаж"))

    said = pages(render_offer(offer(sections=sections)))

    page = next(page for page in said if "Доставка-и-монтаж" in page)
    assert f"Доставка-и-монтаж {count + 1} Позиция-{count + 1:03}" in page


def test_a_subtotal_stays_with_its_section(offer: Offers, lines: Many, pages: Pages) -> None:
    for count in range(8, 24):
        sections = (SectionOnPaper(lines(count), "Станки", Decimal(count * 1000)), SectionOnPaper(lines(3), "Доставка"))

        said = pages(render_offer(offer(sections=sections)))

        page = next(page for page in said if "Subtotal: Станки" in page)
        assert f"Позиция-{count:03}" in page


@pytest.mark.parametrize("count", range(6, 26))
def test_a_signature_never_stands_alone(count: int, offer: Offers, lines: Many, pages: Pages) -> None:
    paper = offer(*lines(count))

    with_conditions = pages(render_offer(paper))
    without = pages(render_offer(replace(paper, conditions=())))

    assert "Оплата" in next(page for page in with_conditions if "Гордеев" in page)
    assert "Total, ₽" in next(page for page in without if "Гордеев" in page)


def test_an_offer_that_barely_misses_the_page_is_set_tighter(offer: Offers, lines: Many, picture_bytes: bytes) -> None:
    seller = SellerOnPaper("Завод", stamp=picture_bytes)
    signature = SignatureOnPaper("Директор", "Гордеев", picture_bytes)
    counts = []
    for count in range(3, 12):
        content = render_offer(offer(*lines(count), seller=seller, signature=signature))
        counts.append(content.count(b"/Type /Page\n"))

    assert counts == sorted(counts)


def test_six_hundred_lines_are_all_printed(offer: Offers, lines: Many, pages: Pages) -> None:
    said = " ".join(pages(render_offer(offer(*lines(600)))))

    assert all(f"Позиция-{index:03}" in said for index in range(1, 601))


@pytest.mark.parametrize("template", ["strict", "pictures", "compact", "letter"])
def test_a_line_longer_than_a_page_goes_on_over_the_next(
    template: TemplateKey, offer: Offers, lines: Many, pages: Pages
) -> None:
    words = " ".join(f"слово{index}" for index in range(2500))
    line = replace(lines(1)[0], description=words)

    said = " ".join(pages(render_offer(offer(line, template=template))))

    assert all(f"слово{index}" in said for index in range(2500))


def test_a_letter_keeps_the_table_for_its_annex(offer: Offers, pages: Pages) -> None:
    letter, annex = pages(render_offer(offer(template="letter")))

    assert "Позиция-001" not in letter
    assert "Гордеев С. А." in letter
    assert "₽1,248,609.00" in letter
    assert "Annex: Commercial offer" in annex
    assert HEADER in annex


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    heights=st.lists(st.tuples(st.floats(5, 900), st.booleans(), st.booleans()), min_size=1, max_size=30),
    repeats=st.booleans(),
)
def test_a_stack_always_comes_to_an_end_and_loses_nothing(
    heights: list[tuple[float, bool, bool]],
    repeats: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    style = Style(10, 12, Palette((0, 0, 0), (1, 1, 1)).ink)
    strips = [
        Strip(height, (Mark(0, 8, str(index), style),), keep_next=before, keep_previous=after)
        for index, (height, before, after) in enumerate(heights)
    ]
    header = Strip(20.0)

    left: list[StripStack] = [
        StripStack([header, *strips] if repeats else strips, 500, 700, header if repeats else None)
    ]
    printed: list[str] = []
    for _page in range(400):
        stack = left.pop()
        if stack.height > 700:
            parts = stack.split(500, 700)
            assert parts
            left += [part for part in reversed(parts) if isinstance(part, StripStack)]
            if not isinstance(parts[0], StripStack) or parts[0].height > 700.1:
                pytest.fail("a part that does not fit")
            stack = left.pop()
        printed += [mark.text for strip in stack.strips for mark in strip.marks]
        if not left:
            break

    assert not left
    assert printed == [str(index) for index in range(len(heights))]


def test_cutting_a_strip_keeps_every_line_of_text() -> None:
    style = Style(10, 12, (0, 0, 0))
    strip = Strip(120, [Mark(0, 10 + 12 * index, str(index), style) for index in range(10)])

    upper, lower = cut_strip(strip, 60)

    assert [mark.text for mark in [*upper.marks, *lower.marks]] == [str(index) for index in range(10)]
    assert upper.height == 60
    assert all(0 < mark.y <= lower.height for mark in lower.marks)
