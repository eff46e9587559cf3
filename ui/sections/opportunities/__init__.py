"""Deals: the board by stages, what they come to, and the card of one."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.opportunities.page import OpportunitiesPage  # noqa: PLC0415 - a section costs nothing until shown

    return OpportunitiesPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.sections.opportunities.adding import NewDeal  # noqa: PLC0415 - likewise

    NewDeal(ctx, anchor).open_beside()


SECTION = Section(
    key="opportunities",
    title=N_("Deals"),
    icon="filter",
    build=_build,
    opens=("opportunity",),
    adding=Adding(N_("New deal"), N_("Deal"), "Ctrl+N", _add),
    count="deals",
)
