"""How numbers, money, dates and times are written, against CLDR where we follow it and look.md where we do not."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from app import formatting
from app.formatting import NBSP
from resources.i18n import Language, speaking

LANGUAGES: tuple[Language, ...] = ("ru", "en")
TODAY = date(2026, 11, 21)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(value=amounts, lang=st.sampled_from(LANGUAGES))
def test_numbers_are_written_as_cldr_says_but_for_the_real_minus(value: Decimal, lang: Language) -> None:
    expected = format_decimal(abs(value), "#,##0.00", locale=lang)

    written = formatting.number(value, 2, lang)

    assert written.lstrip(formatting.MINUS) == expected
    assert written.startswith(formatting.MINUS) == (value < 0)


@given(value=amounts.map(abs), currency=st.sampled_from(["RUB", "EUR", "GBP", "USD"]))
def test_russian_money_is_written_as_cldr_says(value: Decimal, currency: str) -> None:
    assert formatting.money(value, currency, lang="ru") == format_currency(value, currency, locale="ru")


@given(value=amounts.map(abs), currency=st.sampled_from(["EUR", "GBP", "USD"]))
def test_english_money_is_written_as_cldr_says(value: Decimal, currency: str) -> None:
    assert formatting.money(value, currency, lang="en") == format_currency(value, currency, locale="en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_weekdays_and_percent_are_cldrs(lang: Language) -> None:
    months = get_month_names("wide", "format", lang)
    weekdays = get_day_names("abbreviated", "format", lang)

    for month in range(1, 13):
        assert months[month] in formatting.long_date(date(2026, month, 1), lang)
    for offset in range(2, 7):
        day = TODAY + timedelta(offset)
        assert formatting.relative_day(day, TODAY, lang).startswith(f"{weekdays[day.weekday()]},")
    assert formatting.percent(22, lang) == format_percent(Decimal("0.22"), locale=lang)
    assert Locale.parse(lang).number_symbols["latn"]["group"] in formatting.number(1000, lang=lang)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal(1248609), 2, "1 248 609,00"),
        (Decimal("2.500"), None, "2,5"),
        (Decimal("1E+3"), None, "1 000"),
        (Decimal(100), None, "100"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal(-5), None, "−5"),
        (1234567, None, "1 234 567"),
        (0, None, "0"),
    ],
)
def test_a_figure_keeps_only_what_matters(value: Decimal | int, places: int | None, expected: str) -> None:
    assert formatting.number(value, places, "ru") == expected.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "currency", "lang", "expected"),
    [
        ("1248609", "RUB", "ru", "1 248 609,00 ₽"),
        ("1248609", "RUB", "en", "₽1,248,609.00"),
        ("-5", "USD", "en", "−$5.00"),
        ("-5", "USD", "ru", "−5,00 $"),
        ("10", "BYN", "en", "Br 10.00"),
        ("10", "KZT", "ru", "10,00 ₸"),
        ("1500", "JPY", "en", "¥1,500"),
        ("1500", "CHF", "en", "CHF 1,500.00"),
    ],
)
def test_money_stands_beside_its_sign(value: str, currency: str, lang: Language, expected: str) -> None:
    assert formatting.money(Decimal(value), currency, lang=lang) == expected.replace(" ", NBSP)


def test_a_quantity_does_not_part_from_its_unit() -> None:
    assert formatting.quantity(Decimal("2.50"), "компл.", "ru") == f"2,5{NBSP}компл."
    assert formatting.quantity(Decimal(3), lang="en") == "3"


@pytest.mark.parametrize(
    ("lang", "short", "long", "other_year"),
    [
        ("ru", "12 ноя", "12 ноября 2026 г.", "12 ноя 2025"),
        ("en", "12 Nov", "12 November 2026", "12 Nov 2025"),
    ],
)
def test_dates_name_the_year_when_it_is_not_this_one(lang: Language, short: str, long: str, other_year: str) -> None:
    assert formatting.short_date(date(2026, 11, 12), TODAY, lang).replace(NBSP, " ") == short
    assert formatting.short_date(date(2025, 11, 12), TODAY, lang).replace(NBSP, " ") == other_year
    assert formatting.long_date(date(2026, 11, 12), lang).replace(NBSP, " ") == long


@pytest.mark.parametrize(
    ("hour", "ru", "en"),
    [(0, "0:05", "12:05 am"), (10, "10:05", "10:05 am"), (12, "12:05", "12:05 pm"), (23, "23:05", "11:05 pm")],
)
def test_the_clock_counts_to_24_or_to_12(hour: int, ru: str, en: str) -> None:
    assert formatting.clock(time(hour, 5), lang="ru") == ru
    assert formatting.clock(time(hour, 5), lang="en") == en.replace(" ", NBSP)


def test_a_stamp_is_in_local_time_with_what_it_lasted() -> None:
    when = datetime(2026, 11, 12, 3, 40, tzinfo=UTC)
    zone = ZoneInfo("Asia/Novosibirsk")

    russian = formatting.stamp(when, timedelta(minutes=6), zone=zone, today=TODAY, lang="ru")
    english = formatting.stamp(when, timedelta(minutes=6), zone=zone, today=TODAY, lang="en")

    assert russian.replace(NBSP, " ") == "12 ноя, 10:40 · 6 мин"
    assert english.replace(NBSP, " ") == "12 Nov, 10:40 am · 6 min"


def test_a_stamp_changes_its_date_with_the_zone() -> None:
    when = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)

    stamped = formatting.stamp(when, zone=ZoneInfo("Asia/Novosibirsk"), today=TODAY, lang="ru")

    assert stamped.replace(NBSP, " ") == "1 янв 2027, 3:00"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 с"),
        (40, "40 с"),
        (60, "1 мин"),
        (380, "6 мин"),
        (3600, "1 ч"),
        (4800, "1 ч 20 мин"),
        (3599, "1 ч"),
        (183_900, "2 дн. 3 ч"),
        (-5, "0 с"),
    ],
)
def test_a_duration_is_said_in_two_units_at_most(seconds: int, expected: str) -> None:
    assert formatting.duration(timedelta(seconds=seconds), "ru").replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 Б"), (812, "812 Б"), (1024, "1 КБ"), (1_300_000, "1,2 МБ"), (1_048_575, "1 МБ"), (20 * 1024**2, "20 МБ")],
)
def test_a_file_size_is_short(size: int, expected: str) -> None:
    assert formatting.file_size(size, "ru") == expected.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(-1, "вчера"), (0, "сегодня"), (1, "завтра"), (5, "чт, 26 ноя"), (7, "28 ноя"), (-3, "18 ноя")],
)
def test_near_days_are_called_by_their_names(offset: int, expected: str) -> None:
    assert formatting.relative_day(TODAY + timedelta(offset), TODAY, "ru").replace(NBSP, " ") == expected


def test_a_counted_sentence_chooses_its_plural() -> None:
    assert formatting.counted("{count} thing", "{count} things", 1, "en") == "1 thing"
    assert formatting.counted("{count} thing", "{count} things", 12000, "en") == "12,000 things"


def test_the_language_in_force_is_taken_when_none_is_named() -> None:
    with speaking("ru"):
        russian = formatting.percent(5)
    with speaking("en"):
        english = formatting.percent(5)

    assert (russian, english) == (f"5{NBSP}%", "5%")
