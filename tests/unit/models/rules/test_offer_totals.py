"""An offer's arithmetic: whatever is typed, the printed numbers add up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.money import quantize
from models.rules.offer_lines import ROUND_TO, Discount, DiscountKind, LineInput, LineKind, OfferTerms, Rounding
from models.rules.offer_totals import LineTotals, OfferTotals, offer_totals
from models.rules.vat import VatMode, vat_included, vat_on_top

TWENTY_TWO = Decimal(22)

percents = st.decimals(min_value=0, max_value=100, places=2).map(lambda value: Discount(DiscountKind.PERCENT, value))
rates = st.sampled_from([None, *(Decimal(rate) for rate in (0, 5, 7, 10, 20, 22))])
inputs = st.builds(
    LineInput,
    quantity=st.decimals(min_value=0, max_value=1000, places=6) | st.integers(0, 50).map(Decimal),
    price=st.decimals(min_value=0, max_value=100_000, places=4) | st.integers(0, 5000).map(Decimal),
    discount=st.none() | percents,
    vat=rates,
    section=st.sampled_from(["", "Equipment", "Works"]),
    kind=st.sampled_from([LineKind.REGULAR, LineKind.REGULAR, LineKind.OPTION, LineKind.ALTERNATIVE]),
    cost=st.none() | st.decimals(min_value=0, max_value=1000, places=2),
)
offers = st.lists(inputs, max_size=12)
terms = st.builds(
    OfferTerms,
    currency=st.sampled_from(["RUB", "EUR"]),
    vat_mode=st.sampled_from(VatMode),
    rounding=st.sampled_from(Rounding),
    discount=st.none() | percents,
    round_to=st.sampled_from(ROUND_TO),
)


@given(offers, terms)
def test_printed_line_sums_add_to_the_printed_subtotal(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, offer)

    assert sum(line.sum for line in regular(totals)) == totals.subtotal
    assert sum(section.sum for section in totals.sections) == totals.subtotal
    assert totals.list_sum - totals.line_discount == totals.subtotal
    assert all(line.list_sum - line.discount == line.sum for line in totals.lines)


@given(offers, terms)
def test_subtotal_less_discount_with_vat_is_the_total(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, offer)

    added = totals.vat if offer.vat_mode is VatMode.ON_TOP else 0
    assert totals.subtotal - totals.discount + totals.rounding + added == totals.total
    assert totals.net + totals.vat == totals.total
    assert sum(line.offer_discount for line in regular(totals)) == totals.discount
    assert sum(line.gross for line in regular(totals)) == totals.total


@given(offers, terms)
def test_vat_adds_up_over_lines_rates_and_sections(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, offer)

    assert sum(rate.vat for rate in totals.vat_by_rate) == totals.vat
    assert sum(rate.gross for rate in totals.vat_by_rate) == totals.total
    assert sum(section.vat for section in totals.sections) == totals.vat
    for rate in totals.vat_by_rate:
        own = [line for line in regular(totals) if line.vat_percent == rate.percent]
        assert sum(line.vat for line in own) == rate.vat
        assert sum(line.net for line in own) == rate.net


@given(offers, terms)
def test_every_printed_number_is_whole_kopecks_and_none_is_negative(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, offer)

    for line in totals.lines:
        for amount in (line.list_sum, line.discount, line.sum, line.offer_discount, line.net, line.vat, line.gross):
            assert amount >= 0
            assert amount == quantize(amount)


@given(offers, terms)
def test_a_line_s_sum_is_within_a_kopeck_of_its_own_arithmetic(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, offer)

    for line, total in zip(lines, totals.lines, strict=True):
        exact = line.quantity * line.price
        less = exact * line.discount.value / 100 if line.discount else Decimal(0)
        assert abs(total.list_sum - exact) < Decimal("0.01")
        assert abs(total.discount - less) < Decimal("0.02")


@given(offers, terms)
def test_vat_rounded_on_the_total_is_the_formula_of_its_rate(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, replace(offer, rounding=Rounding.ON_TOTAL))

    for rate in totals.vat_by_rate:
        assert rate.vat == vat_included(rate.gross, rate.percent or Decimal(0))
        if offer.vat_mode is VatMode.ON_TOP and not totals.rounding:
            assert rate.vat == vat_on_top(rate.net, rate.percent or Decimal(0))


@given(offers, terms)
def test_vat_rounded_per_line_is_the_formula_of_each_line(lines: list[LineInput], offer: OfferTerms) -> None:
    totals = offer_totals(lines, replace(offer, rounding=Rounding.PER_LINE))

    for line in totals.lines:
        assert line.vat == vat_included(line.gross, line.vat_percent or Decimal(0))


@given(offers, terms)
def test_the_total_is_rounded_to_what_was_asked_unless_nothing_would_be_left(
    lines: list[LineInput], offer: OfferTerms
) -> None:
    totals = offer_totals(lines, offer)

    assert totals.total % offer.round_to == 0 or totals.total < offer.round_to / 2
    assert abs(totals.rounding) <= offer.round_to / 2


@given(offers, terms)
def test_options_and_alternatives_change_nothing_of_the_offer(lines: list[LineInput], offer: OfferTerms) -> None:
    counted = [line for line in lines if line.kind is LineKind.REGULAR]

    whole, alone = offer_totals(lines, offer), offer_totals(counted, offer)

    assert (whole.total, whole.subtotal, whole.vat_by_rate) == (alone.total, alone.subtotal, alone.vat_by_rate)
    assert regular(whole) == regular(alone)


@given(offers, terms, st.data())
def test_a_sum_taken_off_the_offer_is_taken_off_exactly(
    lines: list[LineInput], offer: OfferTerms, data: st.DataObject
) -> None:
    subtotal = offer_totals(lines, replace(offer, discount=None)).subtotal
    off = data.draw(st.decimals(min_value=0, max_value=subtotal, places=2))

    totals = offer_totals(lines, replace(offer, discount=Discount(DiscountKind.SUM, off)))

    assert totals.discount == off


def test_vat_inside_prices() -> None:
    totals = offer_totals([a_line("2", "61"), a_line("1", "0.10")], OfferTerms(vat_mode=VatMode.INCLUDED))

    assert (totals.subtotal, totals.vat, totals.net, totals.total) == money("122.10", "22.02", "100.08", "122.10")


def test_vat_on_top_of_prices() -> None:
    lines = [a_line("2", "50"), a_line("1", "10", vat=Decimal(10)), a_line("1", "5", vat=None)]

    totals = offer_totals(lines, OfferTerms(vat_mode=VatMode.ON_TOP))

    assert (totals.subtotal, totals.vat, totals.total) == money("115", "23", "138")
    assert [rate.percent for rate in totals.vat_by_rate] == [22, 10, None]
    assert [rate.vat for rate in totals.vat_by_rate] == [22, 1, 0]


def test_an_offer_without_vat_ignores_the_rates_of_its_lines() -> None:
    totals = offer_totals([a_line("1", "100")], OfferTerms(vat_mode=VatMode.NONE))

    assert (totals.vat, totals.total) == money("0", "100")
    assert [rate.percent for rate in totals.vat_by_rate] == [None]


def test_rounding_on_the_total_counts_the_third_decimal_once() -> None:
    lines = [a_line("1", "0.3333")] * 3

    per_line = offer_totals(lines, OfferTerms(rounding=Rounding.PER_LINE))
    on_total = offer_totals(lines, OfferTerms(rounding=Rounding.ON_TOTAL))

    assert (per_line.total, on_total.total) == money("0.99", "1")
    assert [line.sum for line in on_total.lines] == list(money("0.34", "0.33", "0.33"))


def test_the_offer_s_discount_is_borne_by_every_rate() -> None:
    lines = [a_line("1", "122"), a_line("1", "110", vat=Decimal(10))]

    totals = offer_totals(lines, OfferTerms(discount=Discount(DiscountKind.PERCENT, Decimal(50))))

    assert [(rate.gross, rate.vat) for rate in totals.vat_by_rate] == [money("61", "11"), money("55", "5")]


def test_a_line_may_take_off_a_sum() -> None:
    line = a_line("3", "100", discount=Discount(DiscountKind.SUM, Decimal("50.50")))

    totals = offer_totals([line], OfferTerms())

    assert (totals.list_sum, totals.line_discount, totals.subtotal) == money("300", "50.50", "249.50")


def test_a_round_total_with_vat_on_top_keeps_its_promise() -> None:
    totals = offer_totals([a_line("1", "99.99")], OfferTerms(vat_mode=VatMode.ON_TOP, round_to=Decimal(10)))

    assert (totals.total, totals.vat, totals.net, totals.rounding) == money("120", "21.64", "98.36", "-1.63")


def test_a_total_that_would_round_to_nothing_is_left_alone() -> None:
    totals = offer_totals([a_line("1", "40")], OfferTerms(round_to=Decimal(100)))

    assert (totals.total, totals.rounding) == money("40", "0")


def test_an_alternative_says_what_choosing_it_would_change() -> None:
    lines = [
        a_line("1", "100", section="A", kind=LineKind.ALTERNATIVE),
        a_line("1", "100", section="A"),
        a_line("1", "130", section="A", kind=LineKind.ALTERNATIVE),
        a_line("1", "90", section="A", kind=LineKind.ALTERNATIVE),
        a_line("1", "130", section="B", kind=LineKind.ALTERNATIVE),
    ]

    totals = offer_totals(lines, OfferTerms())

    assert [line.difference for line in totals.lines] == [None, None, Decimal(30), Decimal(-10), None]
    assert totals.total == 100


def test_options_are_totalled_apart() -> None:
    lines = [a_line("1", "100"), a_line("2", "10", kind=LineKind.OPTION)]

    totals = offer_totals(lines, OfferTerms(vat_mode=VatMode.ON_TOP))

    assert (totals.total, totals.options) == money("122", "24.40")


def test_the_margin_is_known_once_every_counted_line_has_a_cost() -> None:
    known = a_line("2", "122", cost=Decimal(60))
    unknown = a_line("1", "122")

    with_all, with_gap = offer_totals([known], OfferTerms()), offer_totals([known, unknown], OfferTerms())

    assert (with_all.cost, with_all.margin, with_all.margin_percent) == money("120", "80", "40")
    assert (with_gap.cost, with_gap.margin, with_gap.margin_percent) == (None, None, None)


def test_an_empty_offer_is_nothing() -> None:
    totals = offer_totals([], OfferTerms())

    assert (totals.total, totals.vat, totals.subtotal) == money("0", "0", "0")
    assert totals.total_money.currency == "RUB"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (LineInput(Decimal(-1), Decimal(1)), "lines.1.quantity"),
        (LineInput(Decimal("0.0000001"), Decimal(1)), "lines.1.quantity"),
        (LineInput(Decimal("NaN"), Decimal(1)), "lines.1.quantity"),
        (LineInput(Decimal(1), Decimal(-1)), "lines.1.price"),
        (LineInput(Decimal(1), Decimal("0.00001")), "lines.1.price"),
        (LineInput(Decimal(1), Decimal(10) ** 13), "lines.1.price"),
        (LineInput(Decimal(1), Decimal(1), vat=Decimal(100)), "lines.1.vat"),
        (LineInput(Decimal(1), Decimal(1), cost=Decimal(-1)), "lines.1.cost"),
        (LineInput(Decimal(1), Decimal(1), Discount(DiscountKind.SUM, Decimal(2))), "lines.1.discount"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_beside_its_field(line: LineInput, field: str) -> None:
    with pytest.raises(UserError) as refused:
        offer_totals([a_line("1", "1"), line], OfferTerms())

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DiscountKind.PERCENT, "-1"),
        (DiscountKind.PERCENT, "100.01"),
        (DiscountKind.PERCENT, "NaN"),
        (DiscountKind.PERCENT, "0.00001"),
        (DiscountKind.SUM, "-0.01"),
        (DiscountKind.SUM, "0.001"),
    ],
)
def test_a_discount_that_makes_no_sense_is_refused(kind: DiscountKind, value: str) -> None:
    with pytest.raises(UserError) as refused:
        Discount(kind, Decimal(value))

    assert refused.value.field == "discount"


def test_more_than_the_offer_itself_cannot_be_taken_off() -> None:
    with pytest.raises(UserError, match="more than the offer"):
        offer_totals([a_line("1", "1")], OfferTerms(discount=Discount(DiscountKind.SUM, Decimal(2))))


def test_terms_that_make_no_sense_are_refused() -> None:
    with pytest.raises(UserError) as unknown:
        OfferTerms(currency="XXX")
    with pytest.raises(UserError) as odd:
        OfferTerms(round_to=Decimal(7))

    assert (unknown.value.field, odd.value.field) == ("currency", "round_to")


def test_a_total_beyond_words_is_refused() -> None:
    line = LineInput(Decimal(10**6), Decimal(10**12))

    with pytest.raises(UserError, match="too large"):
        offer_totals([line], OfferTerms())


def a_line(  # the builder of this file: a regular line at the general rate
    quantity: str,
    price: str,
    *,
    vat: Decimal | None = TWENTY_TWO,
    discount: Discount | None = None,
    section: str = "",
    kind: LineKind = LineKind.REGULAR,
    cost: Decimal | None = None,
) -> LineInput:
    return LineInput(Decimal(quantity), Decimal(price), discount, vat, section, kind, cost)


def regular(totals: OfferTotals) -> list[LineTotals]:
    return [line for line in totals.lines if line.kind is LineKind.REGULAR]


def money(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)
