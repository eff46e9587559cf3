"""Cards become contacts; a card of somebody known adds what is new and replaces nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, CardPhoto, RawProperty
from app.files import FileStore
from app.services.contact_lists import contact_page
from app.services.contacts import edit_contact
from app.services.importing import ImportFile, ImportOutcome, import_cards
from app.views.contacts import ContactId
from app.workspace import FILES, Workspace
from tests.helpers.builders import working
from tests.helpers.raw_sql import nouns_of, out_of_step, rows_of, run_sql, value_of

PHONE = CardChannel("phone", "+7 913 222-33-44", "mobile")
MAIL = CardChannel("email", "ann@example.com", "work")
ANN = Card(uid="urn:1", last="Щукина", first="Анна", company="ООО «Сибмаш»", channels=(PHONE,), categories=("VIP",))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path, durable=False) as opened:
        yield opened


def bring_in(workspace: Workspace, *cards: Card) -> ImportOutcome:
    store = FileStore(workspace.folder / FILES)
    return workspace.do(import_cards, [ImportFile("cards.vcf", cards)], store).result()


def counts(outcome: ImportOutcome) -> tuple[int, int, int]:
    return outcome.created, outcome.updated, outcome.skipped


def only_contact(workspace: Workspace, columns: str) -> tuple[object, ...]:
    (row,) = rows_of(workspace, f"SELECT {columns} FROM contact")
    return row


def test_the_same_cards_again_change_nothing_and_make_no_entry(workspace: Workspace) -> None:
    full = replace(ANN, dates=(CardDate("--06-07", "Свадьба"),), unknown=(RawProperty("X-A", "b"),), note="любит чай",
                   addresses=(CardAddress("work", street="Лесная, 5", city="Томск"),))  # fmt: skip
    bring_in(workspace, full, Card(last="Ким", first="Вера", channels=(MAIL,)))
    before = nouns_of(workspace)

    again = bring_in(workspace, full, Card(last="Ким", first="Вера", channels=(MAIL,)))

    assert counts(again) == (0, 0, 2)
    assert nouns_of(workspace) == before
    assert value_of(workspace, "SELECT count(*) FROM journal") == 1


def test_a_card_fills_what_is_empty_and_adds_what_is_new(workspace: Workspace) -> None:
    bring_in(workspace, ANN)

    outcome = bring_in(
        workspace,
        replace(
            ANN, last="Щукина-Белая", middle="Викторовна", company="Другая", note="любит чай", birthday="1985-12-12",
            channels=(PHONE, MAIL, CardChannel("phone", "+7 383 222-33-44", "work", primary=True)),
            addresses=(CardAddress("work", street="Лесная, 5", city="Томск"),), categories=("vip", "Партнёр"),
            dates=(CardDate("--06-07", "Свадьба"),), photo=CardPhoto(b"\xff\xd8photo"),
        ),
    )  # fmt: skip

    assert counts(outcome) == (0, 1, 0)
    assert only_contact(workspace, "last, first, middle, about, birthday, important_dates, photo_hash <> ''") == (
        "Щукина", "Анна", "Викторовна", "любит чай", "1985-12-12", '[["Свадьба","--06-07"]]', 1,
    )  # fmt: skip
    assert value_of(workspace, "SELECT f.name FROM contact c JOIN company f ON f.id = c.company_id") == "ООО «Сибмаш»"
    assert rows_of(workspace, "SELECT kind, value, is_primary FROM channel ORDER BY rid") == [
        ("phone", "+7 913 222-33-44", 1), ("email", "ann@example.com", 1), ("phone", "+7 383 222-33-44", 0),
    ]  # fmt: skip
    assert rows_of(workspace, "SELECT name FROM tag ORDER BY rid") == [("VIP",), ("Партнёр",)]
    assert value_of(workspace, "SELECT count(*) FROM contact_tag") == 2
    assert workspace.ask(contact_page, text="любит чай партнер").result().total == 1
    assert out_of_step(workspace) == []


def test_several_cards_of_one_person_in_one_file_make_one_contact(workspace: Workspace) -> None:
    cards = [ANN, replace(ANN, channels=(MAIL,)), replace(ANN, channels=(MAIL, PHONE), nickname="Аня"), ANN]

    outcome = bring_in(workspace, *cards)

    assert counts(outcome) == (1, 2, 1)
    assert rows_of(workspace, "SELECT kind FROM channel ORDER BY rid") == [("phone",), ("email",)]
    assert only_contact(workspace, "nickname") == ("Аня",)
    assert out_of_step(workspace) == []


def test_a_tag_in_two_spellings_is_one_tag(workspace: Workspace) -> None:
    bring_in(workspace, replace(ANN, categories=("VIP", "vip", " Vip ")))

    assert value_of(workspace, "SELECT count(*) FROM contact_tag") == 1


def test_a_tag_taken_off_comes_back_with_its_card(workspace: Workspace) -> None:
    bring_in(workspace, ANN)
    run_sql(workspace, "UPDATE contact_tag SET removed_at = 1")

    outcome = bring_in(workspace, ANN)

    assert counts(outcome) == (0, 1, 0)
    assert value_of(workspace, "SELECT count(*) FROM contact_tag WHERE removed_at IS NULL") == 1


def test_undoing_the_news_of_cards_leaves_what_was_there(workspace: Workspace) -> None:
    bring_in(workspace, ANN)
    before = nouns_of(workspace)
    bring_in(
        workspace, replace(ANN, channels=(MAIL,), note="x", categories=("new",)), Card(last="Ким", channels=(MAIL,))
    )

    workspace.undo().result()

    assert nouns_of(workspace) == before


def test_a_field_of_our_own_is_filled_in_its_own_form(workspace: Workspace) -> None:
    bring_in(workspace, ANN)

    bring_in(workspace, replace(ANN, extra=(("keep_in_touch_days", "30"), ("do_not_call", "yes"), ("trust", "0"))))
    outcome = bring_in(workspace, replace(ANN, extra=(("keep_in_touch_days", "90"),)))

    assert only_contact(workspace, "keep_in_touch_days, do_not_call, trust") == (30, 1, 0)
    assert counts(outcome) == (0, 0, 1)


def test_many_cards_of_people_known_are_told_apart(workspace: Workspace) -> None:
    people = [Card(uid=f"urn:{place}", last=f"Name {place}", channels=(replace(PHONE, value=f"+7 913 000-{place:02}-17"),))
              for place in range(60)]  # fmt: skip
    bring_in(workspace, *people)
    contact = UUID(bytes=value_of(workspace, "SELECT id FROM contact WHERE last = 'Name 7'"))
    workspace.do(edit_contact, ContactId(contact), {"about": "ours"}).result()

    outcome = bring_in(
        workspace, *(replace(card, note=f"note {place}" * (place % 2)) for place, card in enumerate(people))
    )

    assert counts(outcome) == (0, 29, 31)
    assert rows_of(workspace, "SELECT about FROM contact ORDER BY rid LIMIT 8") == [
        ("",), ("note 1",), ("",), ("note 3",), ("",), ("note 5",), ("",), ("ours",),
    ]  # fmt: skip
