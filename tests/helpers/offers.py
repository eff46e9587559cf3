"""A firm, a client and offers between them, for the stories about money."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.command import Tx, command
from app.services.offer_lists import offer_card
from app.services.offer_statuses import send_offer
from app.services.offers import new_offer
from app.services.sellers import add_bank_account, add_seller
from app.views.contacts import CompanyId, ContactId
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferCard, OfferId, SellerId
from app.workspace import Workspace
from models.company import Company
from models.contact import Contact
from models.pick_list import User
from models.rules.offer_lines import Discount, DiscountKind

NOON = datetime(2026, 11, 11, 5, tzinfo=UTC)  # a Wednesday, noon in Novosibirsk


def a_draft_line(name: str = "Машина", price: str = "1000", **fields: Any) -> OfferLineDraft:
    """One piece for a thousand."""
    return OfferLineDraft(name=name, price=Decimal(price), unit=fields.pop("unit", "шт."), **fields)


def three_lines() -> tuple[OfferLineDraft, ...]:
    """The lines of the sample offer: 1 023 450,00 without VAT."""
    return (
        a_draft_line("Токарный центр", "985000", discount=off("5")),
        a_draft_line("Пуско-наладка", "64000", unit="усл."),
        a_draft_line("Комплект оснастки", "11850", quantity=Decimal(2), unit="компл."),
    )


def off(value: str, kind: DiscountKind = DiscountKind.PERCENT) -> Discount:
    """So many per cent off."""
    return Discount(kind, Decimal(value))


def a_seller(workspace: Workspace, name: str = "Сибирский Технопарк", **edits: Any) -> SellerId:
    """An own firm."""
    return workspace.do(add_seller, {"name": name, **edits}).result()


def a_firm_with_account(workspace: Workspace) -> SellerId:
    """An own firm that can be paid to."""
    seller = a_seller(
        workspace, legal_name="ООО «Сибирский Технопарк»", inn="5407123451", kpp="540701001", ogrn="1025400000000",
        director="Гордеев Сергей Александрович", director_position="Директор",
    )  # fmt: skip
    account = {
        "account": "40702810500000000001", "bic": "045004774", "bank": "АО «Банк»",
        "correspondent_account": "30101810600000000774",
    }  # fmt: skip
    workspace.do(add_bank_account, seller, account).result()
    return seller


def an_offer_of(workspace: Workspace, *lines: OfferLineDraft, **terms: Any) -> OfferId:
    """A draft by the usual seller to nobody in particular."""
    return workspace.do(new_offer, None, None, lines or (a_draft_line(),), **terms).result()


def a_sent_offer(workspace: Workspace, *lines: OfferLineDraft, **terms: Any) -> OfferId:
    """An offer that has left."""
    offer = an_offer_of(workspace, *lines, **terms)
    workspace.do(send_offer, offer).result()
    return offer


def card_of(workspace: Workspace, offer_id: OfferId) -> OfferCard:
    """Everything of an offer."""
    return workspace.ask(offer_card, offer_id).result()


@command("Set the stage")
def client_and_me(tx: Tx) -> tuple[ContactId, CompanyId]:
    """A person in a firm, and me in Novosibirsk. Returns the ids of the person and the firm."""
    tx.add(
        User(
            name="Волков Михаил", position="ведущий менеджер", phone="+7 913 900-11-22", email="volkov@stp.example",
            time_zone="Asia/Novosibirsk", is_me=True,
        )
    )  # fmt: skip
    firm = tx.add(Company(name="АО «СибМаш»"))
    person = tx.add(
        Contact(
            last="Щукина", first="Анна", middle="Викторовна", job_title="главный технолог", company_id=firm.id,
            language="ru",
        )
    )  # fmt: skip
    return ContactId(person.id), CompanyId(firm.id)
