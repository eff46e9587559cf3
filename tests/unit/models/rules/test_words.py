"""Amounts in words: our own table first, then an independent library where it is known to be right."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from models.errors import UserError
from models.rules.money import Money
from models.rules.word_forms import Gender
from models.rules.words import amount_in_words, count_in_words
from resources.i18n import speaking

GENDERS: tuple[Gender, ...] = ("m", "f", "n")

ROUBLES = [
    ("0", "Ноль рублей 00 копеек", "Zero roubles 00 kopecks"),
    ("0.01", "Ноль рублей 01 копейка", "Zero roubles 01 kopeck"),
    ("1", "Один рубль 00 копеек", "One rouble 00 kopecks"),
    ("2.02", "Два рубля 02 копейки", "Two roubles 02 kopecks"),
    ("5.05", "Пять рублей 05 копеек", "Five roubles 05 kopecks"),
    ("11.11", "Одиннадцать рублей 11 копеек", "Eleven roubles 11 kopecks"),
    ("12.14", "Двенадцать рублей 14 копеек", "Twelve roubles 14 kopecks"),
    ("21.21", "Двадцать один рубль 21 копейка", "Twenty-one roubles 21 kopecks"),
    ("22.22", "Двадцать два рубля 22 копейки", "Twenty-two roubles 22 kopecks"),
    ("101", "Сто один рубль 00 копеек", "One hundred and one roubles 00 kopecks"),
    ("111", "Сто одиннадцать рублей 00 копеек", "One hundred and eleven roubles 00 kopecks"),
    ("1001", "Одна тысяча один рубль 00 копеек", "One thousand and one roubles 00 kopecks"),
    ("2002", "Две тысячи два рубля 00 копеек", "Two thousand and two roubles 00 kopecks"),
    ("10000.25", "Десять тысяч рублей 25 копеек", "Ten thousand roubles 25 kopecks"),
    ("11000", "Одиннадцать тысяч рублей 00 копеек", "Eleven thousand roubles 00 kopecks"),
    ("21000", "Двадцать одна тысяча рублей 00 копеек", "Twenty-one thousand roubles 00 kopecks"),
    ("41000", "Сорок одна тысяча рублей 00 копеек", "Forty-one thousand roubles 00 kopecks"),
    ("1000000", "Один миллион рублей 00 копеек", "One million roubles 00 kopecks"),
    ("2000000", "Два миллиона рублей 00 копеек", "Two million roubles 00 kopecks"),
    (
        "1234567.89",
        "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек",
        "One million two hundred and thirty-four thousand five hundred and sixty-seven roubles 89 kopecks",
    ),
    ("1000000000", "Один миллиард рублей 00 копеек", "One billion roubles 00 kopecks"),
    ("1000000000000000", "Один квадриллион рублей 00 копеек", "One quadrillion roubles 00 kopecks"),
    ("-5", "Минус пять рублей 00 копеек", "Minus five roubles 00 kopecks"),
]

OTHERS = [
    ("USD", "1.01", "Один доллар США 01 цент", "One US dollar 01 cent"),
    ("USD", "22.22", "Двадцать два доллара США 22 цента", "Twenty-two US dollars 22 cents"),
    ("USD", "1000", "Одна тысяча долларов США 00 центов", "One thousand US dollars 00 cents"),
    ("EUR", "1", "Один евро 00 центов", "One euro 00 cents"),
    ("EUR", "2.5", "Два евро 50 центов", "Two euros 50 cents"),
    ("CNY", "21.01", "Двадцать один юань 01 фэнь", "Twenty-one yuan 01 fen"),
    ("CNY", "2.02", "Два юаня 02 фэня", "Two yuan 02 fen"),
    ("CNY", "5.05", "Пять юаней 05 фэней", "Five yuan 05 fen"),
    ("KZT", "1.01", "Один тенге 01 тиын", "One tenge 01 tiyn"),
    ("KZT", "41002.02", "Сорок одна тысяча два тенге 02 тиына", "Forty-one thousand and two tenge 02 tiyn"),
    ("KZT", "5.05", "Пять тенге 05 тиынов", "Five tenge 05 tiyn"),
    ("BYN", "1", "Один белорусский рубль 00 копеек", "One Belarusian rouble 00 kopecks"),
    ("BYN", "2.01", "Два белорусских рубля 01 копейка", "Two Belarusian roubles 01 kopeck"),
    ("BYN", "11", "Одиннадцать белорусских рублей 00 копеек", "Eleven Belarusian roubles 00 kopecks"),
]


@pytest.mark.parametrize(("amount", "russian", "english"), ROUBLES)
def test_roubles_are_said_as_a_bookkeeper_says_them(amount: str, russian: str, english: str) -> None:
    money = Money(Decimal(amount), "RUB")

    said = amount_in_words(money, "ru"), amount_in_words(money, "en")

    assert said == (russian, english)


@pytest.mark.parametrize(("currency", "amount", "russian", "english"), OTHERS)
def test_every_currency_has_its_own_words(currency: str, amount: str, russian: str, english: str) -> None:
    money = Money(Decimal(amount), currency)

    said = amount_in_words(money, "ru"), amount_in_words(money, "en")

    assert said == (russian, english)


@given(st.integers(0, 10**15))
def test_russian_counts_agree_with_an_independent_library(number: int) -> None:
    assert count_in_words(number, "ru") == num2words(number, lang="ru")


@given(st.integers(0, 999_999), st.sampled_from(GENDERS))  # above it the library says «одна миллиард»
def test_russian_counts_agree_with_the_gender_of_what_is_counted(number: int, gender: Gender) -> None:
    assert count_in_words(number, "ru", gender=gender) == num2words(number, lang="ru", gender=gender)


@pytest.mark.parametrize("number", [1_000_000, 2_000_000_000])
def test_a_million_stays_masculine_whatever_is_counted(number: int) -> None:
    assert count_in_words(number, "ru", gender="f") == count_in_words(number, "ru", gender="m")


@given(st.integers(0, 10**15))
def test_english_counts_agree_with_an_independent_library(number: int) -> None:
    oracle = num2words(number, lang="en_GB").replace(",", "")

    assert count_in_words(number, "en") == oracle


@given(st.integers(0, 10**15 - 1), st.integers(0, 99))
def test_hundredths_stay_in_two_digits(whole: int, hundredths: int) -> None:
    said = amount_in_words(Money.from_minor(whole * 100 + hundredths, "RUB"), "ru")

    assert said.split()[-2] == f"{hundredths:02d}"
    assert said[0].isupper()


def test_an_amount_is_rounded_to_hundredths_before_it_is_said() -> None:
    assert amount_in_words(Money(Decimal("0.995"), "RUB"), "ru") == "Один рубль 00 копеек"


def test_the_paper_s_language_decides_where_none_is_named() -> None:
    with speaking("ru"):
        said = amount_in_words(Money(Decimal(5), "RUB")), count_in_words(-2)

    assert said == ("Пять рублей 00 копеек", "минус два")


def test_a_number_beyond_a_quadrillion_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="too large"):
        amount_in_words(Money(Decimal(10**15 + 1), "RUB"), "en")
