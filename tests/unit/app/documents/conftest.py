"""Builders of papers for the tests of documents, and readers of what was made of them."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from app.documents.offer_paper import (
    AddresseeOnPaper,
    LineOnPaper,
    OfferPaper,
    SalespersonOnPaper,
    SectionOnPaper,
    SellerOnPaper,
    SignatureOnPaper,
    TotalsOnPaper,
    VatOnPaper,
)

VAT = Decimal(22)


def a_line(name: str = "Токарный центр", number: str = "1", **changes: Any) -> LineOnPaper:
    """A line of one piece for a thousand."""
    thousand = Decimal(1000)
    line = LineOnPaper(number, name, Decimal(1), thousand, thousand, unit="шт.", vat_rate=VAT)
    return replace(line, **changes)


def many_lines(count: int) -> tuple[LineOnPaper, ...]:
    """Lines named so that each can be found on its page."""
    return tuple(a_line(f"Позиция-{index:03}", str(index)) for index in range(1, count + 1))


def an_offer(*lines: LineOnPaper, **changes: Any) -> OfferPaper:
    """An offer as a salesperson sends it, on one page."""
    paper = OfferPaper(
        seller=SellerOnPaper(
            "Сибирский Технопарк",
            tagline="станки и оснастка",
            legal_name="ООО «Сибирский Технопарк»",
            requisites=(("ИНН", "5401234567"), ("КПП", "")),
            phone="+7 383 300-00-00",
            web="stp.example",
        ),
        number="КП-2026-118",
        dated=date(2026, 11, 11),
        version=2,
        valid_through=date(2026, 11, 25),
        language="en",
        salesperson=SalespersonOnPaper("Волков Михаил", "менеджер", "+7 913 900-11-22", "volkov@stp.example"),
        addressee=AddresseeOnPaper("АО «СибМаш»", "главному технологу", "Щукиной Анне"),
        basis="встреча 3 ноября",
        salutation="Уважаемая Анна Викторовна!",
        intro="По итогам показа предлагаем центр.",
        sections=(SectionOnPaper(lines or many_lines(3)),),
        totals=TotalsOnPaper(
            Decimal(1248609),
            net=Decimal(1023450),
            vat_mode="on_top",
            vat=(VatOnPaper(VAT, Decimal(225159)),),
            words="Один миллион двести сорок восемь тысяч шестьсот девять рублей 00 копеек",
        ),
        conditions=(("Оплата", "аванс половина"), ("Монтаж", "  ")),
        signature=SignatureOnPaper("Директор", "Гордеев С. А."),
    )
    return replace(paper, **changes)


def a_picture(colour: str = "#0f6b68", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def pages_of(content: bytes) -> list[str]:
    """The text of each page, non-breaking spaces made plain and lines joined."""
    return [
        " ".join(page.extract_text().replace("\u00a0", " ").split()) for page in PdfReader(io.BytesIO(content)).pages
    ]


@pytest.fixture
def offer() -> Callable[..., OfferPaper]:
    """The builder of offers."""
    return an_offer


@pytest.fixture
def line() -> Callable[..., LineOnPaper]:
    """The builder of lines."""
    return a_line


@pytest.fixture
def lines() -> Callable[[int], tuple[LineOnPaper, ...]]:
    """The builder of many lines."""
    return many_lines


@pytest.fixture
def picture_bytes() -> bytes:
    """A small picture."""
    return a_picture()


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The reader of a PDF's texts."""
    return pages_of
