"""An offer's paper says how many of its pages are drawn, and is given up where that is wished."""

from collections.abc import Callable

import pytest

from app.documents.offer_paper import LineOnPaper, OfferPaper, TemplateKey
from app.documents.offer_pdf import render_offer
from app.errors import UserError

Offers = Callable[..., OfferPaper]
Many = Callable[[int], tuple[LineOnPaper, ...]]
Pages = Callable[[bytes], list[str]]


@pytest.mark.parametrize("template", ["strict", "pictures", "compact", "letter"])
@pytest.mark.parametrize("count", [1, 70])
def test_every_page_is_told_of_once_it_is_drawn(
    offer: Offers, lines: Many, pages: Pages, template: TemplateKey, count: int
) -> None:
    told: list[tuple[int, int]] = []

    def hear(page: int, of: int) -> bool:
        told.append((page, of))
        return True

    made = pages(render_offer(offer(*lines(count), template=template), hear))

    assert [page for page, _of in told] == list(range(len(made) + 1))
    assert told[-1][1] >= len(made)
    assert all(abs(of - len(made)) <= 2 for _page, of in told[1:])


def test_a_paper_that_is_listened_to_is_the_same_paper(offer: Offers, lines: Many) -> None:
    paper = offer(*lines(70))

    assert render_offer(paper, lambda _page, _pages: True) == render_offer(paper)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_stopped_paper_is_no_paper_and_the_next_one_is_made(offer: Offers, lines: Many, at: int) -> None:
    paper = offer(*lines(70))

    with pytest.raises(UserError, match="nothing was made"):
        render_offer(paper, lambda page, _pages: page < at)

    assert render_offer(paper).startswith(b"%PDF")
