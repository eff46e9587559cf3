"""The catalogue as a person works with it: finding, editing, pricing, picturing, archiving, undoing."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from pytestqt.qtbot import QtBot

from app.services import offers, products
from app.services.products import product_card
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import ProductCard, ProductId
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.products.detail import pills_of
from ui.sections.products.filters import branches
from ui.sections.products.list import PAUSE_BEFORE_CARD
from ui.sections.products.page import ProductsPage
from ui.tables.cells import Column, places
from ui.widgets.popover import Popover

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Show = Callable[..., MainWindow]


@pytest.fixture
def lathe(workspace: WatchedWorkspace) -> ProductId:
    """A lathe at 1 000 that may not go below 900, a vice, and a service; the lathe is a machine."""
    add = products.add_product
    workspace.do(add, {"name": "Vice 160", "code": "V160", "price": "50", "category": "Tools/Vices"}).result()
    workspace.do(add, {"name": "Start-up", "price": "200", "category": "Services"}).result()
    fields = {"name": "Lathe L-400", "code": "L400", "unit": "pc", "price": "1000", "floor_price": "900",
              "category": "Machines/Lathes"}  # fmt: skip
    made: ProductId = workspace.do(add, fields).result()
    return made


@pytest.fixture
def show(open_window: Show, people: list[UUID]) -> Show:
    """Opens the window on the catalogue, or on a product."""

    def show_now(product_id: UUID | None = None) -> MainWindow:
        window = open_window()
        window.frame.show_section("products")
        if product_id is not None:
            window.open(Ref("product", product_id))
        return window

    return show_now


def catalogue(window: MainWindow) -> ProductsPage:
    """The page of products."""
    found = window.frame.page()
    assert isinstance(found, ProductsPage)
    return found


def names(window: MainWindow) -> list[str]:
    """The list as it stands."""
    model = catalogue(window).list.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def card_of(workspace: WatchedWorkspace, product: ProductId) -> ProductCard:
    """A product as it is kept."""
    found: ProductCard = workspace.ask(product_card, product).result()
    return found


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.is_settled)


def test_the_catalogue_stands_in_the_order_of_names(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show()

    settle(qtbot, window)
    assert names(window) == ["Lathe L-400", "Start-up", "Vice 160"]


def test_a_category_shows_what_lies_below_it(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)

    press(catalogue(window).filters, "Machines 1")

    qtbot.waitUntil(lambda: names(window) == ["Lathe L-400"])
    assert "Lathes 1" in texts(catalogue(window).filters)
    press(catalogue(window).filters, "All")
    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_what_nothing_matches_offers_the_whole_catalogue(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)

    catalogue(window).narrow("teapot")
    qtbot.waitUntil(lambda: "No product matches “teapot”." in texts(catalogue(window)))
    press(catalogue(window).list, "Show all")

    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_arrow_keys_bring_a_card_out_and_escape_puts_it_away(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)

    type_keys(qtbot, window, Qt.Key.Key_Down)

    qtbot.waitUntil(catalogue(window).beside.card_is_out)
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert not catalogue(window).beside.card_is_out()


def test_a_price_is_edited_where_it_stands_and_undone(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show(lathe)
    settle(qtbot, window)
    price = catalogue(window).detail.row("price").field

    price.begin()
    qtbot.keyClicks(price, "1 250,50")
    qtbot.keyClick(price, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: price.text() == "$1,250.50")
    settle(qtbot, window)
    catalogue(window).arrive()
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: price.text() == "$1,000.00")


def test_a_taken_code_is_refused_beside_its_field(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show(lathe)
    settle(qtbot, window)
    row = catalogue(window).detail.row("code")

    row.field.begin()
    qtbot.keyClicks(row.field, "V160")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: row.wrong.text() == "The code V160 belongs to “Vice 160”.")


def test_a_price_below_the_floor_is_said_to_be(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show(lathe)
    settle(qtbot, window)
    price = catalogue(window).detail.row("price").field

    price.begin()
    qtbot.keyClicks(price, "850")
    qtbot.keyClick(price, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: price.text() == "$850.00")
    settle(qtbot, window)
    assert ("below the floor price", "bad") in pills(window)


def test_a_price_in_a_new_list_is_kept_with_the_list(
    show: Show, lathe: ProductId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(lathe)
    settle(qtbot, window)

    catalogue(window).detail.prices.add.click()
    qtbot.keyClicks(field(window, "Its name"), "Dealers")
    qtbot.keyClicks(field(window, "Price, $"), "880")
    qtbot.keyClicks(field(window, "From quantity"), "5")
    qtbot.keyClick(field(window, "From quantity"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "from 5\u00a0pc" in texts(catalogue(window).detail))
    (price,) = card_of(workspace, lathe).prices
    assert (price.price_list, price.amount) == ("Dealers", Decimal(880))
    assert not shown(window, Popover)


def test_an_archived_product_leaves_the_list_until_it_is_asked_for(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show(lathe)
    settle(qtbot, window)

    type_keys(qtbot, window, Qt.Key.Key_A, CTRL, SHIFT)

    qtbot.waitUntil(lambda: names(window) == ["Start-up", "Vice 160"])
    press(catalogue(window).filters, "+ archived")
    qtbot.waitUntil(lambda: len(names(window)) == 3)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    settle(qtbot, window)
    catalogue(window).filters.archived.click()
    qtbot.waitUntil(lambda: names(window) == ["Lathe L-400", "Start-up", "Vice 160"])


def test_a_card_put_away_does_not_come_back_with_a_late_answer(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show(lathe)
    settle(qtbot, window)
    page = catalogue(window)

    page.detail.refresh()
    page.detail.show_product(None)

    qtbot.waitUntil(window.tasks.is_idle)
    assert page.detail.card is None


def test_an_archived_product_opened_from_elsewhere_is_shown_in_the_list(
    show: Show, lathe: ProductId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(products.archive_product, lathe).result()
    window = show(lathe)

    settle(qtbot, window)
    qtbot.waitUntil(lambda: catalogue(window).list.view.currentIndex().data() == "Lathe L-400")
    assert catalogue(window).filters.archived.isChecked()


def test_a_picture_dropped_on_the_card_is_kept_and_shown(
    show: Show, lathe: ProductId, workspace: WatchedWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(lathe)
    settle(qtbot, window)
    place = catalogue(window).detail.picture.place

    place.dropEvent(a_drop_of(a_picture(tmp_path / "lathe.png")))

    qtbot.waitUntil(place.has_picture)
    assert workspace.files.get(card_of(workspace, lathe).picture_hash)
    press(catalogue(window).detail.picture, "Remove")
    qtbot.waitUntil(lambda: not place.has_picture())


def test_a_file_that_is_no_picture_is_refused(
    show: Show, lathe: ProductId, workspace: WatchedWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    text = tmp_path / "lathe.txt"
    text.write_text("a lathe", encoding="utf-8")
    window = show(lathe)
    settle(qtbot, window)

    catalogue(window).detail.picture.place.dropEvent(a_drop_of(text))

    qtbot.waitUntil(lambda: "A picture is a PNG or JPEG file." in texts(catalogue(window).detail))
    assert not card_of(workspace, lathe).picture_hash


def test_the_card_tells_how_many_offers_name_the_product(
    show: Show, lathe: ProductId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(offers.new_offer, None, None, (OfferLineDraft(product_id=lathe),)).result()
    window = show(lathe)

    settle(qtbot, window)
    assert ("in 1 offer", "neutral") in pills(window)


def test_a_new_product_is_opened_once_it_is_added(show: Show, lathe: ProductId, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)

    qtbot.keyClicks(field(window, "Name"), "Grinder")
    qtbot.keyClicks(field(window, "Price"), "75")
    qtbot.keyClick(field(window, "Price"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: catalogue(window).detail.name.text() == "Grinder")
    settle(qtbot, window)
    assert names(window)[0] == "Grinder"


def test_the_product_asked_for_stays_though_another_was_passed_a_moment_before(
    show: Show, lathe: ProductId, qtbot: QtBot
) -> None:
    window = show()
    settle(qtbot, window)
    products_list = catalogue(window).list
    told: list[UUID] = []
    products_list.chosen.connect(told.append)

    products_list.view.setCurrentIndex(products_list.model.index(2))
    window.open(Ref("product", lathe))

    settle(qtbot, window)
    qtbot.wait(2 * PAUSE_BEFORE_CARD)
    assert not told
    assert catalogue(window).detail.name.text() == "Lathe L-400"


def test_an_empty_catalogue_says_how_to_begin(show: Show, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)

    press(catalogue(window), "Add a product")

    assert "New product" in texts(popover(window))


def test_branches_add_up_what_lies_below_them() -> None:
    held = (("Machines", 1), ("Machines/Lathes", 4), ("Machines/Lathes/Used", 2), ("Tools", 3))

    assert branches(held) == [("Machines", 7), ("Tools", 3)]
    assert branches(held, "Machines") == [("Machines/Lathes", 6)]


def test_a_column_without_room_gives_its_place_away() -> None:
    columns = (Column("Name"), Column("Category", 190, needs=900), Column("Price", 120, right=True))

    wide, narrow = places(columns, 1000), places(columns, 600)

    assert [width for _left, width in narrow] == [600 - 32 - 120 - 16, 0, 120]
    assert wide[-1][0] + wide[-1][1] == 1000 - 16


def pills(window: MainWindow) -> list[tuple[str, str]]:
    """What the card says of the product at once."""
    card = catalogue(window).detail.card
    assert card is not None
    return list(pills_of(card))


def a_picture(path: Path) -> Path:
    """A small PNG."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(str(path))
    return path


def a_drop_of(path: Path) -> QDropEvent:
    """A file let go of; it carries what was dragged along."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.carried = carried  # type: ignore[attr-defined]  # Qt does not own it
    return event
