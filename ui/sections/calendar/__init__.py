"""Calendar: a day, a week or a month of what is planned and done, on one painted view."""

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Adding, Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.calendar.page import CalendarPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return CalendarPage(ctx)


def _add(ctx: UiContext, anchor: QWidget) -> None:
    from ui.dialogs.planning import PlanStep  # noqa: PLC0415 - likewise

    PlanStep(ctx, anchor, None, kind="meeting").open_beside()


SECTION = Section(
    key="calendar",
    title=N_("Calendar"),
    icon="calendar-event",
    build=_build,
    adding=Adding(N_("Plan an activity"), N_("Activity"), "Ctrl+N", _add),
)
