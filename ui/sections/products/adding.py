"""The popovers that add to the catalogue: a product, a price in a list, a price list."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.formatting import currency_sign
from app.views.offers import PriceListId, PriceListView, PriceView, ProductCard, ProductId
from resources.i18n import _, language
from ui.context import Ref, UiContext
from ui.widgets.buttons import button
from ui.widgets.choice import Choice
from ui.widgets.form import Form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.words import words

NEW_LIST = "new"
WIDTH = 300


class NewProduct(FormSheet):
    """A name is enough; the rest can be filled in on the card."""

    def __init__(self, ctx: UiContext, anchor: QWidget, category: str = "") -> None:
        super().__init__(anchor, _("New product"), _("Add"), WIDTH)
        self._ctx = ctx
        self.form.line("name", _("Name"))
        self.form.line("code", _("Code"))
        self.form.line("unit", _("Unit"), hint=_("pcs, hour, set"))
        self.form.line("price", _("Price"))
        self.form.line("category", _("Category"), category, hint=_("Machines/Lathes"))

    def keep(self) -> None:
        """Add the product and show its card."""
        from app.services.products import add_product  # noqa: PLC0415 - heavy: after the first paint

        edits: Mapping[str, object] = {key: value for key, value in self.form.values().items() if value}
        self.save.setEnabled(False)
        self._ctx.do(add_product, edits).then(self, self._on_added).refused(self.show_refusal)

    def _on_added(self, product_id: ProductId) -> None:
        self.close()
        self._ctx.open(Ref("product", product_id))


class PriceForm(FormSheet):
    """A price in a list: how much, from how many, for whom; a list that is not there yet is made with it."""

    def __init__(
        self, ctx: UiContext, anchor: QWidget, card: ProductCard, lists: tuple[PriceListView, ...],
        price: PriceView | None = None,
    ) -> None:  # fmt: skip
        super().__init__(anchor, _("Price in a list"), _("Keep"), WIDTH)
        self._ctx, self._card, self._price = ctx, card, price
        self.list = Choice(
            _("Price list"), [*((str(one.id), one.name) for one in lists), (NEW_LIST, _("New price list…"))]
        )
        self.list.chosen.connect(lambda _value: self._show_name())
        self.list.show_value(str(price.price_list_id) if price else str(lists[0].id) if lists else NEW_LIST)
        self.name_form = Form()
        self.name_form.line("name", _("Its name"), hint=_("Dealers 2026"))
        self.add_above(words(_("Price list"), "small", "dim"), self.list, self.name_form)
        currency = price.currency if price else card.product.currency
        self.form.line(
            "amount", _("Price, {currency}").format(currency=currency_sign(currency)), _plain(price, "amount")
        )
        self.form.line("from_quantity", _("From quantity"), _plain(price, "from_quantity"))
        self.form.line(
            "segment", _("For whom"), price.segment if price else "", hint=_("dealer, wholesale; empty: everybody")
        )
        if price is not None:
            self.foot.insertWidget(0, button(_("Remove"), self._remove, picture="trash", kind="quiet"))
        self._show_name()

    def _show_name(self) -> None:
        self.name_form.setVisible(self.list.value() == NEW_LIST)
        self.settle()

    def keep(self) -> None:
        """Set the price; a list that is not there yet is made first."""
        from app.services.products import add_price_list  # noqa: PLC0415 - heavy: after the first paint

        self.save.setEnabled(False)
        if self.list.value() != NEW_LIST:
            self._set(PriceListId(self._list_id()))
            return
        edits = {"name": self.name_form.values()["name"], "currency": self._card.product.currency}
        self._ctx.do(add_price_list, edits).then(self, self._set).refused(self._on_name_refused)

    def _list_id(self) -> Any:
        from uuid import UUID  # noqa: PLC0415 - one use

        return UUID(self.list.value())

    def _set(self, list_id: PriceListId) -> None:
        from app.records.typed_numbers import read_number  # noqa: PLC0415 - heavy: after the first paint
        from app.services.products import set_price  # noqa: PLC0415 - likewise

        typed = self.form.values()
        try:
            amount = read_number(typed["amount"], language())
            quantity = read_number(typed["from_quantity"] or "0", language())
        except UserError as refusal:
            self.show_refusal(UserError(str(refusal), field="amount"))
            return
        task = self._ctx.do(
            set_price, list_id, self._card.product.id, amount, from_quantity=quantity, segment=typed["segment"]
        )
        task.then(self, lambda _answer: self.close()).refused(self.show_refusal)

    def _remove(self) -> None:
        from app.services.products import remove_price  # noqa: PLC0415 - heavy: after the first paint

        if self._price is not None:
            self._ctx.do(remove_price, self._price.id)
            self.close()

    def _on_name_refused(self, refusal: UserError) -> None:
        self.save.setEnabled(True)
        self.name_form.show_refusal(refusal)
        self.settle()


def _plain(price: PriceView | None, name: str) -> str:
    value = getattr(price, name) if price is not None else None
    return f"{value.normalize():f}" if value else ""
