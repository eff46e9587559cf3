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
    assert read_line(line, ("Tomsk",)) == parts


def test_a_line_in_another_order_stays_as_it_was_typed() -> None:
    line = "Красный пр., 25, Новосибирск, 630099"

    assert read_line(line, ("Новосибирск",)) == AddressParts(street=line)


def test_parts_known_before_are_known_again_when_the_line_is_corrected() -> None:
    before = AddressParts(region="Поволжье", city="Углич", street="Ленина 1")

    found = read_line("Поволжье, Углич, Ленина 2", before=before)

    assert found == AddressParts(region="Поволжье", city="Углич", street="Ленина 2")


@given(PIECES, st.lists(PIECES, max_size=2))
def test_whatever_is_typed_is_what_is_shown(line: str, cities: list[str]) -> None:
    assert one_line(read_line(line, cities)) == " ".join(line.split())


@given(st.lists(st.sampled_from(["630099", "Россия", "Омская обл.", "г. Омск", "ул. Мира", "оф. 1", "а/я 2", "7"])))
def test_no_part_is_lost_or_said_twice(pieces: list[str]) -> None:
    parts = read_line(", ".join(pieces))

    said = [piece for name in ORDER for piece in getattr(parts, name).split(", ") if piece]
    assert said == pieces
