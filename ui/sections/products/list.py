"""The catalogue as a list of cells: code, name, unit, price, VAT; narrowed by category, by a text, archived or not."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import money, percent
from app.views.offers import ProductId, ProductRow
from resources.i18n import _
from ui.context import UiContext
from ui.tables.cells import Cell, CellDelegate, Column, Headings, cell_view
from ui.tables.row_model import RowModel
from ui.tasks import Task
from ui.widgets.states import Notice, trouble

PAUSE_BEFORE_CARD = 25  # ms: holding an arrow key down does not ask for every card passed


class ProductList(QWidget):
    """`chosen` carries the product whose card is due; `counted` how many there are; `all_wished` drops the narrowing."""

    chosen = Signal(object)
    counted = Signal(int)
    all_wished = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx = ctx
        self.text, self.category, self.archived = "", "", False
        self._current: UUID | None = None
        self._marking = False
        columns = (
            Column(_("Code"), 96, needs=480), Column(_("Name")), Column(_("Category"), 190, needs=900),
            Column(_("Unit"), 64, needs=560), Column(_("Price"), 120, right=True),
            Column(_("VAT"), 64, right=True, needs=420),
        )  # fmt: skip
        self.model: RowModel[ProductRow] = RowModel(self._fetch, self)
        self.view = cell_view(_("Products"))
        self.view.setModel(self.model)
        delegate = CellDelegate(columns, self._describe)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_BEFORE_CARD)
        self._soon.timeout.connect(self._tell)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(Headings(columns, self.view))
        down.addWidget(self._stack, 1)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(lambda _index: self._tell())
        self.view.activated.connect(lambda _index: self._tell())
        self.model.arrived.connect(self._on_arrived)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(lambda failure: self._show(trouble(str(failure), self.model.start)))
        self.model.start()

    def current(self) -> UUID | None:
        """The product chosen now."""
        return self._current

    def narrow(self, *, text: str | None = None, category: str | None = None, archived: bool | None = None) -> None:
        """Show only some of the catalogue; what is not said stays."""
        self.text = self.text if text is None else text
        self.category = self.category if category is None else category
        self.archived = self.archived if archived is None else archived
        self.choose(None)
        self.model.start()

    def go_to(self, product_id: UUID, place: tuple[int, bool] | None) -> None:
        """Choose a product found at a place of the whole catalogue, an archived one among all."""
        if place is None:
            return
        position, archived = place
        if self.text or self.category or archived != self.archived:
            self.narrow(text="", category="", archived=archived)
        self._soon.stop()
        self._current = product_id
        self.model.row_at(position)  # asks for its page
        self._mark(position)

    def choose(self, product_id: UUID | None) -> None:
        """Mark a product without telling anybody, nor of the one chosen a moment before."""
        self._soon.stop()
        self._current = product_id
        self._mark(self.model.position_of(product_id) if product_id is not None else None)

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        products = changed.kinds.get("product")
        if products is not None:
            self.model.refresh([None] if products.many else products.ids)

    def _fetch(self, offset: int, limit: int) -> Task[Any]:
        from app.services.products import products  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(
            products, text=self.text, category=self.category, archived=self.archived, offset=offset, limit=limit
        )

    def _describe(self, row: Any) -> Sequence[Cell]:
        price = money(row.price, row.currency) if row.price is not None else ""
        vat = percent(row.vat_rate) if row.vat_rate is not None else ""
        name = Cell(row.name, "dim" if row.archived else "text", "medium")
        category = row.category.replace("/", " / ")
        tail = (Cell(row.unit, "dim"), Cell(price, "dim" if row.archived else "text"), Cell(vat, "dim"))
        return Cell(row.code, "dim"), name, Cell(_("archived") if row.archived else category, "dim"), *tail

    def _on_current(self, index: QModelIndex) -> None:
        if self._marking:
            return
        row = self.model.row_at(index.row()) if index.isValid() else None
        self._current = ProductId(row.id) if row is not None else None
        if self._current is not None:
            self._soon.start()

    def _on_arrived(self) -> None:
        if self.model.total():
            self._stack.setCurrentWidget(self.view)
        if self._current is not None:
            self._mark(self.model.position_of(self._current))

    def _on_counted(self, total: int) -> None:
        if not (self.text or self.category):
            self.counted.emit(total)
        if total:
            self._stack.setCurrentWidget(self.view)
        elif self.text or self.category:
            said = _("No product matches “{text}”.").format(text=self.text or self.category)
            self._show(Notice("search", said, _("Show all"), self.all_wished.emit))
        else:
            said = _("The catalogue is empty. A name and a price are enough to begin.")
            begin = Notice(
                "package", said, _("Add a product"), lambda: self._ctx.actions.run("add_products"), "primary"
            )
            self._show(begin)

    def _mark(self, place: int | None) -> None:
        self._marking = True
        index = self.model.index(place) if place is not None else QModelIndex()
        if not index.isValid():
            if self._current is None:
                self.view.selectionModel().clear()
        elif index != self.view.currentIndex():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._marking = False

    def _show(self, notice: QWidget) -> None:
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(notice))

    def _tell(self) -> None:
        self._soon.stop()
        if self._current is not None:
            self.chosen.emit(self._current)
