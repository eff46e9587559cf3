"""The files shipped as examples read as a phone's, Outlook's and Google's do."""

import re
from pathlib import Path

import pytest

import resources
from app.exchange.card import Card, CardChannel, Refused
from app.exchange.detect import open_reader

SAMPLES = Path(resources.__file__).parent / "sample_data"


def outcomes(name: str) -> list[Card | Refused]:
    return list(open_reader(SAMPLES / name))


def test_the_phone_sample_has_people_a_group_and_one_broken_card() -> None:
    found = outcomes("phone.vcf")

    refused = [it.reason for it in found if isinstance(it, Refused)]
    assert len(found) >= 55
    assert refused == [
        "The card has no name, company, phone or e-mail.",
        "This is the group “Выставка”: its 3 members here got it as a category.",
    ]
    assert not [it for it in found if isinstance(it, Card) and it.warnings]


def test_anna_stands_in_the_phone_sample_with_all_that_is_known_of_her() -> None:
    anna = outcomes("phone.vcf")[0]

    assert isinstance(anna, Card)
    assert anna.full_name == "Анна Викторовна Щукина"
    assert (anna.company, anna.job_title, anna.birthday) == ("СибМаш", "главный технолог", "--12-12")
    assert anna.channels == (
        CardChannel("phone", "+7 913 222-33-44", "mobile"),
        CardChannel("phone", "8 (383) 222-33-44 доб. 12", "work"),
        CardChannel("email", "shchukina@sibmash.example", "work"),
        CardChannel("messenger", "annasch", service="telegram"),
    )
    assert anna.photo is not None


def test_awkward_names_of_the_phone_sample_are_read_to_the_letter() -> None:
    people = {(it.last, it.company) for it in outcomes("phone.vcf") if isinstance(it, Card)}

    assert {
        ("Ёлкин", "ООО «Ромашка»"),
        ("О'Нил", "North Star Ltd"),
        ("Ковалёв", "ИП Ковалёв"),
        ("Смирнова", 'ООО "Рога и Копыта" (Нск)'),
    } <= people


@pytest.mark.parametrize(("name", "count"), [("outlook_ru.csv", 9), ("google.csv", 7)])
def test_the_tables_give_their_people_and_refuse_one_row(name: str, count: int) -> None:
    found = outcomes(name)

    assert [type(it) for it in found].count(Card) == count
    assert [type(it) for it in found].count(Refused) == 1


@pytest.mark.parametrize("name", ["phone.vcf", "outlook_ru.csv", "google.csv"])
def test_no_address_in_the_samples_can_belong_to_anybody(name: str) -> None:
    found = [channel for it in outcomes(name) if isinstance(it, Card) for channel in it.channels]

    hosts = [re.split(r"[@/]", channel.value)[-1] for channel in found if channel.kind in {"email", "web"}]
    assert hosts
    assert all(host.endswith(".example") for host in hosts)
