"""A workspace on disk with a firm, a contact and a draft; the window shown on the offers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.executors import Executors
from app.services import contacts, offers, products, sellers
from app.settings import Settings
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.conftest import NOW
from ui.context import Ref
from ui.main_window import MainWindow
from ui.theme.look import Look


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on disk with a firm, a contact and two products."""
    opened = Workspace.create(tmp_path / "base", executors=Executors.threads(), clock=lambda: NOW)
    opened.do(sellers.add_seller, {"name": "Technopark", "vat_mode": "on_top", "currency": "RUB"}).result()
    opened.do(products.add_product, {"name": "Lathe L-400", "code": "L400", "unit": "pc", "price": "1000"}).result()
    opened.do(products.add_product, {"name": "Vice 160", "code": "V160", "unit": "pc", "price": "50"}).result()
    yield opened
    opened.close()


@pytest.fixture
def anna_id(base: Workspace) -> UUID:
    """Anna with an address of mail."""
    made: UUID = base.do(
        contacts.add_contact, {"last": "Shchukina", "first": "Anna"}, [("email", "work", "anna@sibmash.example")]
    ).result()
    return made


def contacts_id(found: UUID) -> Any:
    """A contact's id as the services want it."""
    return found


@pytest.fixture
def draft(base: Workspace, anna_id: UUID) -> OfferId:
    """A draft for Anna: two lines, 1 200 without VAT."""
    lines = (
        OfferLineDraft(name="Start-up", price=Decimal(200), unit="job"),
        OfferLineDraft(name="Delivery", price=Decimal(500), quantity=Decimal(2), unit="t"),
    )
    return base.do(offers.new_offer, contacts_id(anna_id), None, lines).result()


@pytest.fixture
def show(qtbot: QtBot, look: Look, base: Workspace, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window on the offers, or on one of them."""
    opened: list[MainWindow] = []

    def show_now(offer_id: UUID | None = None) -> MainWindow:
        settings = Settings().with_(language="en", theme="light", time_zone="UTC")
        window = MainWindow(settings, look, tmp_path / "state.json", keep=lambda _settings: None, now=lambda: NOW)
        opened.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.attach(base)
        window.activateWindow()
        window.frame.show_section("offers")
        if offer_id is not None:
            window.open(Ref("offer", offer_id))
        qtbot.waitUntil(window.is_settled, timeout=10_000)
        return window

    yield show_now
    for window in opened:
        window.close()
