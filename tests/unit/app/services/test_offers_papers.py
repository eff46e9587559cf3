"""Offers on paper: addressed in the right case, in the right language, with the total in words."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from app.files import FileStore
from app.services.offer_lines import read_offer_lines
from app.services.offer_papers import offer_paper, offer_pdf
from app.services.offers import edit_offer, new_offer
from app.services.products import add_product
from app.services.sellers import default_seller, edit_seller
from app.views.offers import OfferId
from app.workspace import FILES, Workspace
from resources.i18n import Language
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import (
    NOON,
    a_draft_line,
    a_firm_with_account,
    an_offer_of,
    client_and_me,
    off,
    three_lines,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a firm that can be paid to."""
    with working(tmp_path, FixedClock(NOON)) as opened:
        a_firm_with_account(opened)
        yield opened


def sample(workspace: Workspace) -> OfferId:
    """The sample offer, to a client."""
    person, _firm = workspace.do(client_and_me).result()
    conditions = {"payment": "50 % аванс", "warranty": "  ", "Монтаж": "включён"}
    return workspace.do(
        new_offer,
        person,
        None,
        three_lines(),
        vat_mode="on_top",
        edits={"conditions": conditions, "basis": "встреча"},
    ).result()


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages)


def test_a_russian_paper_is_addressed_in_the_dative(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, sample(workspace), "ru").result()

    assert (paper.addressee.company, paper.addressee.position, paper.addressee.person) == (
        "АО «СибМаш»", "главному технологу", "Щукиной Анне Викторовне",
    )  # fmt: skip
    assert paper.salutation == "Уважаемая Анна Викторовна!"
    assert paper.totals.words == "Один миллион двести сорок восемь тысяч шестьсот девять рублей 00 копеек"


def test_an_english_paper_is_addressed_in_latin_letters(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, sample(workspace), "en").result()

    assert paper.addressee.person == "Anna Shchukina"
    assert paper.salutation == "Dear Ms. Shchukina,"
    assert paper.totals.words.startswith("One million two hundred")
    assert paper.language == "en"


def test_a_paper_speaks_the_offer_s_own_language_unless_told(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, sample(workspace)).result()

    assert paper.language == "ru"


def test_the_salesperson_and_the_firm_stand_on_the_paper(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, sample(workspace), "ru").result()

    assert (paper.salesperson.name, paper.salesperson.phone) == ("Волков Михаил", "+7 913 900-11-22")
    values = [value for _label, value in paper.seller.requisites]
    assert values[:3] == ["5407123451", "540701001", "1025400000000"]
    assert values[3].startswith("40702810500000000001 ")
    assert values[4:] == ["045004774", "30101810600000000774"]
    assert (paper.signature.position, paper.signature.name) == ("Директор", "Гордеев С. А.")


def test_empty_conditions_vanish_and_own_labels_stay(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, sample(workspace), "en").result()

    assert paper.conditions == (("Payment", "50 % аванс"), ("Монтаж", "включён"))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_pdf_says_the_total_in_words(workspace: Workspace, lang: Language) -> None:
    paper = workspace.ask(offer_paper, sample(workspace), lang).result()

    text = words_of(offer_pdf(paper))

    assert paper.totals.words in text
    assert "КП-2026-1" in text
    assert ("1 248 609,00" if lang == "ru" else "1,248,609.00") in text


@pytest.mark.parametrize("mode", ["included", "on_top", "none"])
def test_the_figures_of_every_vat_mode_add_up_on_paper(workspace: Workspace, mode: str) -> None:
    lines = (*three_lines(), a_draft_line("x", "0.01", vat=Decimal(10)), a_draft_line("y", "99.99", without_vat=True))
    offer = an_offer_of(workspace, *lines, vat_mode=mode, vat_reason="УСН", discount=off("3.33"))

    paper = workspace.ask(offer_paper, offer, "ru").result()

    totals, amounts = paper.totals, [line.amount for section in paper.sections for line in section.lines]
    assert sum(amounts) == totals.subtotal
    assert totals.subtotal is not None
    assert totals.discount is not None
    vat = sum(rate.amount for rate in totals.vat)
    expected = totals.subtotal - totals.discount + (vat if mode == "on_top" else 0)
    assert totals.total == expected
    assert bool(totals.vat) == (mode != "none")
    assert ("УСН" in totals.vat_reason) == (mode == "none")


def test_options_and_alternatives_are_numbered_and_set_apart(workspace: Workspace) -> None:
    offer = an_offer_of(
        workspace,
        a_draft_line("a", section="S"),
        a_draft_line("b", role="alternative", section="S"),
        a_draft_line("c", role="option", section="S"),
        a_draft_line("d", section="T"),
    )

    paper = workspace.ask(offer_paper, offer, "ru").result()

    assert [(s.title, [line.number for line in s.lines], s.subtotal) for s in paper.sections] == [
        ("S", ["1", "1а"], Decimal(1000)), ("T", ["2"], Decimal(1000)),
    ]  # fmt: skip
    assert [line.number for line in paper.options] == ["3"]


def test_a_code_to_pay_by_needs_every_requisite(workspace: Workspace) -> None:
    offer = sample(workspace)
    whole = workspace.ask(offer_paper, offer).result()
    unwanted = workspace.ask(offer_paper, offer, payment_code=False).result()
    workspace.do(edit_offer, offer, {"currency": "USD"}).result()
    foreign = workspace.ask(offer_paper, offer).result()

    assert whole.payment is not None
    assert (whole.payment.bic, whole.payment.amount) == ("045004774", Decimal(1248609))
    assert (unwanted.payment, foreign.payment) == (None, None)


def test_the_pictures_of_the_firm_come_from_the_folder_of_files(workspace: Workspace) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "#0f6b68").save(picture, "PNG")
    files = FileStore(workspace.folder / FILES)
    digest = files.put(picture.getvalue())
    offer = sample(workspace)
    seller = workspace.ask(offer_paper, offer).result()
    assert seller.seller.logo is None
    firm = workspace.ask(default_seller).result()
    assert firm is not None
    workspace.do(edit_seller, firm.id, {"logo_hash": digest, "stamp_hash": "f" * 64}).result()

    paper = workspace.ask(offer_paper, offer, files=files).result()

    assert paper.seller.logo == picture.getvalue()
    assert paper.seller.stamp is None
    assert offer_pdf(paper) != offer_pdf(replace(paper, seller=replace(paper.seller, logo=None)))


def test_an_offer_to_nobody_greets_nobody(workspace: Workspace) -> None:
    paper = workspace.ask(offer_paper, an_offer_of(workspace), "ru").result()

    assert (paper.salutation, paper.addressee.company, paper.addressee.person) == ("", "", "")


def test_a_table_is_read_against_the_catalogue(workspace: Workspace) -> None:
    workspace.do(add_product, {"code": "A-1", "name": "Фреза", "price": "500", "unit": "шт."}).result()

    lines, refused = workspace.ask(read_offer_lines, b"code;qty\nA-1;2\nB-2;1\n", "en").result()

    assert [(line.name, line.price, line.quantity) for line in lines] == [("Фреза", Decimal(500), Decimal(2))]
    assert [row.row for row in refused] == [3]
    offer = workspace.do(new_offer, None, None, lines, dated=date(2026, 11, 11)).result()
    assert workspace.ask(offer_paper, offer).result().totals.total == Decimal(1000)
