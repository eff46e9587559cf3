"""One rendered picture of each template, judged by where there is ink, not by single pixels."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.documents.offer_paper import LineOnPaper, OfferPaper, TemplateKey
from app.documents.offer_pdf import render_offer
from app.documents.offer_template import measures
from resources.offer_templates import template_file

Offers = Callable[..., OfferPaper]
Many = Callable[[int], tuple[LineOnPaper, ...]]

TEMPLATES: tuple[TemplateKey, ...] = ("strict", "pictures", "compact", "letter")
DPI = 40


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils draws the page")
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_puts_its_ink_where_it_belongs(
    template: TemplateKey, offer: Offers, lines: Many, picture_bytes: bytes, tmp_path: Path
) -> None:
    pictured = [replace(line, picture=picture_bytes) for line in lines(3)]
    paper = offer(*pictured, template=template, seller=replace(offer().seller, logo=picture_bytes), accent="#c00000")

    page = _drawn(render_offer(paper), tmp_path)

    margin = measures(template).margin / 595
    assert _ink(page, 0, 0, margin * 0.9, 1) == 0
    assert _ink(page, 1 - margin * 0.9, 0, 1, 1) == 0
    assert _ink(page, 0, 0, 1, 0.03) == 0
    assert _ink(page, margin, 0.03, 0.3, 0.13) > 0.05, "the letterhead"
    assert _ink(page, 0.5, 0.03, 1 - margin, 0.13) > 0.02, "the salesperson"
    assert 0.01 < _ink(page, margin, 0.15, 1 - margin, 0.6) < 0.45, "the body, and air around it"
    assert _ink(page, margin, 0.93, 0.6, 0.99) > 0.01, "the footer"


def test_pictures_show_in_the_templates_that_have_room_for_them(
    offer: Offers, lines: Many, picture_bytes: bytes
) -> None:
    pictured = [replace(line, picture=picture_bytes) for line in lines(2)]

    with_pictures = render_offer(offer(*pictured, template="pictures"))
    compact = render_offer(offer(*pictured, template="compact"))

    assert b"/Subtype /Image" in with_pictures
    assert b"/Subtype /Image" not in compact


def test_every_template_file_is_one_a_paper_may_ask_for() -> None:
    files = {path.stem for path in template_file("strict").parent.glob("*.toml")}

    assert files == set(TEMPLATES)


def _drawn(content: bytes, folder: Path) -> Image.Image:
    source = folder / "offer.pdf"
    source.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", source, folder / "page"], check=True)
    (page,) = folder.glob("page*.pgm")
    with Image.open(page) as image:
        return image.convert("L")


def _ink(page: Image.Image, left: float, top: float, right: float, bottom: float) -> float:
    """How much of a region (in shares of the page) is not white."""
    width, height = page.size
    region = page.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))
    shades = region.histogram()
    return 1 - sum(shades[250:]) / sum(shades)
