"""Commercial offers: the list with its states, the editor with the paper beside it."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.offers.page import OffersPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return OffersPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.sections.offers.beginning import begin_offer  # noqa: PLC0415 - likewise

    begin_offer(ctx, anchor)


SECTION = Section(
    key="offers",
    title=N_("Offers"),
    icon="file-text",
    build=_build,
    opens=("offer",),
    adding=Adding(N_("New offer"), N_("Offer"), "F10", _add),
    count="offers",
)
