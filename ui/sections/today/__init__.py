"""Today: what is late, what is due, what was promised; each with its action in place."""

from resources.i18n import N_
from ui.context import UiContext
from ui.section import Section, SectionPage


def _build(ctx: UiContext) -> SectionPage:
    from ui.sections.today.page import TodayPage  # noqa: PLC0415 - a section costs nothing until it is shown

    return TodayPage(ctx)


SECTION = Section(key="today", title=N_("Today"), icon="calendar-check", build=_build, count="late")
