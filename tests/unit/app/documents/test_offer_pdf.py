"""What an offer's PDF says, carries and promises."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject, PdfObject

from app.documents.offer_paper import (
    AddresseeOnPaper,
    LineOnPaper,
    OfferPaper,
    Payment,
    SectionOnPaper,
    SellerOnPaper,
    SignatureOnPaper,
    TotalsOnPaper,
    VatOnPaper,
)
from app.documents.offer_pdf import render_offer
from resources.i18n import language, set_language

Offers = Callable[..., OfferPaper]
Lines = Callable[..., LineOnPaper]
Pages = Callable[[bytes], list[str]]


@pytest.mark.parametrize(
    "said",
    [
        "Сибирский Технопарк",
        "+7 913 900-11-22",
        "volkov@stp.example",
        "Commercial offer",
        "No. КП-2026-118, version 2 · dated 11 November 2026 · valid through 25 November 2026 inclusive",
        "АО «СибМаш»",
        "главному технологу Щукиной Анне",
        "встреча 3 ноября",
        "Уважаемая Анна Викторовна!",
        "Позиция-003",
        "1,023,450.00",
        "VAT 22%",
        "Total, ₽ 1,248,609.00",
        "шестьсот девять рублей 00 копеек, including VAT",
        "Оплата",
        "Гордеев С. А.",
        "ООО «Сибирский Технопарк» · ИНН 5401234567",
        "page 1 of 1",
    ],
)
def test_a_page_says_everything_the_paper_holds(said: str, offer: Offers, pages: Pages) -> None:
    (page,) = pages(render_offer(offer()))

    assert said in page


def test_conditions_without_a_text_vanish(offer: Offers, pages: Pages) -> None:
    (page,) = pages(render_offer(offer()))

    assert "Монтаж" not in page


def test_columns_nobody_uses_vanish(offer: Offers, pages: Pages) -> None:
    (page,) = pages(render_offer(offer()))

    assert "Discount" not in page
    assert "Qty Unit Price, ₽ Amount, ₽" in page


def test_discount_and_vat_columns_come_when_lines_differ(offer: Offers, line: Lines, pages: Pages) -> None:
    paper = offer(line("Станок", discount_percent=Decimal("7.5")), line("Книга", vat_rate=Decimal(10)))

    (page,) = pages(render_offer(paper))

    assert "Price, ₽ Discount VAT Amount, ₽" in page
    assert "7.5% 22% 1,000.00" in page
    assert "— 10% 1,000.00" in page


def test_an_offer_without_vat_says_why(offer: Offers, pages: Pages) -> None:
    totals = TotalsOnPaper(Decimal(3000), vat_mode="none", vat_reason="НДС не облагается: УСН")

    (page,) = pages(render_offer(offer(totals=totals)))

    assert "НДС не облагается: УСН" in page
    assert "including VAT" not in page


def test_vat_inside_the_total_is_listed_under_it_by_rate(offer: Offers, pages: Pages) -> None:
    rates = (VatOnPaper(Decimal(22), Decimal("541.00")), VatOnPaper(Decimal(10), Decimal("90.91")))

    (page,) = pages(render_offer(offer(totals=TotalsOnPaper(Decimal(4000), vat_mode="included", vat=rates))))

    assert "Total, ₽ 4,000.00 including VAT 22% 541.00 including VAT 10% 90.91" in page


def test_options_and_alternatives_are_named_as_not_in_the_total(offer: Offers, line: Lines, pages: Pages) -> None:
    paper = offer(line("Станок"), line("Станок больше", "2", kind="alternative"), options=(line("Обучение"),))

    (page,) = pages(render_offer(paper))

    assert "Alternative, not included in the total" in page
    assert page.index("Total, ₽") < page.index("Options") < page.index("Обучение")


def test_twelve_digit_sums_are_printed_whole(offer: Offers, line: Lines, pages: Pages) -> None:
    huge = Decimal("999999999999.99")

    (page,) = pages(render_offer(offer(line("Завод", amount=huge, price=huge, discount_percent=Decimal("12.5")))))

    assert page.count("999,999,999,999.99") == 2


def test_fonts_are_embedded_subsets_of_our_own_face(offer: Offers) -> None:
    reader = PdfReader(io.BytesIO(render_offer(offer())))

    used = _fonts(reader)
    names = {str(font["/BaseFont"]).partition("+")[2] for font in used}
    assert names == {"PTSans-Regular", "PTSans-Bold"}
    assert all("/FontFile2" in _dictionary(font["/FontDescriptor"]) for font in used)


def test_a_sign_the_face_lacks_is_borrowed_not_boxed(offer: Offers, pages: Pages) -> None:
    (page,) = pages(render_offer(offer(currency="KZT", basis="смета ✓")))

    assert "Total, ₸" in page
    assert "смета ✓" in page


def test_the_file_describes_itself(offer: Offers) -> None:
    reader = PdfReader(io.BytesIO(render_offer(offer())))

    assert reader.metadata is not None
    assert reader.metadata.title == "Commercial offer No. КП-2026-118, version 2"
    assert reader.metadata.author == "ООО «Сибирский Технопарк»"
    assert reader.metadata.subject == "АО «СибМаш»"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == offer().dated
    assert str(_dictionary(reader.trailer["/Root"])["/Lang"]) == "en"


def test_the_outline_names_the_offer_its_sections_and_options(offer: Offers, line: Lines) -> None:
    paper = offer(
        sections=(SectionOnPaper((line(),), "Станки"), SectionOnPaper((line(),), "Доставка")), options=(line(),)
    )

    reader = PdfReader(io.BytesIO(render_offer(paper)))

    (title, parts) = reader.outline
    assert isinstance(title, Destination)
    assert isinstance(parts, list)
    assert title.title == "Commercial offer"
    assert [part.title for part in parts if isinstance(part, Destination)] == ["Станки", "Доставка", "Options"]


def test_phone_and_e_mail_can_be_clicked(offer: Offers) -> None:
    reader = PdfReader(io.BytesIO(render_offer(offer())))

    links = {str(note["/A"]["/URI"]) for note in reader.pages[0].annotations or ()}
    assert {"tel:+79139001122", "mailto:volkov@stp.example", "https://stp.example"} <= links


def test_the_same_paper_gives_the_same_bytes(offer: Offers, picture_bytes: bytes) -> None:
    paper = offer(seller=SellerOnPaper("Завод", logo=picture_bytes))

    assert render_offer(paper) == render_offer(paper)


def test_the_paper_speaks_its_own_language_and_leaves_the_screen_alone(offer: Offers, pages: Pages) -> None:
    before = language()
    set_language("ru")
    try:
        (page,) = pages(render_offer(offer(language="en")))

        assert "Commercial offer" in page
        assert language() == "ru"
    finally:
        set_language(before)


def test_a_russian_paper_prints_figures_and_dates_the_russian_way(offer: Offers, pages: Pages) -> None:
    (page,) = pages(render_offer(offer(language="ru")))

    assert "1 248 609,00" in page
    assert "11 ноября 2026 г." in page


def test_signature_and_stamp_are_printed_only_when_wished(offer: Offers, picture_bytes: bytes) -> None:
    signature = SignatureOnPaper("Директор", "Гордеев", picture_bytes)
    paper = offer(seller=SellerOnPaper("Завод", stamp=picture_bytes), signature=signature)

    with_images = PdfReader(io.BytesIO(render_offer(paper)))
    without = PdfReader(io.BytesIO(render_offer(replace(paper, signature=replace(signature, with_images=False)))))

    assert len(with_images.pages[0].images) > 0
    assert len(without.pages[0].images) == 0


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_picture_leaves_no_trace(content: bytes, offer: Offers, pages: Pages) -> None:
    paper = offer(seller=SellerOnPaper("Завод", logo=content, stamp=content))

    (page,) = pages(render_offer(paper))

    assert "Завод" in page


def test_the_payment_code_is_printed_for_roubles_only(offer: Offers, pages: Pages) -> None:
    payment = Payment("ООО «Завод»", "40702810000000000001", "АО «Банк»", "045000000", "30101810000000000000")

    (roubles,) = pages(render_offer(offer(payment=payment)))
    (dollars,) = pages(render_offer(offer(payment=payment, currency="USD")))

    assert "Scan to pay" in roubles
    assert "Scan to pay" not in dollars


def test_an_empty_offer_still_makes_a_page(offer: Offers, pages: Pages) -> None:
    empty = OfferPaper(SellerOnPaper(""), "", offer().dated, (), TotalsOnPaper(Decimal(0)), language="en")

    (page,) = pages(render_offer(empty))

    assert "Total, ₽ 0.00" in page


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), wild=st.text(alphabet="<&>]\"'\\(%\0\n\t\u202e😀漢字ع\ud800₽ё", max_size=60))
def test_no_text_breaks_the_paper(offer: Offers, line: Lines, text: str, wild: str) -> None:
    both = text + wild
    paper = offer(
        line(both, both, unit=both, description=both),
        seller=SellerOnPaper(both, both, both, ((both, both),), both, both),
        addressee=AddresseeOnPaper(both, both, both),
        number=both,
        title=both,
        salutation=both,
        intro=both,
        conditions=((both, both),),
        closing=both,
        accent=both,
        signature=SignatureOnPaper(both, both),
    )

    assert render_offer(paper).startswith(b"%PDF-")


def _fonts(reader: PdfReader) -> list[DictionaryObject]:
    resources = [_dictionary(page["/Resources"]) for page in reader.pages]
    return [_dictionary(font) for each in resources for font in _dictionary(each["/Font"]).values()]


def _dictionary(found: PdfObject) -> DictionaryObject:
    known = found.get_object()
    assert isinstance(known, DictionaryObject)
    return known
