"""Money: exact, one currency at a time, rounded as Russian accounting rounds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.currencies import CURRENCIES
from models.rules.money import CurrencyMixError, Money, parse_amount, quantize, sum_of

minors = st.integers(-(10**17), 10**17)


@given(minors, minors)
def test_adding_kopecks_and_adding_roubles_give_the_same(left: int, right: int) -> None:
    total = Money.from_minor(left, "RUB") + Money.from_minor(right, "RUB")

    assert total.minor() == left + right


@given(st.lists(minors), st.sampled_from(sorted(CURRENCIES)))
def test_a_sum_of_many_amounts_loses_nothing(parts: list[int], currency: str) -> None:
    total = sum_of((Money.from_minor(part, currency) for part in parts), currency)

    assert total == Money.from_minor(sum(parts), currency)


@pytest.mark.parametrize(
    ("amount", "step", "rounded"),
    [
        ("0.005", "0.01", "0.01"),
        ("-0.005", "0.01", "-0.01"),
        ("2.675", "0.01", "2.68"),
        ("0.004999", "0.01", "0.00"),
        ("1234.50", "1", "1235"),
        ("1234.50", "10", "1230"),
        ("1250", "100", "1300"),
    ],
)
def test_halves_go_away_from_zero(amount: str, step: str, rounded: str) -> None:
    assert quantize(Decimal(amount), Decimal(step)) == Decimal(rounded)


def test_two_currencies_are_never_added_or_compared() -> None:
    roubles, euros = Money(Decimal(1), "RUB"), Money(Decimal(1), "EUR")

    with pytest.raises(CurrencyMixError):
        _ = roubles + euros
    with pytest.raises(CurrencyMixError):
        _ = roubles < euros
    assert roubles != euros


def test_a_float_never_becomes_money() -> None:
    with pytest.raises(TypeError):
        Money(0.1, "RUB")  # type: ignore[arg-type] # the very mistake that is refused
    with pytest.raises(TypeError):
        _ = Money(Decimal(1), "RUB") * 0.5  # type: ignore[operator] # likewise


def test_an_infinite_amount_never_becomes_money() -> None:
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("Infinity"), "RUB")


def test_an_unknown_currency_is_said_beside_its_field() -> None:
    with pytest.raises(UserError) as refused:
        Money(Decimal(1), "XXX")

    assert refused.value.field == "currency"


def test_money_is_multiplied_and_compared_exactly() -> None:
    price = Money(Decimal("0.1"), "RUB")

    tripled = 3 * price

    assert tripled == Money(Decimal("0.3"), "RUB")
    assert price < tripled
    assert tripled >= price
    assert -price + price == Money.zero("RUB")
    assert not Money.zero("RUB")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 234,50", "1234.50"),
        ("1234.5", "1234.5"),
        (" 10\u00a0000 ", "10000"),
        ("1\u202f000\u202f000", "1000000"),
        ("-3", "-3"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert parse_amount(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3", "12 34", "1e5", "NaN", "∞", "1."])
def test_what_is_no_amount_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(UserError, match="is not an amount") as refused:
        parse_amount(typed, field="price")

    assert refused.value.field == "price"
