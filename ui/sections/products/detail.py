"""The card of a product: its name and picture, facts edited in place, prices in the lists, analogues."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import counted, money, number, percent, quantity
from app.views.offers import PriceListView, PriceView, ProductCard, ProductId, ProductRow
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.sections.products.adding import PriceForm
from ui.sections.products.picture import ProductPicture
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.beside import card_column
from ui.widgets.buttons import button, elided_button
from ui.widgets.facts import Fact, FactRow
from ui.widgets.group import Group, group_row
from ui.widgets.in_place import InPlaceField
from ui.widgets.pill import Pill
from ui.widgets.states import trouble
from ui.widgets.words import figures, hairline, words

if TYPE_CHECKING:
    from ui.tasks import Task

LABEL = 144


def facts_of(card: ProductCard) -> list[tuple[str, str, str, str]]:
    """Name, label, as shown, as typed."""
    row = card.product
    return [
        ("code", _("Code"), row.code, row.code),
        ("category", _("Category"), row.category.replace("/", " / "), row.category),
        ("unit", _("Unit"), row.unit, row.unit),
        ("price", _("Price"), *_sum(row.price, row.currency)),
        ("currency", _("Currency"), row.currency, row.currency),
        ("vat_rate", _("VAT, %"), percent(row.vat_rate) if row.vat_rate is not None else "", _typed(row.vat_rate)),
        ("cost", _("Cost"), *_sum(card.cost, row.currency)),
        ("floor_price", _("Floor price"), *_sum(card.floor_price, row.currency)),
        ("minimum_order", _("Minimum order"), _amount(card.minimum_order, row.unit), _typed(card.minimum_order)),
        ("lead_time_days", _("Lead time, days"), number(card.lead_time_days) if card.lead_time_days else "",
         str(card.lead_time_days or "")),
        ("description", _("Description"), card.description.replace("\n", " "), card.description),
    ]  # fmt: skip


class ProductDetail(QStackedWidget):
    """`shown` carries the card when it is on the screen."""

    shown = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._product: UUID | None = None
        self._lists: tuple[PriceListView, ...] = ()
        self._rows: dict[str, FactRow] = {}
        self.card: ProductCard | None = None
        self.name = InPlaceField("", name=_("Name"))
        self.name.setFont(font("list_heading"))
        self.name.edited.connect(self._rename)
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self._pills = QHBoxLayout()
        self._pills.setSpacing(6)
        self.picture = ProductPicture(ctx)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        self.prices = Group(_("Price lists"), _("Price"), self._add_price)
        self.analogues = Group(_("Analogues"))
        self.archive = button("", lambda: ctx.actions.run("product_archive"), hint=ctx.actions.hint("product_archive"))
        self._scroll = card_column(self._content())
        self.addWidget(self._scroll)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_product(self, product_id: UUID | None) -> None:
        """Ask for a card; the present one stays until the new one is here."""
        self._product = product_id
        if product_id is None:
            self._ctx.tasks.forget(self, "card")
            self.card = None
            self.shown.emit(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the same card again."""
        from app.services.products import price_lists, product_card  # noqa: PLC0415 - heavy: after the first paint

        if self._product is None:
            return
        self._ctx.ask(price_lists).then(self, self._take_lists, slot="lists")
        task = self._ctx.ask(product_card, ProductId(self._product)).then(self, self._show, slot="card")
        task.refused(lambda refusal: self._show_trouble(str(refusal)))
        task.troubled(lambda failure: self._show_trouble(str(failure)))

    def row(self, key: str) -> FactRow:
        """The line of a fact."""
        return self._rows[key]

    def _take_lists(self, lists: tuple[PriceListView, ...]) -> None:
        self._lists = lists

    def _show(self, card: ProductCard) -> None:
        other = self.card is None or self.card.product.id != card.product.id
        self.card = card
        self.name.show_value(card.product.name)
        self.name.setToolTip(card.product.name)
        self._say("")
        self._show_pills(card)
        self.picture.show_card(card)
        self._show_facts(card, other=other)
        self.prices.show_rows([self._price_row(card, one) for one in card.prices], _("In no price list yet."))
        self.analogues.setVisible(bool(card.analogues))
        self.analogues.show_rows([self._analogue_row(one) for one in card.analogues])
        self.archive.setText(_("Back into the catalogue") if card.product.archived else _("Archive"))
        if other:
            self._scroll.verticalScrollBar().setValue(0)
        self.setCurrentWidget(self._scroll)
        self.shown.emit(card)

    def _show_facts(self, card: ProductCard, *, other: bool) -> None:
        facts = [self._fact(card, *one) for one in facts_of(card)]
        if not self._rows:
            for fact in facts:
                self._rows[fact.key] = FactRow(fact, LABEL)
                self._rows[fact.key].field.setPlaceholderText("—")
                self._facts.addWidget(self._rows[fact.key])
        for fact in facts:
            row = self._rows[fact.key]
            if other and row.field.is_editing():
                row.field.clearFocus()  # leaving a field saves it, and this one is another product's
            row.show_fact(fact)

    def _fact(self, card: ProductCard, name: str, label: str, shown: str, typed: str) -> Fact:
        def save(text: str) -> "Task[Any]":
            from app.services.products import edit_product  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_product, card.product.id, {name: text})

        return Fact(name, label, shown, typed, save)

    def _show_pills(self, card: ProductCard) -> None:
        while (old := self._pills.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in pills_of(card):
            self._pills.addWidget(Pill(text, tone))

    def _price_row(self, card: ProductCard, price: PriceView) -> QWidget:
        row, across = group_row()
        name = elided_button(price.price_list)
        name.clicked.connect(lambda: PriceForm(self._ctx, name, card, self._lists, price).open_beside())
        across.addWidget(name, 1)
        said = [price.segment, price.option]
        if price.from_quantity:
            amount = _amount(price.from_quantity, card.product.unit)
            said.append(_("from {quantity}").format(quantity=amount))
        across.addWidget(figures(" · ".join(part for part in said if part), "small"))
        if is_below_floor(card, price):
            across.addWidget(Pill(_("below floor"), "bad"))
        total = figures(money(price.amount, price.currency), "medium", "")
        total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(total)
        return row

    def _analogue_row(self, other: ProductRow) -> QWidget:
        row, across = group_row()
        name = elided_button(other.name)
        name.clicked.connect(lambda: self._ctx.open(Ref("product", other.id)))
        across.addWidget(name, 1)
        if other.price is not None:
            across.addWidget(figures(money(other.price, other.currency), "medium", ""))
        return row

    def _add_price(self, anchor: QPushButton) -> None:
        if self.card is not None:
            PriceForm(self._ctx, anchor, self.card, self._lists).open_beside()

    def _rename(self, typed: str) -> None:
        from app.services.products import edit_product  # noqa: PLC0415 - heavy: after the first paint

        if self.card is not None:
            task: Task[Any] = self._ctx.do(edit_product, self.card.product.id, {"name": typed})
            task.then(self, lambda _answer: None, slot="rename").refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._say(str(refusal))
        if self.card is not None:
            self.name.show_value(self.card.product.name)

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def _show_trouble(self, sentence: str) -> None:
        self.card = None
        while (old := self.widget(1)) is not None:  # the card stays
            self.removeWidget(old)
            old.deleteLater()
        self.setCurrentIndex(self.addWidget(trouble(sentence, self.refresh)))
        self.shown.emit(None)

    def _content(self) -> QWidget:
        content = QWidget()
        close = button("", lambda: self._ctx.actions.run("product_close"), kind="quiet", picture="x")
        close.setAccessibleName(_("Close the card"))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(self._pills)
        top.addStretch()
        top.addWidget(close)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 20, 0, 0)
        foot.addWidget(self.archive)
        foot.addStretch()
        down = QVBoxLayout(content)
        down.setContentsMargins(20, 14, 20, 24)
        down.setSpacing(metrics.GRID)
        down.addLayout(top)
        down.addWidget(self.name)
        down.addWidget(self.wrong)
        down.addWidget(self.picture)
        down.addWidget(hairline())
        down.addSpacing(metrics.GRID)
        down.addLayout(self._facts)
        down.addWidget(self.prices)
        down.addWidget(self.analogues)
        down.addLayout(foot)
        down.addStretch()
        return content


def pills_of(card: ProductCard) -> Sequence[tuple[str, str]]:
    """What is worth knowing at once: archived, sold below the floor, how many offers name it."""
    found = []
    if card.product.archived:
        found.append((_("archived"), "warn"))
    price, floor = card.product.price, card.floor_price
    if price is not None and floor is not None and price < floor:
        found.append((_("below the floor price"), "bad"))
    if card.offers:
        found.append((counted("in {count} offer", "in {count} offers", card.offers), "neutral"))
    else:
        found.append((_("in no offer yet"), "neutral"))
    return found


def is_below_floor(card: ProductCard, price: PriceView) -> bool:
    """Whether a list sells it cheaper than it may be sold."""
    floor = card.floor_price
    return floor is not None and price.currency == card.product.currency and price.amount < floor


def _sum(value: Decimal | None, currency: str) -> tuple[str, str]:
    return (money(value, currency) if value is not None else "", _typed(value))


def _amount(value: Decimal | None, unit: str) -> str:
    return quantity(value, unit) if value else ""


def _typed(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""
