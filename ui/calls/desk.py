"""Where calls are made from: one panel at a time beside the page, and what was left unfinished until it is taken up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.views.calls import CallDraft
from app.views.contacts import ContactId
from ui.calls.panel import CallPanel
from ui.calls.unfinished import Unfinished
from ui.context import UiContext
from ui.section import AtHand, SectionPage
from ui.widgets.popover import Popover

Drafts = dict[UUID, Unfinished]
FORGOTTEN = timedelta(days=1)  # what was left longer ago is a note on the card, and no call any more


class Home(Protocol):
    """The frame the panel stands in."""

    def page(self) -> SectionPage:
        """The page shown now."""

    def put_beside(self, panel: QWidget) -> None:
        """Give it a place at the right of the page."""


class CallDesk(QObject):
    """Opens the panel for whoever is at hand; takes up what was left."""

    def __init__(self, ctx: UiContext, home: Home, window: QWidget, drafts: Drafts) -> None:
        super().__init__(window)
        self._ctx, self._home, self._window = ctx, home, window
        self.drafts = drafts
        self.panel: CallPanel | None = None
        self._return_to: QWidget | None = None

    def call_at_hand(self, otherwise: Callable[[], object]) -> None:
        """Call whom the page has at hand; where that is nobody, something else."""
        found = self._home.page().at_hand()
        panel = self.panel
        if panel is not None and self._has_keyboard(panel):
            panel.take_keyboard()
        elif found is not None:
            self.call(found.contact_id, found.planned_id)
        else:
            otherwise()

    def call(self, contact_id: UUID, planned_id: UUID | None = None) -> None:
        """Bring out the panel for somebody; a call with somebody else is left, its words kept."""
        if self.panel is not None and self.panel.contact_id == contact_id:
            self.panel.take_keyboard()
            return
        self.leave()
        for floating in self._window.findChildren(Popover):
            if isinstance(floating.property("at_hand"), AtHand):
                floating.dismiss()  # it was about whom is called now
        self._return_to = self._window.focusWidget()
        self._home.page().call_begun()
        panel = self.panel = CallPanel(self._ctx, contact_id, planned_id, self._taken_up(contact_id))
        panel.kept.connect(lambda: self._on_kept(contact_id))
        panel.left.connect(lambda unfinished: self._on_left(contact_id, unfinished))
        self._home.put_beside(panel)
        panel.show()
        panel.take_keyboard()

    def leave(self) -> None:
        """Put the panel away, if there is one; what was typed is kept."""
        if self.panel is not None:
            self.panel.leave()

    def _taken_up(self, contact_id: UUID) -> Unfinished | None:
        before = self.drafts.get(contact_id)
        if before is not None and self._ctx.clock() - before.left_at > FORGOTTEN:
            del self.drafts[contact_id]
            return None
        return before

    def _on_kept(self, contact_id: UUID) -> None:
        self.drafts.pop(contact_id, None)
        self._put_away()

    def _on_left(self, contact_id: UUID, unfinished: Unfinished) -> None:
        self._put_away()
        if not unfinished.is_something() and unfinished.note is None:
            self.drafts.pop(contact_id, None)
            return
        self.drafts[contact_id] = unfinished
        kept = unfinished.note.text if unfinished.note is not None else ""
        if unfinished.text and unfinished.text != kept:
            self._keep_words(contact_id, unfinished)

    def _keep_words(self, contact_id: UUID, unfinished: Unfinished) -> None:
        from app.services.history import keep_call_words  # noqa: PLC0415 - heavy: after the first paint

        def remember(note: CallDraft) -> None:
            unfinished.note = note

        task = self._ctx.do(keep_call_words, ContactId(contact_id), unfinished.text, unfinished.note)
        task.then(self, remember)

    def _put_away(self) -> None:
        panel, self.panel = self.panel, None
        if panel is None:
            return
        had_keyboard = self._has_keyboard(panel)
        panel.hide()
        panel.setParent(None)
        panel.deleteLater()
        back, self._return_to = self._return_to, None
        if not had_keyboard:
            return
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self._home.page().arrive()

    def _has_keyboard(self, panel: CallPanel) -> bool:
        """Whether the keyboard is in the panel, or will be when the window has it again."""
        part = self._window.focusWidget()
        return part is panel or panel.isAncestorOf(part)
