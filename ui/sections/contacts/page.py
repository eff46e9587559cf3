"""The page of contacts: list, card and side panel over one working set."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.views.contacts import ContactCard
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.section import Listing, SectionPage
from ui.sections.contacts.actions import CONTACT, CardActions, complete_step, edit_marks, remove
from ui.sections.contacts.calls import LogCall
from ui.sections.contacts.detail import Detail
from ui.sections.contacts.list import ContactList
from ui.sections.contacts.naming import EditName
from ui.sections.contacts.notes import WriteNote
from ui.sections.contacts.paper import contact_listing
from ui.sections.contacts.side import Side
from ui.tables.next_step import next_step
from ui.widgets.columns import Columns
from ui.widgets.states import Notice

# What a card also shows: announced by its own id, so any change of them may concern the card.
_PARTS = frozenset({"company", "activity", "history", "note", "promise", "opportunity", "offer", "attachment"})


class ContactsPage(SectionPage):
    """Keeps list, card and side panel on the same person."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._drafts: dict[UUID, str] = {}
        self._card_actions = CardActions(ctx, self)
        self._add_actions()
        self.list = ContactList(ctx)
        self.detail = Detail(ctx)
        self.side = Side(ctx)
        self.columns = Columns(self.list, self.detail, self.side)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._stack.addWidget(self._nobody())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.list.view)
        self._connect()

    def open_record(self, ref: Ref) -> None:
        """Show the contact and its card."""
        self.list.go_to(ref.id)
        self.columns.show_record(shown=True)

    def narrow(self, text: str) -> None:
        """Show only those that match."""
        self.columns.show_record(shown=False)
        self.list.narrow(text)

    def current(self) -> Ref | None:
        """The contact on the card."""
        found = self.list.current()
        return Ref("contact", found) if found is not None else None

    def listing(self) -> Listing | None:
        """The working set, for paper."""
        total = self.list.model.total()
        return contact_listing(self.list.working_set(), total) if total else None

    def arrive(self) -> None:
        """The list takes the keyboard."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def settled(self) -> bool:
        """List, card and timeline agree."""
        current = self.list.current()
        shown = self.detail.card.id if self.detail.card is not None else None
        agreed = current is None or current == shown
        return agreed and self.list.model.is_settled() and self.detail.timeline.is_settled()

    def _connect(self) -> None:
        self.list.chosen.connect(self.detail.show_contact)
        self.list.counted.connect(self._on_counted)
        self.list.view.activated.connect(lambda _index: self.columns.show_record(shown=True))
        self.detail.shown.connect(self._on_shown)
        self.detail.back_wished.connect(self._go_back)
        self.columns.folded.connect(self._on_folded)
        self._ctx.relay.changed.connect(self._on_changed)

    def _add_actions(self) -> None:
        add = self._card_actions.add
        add("call", N_("Log a call"), "F5", self._log_call)
        add("plan_meeting", N_("Plan a meeting"), "F6", lambda: self._plan("meeting", "plan_meeting"))
        add("plan_todo", N_("Plan a to-do"), "F7", lambda: self._plan("todo", "plan_todo"))
        add("note", N_("Write a note"), "F8", self._write_note)
        add("plan_call", N_("Plan a call"), "Shift+F5", lambda: self._plan("call", "plan_call"))
        add("complete", N_("Next step is done"), "Ctrl+Return", self._complete)
        add("next", N_("Next contact"), "Ctrl+PgDown", lambda: self.list.step(1))
        add("previous", N_("Previous contact"), "Ctrl+PgUp", lambda: self.list.step(-1))
        add("edit_name", N_("Edit name and company"), "Ctrl+E", self._edit_name)
        add("marks", N_("Statuses and tags"), "Ctrl+T", self._edit_marks)
        add("open_company", N_("Open the company"), "Ctrl+Shift+C", self._open_company)
        add("side", N_("Show the next step"), "Ctrl+J", self._turn_side)
        self._ctx.actions.add("condition", N_("Add a condition"), "Ctrl+F", CONTACT, self._add_condition, self)
        add("remove", N_("Remove the contact"), "Ctrl+Delete", self._remove)

    def _nobody(self) -> Notice:
        said = _("Nobody is here yet. A name or a phone is enough to begin.")
        return Notice("users", said, _("Add a contact"), lambda: self._ctx.actions.run("add_contacts"), "primary")

    def _card(self) -> ContactCard | None:
        return self.detail.card

    def _log_call(self) -> None:
        if (card := self._card()) is not None:
            self._show_record()
            LogCall(self._ctx, self.detail.touches.buttons["call"], card).open_beside()

    def _plan(self, kind: str, key: str) -> None:
        if (card := self._card()) is not None:
            self._show_record()
            PlanStep(self._ctx, self.detail.touches.buttons[key], card.id, kind=kind).open_beside()

    def _write_note(self) -> None:
        if (card := self._card()) is not None:
            self._show_record()
            WriteNote(self._ctx, self.detail.touches.buttons["note"], card.id, self._drafts).open_beside()

    def _edit_name(self) -> None:
        if (card := self._card()) is not None:
            self._show_record()
            EditName(self._ctx, self.detail.header.edit, card).open_beside()

    def _add_condition(self) -> None:
        self.columns.show_record(shown=False)
        self.list.open_conditions()

    def _open_company(self) -> None:
        if (card := self._card()) is not None and card.company_id is not None:
            self._ctx.open(Ref("company", card.company_id))

    def _edit_marks(self) -> None:
        if (card := self._card()) is not None:
            self._show_record()
            edit_marks(self._ctx, self.detail.header.edit, card)

    def _complete(self) -> None:
        if (card := self._card()) is not None:
            complete_step(self._ctx, card)

    def _remove(self) -> None:
        if (card := self._card()) is not None:
            remove(self._ctx, card)

    def _turn_side(self) -> None:
        self._show_record()
        self.columns.bring_side(out=not self.columns.side_is_out())

    def _show_record(self) -> None:
        self.columns.show_record(shown=True)

    def _go_back(self) -> None:
        self.columns.show_record(shown=False)
        self.arrive()

    def _on_counted(self, total: int) -> None:
        self.counted.emit(total)
        self._stack.setCurrentIndex(0 if total else 1)

    def _on_shown(self, card: ContactCard | None) -> None:
        self.side.show_card(card)
        self._card_actions.enable(enabled=card is not None)
        self.detail.bar.place.setText(self.list.place.text())
        self._show_step()

    def _on_folded(self) -> None:
        self.detail.bar.setVisible(self.columns.list_is_folded())
        self._show_step()

    def _show_step(self) -> None:
        card = self._card()
        text = ""
        if card is not None and self.columns.side_is_folded():
            planned = card.next_activity
            at = planned.start if planned else None
            timeless = planned.timeless if planned else False
            text = next_step(at, planned.kind if planned else "", timeless=timeless, now=self._ctx.now()).text
        self.detail.header.show_step(text)

    def _on_changed(self, changed: Any) -> None:
        self.list.refresh(changed)
        card = self._card()
        if card is not None and (changed.touches("contact", card.id) or not _PARTS.isdisjoint(changed.kinds)):
            self.detail.refresh()
