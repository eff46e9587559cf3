"""Companies: changed as people do it, listed, shown on their cards."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from app.errors import NotFoundError, UserError
from app.services.activities import schedule
from app.services.companies import (
    add_address,
    add_bank_account,
    add_channel,
    add_company,
    add_requisites,
    edit_bank_account,
    edit_channel,
    edit_company,
    edit_requisites,
    remove_bank_account,
    remove_company,
    remove_requisites,
    requisite_hints,
    restore_company,
)
from app.services.company_cards import company_card, company_people, company_timeline
from app.services.company_lists import company_count, company_page, company_position
from app.services.contacts import edit_contact, remove_contact
from app.services.history import log_call, write_note
from app.services.offers import new_offer
from app.services.opportunities import add_opportunity
from app.views.calendar import When
from app.views.companies import CompanyCard, CompanySort
from app.views.contacts import CompanyId
from app.workspace import Workspace
from tests.helpers.builders import a_call, put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished
from tests.helpers.raw_sql import rows_of, value_of


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def a_firm(workspace: Workspace, name: str = "ООО «Ромашка»", **edits: object) -> CompanyId:
    return workspace.do(add_company, {"name": name, **edits}).result()


def card_of(workspace: Workspace, company: CompanyId) -> CompanyCard:
    return workspace.ask(company_card, company).result()


def names(workspace: Workspace, **how: object) -> list[str]:
    return [row.name for row in workspace.ask(company_page, **how).result().rows]  # type: ignore[arg-type]


def test_a_company_is_added_with_what_is_known_of_it(workspace: Workspace) -> None:
    company = workspace.do(
        add_company,
        {"name": "СибМаш", "industry": "Станки", "employees": "1 200", "revenue": "1 000 000,50", "status": "customer"},
        [("phone", "main", "8 383 222-33-44")],
    ).result()

    card = card_of(workspace, company)
    assert (card.name, card.industry, [status.key for status in card.statuses]) == ("СибМаш", "Станки", ["customer"])
    assert [channel.normal for channel in card.channels] == ["+73832223344"]
    assert value_of(workspace, "SELECT revenue FROM company") == int(Decimal("1000000.50") * 10_000)
    assert [fact[0] for fact in card.facts] == ["employees", "revenue"]


@pytest.mark.parametrize("edits", [{}, {"name": " "}, {"name": None}])
def test_a_company_without_a_name_is_refused(workspace: Workspace, edits: dict[str, object]) -> None:
    with pytest.raises(UserError) as refusal:
        workspace.do(add_company, edits).result()

    assert refusal.value.field == "name"


def test_a_company_cannot_lose_its_name(workspace: Workspace) -> None:
    company = a_firm(workspace)

    with pytest.raises(UserError):
        workspace.do(edit_company, company, {"name": " "}).result()

    assert card_of(workspace, company).name == "ООО «Ромашка»"


def test_a_company_is_never_a_part_of_itself(workspace: Workspace) -> None:
    top = a_firm(workspace, "Холдинг")
    middle = a_firm(workspace, "Завод", parent_id=top)
    bottom = a_firm(workspace, "Цех", parent_id=middle)

    with pytest.raises(UserError) as refusal:
        workspace.do(edit_company, top, {"parent_id": bottom}).result()

    assert refusal.value.field == "parent_id"
    card = card_of(workspace, middle)
    assert (card.parent, card.branches) == ("Холдинг", ((bottom, "Цех"),))


def test_a_removed_company_leaves_its_people_and_comes_back(workspace: Workspace) -> None:
    company = a_firm(workspace)
    contact = a_person(workspace, company="Ромашка")
    workspace.do(remove_company, company).result()
    with pytest.raises(NotFoundError):
        card_of(workspace, company)

    workspace.do(restore_company, company).result()

    assert [person.id for person in card_of(workspace, company).people] == [contact]


def test_a_company_that_never_was_cannot_be_restored(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.do(restore_company, CompanyId(uuid4())).result()


def test_the_primary_phone_of_one_company_is_not_another_one_s_matter(workspace: Workspace) -> None:
    first, second = a_firm(workspace, "Первая", phone="8 383 111-11-11"), a_firm(workspace, "Вторая")
    workspace.do(add_channel, second, "phone", "main", "8 383 222-22-22").result()
    further = workspace.do(add_channel, second, "phone", "fax", "8 383 333-33-33").result()

    workspace.do(edit_channel, further, {"is_primary": "yes"}).result()

    assert [(one.normal, one.primary) for one in card_of(workspace, second).channels] == [
        ("+73833333333", True), ("+73832222222", False)
    ]  # fmt: skip
    assert [one.primary for one in card_of(workspace, first).channels] == [True]


def test_a_wrong_number_is_kept_with_a_hint_beside_it(workspace: Workspace) -> None:
    company = a_firm(workspace)

    workspace.do(add_requisites, company, {"legal_name": "ООО «Ромашка»", "inn": "5407 1234 50"}).result()

    (found,) = card_of(workspace, company).requisites
    assert {name: value for name, _label, value in found.fields}["inn"] == "5407123450"
    assert [hint.field for hint in found.hints] == ["inn"]


def test_hints_are_given_while_typing_and_none_for_what_is_not_there() -> None:
    assert [hint.field for hint in requisite_hints({"inn": "7707083893", "bic": "944525225"})] == ["bic"]
    assert requisite_hints({"inn": "", "kpp": None}) == ()
    account = {"bic": "044525225", "account": "40702810400000000001", "correspondent_account": "30101810400000000224"}
    assert {hint.field for hint in requisite_hints(account)} >= {"correspondent_account"}


def test_one_set_of_requisites_is_primary(workspace: Workspace) -> None:
    company = a_firm(workspace)
    first = workspace.do(add_requisites, company, {"legal_name": "ООО «Ромашка»"}).result()
    second = workspace.do(add_requisites, company, {"legal_name": "ИП Ромашкин", "form": "entrepreneur"}).result()

    workspace.do(edit_requisites, second, {"is_primary": True}).result()
    swapped = [(each.id, each.primary) for each in card_of(workspace, company).requisites]
    workspace.do(remove_requisites, second).result()

    assert swapped == [(second, True), (first, False)]
    assert [(each.id, each.primary) for each in card_of(workspace, company).requisites] == [(first, True)]


def test_accounts_belong_to_their_set(workspace: Workspace) -> None:
    company = a_firm(workspace)
    requisites = workspace.do(add_requisites, company, {}).result()
    first = workspace.do(add_bank_account, requisites, {"account": "4070 2810 5", "bank": "АО «Банк»"}).result()
    second = workspace.do(add_bank_account, requisites, {"account": "40702810600000000002"}).result()
    workspace.do(edit_bank_account, second, {"is_primary": True, "bic": "045 004 774"}).result()

    workspace.do(remove_bank_account, second).result()

    ((account,),) = [each.accounts for each in card_of(workspace, company).requisites]
    assert (account.id, account.account, account.primary) == (first, "407028105", True)
    assert [hint.field for hint in account.hints] == ["account"]


def test_companies_are_sorted_without_their_legal_forms(workspace: Workspace) -> None:
    for name in ("ООО «Яхта»", "ёлка", "АО Ель", "ZAO Alpha"):
        a_firm(workspace, name)

    assert names(workspace) == ["ZAO Alpha", "ёлка", "АО Ель", "ООО «Яхта»"]


@pytest.mark.parametrize("sort", ["name", "people", "last_touch"])
def test_the_place_of_a_company_is_where_the_pages_show_it(workspace: Workspace, sort: CompanySort) -> None:
    for name, people in (("Альфа", 2), ("Бета", 0), ("Гамма", 2), ("Дельта", 1)):
        a_firm(workspace, name)
        for number in range(people):
            a_person(workspace, f"Ли{number}", company=name)
    ann = a_person(workspace, "Щукина", company="Бета")
    workspace.do(log_call, ann, result="reached").result()

    page = workspace.ask(company_page, sort=sort).result()

    places = [workspace.ask(company_position, row.id, sort=sort).result() for row in page.rows]
    assert (places, page.total) == ([0, 1, 2, 3], workspace.ask(company_count).result())
    first = {"name": "Альфа", "people": "Альфа", "last_touch": "Бета"}
    assert page.rows[0].name == first[sort]


def test_a_row_says_city_people_last_touch_and_status(workspace: Workspace) -> None:
    company = a_firm(workspace, industry="Станки", status="partner, customer")
    workspace.do(add_address, company, "work", {"city": "Томск"}).result()
    ann = a_person(workspace, company="Ромашка")
    workspace.do(log_call, ann, result="reached").result()

    (row,) = workspace.ask(company_page).result().rows

    assert (row.city, row.people, row.last_touch, row.status) == ("Томск", 1, NOON, "Customer")


@pytest.mark.parametrize("text", ["ромашка", "hjvfirf", "5407123451", "2223344", "romashka"])
def test_a_text_finds_a_company(workspace: Workspace, text: str) -> None:
    company = a_firm(workspace, phone="8 383 222-33-44")
    workspace.do(add_requisites, company, {"inn": "5407123451"}).result()
    a_firm(workspace, "Другая")

    page = workspace.ask(company_page, text=text).result()

    assert [row.id for row in page.rows] == [company]
    assert workspace.ask(company_position, company, text=text).result() == 0


def test_a_card_gathers_what_its_people_do(workspace: Workspace) -> None:
    company = a_firm(workspace)
    ann, ben = a_person(workspace, company="Ромашка"), a_person(workspace, "Абрамов", company="Ромашка")
    workspace.do(schedule, ann, when=When(date(2026, 11, 12), time(10), ZONE), regarding="скидка").result()
    workspace.do(add_opportunity, "Станок", contact_id=ben).result()
    workspace.do(new_offer, ann, None, ()).result()
    workspace.do(write_note, ann, "!прайс завтра").result()

    card = card_of(workspace, company)

    assert [person.name for person in card.people] == ["Абрамов", "Щукина"]
    assert card.people_total == 2
    assert card.next_activity is not None
    assert (card.next_activity.regarding, card.opportunities[0].name) == ("скидка", "Станок")
    assert ([offer.status for offer in card.offers], [promise.text for promise in card.promises]) == (
        ["draft"],
        ["прайс"],
    )


def test_people_are_paged_by_name_without_the_recycle_bin(workspace: Workspace) -> None:
    company = a_firm(workspace)
    people = [a_person(workspace, last, company="Ромашка") for last in ("Ёлкин", "Абрамов", "Щукина")]
    workspace.do(remove_contact, people[1]).result()

    found = workspace.ask(company_people, company, offset=1, limit=5).result()

    assert [person.id for person in found] == [people[2]]
    assert card_of(workspace, company).people_total == 2


def test_the_timeline_is_that_of_the_firm_and_of_everybody_there_now(workspace: Workspace, clock: FixedClock) -> None:
    company = a_firm(workspace)
    newcomer, leaver = a_person(workspace, "Новый"), a_person(workspace, "Бывший", company="Ромашка")
    workspace.do(log_call, newcomer, text="до прихода").result()
    clock.go_on(minutes=1)
    workspace.do(log_call, leaver, text="при нём").result()
    clock.go_on(minutes=1)
    workspace.do(edit_contact, newcomer, {"company": "Ромашка"}).result()
    workspace.do(edit_contact, leaver, {"company": "Другая"}).result()
    workspace.do(log_call, leaver, text="после ухода").result()
    workspace.do(write_note, newcomer, "новичок").result()

    entries = workspace.ask(company_timeline, company).result()

    assert [(one.entry.text, one.contact_name) for one in entries] == [
        ("новичок", "Новый"), ("при нём", "Бывший"), ("до прихода", "Новый")
    ]  # fmt: skip


def test_paging_a_company_s_timeline_meets_every_entry_once(workspace: Workspace) -> None:
    company = a_firm(workspace)
    people = [a_person(workspace, f"Ли{number}", company="Ромашка") for number in range(3)]
    calls = [
        a_call(people[number % 3], NOON - timedelta(days=number // 4), company_id=company if number % 5 else None,
               details=str(number))
        for number in range(30)
    ]  # fmt: skip
    put(workspace, *calls)

    met: list[str] = []
    before = None
    while page := workspace.ask(company_timeline, company, before=before, limit=6).result():
        met += [one.entry.text for one in page]
        before = page[-1].entry.at

    assert sorted(met, key=int) == [str(number) for number in range(30)]


def test_undo_takes_a_whole_company_back(workspace: Workspace) -> None:
    workspace.do(add_company, {"name": "СибМаш", "status": "customer", "tags": "VIP", "phone": "8 383 2"}).result()

    workspace.undo().result()

    assert rows_of(workspace, "SELECT (SELECT count(*) FROM company), (SELECT count(*) FROM channel)") == [(0, 0)]
    assert workspace.ask(company_count).result() == 0
