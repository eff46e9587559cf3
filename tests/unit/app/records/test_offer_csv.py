"""Tables of offer lines: any delimiter, encoding and way of writing numbers; a bad row never spoils the others."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.formatting import number
from app.records.offer_csv import offer_lines_from_csv
from app.records.typed_numbers import read_discount, read_number, read_rate
from app.views.offer_drafts import OfferLineDraft
from models.rules.offer_lines import Discount, DiscountKind
from resources.i18n import Language

RUSSIAN = """Наименование;Ед. изм.;Кол-во;Цена, ₽;Скидка;НДС;Раздел;Опция;Артикул
Токарный центр;шт.;1;985 000,00;5%;22%;Оборудование;;
"Оснастка; набор";компл.;2;11 850;1000 ₽;без НДС;Оборудование;;
Обучение;чел.;1,5;20000;;10;Работы;да;
"""


def percent(value: str) -> Discount:
    return Discount(DiscountKind.PERCENT, Decimal(value))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16"])
def test_a_russian_table_is_read_in_any_encoding(encoding: str) -> None:
    lines, refused = offer_lines_from_csv(RUSSIAN.encode(encoding, errors="replace"), "ru")

    assert refused == ()
    assert [(line.name, line.unit, line.quantity, line.section, line.role) for line in lines] == [
        ("Токарный центр", "шт.", Decimal(1), "Оборудование", "line"),
        ("Оснастка; набор", "компл.", Decimal(2), "Оборудование", "line"),
        ("Обучение", "чел.", Decimal("1.5"), "Работы", "option"),
    ]
    assert [line.price for line in lines] == [Decimal(985000), Decimal(11850), Decimal(20000)]
    assert [line.discount for line in lines] == [percent("5"), Discount(DiscountKind.SUM, Decimal(1000)), None]
    assert [(line.vat, line.without_vat) for line in lines] == [
        (Decimal(22), False), (None, True), (Decimal(10), False),
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_an_english_table_is_read_with_any_delimiter(delimiter: str) -> None:
    rows = [["Item", "Qty", "Unit price", "Discount (%)"], ["Lathe", "1", '"1,250.50"', "7.5"]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode()

    (line,), refused = offer_lines_from_csv(content, "en")

    assert refused == ()
    assert (line.name, line.price, line.discount) == ("Lathe", Decimal("1250.50"), percent("7.5"))


def test_columns_stand_in_any_order_and_unknown_ones_are_passed_over() -> None:
    content = "№;Цена;Сумма;Название\n1;100;100;Болт\n".encode()

    (line,), _refused = offer_lines_from_csv(content, "ru")

    assert (line.name, line.price, line.quantity) == ("Болт", Decimal(100), Decimal(1))


def test_cells_pasted_without_heads_stand_in_the_usual_order() -> None:
    content = "Болт\tшт.\t10\t12,50\nГайка\tшт.\t10\t3\n".encode()

    lines, refused = offer_lines_from_csv(content, "ru")

    assert refused == ()
    assert [(line.name, line.quantity, line.price) for line in lines] == [
        ("Болт", Decimal(10), Decimal("12.50")), ("Гайка", Decimal(10), Decimal(3)),
    ]  # fmt: skip


def test_each_bad_row_is_refused_with_its_number_and_the_others_are_kept() -> None:
    content = (
        b"name;quantity;price;discount;vat;option\n"
        b"Good;1;100;;;\n"
        b";1;100;;;\n"
        b"\n"
        b"No price;1;;;;\n"
        b"Words;many;100;;;\n"
        b"Nothing;0;100;;;\n"
        b"Negative;1;-5;;;\n"
        b"Too much;1;100;120%;;\n"
        b"Rate;1;100;;200;\n"
        b"Role;1;100;;;perhaps\n"
        b"Decimals;1;1.123456;;;\n"
        b"Good too;1;100;;;\n"
    )

    lines, refused = offer_lines_from_csv(content, "en")

    assert [line.name for line in lines] == ["Good", "Good too"]
    assert [(row.row, row.reason) for row in refused] == [
        (3, "The name is missing."),
        (5, "The price is missing."),
        (6, "Quantity: “many” is not a number."),
        (7, "The quantity must be more than nothing."),
        (8, "The price cannot be negative."),
        (9, "Discount: A discount cannot be more than 100 %."),
        (10, "VAT: “200” is not a VAT rate."),
        (11, "“perhaps” is neither an option nor an alternative."),
        (12, "At most 4 digits may follow the decimal point here."),
    ]
    assert refused[2].text == "Words; many; 100"


def test_a_row_with_a_code_takes_the_rest_from_the_catalogue() -> None:
    product = OfferLineDraft(
        name="Фреза", price=Decimal(500), unit="шт.", vat=Decimal(10), product_id=uuid4(), code="A-1"
    )
    content = "code;name;quantity;price\na-1;;3;\nA-1;Фреза особая;1;450\nZ-9;;1;\n".encode()

    lines, refused = offer_lines_from_csv(content, "ru", {"a-1": product})

    assert [(line.name, line.price, line.unit, line.vat, line.product_id) for line in lines] == [
        ("Фреза", Decimal(500), "шт.", Decimal(10), product.product_id),
        ("Фреза особая", Decimal(450), "шт.", Decimal(10), product.product_id),
    ]
    assert [(row.row, row.reason) for row in refused] == [(4, "There is no product with the code “Z-9”.")]


def test_a_quote_that_is_an_inch_does_not_swallow_the_rows_below() -> None:
    content = 'Наименование;Кол-во;Цена\n"Труба 1/2;1;100\nМуфта 3/4";2;50\n"Кран";1;70\n'.encode()

    lines, refused = offer_lines_from_csv(content, "ru")

    assert refused == ()
    assert [(line.name, line.price) for line in lines] == [
        ('"Труба 1/2', Decimal(100)), ('Муфта 3/4"', Decimal(50)), ("Кран", Decimal(70)),
    ]  # fmt: skip


def test_a_name_over_two_lines_and_excel_s_own_first_line_are_understood() -> None:
    content = b'sep=;\nname;price\n"Lathe\nwith tools";100\n'

    (line,), refused = offer_lines_from_csv(content, "en")

    assert refused == ()
    assert line.name == "Lathe with tools"


def test_a_column_of_vat_in_money_is_no_column_of_rates() -> None:
    content = "Наименование;Цена;НДС, руб.\nБолт;100;18,03\n".encode()

    (line,), refused = offer_lines_from_csv(content, "ru")

    assert refused == ()
    assert line.vat is None


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"name;price\n", b"\x00\x00"])
def test_an_empty_table_has_no_lines(content: bytes) -> None:
    assert offer_lines_from_csv(content, "en")[0] == ()


@given(st.binary(max_size=300), st.sampled_from(["ru", "en"]))
def test_no_bytes_break_the_reader(content: bytes, lang: Language) -> None:
    lines, refused = offer_lines_from_csv(content, lang)

    assert all(line.name and line.price is not None for line in lines)
    assert all(row.reason for row in refused)


@given(st.text(max_size=200), st.sampled_from(["ru", "en"]))
def test_no_text_under_good_heads_breaks_the_reader(text: str, lang: Language) -> None:
    lines, _refused = offer_lines_from_csv(
        ("name;quantity;price;discount;vat\n" + text).encode("utf-8", "replace"), lang
    )

    assert all(line.quantity > 0 for line in lines)


@pytest.mark.parametrize(
    ("text", "russian", "english"),
    [
        ("1234", "1234", "1234"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1\u00a0234\u202f567,5", "1234567.5", "1234567.5"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1,234", "1.234", "1234"),
        ("1.234", "1.234", "1.234"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234.567", "1234567", "1234567"),
        ("1'234.5", "1234.5", "1234.5"),
        ("0,125", "0.125", "0.125"),
        ("1,5", "1.5", "1.5"),
        (",5", "0.5", "0.5"),
        ("985 000 ₽", "985000", "985000"),
        ("11 850 руб.", "11850", "11850"),
        ("$1,200", "1.200", "1200"),
        ("-5", "-5", "-5"),
        ("−5", "-5", "-5"),
    ],
)
def test_numbers_are_read_as_they_are_written_in_each_language(text: str, russian: str, english: str) -> None:
    assert (read_number(text, "ru"), read_number(text, "en")) == (Decimal(russian), Decimal(english))


@pytest.mark.parametrize(
    "text", ["", "abc", "1 23", "12 34 567", "1,2,3", "1.2.3,4,5", "1e5", "٣", "--5", ".", "1 2/3"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    for lang in ("ru", "en"):
        with pytest.raises(UserError):
            read_number(text, lang)


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["ru", "en"]))
def test_what_the_program_prints_it_reads_back(value: Decimal, lang: Language) -> None:
    assert read_number(number(value, 2, lang), lang) == value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("5%", DiscountKind.PERCENT, "5"),
        ("5,5 %", DiscountKind.PERCENT, "5.5"),
        ("−5 %", DiscountKind.PERCENT, "5"),
        ("1 000", DiscountKind.SUM, "1000"),
    ],
)
def test_a_discount_is_a_part_or_a_sum(text: str, kind: DiscountKind, value: str) -> None:
    assert read_discount(text, "ru") == Discount(kind, Decimal(value))


@pytest.mark.parametrize("text", ["", "-", "—", "0", "0 %"])
def test_no_discount_is_none(text: str) -> None:
    assert read_discount(text, "ru") is None


@pytest.mark.parametrize(
    ("text", "rate", "said"),
    [
        ("", None, False),
        ("без НДС", None, True),
        ("No VAT", None, True),
        ("22", "22", True),
        ("НДС 20%", "20", True),
        ("0,22", "22", True),
        ("0", "0", True),
        ("0%", "0", True),
    ],
)
def test_a_rate_may_be_said_as_none_or_not_at_all(text: str, rate: str | None, said: bool) -> None:  # noqa: FBT001 - a case of the table
    found = read_rate(text, "ru")

    assert (found.percent, found.said) == (None if rate is None else Decimal(rate), said)
