"""People and companies: believable, odd where real bases are odd, and nobody's telephone rings."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from stdnum.ru import inn as stdnum_inn
from stdnum.ru import ogrn as stdnum_ogrn

from app.demo.checksums import bank_account, correspondent_account, okpo, organisation_inn, person_inn
from app.demo.generate import generate
from app.demo.records import DemoChannel, DemoCompany, DemoLanguage, DemoPerson

TODAY = date(2026, 11, 20)
RESULTS = {"customer", "prospect", "hot_lead", "warm_lead", "cold_lead", "decision_maker", "influencer"}
STATUSES = RESULTS | {"gatekeeper", "partner", "supplier", "competitor", "personal"}


def phones_of(record: DemoPerson | DemoCompany) -> list[DemoChannel]:
    return [channel for channel in record.channels if channel.kind == "phone"]


def test_the_first_screen_knows_the_people_of_the_sketches(
    demo_people: list[DemoPerson], demo_companies: list[DemoCompany]
) -> None:
    anna = next(person for person in demo_people if person.last == "Щукина" and person.index < 20)

    company = demo_companies[anna.company or 0]

    assert (anna.first, anna.middle, anna.job_title) == ("Анна", "Викторовна", "главный технолог")
    assert (company.name, company.city) == ("СибМаш", "Новосибирск")
    assert [channel.value for channel in anna.channels] == [
        "+7 913 222-33-44",
        "+7 383 222-33-44, доб. 12",
        "shchukina@sibmash.example",
        "@annasch",
    ]
    colleagues = {person.last for person in demo_people if person.company == anna.company}
    assert colleagues == {"Щукина", "Петров", "Сорокин"}


def test_about_fifteen_of_a_hundred_speak_the_other_language(demo_people: list[DemoPerson]) -> None:
    share = sum(person.language == "en" for person in demo_people) / len(demo_people)

    assert 0.13 < share < 0.17


def test_nobody_shares_a_mobile_with_anyone_but_the_own_double(demo_people: list[DemoPerson]) -> None:
    originals = [person for person in demo_people if person.double_of is None]

    numbers = Counter(phone.normal for person in originals for phone in phones_of(person) if not phone.extension)

    shared = {number for number, times in numbers.items() if times > 1}
    assert shared <= {"+73832223344"}  # the switchboard of the sketches


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_number_is_possible_and_typed_so_that_it_can_be_read(lang: DemoLanguage) -> None:
    made = generate(1500, 0, 2, TODAY, lang)

    for phones in (*map(phones_of, made.people()), *map(phones_of, made.companies())):
        for phone in phones:
            read = phonenumbers.parse(phone.value, "RU")
            assert phonenumbers.is_possible_number(read)
            assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == phone.normal
            assert (read.extension or "") == phone.extension


def test_one_extension_rings_one_person(demo_people: list[DemoPerson]) -> None:
    extensions = Counter(
        (phone.normal, phone.extension)
        for person in demo_people
        if person.double_of is None
        for phone in phones_of(person)
        if phone.extension
    )

    doubled = sum(times - 1 for times in extensions.values())

    assert doubled <= 3  # numbers of extensions repeat after 899 people


def test_every_oddity_of_a_real_base_is_there(demo_people: list[DemoPerson]) -> None:
    names = [f"{person.last} {person.first} {person.middle}" for person in demo_people]

    assert any("ё" in name.lower() for name in names)
    assert any("'" in name or "’" in name for name in names)
    assert any("-" in name for name in names)
    assert any("оглы" in name for name in names)
    assert any(len(name) >= 60 for name in names)
    assert any(person.birthday.endswith("-02-29") for person in demo_people)
    assert any(person.birthday.startswith("--") for person in demo_people)
    assert any(not person.middle for person in demo_people if person.language == "ru")
    assert any(not person.channels for person in demo_people)
    assert any(len(phones_of(person)) > 2 for person in demo_people)
    assert any("доб." in phone.value for person in demo_people for phone in phones_of(person))
    assert any(phone.value.startswith("8 (") for person in demo_people for phone in phones_of(person))
    assert any(channel.service == "whatsapp" for person in demo_people for channel in person.channels)
    assert any(person.company is None for person in demo_people)
    assert any(person.do_not_call for person in demo_people)
    assert any(person.prefix and person.suffix for person in demo_people)


def test_a_double_is_its_original_spelt_another_way(demo_people: list[DemoPerson]) -> None:
    doubles = [person for person in demo_people if person.double_of is not None]

    assert 20 < len(doubles) < 60
    for double in doubles:
        original = demo_people[double.double_of or 0]
        assert original.double_of is None
        assert double.company == original.company
    respelt = [double for double in doubles if double.last != demo_people[double.double_of or 0].last]
    assert respelt
    same_phone = [
        double
        for double in doubles
        if {phone.normal for phone in phones_of(double)}
        & {p.normal for p in phones_of(demo_people[double.double_of or 0])}
    ]
    assert len(same_phone) > len(doubles) / 2


def test_namesakes_share_a_name_and_nothing_else(demo_people: list[DemoPerson]) -> None:
    namesakes = [person for person in demo_people if person.namesake_of is not None]

    assert len(namesakes) > 20
    for person in namesakes:
        other = demo_people[person.namesake_of or 0]
        assert (person.last, person.first, person.middle) == (other.last, other.first, other.middle)
        assert not {phone.normal for phone in phones_of(person) if not phone.extension} & {
            phone.normal for phone in phones_of(other)
        }


def test_birthdays_are_real_days_of_grown_people(demo_people: list[DemoPerson]) -> None:
    for person in demo_people:
        if not person.birthday:
            continue
        year, month, day = (person.birthday.replace("--", "2000-")).split("-")

        born = date(int(year), int(month), int(day))

        if not person.birthday.startswith("--"):
            assert 18 < (TODAY - born).days / 365.25 < 75


def test_keys_and_zones_are_those_the_program_knows(demo_people: list[DemoPerson]) -> None:
    assert {status for person in demo_people for status in person.statuses} <= STATUSES
    for zone in {person.time_zone for person in demo_people}:
        ZoneInfo(zone)
    assert all(person.last and person.first for person in demo_people)
    assert all(person.created.date() < TODAY for person in demo_people)


def test_no_two_companies_share_a_site(demo_companies: list[DemoCompany]) -> None:
    sites = Counter(company.web for company in demo_companies if company.web)

    assert max(sites.values()) == 1


def test_requisites_pass_every_check(demo_companies: list[DemoCompany]) -> None:
    sets = [requisites for company in demo_companies for requisites in company.requisites]

    assert len(sets) > 500
    assert len({each.inn for each in sets}) == len(sets)
    for each in sets:
        assert stdnum_inn.is_valid(each.inn)
        assert stdnum_ogrn.is_valid(each.ogrn)
        assert len(each.inn) == (12 if each.kind == "entrepreneur" else 10)
        assert len(each.kpp) == (0 if each.kind == "entrepreneur" else 9)
        assert len(each.okpo) == (10 if each.kind == "entrepreneur" else 8)
        assert each.okpo == okpo(each.okpo[:-1])
        for account in each.accounts:
            assert (len(account.bik), len(account.account), len(account.correspondent)) == (9, 20, 20)
            assert key_sum(account.bik[-3:] + account.account) == 0
            assert key_sum("0" + account.bik[4:6] + account.correspondent) == 0


def key_sum(digits: str) -> int:
    return sum(int(digit) * (7, 1, 3)[place % 3] for place, digit in enumerate(digits)) % 10


def test_check_digits_agree_with_published_numbers() -> None:
    # Sberbank's own requisites, as it publishes them
    assert organisation_inn("770708389") == "7707083893"
    assert okpo("0003253") == "00032537"
    assert correspondent_account("30101810000000000225", "044525225") == "30101810400000000225"
    assert person_inn("5001007322") == "500100732259"
    assert bank_account("40702810000000000001", "044525225")[:8] == "40702810"


def test_an_entrepreneur_is_the_one_who_works_there(
    demo_people: list[DemoPerson], demo_companies: list[DemoCompany]
) -> None:
    sole = [
        company for company in demo_companies if company.requisites and company.requisites[0].kind == "entrepreneur"
    ]

    assert sole
    for company in sole:
        staff = [person for person in demo_people if person.company == company.index and person.double_of is None]
        assert len(staff) <= 1
        assert all(person.last in company.name for person in staff)
