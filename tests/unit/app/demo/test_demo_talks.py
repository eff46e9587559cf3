"""Talks, plans, deals and offers read like the work of one salesperson."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from app.demo.generate import DemoSet, generate
from app.demo.records import DemoPerson, DemoTalk

TODAY = date(2026, 11, 20)
NOVOSIBIRSK = ZoneInfo("Asia/Novosibirsk")
RESULTS = {
    "call": {"reached", "not_reached", "left_message", "busy", "wrong_number", "refused", "interested"},
    "meeting": {"held", "not_held"},
    "todo": {"done", "not_done"},
    "email": {"sent", "received"},
    "letter": {"sent", "received"},
    "note": {""},
}


def test_as_many_talks_as_asked_for_come_the_newest_first(demo_talks: list[DemoTalk]) -> None:
    starts = [talk.start for talk in demo_talks]

    assert len(demo_talks) == 10_000
    assert starts == sorted(starts, reverse=True)


def test_every_result_belongs_to_its_kind_and_every_talk_says_something(demo_talks: list[DemoTalk]) -> None:
    assert all(talk.result in RESULTS[talk.kind] for talk in demo_talks)
    assert all(talk.regarding for talk in demo_talks)
    assert all(talk.details for talk in demo_talks if talk.kind == "note")
    assert all(
        talk.done == (talk.result in {"reached", "refused", "interested"}) for talk in demo_talks if talk.kind == "call"
    )
    assert {kind for kind, _times in Counter(talk.kind for talk in demo_talks).most_common(1)} == {"call"}


def test_talks_fall_on_working_days_and_hours_of_the_salesperson(demo_talks: list[DemoTalk]) -> None:
    for talk in demo_talks:
        local = talk.start.astimezone(NOVOSIBIRSK)
        assert local.weekday() < 5
        assert time(8, 55) <= local.time() < time(18)


def test_recent_days_are_fuller_than_old_ones(demo_talks: list[DemoTalk]) -> None:
    oldest, newest = demo_talks[-1].start, demo_talks[0].start

    recent = sum(talk.start > newest - (newest - oldest) / 4 for talk in demo_talks)

    assert recent > len(demo_talks) * 0.3


def test_a_few_people_have_hundreds_of_talks_and_many_have_none(
    demo_talks: list[DemoTalk], demo_people: list[DemoPerson]
) -> None:
    times = Counter(talk.person for talk in demo_talks)

    assert sum(count >= 100 for count in times.values()) >= 5
    assert len(times) < len(demo_people) * 0.9


def test_nobody_is_talked_to_before_being_written_down(
    demo_talks: list[DemoTalk], demo_people: list[DemoPerson]
) -> None:
    for talk in demo_talks:
        assert talk.start >= demo_people[talk.person].created - timedelta(days=1)


def test_the_card_of_the_sketches_counts_what_they_count(demo_talks: list[DemoTalk]) -> None:
    kinds = Counter(talk.kind for talk in demo_talks if talk.person == 1)

    assert (kinds["call"], kinds["meeting"], kinds["note"]) == (14, 3, 6)


def test_today_looks_as_in_the_sketches(demo: DemoSet) -> None:
    plans = list(demo.activities())
    start_of_today = datetime.combine(TODAY, time(), NOVOSIBIRSK).astimezone(UTC)

    overdue = [p for p in plans if (p.start and p.start < start_of_today) or (p.due and p.due < TODAY)]
    shown = {plan.regarding: plan.start.astimezone(NOVOSIBIRSK).strftime("%H:%M") for plan in plans if plan.start}

    assert len(overdue) == 4
    assert shown["Узнать решение по скидке"] == "14:30"
    assert shown["Встреча в «Орёл-Агро»"] == "12:30"
    assert shown["Выслать КП"] == "16:00"


def test_plans_are_told_around_the_hour_the_workspace_is_looked_at() -> None:
    made = generate(50, 50, 1, TODAY, now=time(9, 0), zone="Europe/Moscow")

    plan = next(plan for plan in made.activities() if plan.regarding == "Узнать решение по скидке")

    assert plan.start == datetime(2026, 11, 20, 6, 20, tzinfo=UTC)
    assert next(made.history()).start < datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def test_some_plans_repeat_and_start_on_a_day_of_their_own_rule(demo: DemoSet) -> None:
    repeated = [plan for plan in demo.activities() if plan.rrule]

    assert len(repeated) >= 5
    for plan in repeated:
        first = (
            plan.start.astimezone(NOVOSIBIRSK)
            if plan.start
            else datetime.combine(plan.due or TODAY, time(), NOVOSIBIRSK)
        )
        assert rrulestr(plan.rrule, dtstart=first)[0] == first


def test_promises_are_of_both_sides_and_some_are_late(demo: DemoSet) -> None:
    promises = list(demo.promises())

    assert {promise.mine for promise in promises} == {True, False}
    assert any(promise.due < TODAY and not promise.kept for promise in promises)
    assert all(promise.made <= promise.due and promise.made <= TODAY for promise in promises)
    assert all(promise.text for promise in promises)


def test_the_offer_of_the_sketches_adds_up_to_the_last_rouble(demo: DemoSet) -> None:
    offer = next(each for each in demo.offers() if each.number == "КП-2026-118" and each.version == 2)

    assert [line.amount for line in offer.lines] == [Decimal("935750.00"), Decimal("64000.00"), Decimal("23700.00")]
    assert (offer.subtotal, offer.vat, offer.total) == (
        Decimal("1023450.00"),
        Decimal("225159.00"),
        Decimal("1248609.00"),
    )
    assert (offer.date, offer.valid_through) == (date(2026, 11, 11), date(2026, 11, 25))


def test_a_funnel_of_the_sketches_stands_open(demo: DemoSet) -> None:
    deals, offers = list(demo.opportunities()), list(demo.offers())

    assert sum(deal.status == "open" for deal in deals) == 31
    assert sum(offer.status in {"draft", "sent", "discussed"} for offer in offers) == 7
    assert all(deal.close_reason for deal in deals if deal.status == "lost")
    assert all(deal.amount > 0 and deal.lines for deal in deals)
    assert {deal.stage for deal in deals if deal.status == "open"} >= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2027, 1, 1), date(2027, 1, 15), date(2028, 2, 29)])
def test_numbers_of_offers_have_neither_holes_nor_doubles(today: date) -> None:
    offers = list(generate(3000, 0, 1, today).offers())

    by_year: dict[str, list[int]] = {}
    for offer in offers:
        _kind, year, number = offer.number.split("-")
        by_year.setdefault(year, []).append(int(number))
    for numbers in by_year.values():
        assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))
    versions = Counter((offer.number, offer.version) for offer in offers)
    assert max(versions.values()) == 1


def test_rates_follow_the_day_of_the_offer(demo: DemoSet) -> None:
    for offer in demo.offers():
        expected = 22 if offer.date >= date(2026, 1, 1) else 20
        assert {line.vat_rate for line in offer.lines} == {expected}


def test_a_won_deal_has_its_accepted_offer(demo: DemoSet) -> None:
    accepted = {offer.opportunity for offer in demo.offers() if offer.status == "accepted"}

    won = {deal.index for deal in demo.opportunities() if deal.status == "won"}

    assert won <= accepted


def test_products_stand_above_their_floor_and_cost(demo: DemoSet) -> None:
    products = list(demo.products())

    assert len({product.code for product in products}) == len(products) > 35
    assert all(product.cost < product.floor_price < product.price for product in products)
    assert {product.kind for product in products} == {"one_off", "recurring", "licence", "rent", "commission"}


def test_the_salesperson_and_the_firm_are_those_of_the_sketches(demo: DemoSet) -> None:
    seller, me = demo.seller(), demo.me()

    assert (seller.name, seller.director_short) == ("Сибирский Технопарк", "Гордеев С. А.")
    assert (me.last, me.first, me.phone) == ("Волков", "Михаил", "+7 913 900-11-22")
    assert seller.requisites[0].inn
