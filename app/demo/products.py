"""The price list of a firm that sells machine tools, and the lines made from it."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from app.demo.lists import rows
from app.demo.records import DemoLanguage, DemoLine, DemoProduct
from app.demo.world import World

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_NEW_RATE_FROM = date(2026, 1, 1)
_RATE, _EARLIER_RATE = 22, 20


def vat_rate(world: World, day: date) -> int | None:
    """The rate of the day, or None where the firm sells without VAT."""
    if world.words["vat_mode"] == "none":
        return None
    return _RATE if day >= _NEW_RATE_FROM else _EARLIER_RATE


def products(world: World) -> tuple[DemoProduct, ...]:
    """The whole catalogue."""
    rate = vat_rate(world, world.today) or 0
    return tuple(_product(index, row, rate) for index, row in enumerate(rows(world.lang, "products")))


def product_index(lang: DemoLanguage) -> dict[str, int]:
    """Indexes of the products by their codes."""
    return {row[0]: index for index, row in enumerate(rows(lang, "products"))}


def line(product: DemoProduct, quantity: int, discount: int, rate: int | None) -> DemoLine:
    """A line for a product at its list price."""
    gross = product.price * quantity
    amount = (gross * (_HUNDRED - discount) / _HUNDRED).quantize(_CENT, ROUND_HALF_UP)
    return DemoLine(
        product=product.index,
        name=product.name,
        unit=product.unit,
        quantity=Decimal(quantity),
        price=product.price,
        discount=Decimal(discount),
        vat_rate=rate,
        amount=amount,
    )


def totals(lines: tuple[DemoLine, ...]) -> tuple[Decimal, Decimal, Decimal]:
    """Subtotal, VAT on top of it, total."""
    subtotal = sum((each.amount for each in lines), Decimal("0.00"))
    rate = (lines[0].vat_rate or 0) if lines else 0
    vat = (subtotal * rate / _HUNDRED).quantize(_CENT, ROUND_HALF_UP)
    return subtotal, vat, subtotal + vat


@cache
def _product(index: int, row: tuple[str, ...], rate: int) -> DemoProduct:
    code, category, name, unit, price, cost, floor, minimum, lead, kind, description = row
    listed = Decimal(price).quantize(_CENT)
    return DemoProduct(
        index=index,
        code=code,
        category=category,
        name=name,
        description=description,
        unit=unit,
        cost=(listed * int(cost) / _HUNDRED).quantize(_CENT, ROUND_HALF_UP),
        price=listed,
        floor_price=(listed * int(floor) / _HUNDRED).quantize(_CENT, ROUND_HALF_UP),
        vat_rate=rate,
        minimum_order=int(minimum),
        lead_days=int(lead),
        kind="one_off" if kind == "archived" else kind,
        archived=kind == "archived",
    )
