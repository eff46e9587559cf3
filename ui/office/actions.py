"""The actions of the office: exchange now, its page in the preferences, the review."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.context import UiContext

OFFICE = N_("Office")


def add_office(
    actions: "Actions", place: QWidget, ctx: "Callable[[], UiContext | None]", open_page: Callable[[], object]
) -> None:
    """Register them; `open_page` shows the office's page of the preferences."""
    actions.add("exchange", N_("Exchange with the office now"), "F4", OFFICE, partial(_exchange, ctx, open_page), place)
    actions.add("review", N_("Conflicts and doubles…"), "Shift+F4", OFFICE, partial(_review, ctx, place), place)
    actions.add("office", N_("Office…"), "", OFFICE, open_page, place)


def _exchange(ctx: "Callable[[], UiContext | None]", open_page: Callable[[], object]) -> None:
    """A round now; where there is no office yet, the page to join one."""
    found = ctx()
    if found is None or found.office is None:
        return
    if found.office.joined():
        found.office.exchange()
    else:
        open_page()


def _review(ctx: "Callable[[], UiContext | None]", place: QWidget) -> None:
    from ui.office.review import ReviewSheet  # noqa: PLC0415 - not before it is asked for

    found, window = ctx(), place.window()
    if found is not None and not any(sheet.isVisible() for sheet in window.findChildren(Sheet)):
        ReviewSheet(window, found).open()
