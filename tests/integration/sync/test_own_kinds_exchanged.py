"""Kinds and results of one's own reach the others with what is of them, and one word of two people is one kind."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from app.services.history import log
from app.services.kinds import add_kind, add_result, kinds
from app.services.pick_lists import remove_value, rename_value, values
from app.views.contacts import ContactId
from tests.helpers.furnished import a_person
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import value_of
from tests.helpers.two_laptops import a_pair, exchange


@pytest.fixture
def pair(office: Office, tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    anna, boris = a_pair(office, tmp_path)
    with closing(anna), closing(boris):
        yield anna, boris


def own(laptop: Laptop) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.key, one.own_results) for one in laptop.workspace.ask(kinds).result() if one.own]


def item(laptop: Laptop, word: str) -> UUID:
    return next(one.id for one in laptop.workspace.ask(values, "activity_kind").result() if one.label == word)


def logged(laptop: Laptop, word: str) -> ContactId:
    contact = a_person(laptop.workspace)
    laptop.workspace.do(log, contact, kind=word, result="done").result()
    return contact


def kind_kept(laptop: Laptop) -> object:
    return value_of(laptop.workspace, "SELECT kind FROM history WHERE system = 0")


def test_an_own_kind_comes_to_the_others_with_its_results(pair: tuple[Laptop, Laptop]) -> None:
    anna, boris = pair
    anna.workspace.do(add_kind, "Визит").result()
    anna.workspace.do(add_result, "Визит", "Никого").result()
    logged(anna, "Визит")

    exchange(anna, boris)

    assert own(boris) == [("Визит", ("Никого",))]
    assert kind_kept(boris) == "Визит"


def test_a_kind_renamed_by_one_is_renamed_for_all(pair: tuple[Laptop, Laptop]) -> None:
    anna, boris = pair
    anna.workspace.do(add_kind, "Визит").result()
    anna.workspace.do(add_result, "Визит", "Никого").result()
    logged(anna, "Визит")
    exchange(anna, boris)

    boris.workspace.do(rename_value, item(boris, "Визит"), "Выезд").result()
    exchange(boris, anna)

    assert own(anna) == own(boris) == [("Выезд", ("Никого",))]
    assert kind_kept(anna) == "Выезд"


def test_one_word_added_by_two_is_one_kind(pair: tuple[Laptop, Laptop]) -> None:
    anna, boris = pair
    for laptop in pair:
        laptop.workspace.do(add_kind, "Визит").result()
        laptop.workspace.do(add_result, "Визит", "Никого").result()

    exchange(anna, boris, anna)

    assert own(anna) == own(boris) == [("Визит", ("Никого",))]
    assert [one.label for one in anna.workspace.ask(values, "activity_kind").result()].count("Визит") == 1


def test_a_kind_put_away_by_one_stays_readable_for_all(pair: tuple[Laptop, Laptop]) -> None:
    anna, boris = pair
    anna.workspace.do(add_kind, "Визит").result()
    logged(anna, "Визит")
    exchange(anna, boris)

    boris.workspace.do(remove_value, item(boris, "Визит")).result()
    exchange(boris, anna)

    assert own(anna) == own(boris) == []
    assert kind_kept(anna) == kind_kept(boris) == "Визит"
