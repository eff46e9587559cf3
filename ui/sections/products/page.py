"""The page of products: the catalogue, and the card of one beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout

from app.views.offers import ProductCard, ProductId
from resources.i18n import N_
from ui.context import Ref, UiContext
from ui.section import Listing, SectionPage
from ui.sections.products.detail import ProductDetail
from ui.sections.products.filters import Filters
from ui.sections.products.list import ProductList
from ui.sections.products.paper import product_listing
from ui.widgets.beside import Beside
from ui.widgets.words import hairline

PRODUCT = N_("Product")
_PARTS = frozenset({"product", "price", "price_list", "offer", "offer_line"})


class ProductsPage(SectionPage):
    """Keeps filters, list and card together."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._current: UUID | None = None
        self._add_actions()
        self.filters = Filters()
        self.list = ProductList(ctx)
        self.detail = ProductDetail(ctx)
        self.beside = Beside(self.list, self.detail)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.filters)
        whole.addWidget(hairline())
        whole.addWidget(self.beside, 1)
        self._connect()
        self._ask_categories()

    def open_record(self, ref: Ref) -> None:
        """Show a product and its card."""
        from app.services.products import product_position  # noqa: PLC0415 - heavy: after the first paint

        self._choose(ref.id)
        self.list.choose(ref.id)
        task = self._ctx.ask(product_position, ProductId(ref.id))
        task.then(self, lambda place: self._go_to(ref.id, place), slot="position")

    def narrow(self, text: str) -> None:
        """Show only what matches the text."""
        self._close()
        self.list.narrow(text=text)
        self._show_narrowing()

    def current(self) -> Ref | None:
        """The product on the card."""
        return Ref("product", self._current) if self._current is not None else None

    def listing(self) -> Listing | None:
        """The catalogue as it is narrowed, for paper."""
        shown, total = self.list, self.list.model.total()
        return product_listing(shown.text, shown.category, total, archived=shown.archived) if total else None

    def arrive(self) -> None:
        """The list takes the keyboard."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def settled(self) -> bool:
        """List and card agree."""
        shown = self.detail.card.product.id if self.detail.card is not None else None
        return self._current == shown and self.list.model.is_settled()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.all_wished.connect(self._show_all)
        self.filters.category_chosen.connect(self._on_category)
        self.filters.archived_turned.connect(self._on_archived)
        self.filters.text_cleared.connect(lambda: self.narrow(""))
        self.detail.shown.connect(self._on_shown)
        self._ctx.relay.changed.connect(self._on_changed)

    def _add_actions(self) -> None:
        def add(key: str, title: str, keys: str, run: Any) -> None:
            self._ctx.actions.add(key, title, keys, PRODUCT, run, self)

        add("product_archive", N_("Archive the product, or put it back"), "Ctrl+Shift+A", self._archive)
        add("product_archived", N_("Show the archived products too"), "Ctrl+H", self._turn_archived)
        add("product_remove", N_("Remove the product"), "Ctrl+Delete", self._remove)
        add("product_close", N_("Close the card"), "", self._close)

    def _ask_categories(self) -> None:
        from app.services.products import categories  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(categories).then(self, self._show_categories, slot="categories")

    def _show_categories(self, found: Sequence[tuple[str, int]]) -> None:
        self.filters.show_categories(found)

    def _choose(self, product_id: UUID | None) -> None:
        self._current = product_id
        self.detail.show_product(product_id)
        if product_id is None:
            self.beside.show_card(shown=False)

    def _go_to(self, product_id: UUID, place: tuple[int, bool] | None) -> None:
        if product_id == self._current:
            self.list.go_to(product_id, place)
            self._show_narrowing()

    def _on_shown(self, card: ProductCard | None) -> None:
        self.beside.show_card(shown=self._current is not None)
        if self._current is not None and self.beside.is_alone() and self.isVisible():
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        del card

    def _close(self) -> None:
        """Put the card away; the keyboard goes back to the list."""
        focused = QApplication.focusWidget()
        had = focused is self.detail or self.detail.isAncestorOf(focused or self)
        self._choose(None)
        self.list.choose(None)
        if had:
            self.arrive()

    def _on_category(self, category: str) -> None:
        self._close()
        self.list.narrow(category=category, text="" if not category else None)
        self._show_narrowing()

    def _on_archived(self, archived: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        self.list.narrow(archived=archived)
        self._close()
        self._show_narrowing()

    def _turn_archived(self) -> None:
        self._on_archived(not self.list.archived)

    def _show_all(self) -> None:
        self.list.narrow(text="", category="")
        self._show_narrowing()

    def _show_narrowing(self) -> None:
        self.filters.show_narrowing(self.list.category, self.list.text, archived=self.list.archived)

    def _archive(self) -> None:
        from app.services.products import archive_product  # noqa: PLC0415 - heavy: after the first paint

        card = self.detail.card
        if card is not None:
            self._ctx.do(archive_product, card.product.id, archived=not card.product.archived)

    def _remove(self) -> None:
        from app.services.products import remove_product  # noqa: PLC0415 - heavy: after the first paint

        if self.detail.card is not None:
            self._ctx.do(remove_product, self.detail.card.product.id)
            self._close()

    def _on_changed(self, changed: Any) -> None:
        if _PARTS.isdisjoint(changed.kinds):
            return
        self.list.refresh(changed)
        if "product" in changed.kinds:
            self._ask_categories()
        self.detail.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the card away."""
        if event.key() == Qt.Key.Key_Escape and self._current is not None:
            self._close()
            return
        super().keyPressEvent(event)
