"""The card of a contact: what it shows and what it leaves out."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pytest

from app.errors import NotFoundError
from app.services.activities import schedule
from app.services.contact_cards import contact_card
from app.services.contacts import remove_contact
from app.services.history import add_promise, keep_promise, log_call, write_note
from app.services.opportunities import add_opportunity, win
from app.views.calendar import When
from app.views.contacts import ContactCard, ContactId
from app.workspace import Workspace
from models.ids import joined_id
from models.opportunity import OpportunityContact
from tests.helpers.builders import put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def card_of(workspace: Workspace, contact_id: ContactId) -> ContactCard:
    return workspace.ask(contact_card, contact_id).result()


def test_a_card_says_who_and_where(workspace: Workspace) -> None:
    contact = a_person(
        workspace, "Щукина", first="Анна", middle="Викторовна", company="АО «СибМаш»", job_title="главный технолог",
        birthday="12 декабря 1985", trust="4",
    )  # fmt: skip

    card = card_of(workspace, contact)

    assert (card.name, card.initials, card.company) == ("Щукина Анна Викторовна", "ЩА", "АО «СибМаш»")
    assert (card.job_title, card.birthday) == ("главный технолог", "1985-12-12")
    assert card.facts == (("trust", "Trust", "4"),)


def test_a_card_without_a_name_is_called_by_its_firm(workspace: Workspace) -> None:
    contact = a_person(workspace, "", company="Ромашка")

    assert card_of(workspace, contact).name == "Ромашка"


def test_colleagues_are_the_other_living_people_of_the_firm_by_name(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")
    for last in ("яковлев", "Ёлкин", "Абрамов"):
        a_person(workspace, last, company="Ромашка")
    gone = a_person(workspace, "Ушедший", company="Ромашка")
    workspace.do(remove_contact, gone).result()

    colleagues = card_of(workspace, contact).colleagues

    assert [each.name for each in colleagues] == ["Абрамов", "Ёлкин", "яковлев"]


def test_the_next_activity_is_the_nearest_with_an_hour_or_without(workspace: Workspace) -> None:
    contact = a_person(workspace)
    workspace.do(schedule, contact, when=When(date(2026, 12, 1), time(10), ZONE), regarding="later").result()

    workspace.do(schedule, contact, kind="todo", when=When(date(2026, 11, 12), None, ZONE), regarding="soon").result()

    step = card_of(workspace, contact).next_activity
    assert step is not None
    assert (step.regarding, step.timeless) == ("soon", True)


def test_a_promise_is_late_by_the_day_of_the_person_s_own_clock(workspace: Workspace, clock: FixedClock) -> None:
    contact = a_person(workspace)
    workspace.do(add_promise, contact, "прайс", due=date(2026, 11, 11)).result()
    early = card_of(workspace, contact).promises

    clock.go_on(hours=13)  # 1 o'clock in the night of the 12th in Novosibirsk, still the 11th in UTC

    late = card_of(workspace, contact).promises
    assert ([each.late for each in early], [each.late for each in late]) == ([False], [True])


def test_a_kept_promise_leaves_the_card(workspace: Workspace) -> None:
    contact = a_person(workspace)
    promise = workspace.do(add_promise, contact, "прайс").result()

    workspace.do(keep_promise, promise).result()

    assert card_of(workspace, contact).promises == ()


def test_open_deals_of_a_buyer_are_shown_beside_one_s_own(workspace: Workspace) -> None:
    contact = a_person(workspace)
    own = workspace.do(add_opportunity, "Станок", contact_id=contact).result()
    other = workspace.do(add_opportunity, "Линия").result()
    closed = workspace.do(add_opportunity, "Старое", contact_id=contact).result()
    workspace.do(win, closed).result()
    put(workspace, OpportunityContact(id=joined_id(other, contact), opportunity_id=other, contact_id=contact))

    deals = card_of(workspace, contact).opportunities

    assert [deal.id for deal in deals] == [own, other]


def test_the_timeline_is_counted_by_kind(workspace: Workspace) -> None:
    contact = a_person(workspace)
    workspace.do(log_call, contact, result="reached").result()
    workspace.do(log_call, contact, result="busy").result()
    workspace.do(write_note, contact, "любит чай").result()

    assert card_of(workspace, contact).timeline_counts == (("call", 2), ("note", 1))


def test_there_is_no_card_of_somebody_unknown(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        card_of(workspace, ContactId(uuid4()))
