"""Activities: everything planned over all contacts, narrowed, cleared and moved one by one or many at once."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.activities.page import ActivitiesPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return ActivitiesPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.dialogs.planning import PlanStep  # noqa: PLC0415 - likewise

    PlanStep(ctx, anchor, None, kind="todo").open_beside()


SECTION = Section(
    key="activities",
    title=N_("Activities"),
    icon="list-check",
    build=_build,
    opens=("activity",),
    adding=Adding(N_("Plan an activity"), N_("Activity"), "Ctrl+N", _add),
    count="planned",
)
