"""Lines put in front of others, lines made ones of a product, and an offer that another firm makes."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.offer_lines import add_lines, choose_product, move_lines, move_section
from app.services.offer_statuses import send_offer
from app.services.offers import edit_offer, revise_offer
from app.services.products import add_product
from app.views.offers import OfferCard
from app.workspace import Workspace
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import NOON, a_draft_line, a_seller, an_offer_of, card_of, three_lines


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a firm of our own, at noon of a November day."""
    with working(tmp_path, FixedClock(NOON)) as opened:
        a_seller(opened)
        yield opened


def names(card: OfferCard) -> list[str]:
    """The lines by name, in the order of printing."""
    return [line.name for section in card.sections for line in section.lines]


def told(card: OfferCard) -> list[tuple[str, str]]:
    """The sections with the names of their lines."""
    return [(section.title, "".join(line.name for line in section.lines)) for section in card.sections if section.lines]


def test_lines_are_put_in_front_of_another_one_in_their_order(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines())
    second = card_of(workspace, offer).sections[0].lines[1].id

    workspace.do(add_lines, offer, [a_draft_line("A"), a_draft_line("B")], before=second).result()

    assert names(card_of(workspace, offer)) == ["Токарный центр", "A", "B", "Пуско-наладка", "Комплект оснастки"]
    workspace.undo().result()
    assert names(card_of(workspace, offer)) == ["Токарный центр", "Пуско-наладка", "Комплект оснастки"]


def test_a_line_becomes_one_of_a_product_and_keeps_its_quantity(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line("тиски?", "1", quantity=Decimal(3)))
    line = card_of(workspace, offer).sections[0].lines[0].id
    vice = workspace.do(add_product, {"name": "Тиски", "unit": "компл.", "price": "500", "cost": "300"}).result()

    workspace.do(choose_product, line, vice).result()

    made = card_of(workspace, offer).sections[0].lines[0]
    assert (made.name, made.unit, made.product_id) == ("Тиски", "компл.", vice)
    assert (made.price, made.quantity, made.cost) == (Decimal(500), Decimal(3), Decimal(300))


def test_an_offer_that_another_firm_makes_gets_that_firms_number(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines())
    other = a_seller(workspace, "ИП Волков", number_pattern="В-{n}")

    workspace.do(edit_offer, offer, {"seller_id": other}).result()

    card = card_of(workspace, offer)
    assert (card.seller, card.row.number) == ("ИП Волков", "В-1")


def test_a_new_version_stays_with_its_firm(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines())
    workspace.do(send_offer, offer).result()
    revised = workspace.do(revise_offer, offer).result()
    other = a_seller(workspace, "ИП Волков")

    with pytest.raises(UserError) as refused:
        workspace.do(edit_offer, revised, {"seller_id": other}).result()

    assert refused.value.field == "seller_id"


def test_several_lines_go_into_another_section_as_one_change(workspace: Workspace) -> None:
    goods = [a_draft_line(name, section="Товары") for name in ("A", "B", "C")]
    offer = an_offer_of(workspace, *goods, a_draft_line("D", section="Работы"))
    ids = {line.name: line.id for section in card_of(workspace, offer).sections for line in section.lines}

    workspace.do(move_lines, offer, [ids["C"], ids["A"]], before=ids["D"]).result()

    assert told(card_of(workspace, offer)) == [("Товары", "B"), ("Работы", "CAD")]
    workspace.undo().result()
    assert told(card_of(workspace, offer)) == [("Товары", "ABC"), ("Работы", "D")]


def test_lines_go_out_of_every_section_and_keep_their_order(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *(a_draft_line(name, section="Товары") for name in ("A", "B", "C")))
    ids = [line.id for line in card_of(workspace, offer).sections[-1].lines]

    workspace.do(move_lines, offer, ids[1:], section="").result()

    assert told(card_of(workspace, offer)) == [("", "BC"), ("Товары", "A")]


def test_a_section_is_put_before_another_with_all_its_lines(workspace: Workspace) -> None:
    names = (("A", "Товары"), ("B", "Работы"), ("C", "Доставка"))
    offer = an_offer_of(workspace, *(a_draft_line(name, section=title) for name, title in names))
    goods, work, _delivery = card_of(workspace, offer).sections
    assert work.id is not None
    assert goods.id is not None

    workspace.do(move_section, work.id, before=goods.id).result()
    workspace.do(move_section, goods.id).result()

    assert told(card_of(workspace, offer)) == [("Работы", "B"), ("Доставка", "C"), ("Товары", "A")]


def test_what_was_sent_is_not_moved_any_more(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line("A", section="Товары"), a_draft_line("B", section="Товары"))
    section = card_of(workspace, offer).sections[-1]
    assert section.id is not None
    workspace.do(send_offer, offer).result()

    with pytest.raises(UserError):
        workspace.do(move_lines, offer, [section.lines[0].id]).result()
    with pytest.raises(UserError):
        workspace.do(move_section, section.id).result()
