"""An address typed as one line, and its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.address_line import ORDER, AddressParts, one_line, read_line

PIECES = st.text(alphabet="абвгAB 19.,/-г", max_size=40)


def test_the_parts_stand_in_one_line_in_the_order_of_a_letter() -> None:
    parts = AddressParts(postcode="630099", city="Новосибирск", street="Красный пр., 25", extended="оф. 301")

    assert one_line(parts) == "630099, Новосибирск, Красный пр., 25, оф. 301"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "121 Mill Lane, Vancouver, BC V6B 1A1, Canada",
            AddressParts("V6B 1A1", "Canada", "BC", "Vancouver", "121 Mill Lane"),
        ),
        (
            "30 Main Street, Suite 2, Edinburgh, Midlothian EH2 2ER, United Kingdom",
            AddressParts("EH2 2ER", "United Kingdom", "Midlothian", "Edinburgh", "30 Main Street", "Suite 2"),
        ),
        ("400 Harbor St, Chicago, IL 60601", AddressParts("60601", "", "IL", "Chicago", "400 Harbor St")),
        ("Lindenweg 4, Berlin, 10115, Germany", AddressParts("10115", "Germany", "", "Berlin", "Lindenweg 4")),
        ("Ring 1, Wien, 1010, Austria", AddressParts("1010", "Austria", "", "Wien", "Ring 1")),
        ("Gata 7, Stockholm, 114 55, Sweden", AddressParts("114 55", "Sweden", "", "Stockholm", "Gata 7")),
        ("5 MG Road, Delhi, 110001, India", AddressParts("110001", "India", "", "Delhi", "5 MG Road")),
        ("Dam 1, Amsterdam, 1012 JS, Netherlands", AddressParts("1012 JS", "Netherlands", "", "Amsterdam", "Dam 1")),
        ("400 Harbor St, Chicago, IL, USA", AddressParts("", "USA", "IL", "Chicago", "400 Harbor St")),
        ("P.O. Box 12, Dublin, Ireland", AddressParts(country="Ireland", city="Dublin", street="P.O. Box 12")),
        ("630099, Russia, Novosibirsk, Lenina 1", AddressParts("630099", "Russia", "", "Novosibirsk", "Lenina 1")),
        (
            "101000, Германия, г. Берлин, Линденвег 4",
            AddressParts("101000", "Германия", "", "г. Берлин", "Линденвег 4"),
        ),
        (
            "630099, Россия, Новосибирская обл., г. Бердск, ул. Ленина, 5, корп. 2, оф. 301",
            AddressParts("630099", "Россия", "Новосибирская обл.", "г. Бердск", "ул. Ленина, 5", "корп. 2, оф. 301"),
        ),
        ("г. Омск, ул. Мира, 1, а/я 17", AddressParts(city="г. Омск", street="ул. Мира, 1", po_box="а/я 17")),
        ("Tomsk, Lenina 1, suite 40", AddressParts(city="Tomsk", street="Lenina 1", extended="suite 40")),
        ("ул. Мира, 1, 3 этаж", AddressParts(street="ул. Мира, 1", extended="3 этаж")),
        ("за линией, второй поворот", AddressParts(street="за линией, второй поворот")),
        ("Tomsk", AddressParts(city="Tomsk")),
        ("", AddressParts()),
    ],
)
def test_a_typed_line_is_read_into_its_parts(line: str, parts: AddressParts) -> None:
    assert read_line(line, ("Tomsk", "Novosibirsk")) == parts


def test_a_line_in_another_order_stays_as_it_was_typed() -> None:
    line = "Красный пр., 25, Новосибирск, 630099"

    assert read_line(line, ("Новосибирск",)) == AddressParts(street=line)


def test_parts_known_before_are_known_again_when_the_line_is_corrected() -> None:
    before = AddressParts(region="Поволжье", city="Углич", street="Ленина 1")

    found = read_line("Поволжье, Углич, Ленина 2", before=before)

    assert found == AddressParts(region="Поволжье", city="Углич", street="Ленина 2")


def test_a_country_known_before_ends_a_line_too() -> None:
    before = AddressParts(country="Kenya", city="Nairobi", street="Ngong Road 1")

    found = read_line("Ngong Road 2, Nairobi, Kenya", before=before)

    assert found == AddressParts(country="Kenya", city="Nairobi", street="Ngong Road 2")


@given(PIECES, st.lists(PIECES, max_size=2))
def test_whatever_is_typed_is_what_is_shown(line: str, cities: list[str]) -> None:
    assert one_line(read_line(line, cities)) == " ".join(line.split())


@given(st.lists(st.sampled_from(["630099", "Россия", "Омская обл.", "г. Омск", "ул. Мира", "оф. 1", "а/я 2", "7"])))
def test_no_part_is_lost_or_said_twice(pieces: list[str]) -> None:
    parts = read_line(", ".join(pieces))

    said = [piece for name in ORDER for piece in getattr(parts, name).split(", ") if piece]
    assert said == pieces
