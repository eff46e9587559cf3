"""VAT: the right rate on the right day, and two formulas that undo each other."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.vat import (
    DatedRate,
    RateKind,
    VatMode,
    VatTerms,
    general_rate,
    is_rate_on,
    rates_on,
    vat_included,
    vat_on_top,
)

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
percents = st.sampled_from([Decimal(rate) for rate in (0, 5, 7, 10, 20, 22)])


@pytest.mark.parametrize(
    ("day", "percent"),
    [(date(2019, 1, 1), 20), (date(2025, 12, 31), 20), (date(2026, 1, 1), 22), (date(2030, 6, 1), 22)],
)
def test_the_general_rate_changes_on_its_day(day: date, percent: int) -> None:
    assert general_rate(day) == percent


@pytest.mark.parametrize(
    ("day", "percents"),
    [
        (date(2024, 12, 31), [20, 10, 0]),
        (date(2025, 1, 1), [20, 10, 7, 5, 0]),
        (date(2026, 1, 1), [22, 10, 7, 5, 0]),
    ],
)
def test_a_day_has_its_own_list_of_rates(day: date, percents: list[int]) -> None:
    assert [rate.percent for rate in rates_on(day)] == percents


def test_an_old_rate_is_noticed_in_a_new_year() -> None:
    assert is_rate_on(Decimal(20), date(2025, 12, 31))
    assert not is_rate_on(Decimal(20), date(2026, 1, 1))


def test_a_day_before_the_first_known_rate_is_said_so() -> None:
    with pytest.raises(UserError, match="2018-12-31"):
        general_rate(date(2018, 12, 31))


def test_rates_are_data_that_can_be_replaced() -> None:
    table = (DatedRate(Decimal(16), RateKind.GENERAL, date(2026, 1, 1)),)

    assert general_rate(date(2026, 5, 1), table) == 16


@pytest.mark.parametrize(
    ("gross", "percent", "vat"),
    [("122", 22, "22.00"), ("120", 20, "20.00"), ("100", 22, "18.03"), ("100", 10, "9.09"), ("100", 0, "0.00")],
)
def test_vat_inside_an_amount(gross: str, percent: int, vat: str) -> None:
    assert vat_included(Decimal(gross), Decimal(percent)) == Decimal(vat)


@pytest.mark.parametrize(("net", "percent", "vat"), [("100", 22, "22.00"), ("0.25", 10, "0.03"), ("100", 0, "0.00")])
def test_vat_on_top_of_an_amount(net: str, percent: int, vat: str) -> None:
    assert vat_on_top(Decimal(net), Decimal(percent)) == Decimal(vat)


@given(amounts, percents)
def test_vat_added_on_top_is_found_inside_again(net: Decimal, percent: Decimal) -> None:
    vat = vat_on_top(net, percent)

    assert vat_included(net + vat, percent) == vat


@given(amounts, percents)
def test_vat_inside_is_never_more_than_the_amount_itself(gross: Decimal, percent: Decimal) -> None:
    assert 0 <= vat_included(gross, percent) <= gross


def test_a_reason_belongs_only_to_an_offer_without_vat() -> None:
    VatTerms(VatMode.NONE, "the simplified tax system is applied")

    with pytest.raises(UserError) as refused:
        VatTerms(VatMode.ON_TOP, "some reason")

    assert refused.value.field == "vat_reason"
