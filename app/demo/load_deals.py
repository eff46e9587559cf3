"""Products, deals and offers of a made-up set, brought in through the bulk path."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from app.command import Tx
from app.demo.generate import DemoSet
from app.demo.records import DemoLine, DemoOffer, DemoOpportunity
from models.column_types import to_millis
from models.ids import new_id_bytes
from models.offer import NumberCounter, Offer, OfferLine, SellerEntity
from models.opportunity import Opportunity, OpportunityContact, OpportunityLine, Process, Stage, StageHistory
from models.product import Product
from models.rules.numbering import read_counter
from resources.i18n import _

# What the made-up people are called, as the keys of the pick list.
_ROLES = {"decision_maker": "decides", "economic_buyer": "pays", "influencer": "advises", "user": "uses",
          "gatekeeper": "blocks", "champion": "advises"}  # fmt: skip


_NUMBERS_AHEAD = 100_000  # made-up numbers do not begin at 1: new ones go on after them


class DealLoader:
    """Writes what is sold: the ids of companies and people are given by their index."""

    def __init__(self, tx: Tx, demo: DemoSet, companies: Sequence[bytes], people: Sequence[bytes]) -> None:
        self._tx = tx
        self._demo = demo
        self._companies = companies
        self._people = people
        self._products: list[bytes] = []
        self._deals: list[bytes] = []

    def run(self) -> dict[str, int]:
        """Write everything; returns how many of each kind."""
        self._add_products()
        deals = list(self._demo.opportunities())
        self._add_deals(deals)
        offers = list(self._demo.offers())
        self._add_offers(offers)
        return {"product": len(self._products), "opportunity": len(deals), "offer": len(offers)}

    def _add_products(self) -> None:
        made = list(self._demo.products())
        self._products = [new_id_bytes() for _one in made]
        self._tx.insert_rows(
            Product,
            ("id", "code", "category", "name", "description", "unit", "cost", "price", "floor_price", "currency",
             "vat_rate", "minimum_order", "lead_time_days", "sale", "archived"),
            [(key, one.code, one.category, one.name, one.description, one.unit, _money(one.cost), _money(one.price),
              _money(one.floor_price), self._demo.seller().currency, one.vat_rate * 100,
              one.minimum_order * 1_000_000, one.lead_days, one.kind, int(one.archived))
             for key, one in zip(self._products, made, strict=True)],
        )  # fmt: skip

    def _stages(self) -> tuple[bytes, list[bytes]]:
        """The process of the made-up firm, in place of the usual one."""
        for usual in self._tx.session.scalars(sa.select(Process)):
            usual.removed_at = self._tx.now
        process = self._tx.add(Process(name=_("Equipment sale"), position=0))
        rows = [
            Stage(process_id=process.id, name=one.name, client_did=one.client_did, probability=one.probability,
                  position=place)
            for place, one in enumerate(self._demo.stages())
        ]  # fmt: skip
        return process.id.bytes, [self._tx.add(row).id.bytes for row in rows]

    def _add_deals(self, deals: list[DemoOpportunity]) -> None:
        process, stages = self._stages()
        self._deals = [new_id_bytes() for _one in deals]
        self._tx.insert_rows(
            Opportunity,
            ("id", "name", "contact_id", "company_id", "process_id", "stage_id", "stage_since", "probability", "amount",
             "currency", "opened_on", "estimated_close", "closed_on", "status", "close_reason", "competitor", "source"),
            [(key, one.name, self._people[one.buyers[0].person] if one.buyers else None, self._firm(one.company), process,
              stages[one.stage], self._noon(one.stage_dates[-1]), one.probability, _money(one.amount), one.currency,
              one.opened.isoformat(), one.estimated_close.isoformat(), one.closed.isoformat() if one.closed else None,
              one.status, one.close_reason, one.competitor, one.source)
             for key, one in zip(self._deals, deals, strict=True)],
        )  # fmt: skip
        pairs = list(zip(self._deals, deals, strict=True))
        self._tx.insert_rows(
            OpportunityContact,
            ("id", "opportunity_id", "contact_id", "role", "attitude"),
            [(key + self._people[buyer.person], key, self._people[buyer.person], _ROLES.get(buyer.role, buyer.role), buyer.attitude)
             for key, one in pairs for buyer in {buyer.person: buyer for buyer in one.buyers}.values()],
        )  # fmt: skip
        self._tx.insert_rows(
            OpportunityLine,
            ("id", "opportunity_id", "product_id", "name", "quantity", "price", "discount_percent", "position"),
            [(new_id_bytes(), key, self._product(line), line.name, _quantity(line.quantity), _money(line.price),
              _money(line.discount), place)
             for key, one in pairs for place, line in enumerate(one.lines)],
        )  # fmt: skip
        self._tx.insert_rows(
            StageHistory,
            ("id", "opportunity_id", "stage_id", "entered_at", "amount", "probability"),
            [(new_id_bytes(), key, stages[place], self._noon(day), _money(one.amount), one.probability)
             for key, one in pairs for place, day in enumerate(one.stage_dates[: len(stages)])],
        )  # fmt: skip

    def _add_offers(self, offers: list[DemoOffer]) -> None:
        seller = self._tx.connection.execute(sa.select(SellerEntity.id).where(SellerEntity.is_default)).scalar_one()
        ids = [new_id_bytes() for _one in offers]
        versions = {(one.number, one.version): key for key, one in zip(ids, offers, strict=True)}
        self._tx.insert_rows(
            Offer,
            ("id", "number", "version", "previous_id", "seller_id", "dated", "valid_through", "contact_id", "company_id",
             "opportunity_id", "basis", "intro", "conditions", "language", "currency", "vat_mode", "vat_reason", "rounding",
             "status", "sent_at", "net", "vat", "total"),
            [(key, one.number, one.version, versions.get((one.number, one.version - 1)), seller.bytes,
              one.date.isoformat(), one.valid_through.isoformat(), self._people[one.person], self._firm(one.company),
              self._deals[one.opportunity] if one.opportunity is not None else None, one.basis, one.intro,
              _conditions(one), one.language, one.currency, one.vat_mode, one.vat_reason, "per_line", one.status,
              to_millis(one.sent_at) if one.sent_at else None, _money(one.total - one.vat), _money(one.vat),
              _money(one.total))
             for key, one in zip(ids, offers, strict=True)],
        )  # fmt: skip
        self._tx.insert_rows(
            OfferLine,
            ("id", "offer_id", "product_id", "position", "name", "quantity", "unit", "price", "discount_percent",
             "vat_rate", "role"),
            [(new_id_bytes(), key, self._product(line), place, line.name, _quantity(line.quantity), line.unit,
              _money(line.price), _money(line.discount), line.vat_rate * 100 if line.vat_rate is not None else None,
              "line")
             for key, one in zip(ids, offers, strict=True) for place, line in enumerate(one.lines)],
        )  # fmt: skip
        self._go_on_numbering(offers)

    def _go_on_numbering(self, offers: list[DemoOffer]) -> None:
        """The next offer of each year continues the made-up numbers."""
        seller = self._tx.session.scalars(sa.select(SellerEntity).where(SellerEntity.is_default)).one()
        pattern = self._demo.seller().offer_number.replace("{number}", "{n}")
        seller.number_pattern = pattern
        last: dict[int, int] = {}
        for one in offers:
            counter = read_counter(pattern, one.number, one.date)
            if counter is not None:
                last[one.date.year] = max(last.get(one.date.year, 0), counter)
        for year, counter in last.items():
            self._tx.add(
                NumberCounter(
                    seller_id=seller.id,
                    scope=str(year),
                    last=counter,
                    reserved_from=counter + 1,
                    reserved_through=counter + _NUMBERS_AHEAD,
                )
            )

    def _product(self, line: DemoLine) -> bytes | None:
        return self._products[line.product] if line.product is not None else None

    def _firm(self, index: int | None) -> bytes | None:
        return self._companies[index] if index is not None else None

    def _noon(self, day: date) -> int:
        return to_millis(self._demo.at(day, 12))


def _conditions(one: DemoOffer) -> str:
    import json  # noqa: PLC0415 - one use

    said = {"payment": one.payment, "delivery": one.delivery, "warranty": one.warranty}
    return json.dumps(said, ensure_ascii=False)


def _money(value: Decimal) -> int:
    return int(value.scaleb(4))


def _quantity(value: Decimal) -> int:
    return int(value.scaleb(6))
