"""The photo of a contact, and the contact as a code for a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.qr_card import COMFORTABLE, LARGEST, contact_modules, contact_text
from app.exchange.vcard_reader import read_vcards
from app.services.contact_cards import contact_card
from app.services.contact_photos import set_photo
from app.services.contacts import add_address, add_contact
from app.views.contacts import ContactCard, ContactId
from app.workspace import Workspace
from tests.helpers.builders import working

JPEG = b"\xff\xd8\xff\xe0 a face"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path, durable=False) as opened:
        yield opened


@pytest.fixture
def anna(workspace: Workspace) -> ContactId:
    """Anna with a phone, an e-mail and an address."""
    channels = [("phone", "work", "8 (383) 222-33-44 доб. 12"), ("email", "work", "anna@sibmash.example")]
    made = workspace.do(add_contact, {"first": "Анна", "last": "Щукина", "company": "СибМаш"}, channels).result()
    workspace.do(add_address, made, "work", {"line": "г. Омск, ул. Мира, 1"}).result()
    return made


def card_of(workspace: Workspace, contact_id: ContactId) -> ContactCard:
    """The card as it is kept."""
    return workspace.ask(contact_card, contact_id).result()


def test_undoing_a_photo_brings_the_one_before_back(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(set_photo, anna, JPEG, workspace.files).result()
    before = card_of(workspace, anna).photo_hash
    workspace.do(set_photo, anna, b"", workspace.files).result()
    assert card_of(workspace, anna).photo_hash == ""

    workspace.undo().result()

    assert card_of(workspace, anna).photo_hash == before
    assert workspace.files.get(before) == JPEG


def test_what_is_no_picture_is_no_photo(workspace: Workspace, anna: ContactId) -> None:
    with pytest.raises(UserError, match="PNG or JPEG"):
        workspace.do(set_photo, anna, b"GIF89a", workspace.files).result()


def test_an_address_typed_as_a_line_is_shown_as_it_was_typed(workspace: Workspace, anna: ContactId) -> None:
    (address,) = card_of(workspace, anna).addresses

    assert address.shown == "г. Омск, ул. Мира, 1"
    assert (address.city, address.street) == ("г. Омск", "ул. Мира, 1")
    with pytest.raises(UserError, match="at least"):
        workspace.do(add_address, anna, "work", {"line": "  "}).result()


def test_a_phone_reads_name_firm_phone_and_mail_from_the_code(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(set_photo, anna, JPEG, workspace.files).result()
    card = card_of(workspace, anna)

    text = contact_text(card)
    modules = contact_modules(card)

    assert "N:Щукина;Анна;;;" in text
    assert "ORG:СибМаш" in text
    assert "+73832223344" in text
    assert "anna@sibmash.example" in text
    assert "PHOTO" not in text
    assert len(modules) == len(modules[0])
    assert set(b"".join(modules)) == {0, 1}


def test_a_long_card_says_the_most_needed_in_a_code_that_can_be_read(workspace: Workspace) -> None:
    phones = [("phone", "work", f"+7 913 222-{one:02}-44") for one in range(40)]
    fields = {"last": "Длинная" * 8, "company": "Общество с ограниченной ответственностью", "job_title": "инженер" * 20}
    made = workspace.do(add_contact, fields, phones).result()

    text = contact_text(card_of(workspace, made))

    assert len(text.encode()) <= LARGEST
    assert "+79132220044" in text
    assert contact_modules(card_of(workspace, made))
    assert COMFORTABLE < LARGEST


@given(name=st.text(max_size=400), post=st.text(max_size=400))
def test_any_name_and_post_fit_a_code(name: str, post: str) -> None:
    card = _bare(name, post)

    assert contact_modules(card)


def _bare(name: str, post: str) -> ContactCard:
    from datetime import UTC, datetime
    from uuid import uuid4

    return ContactCard(
        id=ContactId(uuid4()), name=name, initials="", prefix="", first=name, middle="", last="", suffix="", salutation="",
        job_title=post, department="", company_id=None, company="", statuses=(), tags=(), channels=(), addresses=(),
        facts=(), about="", birthday="", time_zone="", favourite=False, do_not_call=False, photo_hash="",
        next_activity=None, promises=(), opportunities=(), colleagues=(), timeline_counts=(),
        edited=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip


def test_the_code_is_a_card_our_own_reader_takes(workspace: Workspace, anna: ContactId) -> None:
    text = contact_text(card_of(workspace, anna))

    (card,) = list(read_vcards(text.encode()))

    assert (card.last, card.first, card.company) == ("Щукина", "Анна", "СибМаш")  # type: ignore[union-attr]
