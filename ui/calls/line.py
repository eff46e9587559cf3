"""The window's way to its calls: light at the start, all the rest is imported with the first call."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from resources.i18n import N_
from ui.actions import Actions
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ui.calls.desk import CallDesk, Drafts, Home
    from ui.context import UiContext

CALLS = N_("Calls")


class Calls:
    """F5 calls whom the page has at hand, F2 tells who is calling. What was left unfinished outlives a change of language."""

    def __init__(self, window: QWidget, ctx: "Callable[[], UiContext | None]", home: "Callable[[], Home]") -> None:
        self._window, self._ctx, self._home = window, ctx, home
        self._desk: CallDesk | None = None
        self._drafts: Drafts = {}

    def add_actions(self, actions: Actions, place: QWidget) -> None:
        """Register its keys."""
        actions.add("call", N_("Call"), "F5", CALLS, self.call_at_hand, place)
        actions.add("who_is_it", N_("Who is calling?"), "F2", CALLS, self.who_is_it, place)

    def call(self, contact_id: UUID, planned_id: UUID | None = None) -> None:
        """Bring out the panel for somebody, for the call that was planned where one is named."""
        if (desk := self._made()) is not None:
            desk.call(contact_id, planned_id)

    def call_at_hand(self) -> None:
        """Call whom the page has at hand; where that is nobody, ask who it is."""
        if (desk := self._made()) is not None:
            desk.call_at_hand(self.who_is_it)

    def who_is_it(self) -> None:
        """Find a caller by a number or a name."""
        ctx = self._ctx()
        if ctx is not None and not any(sheet.isVisible() for sheet in self._window.findChildren(Sheet)):
            from ui.calls.who_is_it import WhoIsIt  # noqa: PLC0415 - not before it is asked for

            WhoIsIt(self._window, ctx).open()

    def leave(self) -> None:
        """Put the panel away with all that was typed in it kept: the window is being closed, or built anew."""
        if self._desk is not None:
            self._desk.leave()
            self._desk.deleteLater()
            self._desk = None

    def is_settled(self) -> bool:
        """Whether the panel, if there is one, shows whom one talks with."""
        panel = self._desk.panel if self._desk is not None else None
        return panel is None or panel.view is not None

    def _made(self) -> "CallDesk | None":
        ctx = self._ctx()
        if self._desk is None and ctx is not None:
            from ui.calls.desk import CallDesk  # noqa: PLC0415 - not before the first call

            self._desk = CallDesk(ctx, self._home(), self._window, self._drafts)
        return self._desk
