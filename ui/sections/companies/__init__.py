"""Companies: the list and the card, with its people, requisites and everything that happened with them."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.companies.page import CompaniesPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return CompaniesPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.sections.companies.adding import NewCompany  # noqa: PLC0415 - likewise

    NewCompany(ctx, anchor).open_beside()


SECTION = Section(
    key="companies",
    title=N_("Companies"),
    icon="building",
    build=_build,
    opens=("company",),
    adding=Adding(N_("New company"), N_("Company"), "Ctrl+N", _add),
    count="companies",
)
