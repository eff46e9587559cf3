"""Products: the catalogue as a list, the card of one with its prices and picture."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.products.page import ProductsPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return ProductsPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.sections.products.adding import NewProduct  # noqa: PLC0415 - likewise

    NewProduct(ctx, anchor).open_beside()


SECTION = Section(
    key="products",
    title=N_("Products"),
    icon="package",
    build=_build,
    opens=("product",),
    adding=Adding(N_("New product"), N_("Product"), "Ctrl+N", _add),
    count="products",
)
