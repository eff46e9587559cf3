"""Phones as they stand in real cells."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.phones import Phone, dial_uri, shown, split_phones
from models.rules.search_text import digits


def normals(text: str, region: str = "RU") -> list[tuple[str, str]]:
    return [(phone.normal, phone.extension) for phone in split_phones(text, region)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8 (383) 123-45-67 доб. 12, +7 913 222-33-44", [("+73831234567", "12"), ("+79132223344", "")]),
        ("8 (383) 123-45-67, доб. 12", [("+73831234567", "12")]),
        ("8 383 123-45-67 (доб. 12, 13)", [("+73831234567", "12, 13")]),
        ("8(383)1234567 вн.105; 4512", [("+73831234567", "105"), ("4512", "")]),
        ("+7 913 222-33-44 +7 383 222 33 44", [("+79132223344", ""), ("+73832223344", "")]),
        ("89132223344 83832223344", [("+79132223344", ""), ("+73832223344", "")]),
        ("+7 913 222-33-44\n+7 383 222-33-44", [("+79132223344", ""), ("+73832223344", "")]),
        ("8 383 222-33-44 и 8 383 222-33-45", [("+73832223344", ""), ("+73832223345", "")]),
        ("+7 (383) 222-33-44 / 222-33-45", [("+73832223344", ""), ("+73832223345", "")]),
        ("+7 913 222-33-44, 222-33-45", [("+79132223344", ""), ("2223345", "")]),
        ("222-33-44/55", [("2223344", "")]),
        ("9132223344", [("+79132223344", "")]),
        ("79132223344", [("+79132223344", "")]),
        ("8\xa0913\xa0222–33–44", [("+79132223344", "")]),
        ("8.383.123.45.67 x12", [("+73831234567", "12")]),
        ("8 383 123 45 67#12", [("+73831234567", "12")]),
        ("tel:+73831234567;ext=12", [("+73831234567", "12")]),
        ("SIP:4512@pbx.example", [("sip:4512@pbx.example", "")]),
        ("8 10 49 30 123456", [("+4930123456", "")]),
        ("+44 20 7946 0958 ext. 7", [("+442079460958", "7")]),
        ("8 930 001 00 00", [("79300010000", "")]),
        ("8 800 555-35-35 (бесплатно)", [("+78005553535", "")]),
        ("доб. 12", [("12", "")]),
        ("нет", [("", "")]),
        (" \t ", []),
    ],
)
def test_a_cell_is_split_into_its_numbers(cell: str, expected: list[tuple[str, str]]) -> None:
    assert normals(cell) == expected


def test_letters_are_digits_where_the_country_dials_them() -> None:
    assert normals("1-800-FLOWERS", "US") == [("+18003569377", "")]


def test_words_stay_with_the_number_they_stand_by() -> None:
    phones = split_phones("Анна, 8 913 222 33 44 (после шести); секретарь 8 383 222-33-44, до обеда")

    assert [phone.raw for phone in phones] == [
        "Анна, 8 913 222 33 44 (после шести)",
        "секретарь 8 383 222-33-44, до обеда",
    ]


@pytest.mark.parametrize(
    ("cell", "international", "national"),
    [
        ("8 383 222-33-44 доб. 12", "+7 383 222-33-44, ext. 12", "8 (383) 222-33-44, ext. 12"),
        ("89132223344", "+7 913 222-33-44", "8 (913) 222-33-44"),
        ("+49 30 123456", "+49 30 123456", "+49 30 123456"),
        ("+7 701 250 00 00", "+7 701 250 0000", "+7 701 250 0000"),
        ("4512", "4512", "4512"),
        ("спросить у Анны", "спросить у Анны", "спросить у Анны"),
    ],
)
def test_a_number_is_shown_grouped_or_as_typed(cell: str, international: str, national: str) -> None:
    (phone,) = split_phones(cell)

    assert shown(phone) == international
    assert shown(phone, style="national") == national


def test_a_number_abroad_is_shown_internationally_even_nationally() -> None:
    (phone,) = split_phones("+7 913 222-33-44")

    assert shown(phone, home_region="US", style="national") == "+7 913 222-33-44"


def test_a_softphone_is_handed_the_extension() -> None:
    assert dial_uri(Phone("", "+73832223344", "12, 13", valid=True)) == "tel:+73832223344;ext=12"
    assert dial_uri(Phone("", "sip:4512@pbx.example")) == "sip:4512@pbx.example"
    assert dial_uri(Phone("нет", "")) == ""


ten = st.from_regex(r"[0-9]{10}", fullmatch=True) | st.from_regex(r"[3489][0-9]{9}", fullmatch=True)


@given(
    ten, st.sampled_from(["+7", "8", "7", ""]), st.sampled_from(["{}{}{}{}{}", "{} ({}) {}-{}-{}", "{}-{}-{}-{}-{}"])
)
def test_the_quick_way_judges_as_the_library_does(number: str, prefix: str, form: str) -> None:
    cell = form.format(prefix, number[:3], number[3:6], number[6:8], number[8:]).lstrip(" -")
    parsed = phonenumbers.parse(cell, "RU")
    expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

    (phone,) = split_phones(cell)

    assert phone.valid == phonenumbers.is_valid_number(parsed)
    assert not phone.valid or phone.normal == expected


@given(st.from_regex(r"(?:\+7|8) ?\(?[0-9]{3}\)? ?[0-9]{3}-?[0-9]{2}-?[0-9]{2}", fullmatch=True))
def test_a_cell_of_the_usual_form_is_read_as_the_long_way_reads_it(cell: str) -> None:
    assert split_phones(cell) == split_phones(" " + cell)  # a blank in front is not of that form


@given(ten)
def test_the_quick_grouping_is_that_of_the_library(number: str) -> None:
    phone = Phone("", "+7" + number, valid=True)
    parsed = phonenumbers.parse(phone.normal)

    assert shown(phone) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@given(ten)
def test_eight_and_plus_seven_have_the_same_digits(number: str) -> None:
    assert digits("8 " + number) == digits("+7" + number) == "7" + number


def test_extensions_are_digits_of_their_own() -> None:
    assert digits("8 (383) 123-45-67 доб. 1205, 1206; 4512") == "73831234567 1205 1206 4512"


CELLS = st.text() | st.text(alphabet="0123456789+-() ,;/доб.#xи\nа@sip:")


@given(CELLS)
def test_no_letter_or_digit_of_a_cell_is_lost(text: str) -> None:
    kept = "".join(phone.raw for phone in split_phones(text))

    # A lone "и" or "or" between two numbers is a separator, like a comma.
    assert sorted(c for c in kept if c.isdigit()) == sorted(c for c in text if c.isdigit())


@given(CELLS)
def test_a_cell_split_again_says_the_same(text: str) -> None:
    for phone in split_phones(text):
        if phone.valid and phone.normal.startswith("+"):
            assert split_phones(phone.normal)[0].normal == phone.normal
