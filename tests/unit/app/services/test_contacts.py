"""Contacts added and edited as people do it, through a real workspace."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.errors import NotFoundError, UserError
from app.services.contact_cards import contact_card
from app.services.contacts import (
    add_address,
    add_channel,
    add_contact,
    edit_address,
    edit_channel,
    edit_contact,
    edit_contacts,
    remove_address,
    remove_channel,
    remove_contact,
    restore_contact,
)
from app.views.contacts import ContactCard, ContactId
from app.workspace import Workspace
from tests.helpers.furnished import a_person, furnished
from tests.helpers.raw_sql import rows_of, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path) as opened:
        yield opened


def card_of(workspace: Workspace, contact_id: ContactId) -> ContactCard:
    return workspace.ask(contact_card, contact_id).result()


def phones(card: ContactCard) -> list[tuple[str, bool]]:
    return [(channel.normal, channel.primary) for channel in card.channels if channel.kind == "phone"]


def test_a_phone_alone_makes_a_contact(workspace: Workspace) -> None:
    contact = workspace.do(add_contact, {}, [("phone", "mobile", "8 913 123-45-67")]).result()

    card = card_of(workspace, contact)
    assert phones(card) == [("+79131234567", True)]
    assert workspace.journal().result()[0].subject == "8 913 123-45-67"


@pytest.mark.parametrize("edits", [{}, {"last": " "}, {"last": None}, {"favourite": False}])
def test_nothing_at_all_makes_no_contact(workspace: Workspace, edits: dict[str, object]) -> None:
    with pytest.raises(UserError) as refusal:
        workspace.do(add_contact, edits).result()

    assert refusal.value.field == "last"
    assert value_of(workspace, "SELECT count(*) FROM contact") == 0


def test_typing_a_company_makes_it_once_whatever_its_legal_form(workspace: Workspace) -> None:
    first = a_person(workspace, "Щукина", company="ООО «Ромашка»")

    second = a_person(workspace, "Ёлкин", company="Ромашка ООО")

    assert card_of(workspace, first).company_id == card_of(workspace, second).company_id
    assert value_of(workspace, "SELECT count(*) FROM company") == 1


def test_a_cell_with_two_phones_becomes_two_channels_with_one_primary(workspace: Workspace) -> None:
    contact = workspace.do(
        add_contact, {"last": "Ли"}, [("phone", "work", "8 (383) 222-33-44 доб. 12, +7 913 900-11-22")]
    ).result()

    assert phones(card_of(workspace, contact)) == [("+73832223344", True), ("+79139001122", False)]


def test_the_label_of_a_pick_list_is_kept_as_its_key(workspace: Workspace) -> None:
    contact = a_person(workspace, lead_source="Exhibition", status="Customer, decision_maker")

    card = card_of(workspace, contact)
    assert value_of(workspace, "SELECT lead_source FROM contact") == "exhibition"
    assert [status.key for status in card.statuses] == ["customer", "decision_maker"]
    assert ("lead_source", "Lead source", "Exhibition") in card.facts


def test_a_date_on_a_card_can_be_typed_over_as_it_is_shown(workspace: Workspace) -> None:
    contact = a_person(workspace, consent_on="11.11.2026")
    ((_name, _label, shown),) = [fact for fact in card_of(workspace, contact).facts if fact[0] == "consent_on"]

    workspace.do(edit_contact, contact, {"consent_on": shown}).result()

    assert shown == "11\u00a0November\u00a02026"
    assert value_of(workspace, "SELECT consent_on FROM contact") == "2026-11-11"


@pytest.mark.parametrize(
    ("field", "text"), [("birthday", "32.13.1999"), ("trust", "much"), ("consent_on", "12.12"), ("nonsense", "x")]
)
def test_what_cannot_be_read_names_its_field_and_writes_nothing(workspace: Workspace, field: str, text: str) -> None:
    contact = a_person(workspace, trust="3")

    with pytest.raises(UserError) as refusal:
        workspace.do(edit_contact, contact, {"first": "Анна", field: text}).result()

    assert refusal.value.field == field
    assert rows_of(workspace, "SELECT first, trust FROM contact") == [("", 3)]


def test_an_edited_phone_gets_its_new_normal_form(workspace: Workspace) -> None:
    contact = a_person(workspace, phone="8 913 123-45-67")

    workspace.do(edit_contact, contact, {"phone": "+7 (495) 111-22-33 доб. 5"}).result()

    (channel,) = card_of(workspace, contact).channels
    assert (channel.normal, channel.primary) == ("+74951112233", True)
    assert "5" in channel.shown


def test_an_emptied_phone_is_removed_and_the_next_one_becomes_primary(workspace: Workspace) -> None:
    contact = a_person(workspace, phone="8 913 123-45-67")
    workspace.do(add_channel, contact, "phone", "work", "8 383 222-33-44").result()

    workspace.do(edit_contact, contact, {"phone": " "}).result()

    assert phones(card_of(workspace, contact)) == [("+73832223344", True)]


def test_a_new_primary_channel_leaves_those_of_other_people_and_firms_alone(workspace: Workspace) -> None:
    contact = a_person(workspace, phone="8 913 123-45-67", email="a@example.com")
    other = a_person(workspace, "Ёлкин", phone="8 913 000-00-00")
    second = workspace.do(add_channel, contact, "phone", "work", "8 383 222-33-44").result()

    workspace.do(edit_channel, second, {"is_primary": True}).result()

    card = card_of(workspace, contact)
    assert phones(card) == [("+73832223344", True), ("+79131234567", False)]
    assert [channel.primary for channel in card.channels if channel.kind == "email"] == [True]
    assert phones(card_of(workspace, other)) == [("+79130000000", True)]


def test_a_removed_channel_comes_back_by_undo(workspace: Workspace) -> None:
    contact = a_person(workspace, phone="8 913 123-45-67")
    (channel,) = card_of(workspace, contact).channels
    workspace.do(remove_channel, channel.id).result()

    workspace.undo().result()

    assert card_of(workspace, contact).channels == (channel,)


def test_a_channel_of_an_unknown_kind_is_refused(workspace: Workspace) -> None:
    contact = a_person(workspace)

    with pytest.raises(UserError, match="phone, email, web, messenger"):
        workspace.do(add_channel, contact, "pigeon", "work", "coo").result()


def test_an_address_is_written_in_one_line_and_leaves_when_emptied(workspace: Workspace) -> None:
    contact = a_person(workspace)
    address = workspace.do(add_address, contact, "work", {"city": "Новосибирск", "street": "ул. Ленина, 5"}).result()
    before = card_of(workspace, contact).addresses

    workspace.do(edit_address, address, {"city": "", "street": ""}).result()

    assert [each.shown for each in before] == ["Новосибирск, ул. Ленина, 5"]
    assert card_of(workspace, contact).addresses == ()


def test_a_removed_address_is_off_the_card(workspace: Workspace) -> None:
    contact = a_person(workspace)
    address = workspace.do(add_address, contact, "work", {"city": "Томск"}).result()

    workspace.do(remove_address, address).result()

    assert card_of(workspace, contact).addresses == ()
    assert workspace.journal().result()[0].subject == "Щукина"


def test_statuses_and_tags_become_exactly_what_was_said(workspace: Workspace) -> None:
    contact = a_person(workspace, status="customer, partner", tags="выставка, VIP")

    workspace.do(edit_contact, contact, {"status": "partner", "tags": "vip, новый"}).result()

    card = card_of(workspace, contact)
    assert [status.key for status in card.statuses] == ["partner"]
    assert card.tags == ("VIP", "новый")


def test_a_status_of_one_s_own_is_learned(workspace: Workspace) -> None:
    contact = a_person(workspace, status="Дилер")

    assert [status.label for status in card_of(workspace, contact).statuses] == ["Дилер"]
    assert value_of(workspace, "SELECT count(*) FROM pick_item WHERE label = 'Дилер'") == 1


def test_many_contacts_edited_at_once_are_one_undo(workspace: Workspace) -> None:
    people = [a_person(workspace, last) for last in ("Ли", "Ким", "Пак")]
    workspace.do(edit_contacts, people, {"department": "Сбыт"}).result()

    workspace.undo().result()

    assert rows_of(workspace, "SELECT DISTINCT department FROM contact") == [("",)]


def test_a_removed_contact_comes_back_with_everything(workspace: Workspace) -> None:
    contact = a_person(workspace, phone="8 913 123-45-67", tags="VIP")
    before = card_of(workspace, contact)
    workspace.do(remove_contact, contact).result()
    with pytest.raises(NotFoundError):
        card_of(workspace, contact)

    workspace.do(restore_contact, contact).result()

    after = card_of(workspace, contact)
    assert (after.channels, after.tags, after.name) == (before.channels, before.tags, before.name)


def test_a_contact_that_never_was_cannot_be_restored_or_edited(workspace: Workspace) -> None:
    stranger = ContactId(uuid4())

    with pytest.raises(NotFoundError):
        workspace.do(restore_contact, stranger).result()
    with pytest.raises(NotFoundError):
        workspace.do(edit_contact, stranger, {"last": "x"}).result()
