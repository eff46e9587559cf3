"""The same seed gives the same workspace, of any size, on any day."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo.generate import DemoSet, generate
from app.demo.records import DemoLanguage

TODAY = date(2026, 11, 20)


def everything(made: DemoSet) -> list[object]:
    return [
        *made.companies(),
        *made.people(),
        *made.history(),
        *made.activities(),
        *made.promises(),
        *made.opportunities(),
        *made.products(),
        *made.offers(),
        made.seller(),
        made.me(),
    ]


def texts(record: object) -> list[str]:
    if isinstance(record, str):
        return [record]
    if isinstance(record, tuple):
        return [text for part in record for text in texts(part)]
    if is_dataclass(record):
        return [text for field in fields(record) for text in texts(getattr(record, field.name))]
    return []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_same_arguments_make_the_same_workspace(lang: DemoLanguage) -> None:
    first = everything(generate(300, 500, 3, TODAY, lang))

    again = everything(generate(300, 500, 3, TODAY, lang))

    assert first == again


def test_another_seed_makes_other_people() -> None:
    one = [person.last for person in generate(200, 0, 1, TODAY).people()][20:]

    other = [person.last for person in generate(200, 0, 2, TODAY).people()][20:]

    assert one != other


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_larger_base_begins_with_the_people_and_companies_of_a_smaller_one(lang: DemoLanguage) -> None:
    small = generate(400, 0, 5, TODAY, lang)

    large = generate(1500, 100, 5, TODAY, lang)

    assert list(small.people()) == list(islice(large.people(), 400))
    companies = list(small.companies())
    assert companies == list(islice(large.companies(), len(companies)))


@settings(max_examples=25, deadline=None)
@given(
    contacts=st.integers(0, 60),
    history=st.integers(0, 120),
    seed=st.integers(0, 2**40),
    today=st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    lang=st.sampled_from(["ru", "en"]),
)
def test_a_workspace_of_any_size_on_any_day_points_only_at_what_is_there(
    contacts: int, history: int, seed: int, today: date, lang: DemoLanguage
) -> None:
    made = generate(contacts, history, seed, today, lang)

    companies, people = list(made.companies()), list(made.people())

    assert len(people) == contacts
    assert [person.index for person in people] == list(range(contacts))
    assert all(person.company is None or person.company < len(companies) for person in people)
    assert all(talk.person < contacts for talk in made.history())
    assert all(plan.person is None or plan.person < contacts for plan in made.activities())
    assert all(promise.person < contacts for promise in made.promises())
    deals = list(made.opportunities())
    assert [deal.index for deal in deals] == list(range(len(deals)))
    assert all(buyer.person < contacts for deal in deals for buyer in deal.buyers)
    assert all(offer.person < contacts for offer in made.offers())
    assert all(offer.opportunity is None or offer.opportunity < len(deals) for offer in made.offers())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), today=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_every_date_lies_where_it_can_lie(seed: int, today: date) -> None:
    made = generate(120, 200, seed, today)
    end_of_today = datetime.combine(today + timedelta(days=1), time(), UTC)

    for talk in made.history():
        assert talk.start.tzinfo is UTC
        assert talk.start < end_of_today
    for deal in made.opportunities():
        assert list(deal.stage_dates) == sorted(deal.stage_dates)
        assert len(deal.stage_dates) == deal.stage + 1
        assert deal.days_in_stage >= 0
        assert deal.opened <= today
        assert (deal.closed is not None) == (deal.status != "open")
        assert deal.closed is None or deal.opened <= deal.closed <= today
    for offer in made.offers():
        assert offer.date <= today
        assert offer.date <= offer.valid_through
        assert str(offer.date.year) in offer.number
        assert offer.status != "expired" or offer.valid_through < today
    for plan in made.activities():
        assert (plan.start is None) == plan.timeless == (plan.due is not None)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_text_is_left_with_a_place_to_fill(lang: DemoLanguage) -> None:
    made = generate(400, 4000, 1, TODAY, lang)

    found = [text for record in everything(made) for text in texts(record)]

    pattern = made.seller().offer_number
    assert not [text for text in found if text != pattern and ("{" in text or "}" in text or "//" in text)]
    assert not [text for text in found if text != text.strip()]


def test_all_domains_are_set_aside_for_examples() -> None:
    made = generate(500, 0, 1, TODAY)

    channels = [channel for person in made.people() for channel in person.channels]
    channels += [channel for company in made.companies() for channel in company.channels]
    sites = [channel.normal for channel in channels if channel.kind in {"email", "web"}]

    assert sites
    assert all(site.endswith(".example") for site in sites)


def test_numbers_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        generate(-1, 0, 1, TODAY)


def test_a_thousand_people_with_ten_thousand_talks_come_quickly() -> None:
    began = process_time()

    count = len(everything(generate(1000, 10_000, 9, TODAY)))

    assert count > 11_000
    assert process_time() - began < 10  # a guard against a slip of an order of magnitude: about 0.3 s by itself
