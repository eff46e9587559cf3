"""The lines of an offer and what they come to in each VAT mode."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.offer_lines import edit_line, move_line, remove_line, rename_section
from app.services.offers import edit_offer
from app.services.products import add_price_list, add_product, set_price
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferCard, OfferLineView, VatRow
from app.workspace import Workspace
from models.rules.offer_lines import DiscountKind
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import (
    NOON,
    a_draft_line,
    a_seller,
    an_offer_of,
    card_of,
    off,
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


def test_vat_on_top_is_added_to_the_net_sum(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines(), vat_mode="on_top")

    card = card_of(workspace, offer)

    assert (card.net, card.vat, card.total) == (Decimal(1023450), Decimal(225159), Decimal(1248609))
    assert card.row.total == card.total


def test_vat_included_is_found_inside_the_total(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines(), vat_mode="included")

    card = card_of(workspace, offer)

    assert card.total == Decimal(1023450)
    assert card.vat == Decimal("184556.55")
    assert card.net + card.vat == card.total


def test_without_vat_the_reason_stands_instead(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, *three_lines(), vat_mode="none", vat_reason="УСН")

    card = card_of(workspace, offer)

    assert (card.net, card.vat, card.total) == (Decimal(1023450), Decimal(0), Decimal(1023450))
    assert card.vat_reason == "УСН"


def test_a_line_takes_the_rate_of_its_offer_s_day(workspace: Workspace) -> None:
    before = an_offer_of(workspace, dated=date(2025, 12, 31))
    after = an_offer_of(workspace, dated=date(2026, 1, 1))

    rates = [lines_of(card_of(workspace, offer))[0].vat_rate for offer in (before, after)]

    assert rates == [Decimal(20), Decimal(22)]


def test_lines_of_several_rates_are_summed_rate_by_rate(workspace: Workspace) -> None:
    lines = (
        a_draft_line("a", "100"),
        a_draft_line("b", "100", vat=Decimal(10)),
        a_draft_line("c", "100", without_vat=True),
    )

    card = card_of(workspace, an_offer_of(workspace, *lines, vat_mode="on_top"))

    assert [(row.rate, row.vat) for row in card.vat_rows] == [
        (Decimal(22), Decimal(22)), (Decimal(10), Decimal(10)), (None, Decimal(0)),
    ]  # fmt: skip
    assert isinstance(card.vat_rows[0], VatRow)
    assert card.total == Decimal(332)


def test_a_draft_moved_into_a_new_year_takes_the_new_rate(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line(), a_draft_line("b", vat=Decimal(10)), dated=date(2025, 12, 20))

    workspace.do(edit_offer, offer, {"dated": "2026-01-12", "valid_through": "2026-01-20"}).result()

    assert [line.vat_rate for line in lines_of(card_of(workspace, offer))] == [Decimal(22), Decimal(10)]


def test_a_line_without_a_name_is_refused_beside_its_field(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        an_offer_of(workspace, a_draft_line(), a_draft_line(" "))

    assert refused.value.field == "lines.1.name"


def test_a_product_fills_in_what_the_line_leaves_out(workspace: Workspace) -> None:
    edits = {"code": "A-1", "name": "Фреза", "unit": "шт.", "price": "500", "cost": "300", "vat_rate": "10"}
    product = workspace.do(add_product, edits).result()
    wholesale = workspace.do(add_price_list, {"name": "Опт"}).result()
    workspace.do(set_price, wholesale, product, Decimal(450), from_quantity=Decimal(10)).result()
    drafts = (OfferLineDraft(code="A-1"), OfferLineDraft(product_id=product, quantity=Decimal(10)))

    few, many = lines_of(card_of(workspace, an_offer_of(workspace, *drafts)))

    assert (few.name, few.unit, few.price, few.vat_rate, few.cost) == (
        "Фреза", "шт.", Decimal(500), Decimal(10), Decimal(300),
    )  # fmt: skip
    assert many.price == Decimal(450)


def test_an_unknown_code_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="“Z-9”"):
        an_offer_of(workspace, OfferLineDraft(code="Z-9"))


def test_a_price_below_the_floor_is_marked_for_our_eyes(workspace: Workspace) -> None:
    edits = {"name": "Фреза", "price": "500", "floor_price": "460"}
    product = workspace.do(add_product, edits).result()
    drafts = (
        OfferLineDraft(product_id=product, quantity=Decimal(3), discount=off("8")),
        OfferLineDraft(product_id=product, quantity=Decimal(3), discount=off("9")),
    )

    fair, cheap = lines_of(card_of(workspace, an_offer_of(workspace, *drafts)))

    assert (fair.below_floor, cheap.below_floor) == (False, True)


def test_options_and_alternatives_stay_out_of_the_total(workspace: Workspace) -> None:
    lines = (
        a_draft_line("Станок", "1000"),
        a_draft_line("Станок побольше", "1500", role="alternative"),
        a_draft_line("Обучение", "200", role="option"),
        a_draft_line("Доставка", "100"),
    )

    card = card_of(workspace, an_offer_of(workspace, *lines))

    assert (card.total, card.options) == (Decimal(1100), Decimal(200))
    assert [(line.number, line.difference) for line in lines_of(card)] == [
        ("1", None), ("1a", Decimal(500)), ("3", None), ("2", None),
    ]  # fmt: skip


def test_sections_are_made_from_titles_and_add_up(workspace: Workspace) -> None:
    lines = (
        a_draft_line("Станок", "1000", section="Оборудование"),
        a_draft_line("Монтаж", "300", section="Работы"),
        a_draft_line("Оснастка", "200", section=" оборудование "),
    )

    card = card_of(workspace, an_offer_of(workspace, *lines))

    assert [(section.title, section.subtotal) for section in card.sections] == [
        ("Оборудование", Decimal(1200)), ("Работы", Decimal(300)),
    ]  # fmt: skip
    assert sum(section.gross for section in card.sections) == card.total


def test_editing_a_line_computes_the_totals_anew(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line(), a_draft_line("b"))
    first, _second = lines_of(card_of(workspace, offer))

    workspace.do(edit_line, first.id, {"quantity": "3", "price": "1 500,50", "discount": "10 %"}).result()

    card = card_of(workspace, offer)
    assert card.total == Decimal("5051.35")
    assert card.row.total == card.total


def test_a_discount_in_money_takes_the_place_of_one_in_per_cent(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line(discount=off("10")))
    (line,) = lines_of(card_of(workspace, offer))

    workspace.do(edit_line, line.id, {"discount_sum": "150"}).result()

    (changed,) = lines_of(card_of(workspace, offer))
    assert (changed.discount_percent, changed.discount_sum, changed.sum) == (None, Decimal(150), Decimal(850))


def test_a_typed_rate_may_be_no_vat(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, vat_mode="on_top")
    (line,) = lines_of(card_of(workspace, offer))

    workspace.do(edit_line, line.id, {"vat_rate": "без НДС"}).result()

    assert card_of(workspace, offer).vat == 0


def test_a_discount_above_the_line_is_refused_and_nothing_changes(workspace: Workspace) -> None:
    offer = an_offer_of(workspace)
    (line,) = lines_of(card_of(workspace, offer))

    with pytest.raises(UserError):
        workspace.do(edit_line, line.id, {"discount_sum": "1001"}).result()

    assert card_of(workspace, offer).total == Decimal(1000)


def test_lines_move_in_front_of_others_and_into_their_sections(workspace: Workspace) -> None:
    lines = (a_draft_line("a"), a_draft_line("b", section="S"), a_draft_line("c", section="S"))
    offer = an_offer_of(workspace, *lines)
    a, _b, c = lines_of(card_of(workspace, offer))

    workspace.do(move_line, a.id, before=c.id).result()

    (section,) = card_of(workspace, offer).sections
    assert [line.name for line in section.lines] == ["b", "a", "c"]


def test_undo_puts_a_removed_line_and_its_total_back(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line("a"), a_draft_line("b"))
    workspace.do(remove_line, lines_of(card_of(workspace, offer))[0].id).result()
    assert card_of(workspace, offer).row.total == Decimal(1000)

    workspace.undo().result()

    assert card_of(workspace, offer).row.total == Decimal(2000)


def test_a_section_can_be_renamed(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line(section="Old"))
    (section,) = card_of(workspace, offer).sections
    assert section.id is not None

    workspace.do(rename_section, section.id, "New").result()

    assert card_of(workspace, offer).sections[0].title == "New"


def test_the_offer_s_own_discount_bears_on_every_rate(workspace: Workspace) -> None:
    lines = (a_draft_line("a", "100"), a_draft_line("b", "100", vat=Decimal(10)))

    card = card_of(workspace, an_offer_of(workspace, *lines, vat_mode="on_top", discount=off("50")))

    assert (card.discount, card.net, card.vat) == (Decimal(100), Decimal(100), Decimal(16))


def test_an_offer_s_discount_in_money_is_read_from_edits(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, discount=off("10"))

    workspace.do(edit_offer, offer, {"discount_sum": "300"}).result()

    card = card_of(workspace, offer)
    assert (card.discount_percent, card.discount_sum, card.total) == (None, Decimal(300), Decimal(700))


def test_money_discounts_and_long_decimals_are_kept_exactly(workspace: Workspace) -> None:
    line = a_draft_line("a", "33.3333", quantity=Decimal("1.234567"), discount=off("0.07", DiscountKind.SUM))

    card = card_of(workspace, an_offer_of(workspace, line))

    assert card.total == Decimal("41.08")
    assert lines_of(card)[0].quantity == Decimal("1.234567")
