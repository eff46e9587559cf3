"""Two companies made one, and made two again by undo."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from app.errors import NotFoundError, UserError
from app.services.activities import schedule
from app.services.companies import (
    add_bank_account,
    add_channel,
    add_company,
    add_requisites,
    edit_company,
    merge_companies,
    restore_company,
)
from app.services.company_cards import company_card, company_timeline
from app.services.company_lists import company_page
from app.services.history import log_call, write_note
from app.services.offers import new_offer
from app.services.opportunities import add_opportunity
from app.views.calendar import When
from app.views.companies import CompanyCard
from app.views.contacts import CompanyId
from app.workspace import Workspace
from models.group import Group, GroupMember, Relation
from models.ids import joined_id, new_id
from tests.helpers.builders import put
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import derived_of, nouns_of, rows_of, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def pair(workspace: Workspace) -> tuple[CompanyId, CompanyId]:
    """The same firm twice, each with something the other lacks."""
    kept = workspace.do(
        add_company, {"name": "Ромашка", "industry": "Цветы", "status": "customer", "tags": "VIP", "about": "Первая"},
        [("phone", "main", "8 383 222-33-44")],
    ).result()  # fmt: skip
    other = workspace.do(
        add_company,
        {"name": "Ромашка-Сибирь", "industry": "Семена", "region": "Томская область", "status": "supplier, customer",
         "tags": "vip, выставка", "about": "Вторая"},
        [("phone", "main", "+7 383 222-33-44"), ("phone", "fax", "8 383 999-99-99"), ("email", "main", "a@r.example")],
    ).result()  # fmt: skip
    ann = a_person(workspace, company="Ромашка-Сибирь")
    workspace.do(log_call, ann, text="разговор").result()
    workspace.do(write_note, ann, "!прайс завтра").result()
    workspace.do(schedule, ann, when=When(date(2026, 11, 12), time(10), ZONE)).result()
    workspace.do(add_opportunity, "Станок", contact_id=ann).result()
    workspace.do(new_offer, ann, None, ()).result()
    return kept, other


def card_of(workspace: Workspace, company: CompanyId) -> CompanyCard:
    return workspace.ask(company_card, company).result()


def test_people_history_deals_and_offers_come_over(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    kept, other = pair

    workspace.do(merge_companies, kept, other).result()

    card = card_of(workspace, kept)
    assert [person.name for person in card.people] == ["Щукина"]
    assert (len(card.opportunities), len(card.offers), len(card.promises)) == (1, 1, 1)
    assert card.next_activity is not None
    kinds = {one.entry.kind for one in workspace.ask(company_timeline, kept).result()}
    assert kinds == {"call", "note", "offer"}
    for table in ("contact", "history", "note", "promise", "activity", "opportunity", "offer"):
        assert value_of(workspace, f"SELECT count(*) FROM {table} WHERE company_id = ?", other.bytes) == 0


def test_what_both_say_stays_and_what_one_lacks_is_filled(
    workspace: Workspace, pair: tuple[CompanyId, CompanyId]
) -> None:
    kept, other = pair

    workspace.do(merge_companies, kept, other, {"name": "Ромашка и Ко"}).result()

    card = card_of(workspace, kept)
    assert (card.name, card.industry, card.region) == ("Ромашка и Ко", "Цветы", "Томская область")
    assert card.about == "Первая\n\nВторая"
    assert [status.key for status in card.statuses] == ["customer", "supplier"]
    assert card.tags == ("VIP", "выставка")
    assert workspace.journal().result()[0].subject == "Ромашка-Сибирь into Ромашка и Ко"


def test_a_channel_known_to_both_is_kept_once(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    kept, other = pair

    workspace.do(merge_companies, kept, other).result()

    channels = [(one.kind, one.normal, one.primary) for one in card_of(workspace, kept).channels]
    assert channels == [
        ("phone", "+73832223344", True), ("phone", "+73839999999", False), ("email", "a@r.example", True)
    ]  # fmt: skip


def test_the_same_requisites_are_kept_once_with_the_accounts_of_both(
    workspace: Workspace, pair: tuple[CompanyId, CompanyId]
) -> None:
    kept, other = pair
    for company, account in ((kept, "1"), (other, "1"), (other, "2")):
        present = card_of(workspace, company).requisites
        requisites = present[0].id if present else workspace.do(add_requisites, company, {"inn": "5407123451"}).result()
        workspace.do(add_bank_account, requisites, {"account": account}).result()
    workspace.do(add_requisites, other, {"inn": "7707083893", "is_primary": True}).result()

    workspace.do(merge_companies, kept, other).result()

    found = card_of(workspace, kept).requisites
    assert [[account.account for account in each.accounts] for each in found] == [["1", "2"], []]
    assert [each.primary for each in found] == [True, False]


def test_groups_relations_and_branches_come_over(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    kept, other = pair
    branch = workspace.do(add_company, {"name": "Филиал", "parent_id": other}).result()
    workspace.do(edit_company, kept, {"parent_id": other}).result()
    group = Group(id=new_id(), name="Клумба")
    between = Relation(id=new_id(), company_a_id=kept, company_b_id=other)
    put(workspace, group, between, GroupMember(id=joined_id(group.id, other), group_id=group.id, company_id=other))

    workspace.do(merge_companies, kept, other).result()

    card = card_of(workspace, kept)
    assert (card.parent_id, card.branches) == (None, ((branch, "Филиал"),))
    assert rows_of(workspace, "SELECT count(*) FROM group_member WHERE company_id = ?", kept.bytes) == [(1,)]
    assert value_of(workspace, "SELECT removed_at IS NOT NULL FROM relation") == 1


def test_one_undo_makes_two_companies_again(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    kept, other = pair
    before, derived = nouns_of(workspace), derived_of(workspace)
    workspace.do(merge_companies, kept, other).result()

    outcome = workspace.undo().result()

    assert outcome.kept == []
    assert nouns_of(workspace) == before
    assert derived_of(workspace) == derived


def test_the_other_one_lies_in_the_recycle_bin(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    kept, other = pair

    workspace.do(merge_companies, kept, other).result()

    with pytest.raises(NotFoundError):
        card_of(workspace, other)
    assert [row.id for row in workspace.ask(company_page).result().rows] == [kept]
    workspace.do(restore_company, other).result()
    assert card_of(workspace, other).people == ()


def test_a_company_is_not_merged_with_itself(workspace: Workspace, pair: tuple[CompanyId, CompanyId]) -> None:
    with pytest.raises(UserError):
        workspace.do(merge_companies, pair[0], pair[0]).result()


def test_what_was_added_to_the_kept_one_later_survives_the_undo(
    workspace: Workspace, pair: tuple[CompanyId, CompanyId]
) -> None:
    kept, other = pair
    workspace.do(merge_companies, kept, other).result()
    number = workspace.journal().result()[0].number
    workspace.do(add_channel, kept, "web", "main", "romashka.example").result()

    workspace.undo(number).result()

    assert "web" in {channel.kind for channel in card_of(workspace, kept).channels}
    assert [person.name for person in card_of(workspace, other).people] == ["Щукина"]
