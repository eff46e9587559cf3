"""Offers made, changed, locked and made anew, through a real workspace."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import NotFoundError, UserError
from app.services.offer_lines import add_lines, edit_line, move_line, remove_line, rename_section
from app.services.offer_lists import offer_by_number, offers
from app.services.offer_statuses import send_offer
from app.services.offers import copy_offer, edit_offer, new_offer, remove_offer, restore_offer, revise_offer
from app.views.offers import OfferCard, OfferLineView
from app.workspace import Workspace
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import (
    NOON,
    a_draft_line,
    a_seller,
    a_sent_offer,
    an_offer_of,
    card_of,
    client_and_me,
    three_lines,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a firm of our own, at noon of a November day."""
    with working(tmp_path, FixedClock(NOON)) as opened:
        a_seller(opened)
        yield opened


def lines_of(card: OfferCard) -> list[OfferLineView]:
    return [line for section in card.sections for line in section.lines]


def test_the_addressee_brings_firm_and_language(workspace: Workspace) -> None:
    person, firm = workspace.do(client_and_me).result()

    offer = workspace.do(new_offer, person, None, three_lines()).result()

    card = card_of(workspace, offer)
    assert (card.row.contact, card.row.company_id, card.language) == ("Щукина Анна Викторовна", firm, "ru")


def test_terms_come_from_the_seller_unless_they_are_said(workspace: Workspace) -> None:
    pairs = [["payment", "50 %"]]
    other = a_seller(workspace, "Вторая", vat_mode="none", offer_days="5", currency="usd", conditions=pairs)

    card = card_of(workspace, an_offer_of(workspace, seller_id=other))

    assert card.row.valid_through == date(2026, 11, 16)
    assert (card.vat_mode, card.row.currency, card.conditions) == ("none", "USD", (("payment", "50 %"),))


def test_an_offer_without_a_firm_is_refused_in_words(tmp_path: Path) -> None:
    with working(tmp_path) as empty, pytest.raises(UserError, match="own firm") as refused:
        an_offer_of(empty)

    assert refused.value.field == "seller"


def test_a_refused_offer_uses_up_no_number(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        an_offer_of(workspace, a_draft_line(" "))

    assert card_of(workspace, an_offer_of(workspace)).row.number == "КП-2026-1"


@pytest.mark.parametrize("field", ["number", "version", "status", "total", "sent_at", "nonsense"])
def test_what_the_program_keeps_cannot_be_edited(workspace: Workspace, field: str) -> None:
    offer = an_offer_of(workspace)

    with pytest.raises(UserError) as refused:
        workspace.do(edit_offer, offer, {field: "1"}).result()

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vat_mode", "half"),
        ("currency", "XXX"),
        ("language", "de"),
        ("template", "fancy"),
        ("valid_through", "2020-01-01"),
    ],
)
def test_terms_that_make_no_sense_are_refused_beside_their_field(workspace: Workspace, field: str, value: str) -> None:
    offer = an_offer_of(workspace)

    with pytest.raises(UserError) as refused:
        workspace.do(edit_offer, offer, {field: value}).result()

    assert refused.value.field == field


def test_a_sent_offer_is_locked_in_every_respect(workspace: Workspace) -> None:
    offer = a_sent_offer(workspace, a_draft_line(section="S"))
    section = card_of(workspace, offer).sections[0]
    line, section_id = section.lines[0].id, section.id
    assert section_id is not None
    changes = (
        lambda: workspace.do(edit_offer, offer, {"title": "x"}),
        lambda: workspace.do(add_lines, offer, [a_draft_line()]),
        lambda: workspace.do(edit_line, line, {"price": "1"}),
        lambda: workspace.do(move_line, line),
        lambda: workspace.do(remove_line, line),
        lambda: workspace.do(rename_section, section_id, "T"),
        lambda: workspace.do(send_offer, offer),
    )

    for change in changes:
        with pytest.raises(UserError, match="new version"):
            change().result()

    assert card_of(workspace, offer).locked


def test_a_new_version_continues_the_chain_and_says_what_changed(workspace: Workspace) -> None:
    first = a_sent_offer(workspace, *three_lines(), vat_mode="on_top")

    second = workspace.do(revise_offer, first).result()
    lines = lines_of(card_of(workspace, second))
    workspace.do(edit_line, lines[0].id, {"discount": "7 %"}).result()
    workspace.do(remove_line, lines[2].id).result()
    workspace.do(add_lines, second, [a_draft_line("Обучение", "20000")]).result()

    card = card_of(workspace, second)
    assert (card.row.number, card.row.version, card.row.status) == ("КП-2026-1", 2, "draft")
    assert card_of(workspace, first).row.status == "superseded"
    assert [(each.version, each.status) for each in card.versions] == [(1, "superseded"), (2, "draft")]
    changes = [(change.kind, change.what) for change in card.changes]
    assert changes == [
        ("changed", "Токарный центр"), ("added", "Обучение"), ("removed", "Комплект оснастки"), ("changed", "Total"),
    ]  # fmt: skip
    assert "5%" in card.changes[0].before
    assert "7%" in card.changes[0].after


def test_an_untouched_new_version_shows_no_changes(workspace: Workspace) -> None:
    first = a_sent_offer(workspace, *three_lines(), a_draft_line("x", role="option", section="S"))

    second = workspace.do(revise_offer, first).result()

    assert card_of(workspace, second).changes == ()
    assert card_of(workspace, second).total == card_of(workspace, first).total


def test_a_draft_and_an_outdated_version_cannot_be_revised(workspace: Workspace) -> None:
    draft = an_offer_of(workspace)
    first = a_sent_offer(workspace)
    workspace.do(revise_offer, first).result()

    with pytest.raises(UserError, match="still a draft"):
        workspace.do(revise_offer, draft).result()
    with pytest.raises(UserError, match="version 2"):
        workspace.do(revise_offer, first).result()


def test_undoing_a_revision_makes_the_sent_version_stand_again(workspace: Workspace) -> None:
    first = a_sent_offer(workspace)
    workspace.do(revise_offer, first).result()

    workspace.undo().result()

    assert card_of(workspace, first).row.status == "sent"
    assert len(card_of(workspace, first).versions) == 1


def test_removing_a_drafted_version_makes_the_sent_one_stand_again(workspace: Workspace) -> None:
    first = a_sent_offer(workspace)
    second = workspace.do(revise_offer, first).result()

    workspace.do(remove_offer, second).result()

    assert card_of(workspace, first).row.status == "sent"
    third = workspace.do(revise_offer, first).result()
    assert card_of(workspace, third).row.version == 3


def test_a_copy_is_a_draft_of_its_own_for_somebody_else(workspace: Workspace) -> None:
    person, _firm = workspace.do(client_and_me).result()
    first = a_sent_offer(workspace, *three_lines())

    copy = workspace.do(copy_offer, first, contact_id=person).result()

    card = card_of(workspace, copy)
    assert (card.row.number, card.row.version, card.row.status) == ("КП-2026-2", 1, "draft")
    assert card.row.contact == "Щукина Анна Викторовна"
    assert card.total == card_of(workspace, first).total


def test_the_list_is_paged_by_status_and_found_by_text(workspace: Workspace) -> None:
    for name in ("Фреза", "Станок", "Станок"):
        an_offer_of(workspace, a_draft_line(name))
    a_sent_offer(workspace, a_draft_line("Станок"))

    drafts = workspace.ask(offers, statuses=("draft",), limit=2).result()
    found = workspace.ask(offers, text="станок").result()
    by_number = workspace.ask(offers, text="КП-2026-2").result()

    assert (len(drafts.rows), drafts.total) == (2, 3)
    assert [row.number for row in drafts.rows] == ["КП-2026-3", "КП-2026-2"]
    assert [row.number for row in found.rows] == ["КП-2026-4", "КП-2026-3", "КП-2026-2"]
    assert "КП-2026-2" in [row.number for row in by_number.rows]


def test_an_offer_is_found_by_its_number_in_its_newest_version(workspace: Workspace) -> None:
    first = a_sent_offer(workspace)
    second = workspace.do(revise_offer, first).result()

    newest = workspace.ask(offer_by_number, " КП-2026-1 ").result()
    older = workspace.ask(offer_by_number, "КП-2026-1", 1).result()

    assert (newest.id, older.id) == (second, first)
    with pytest.raises(NotFoundError, match="КП-2026-7"):
        workspace.ask(offer_by_number, "КП-2026-7").result()


def test_a_removed_draft_that_lost_its_number_gets_a_new_one_when_restored(workspace: Workspace) -> None:
    first = an_offer_of(workspace)
    workspace.do(remove_offer, first).result()
    second = an_offer_of(workspace)

    workspace.do(restore_offer, first).result()

    assert card_of(workspace, second).row.number == "КП-2026-1"
    assert card_of(workspace, first).row.number == "КП-2026-2"
