"""The page of contacts: list or table, card and side panel over one working set."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.views.contacts import ContactCard
from resources.i18n import N_, _
from ui.context import Ref
from ui.section import Listing
from ui.sections.contacts.actions import CONTACT, edit_marks, remove
from ui.sections.contacts.list import ContactList
from ui.sections.contacts.paper import contact_listing, table_listing
from ui.tables.record_page import RecordPage
from ui.widgets.states import Notice

if TYPE_CHECKING:
    from ui.sections.contacts.detail import Detail
    from ui.sections.contacts.side import Side

# What a card also shows: announced by its own id, so any change of them may concern the card.
_PARTS = frozenset({"company", "activity", "history", "note", "promise", "opportunity", "offer", "attachment", "custom_field",
                    "custom_value"})  # fmt: skip


class ContactsPage(RecordPage):
    """Keeps list, card and side panel on the same person; what is done to one is done to all while several are chosen."""

    kind = "contact"
    group = CONTACT
    list: ContactList
    detail: "Detail"
    side: "Side"

    def build(self) -> ContactList:
        """Make the list."""
        return ContactList(self._ctx)

    def build_card(self) -> "tuple[Detail, Side]":
        """Make the card and the side panel."""
        from ui.sections.contacts.detail import Detail  # noqa: PLC0415 - a third of the page: behind its rows
        from ui.sections.contacts.side import Side  # noqa: PLC0415 - likewise

        return Detail(self._ctx), Side(self._ctx)

    def connect_parts(self) -> None:
        """A table takes all the room."""
        self.list.turned.connect(self._on_turned)
        self._on_turned()

    def come_back(self, ref: Ref) -> None:
        """Show the contact as it was left: the table stays where it was."""
        if self.list.is_table():
            self.list.go_to(ref.id)
        else:
            super().come_back(ref)

    def call_begun(self) -> None:
        """The card of the person stays in sight; who calls through a wide list stays in it."""
        if self.columns.list_is_folded() or not self.columns.takes_turns():
            self.show_record()

    def listing(self) -> Listing | None:
        """The working set, for paper."""
        total, shown = self.list.model.total(), self.list.working_set()
        if total and self.list.is_table() and self.list.table.is_ready():
            return table_listing(shown, total, self.list.table)
        return contact_listing(shown, total) if total else None

    def nobody(self) -> Notice:
        """What stands in the place of everything while there is nobody."""
        said = _("Nobody is here yet. A name or a phone is enough to begin.")
        return Notice("users", said, _("Add a contact"), lambda: self._ctx.actions.run("add_contacts"), "primary")

    def card_concerned(self, changed: Any) -> bool:
        """Whether a change may have changed what the card shows."""
        card = self.detail.card
        return card is not None and (changed.touches("contact", card.id) or not _PARTS.isdisjoint(changed.kinds))

    def add_actions(self) -> None:
        """Register what can be done here."""
        add = self.add_on_card
        add("plan_meeting", N_("Plan a meeting"), "F6", lambda: self._plan("meeting", "plan_meeting"))
        add("plan_todo", N_("Plan a to-do"), "F7", lambda: self._plan("todo", "plan_todo"))
        add("note", N_("Write a note"), "F8", self._write_note)
        add("letter", N_("Write an e-mail"), "F9", lambda: self._on_card(self.detail.write_letter))
        add("chat", N_("Write in a messenger"), "Shift+F9", lambda: self._on_card(self.detail.open_chat))
        add("attach", N_("Attach files…"), "Ctrl+Shift+F", lambda: self._on_card(self.detail.attaching.choose))
        add("code", N_("Show the code for a phone"), "Ctrl+Shift+Q", lambda: self._on_card(self.detail.show_code))
        add("own_field", N_("New field of contacts…"), "", lambda: self._on_card(self.detail.define_field))
        add("address", N_("Edit the address by its parts"), "", lambda: self._on_card(self.detail.edit_address))
        add("do_not_call", N_("Asked not to be called, or may be"), "", lambda: self._on_card(self.detail.turn_calls))
        add("do_not_mail", N_("Asked not to be mailed, or may be"), "", lambda: self._on_card(self.detail.turn_mail))
        add("access", N_("Who sees it…"), "", lambda: self._on_card(self.detail.header.access.choose))
        add("photo", N_("Change the photo"), "", lambda: self._on_card(self.detail.header.photo.ask))
        add("plan_call", N_("Plan a call"), "Shift+F5", lambda: self._plan("call", "plan_call"))
        add("complete", N_("Next step is done"), "Ctrl+Return", self.complete_step)
        add("next", N_("Next contact"), "Ctrl+PgDown", lambda: self.list.step(1))
        add("previous", N_("Previous contact"), "Ctrl+PgUp", lambda: self.list.step(-1))
        add("edit_name", N_("Edit name and company"), "Ctrl+E", self._edit_name)
        add("marks", N_("Statuses and tags"), "Ctrl+T", self._edit_marks)
        add("open_company", N_("Open the company"), "Ctrl+Shift+C", self._open_company)
        add("side", N_("Show the next step"), "Ctrl+J", self.turn_side)
        add("remove", N_("Remove the contact"), "Ctrl+Delete", self._remove)
        self._add_list_actions()

    def _add_list_actions(self) -> None:
        def add(key: str, title: str, keys: str, run: Callable[[], object]) -> None:
            self._ctx.actions.add(key, title, keys, CONTACT, self.in_list(run), self)

        add("condition", N_("Add a condition"), "Ctrl+F", self._add_condition)
        add("table", N_("Table or list"), "Ctrl+Shift+T", lambda: self.list.show_table(shown=not self.list.is_table()))
        add("columns", N_("Choose the columns"), "Ctrl+Shift+L", self._open_columns)
        add("views", N_("Views"), "Ctrl+Shift+V", self._open_views)
        add("choose_all", N_("Choose everybody"), "Ctrl+A", self._choose_all)
        add(
            "chosen_edit",
            N_("Edit a field of the chosen"),
            "Ctrl+Shift+D",
            lambda: self._on_chosen_do(self.list.bar.edit),
        )
        add("chosen_export", N_("Export the chosen"), "", lambda: self._on_chosen_do(self.list.bar.export))

    def _card(self) -> ContactCard | None:
        return self.detail.card

    def _on_card(self, act: Callable[[], object]) -> None:
        if self._card() is not None:
            self.show_record()
            act()

    def _plan(self, kind: str, key: str) -> None:
        if self._several():
            self.list.bar.plan(kind)
        elif (card := self._card()) is not None:
            self.show_record()
            from ui.dialogs.planning import PlanStep  # noqa: PLC0415 - not before it is asked for

            PlanStep(self._ctx, self.detail.touches.buttons[key], card.id, kind=kind).open_beside()

    def _write_note(self) -> None:
        if (card := self._card()) is not None:
            self.show_record()
            from ui.sections.contacts.notes import WriteNote  # noqa: PLC0415 - not before it is asked for

            WriteNote(self._ctx, self.detail.touches.buttons["note"], card.id).open_beside()

    def _edit_name(self) -> None:
        if (card := self._card()) is not None:
            self.show_record()
            from ui.sections.contacts.naming import EditName  # noqa: PLC0415 - not before it is asked for

            EditName(self._ctx, self.detail.header.edit, card).open_beside()

    def _add_condition(self) -> None:
        self.columns.show_record(shown=False)
        self.list.open_conditions()

    def _open_views(self) -> None:
        self.columns.show_record(shown=False)
        self.list.open_views()

    def _open_columns(self) -> None:
        self.columns.show_record(shown=False)
        self.list.open_columns()

    def _open_company(self) -> None:
        if (card := self._card()) is not None and card.company_id is not None:
            self._ctx.open(Ref("company", card.company_id))

    def _edit_marks(self) -> None:
        if self._several():
            self.list.bar.mark()
        elif (card := self._card()) is not None:
            self.show_record()
            edit_marks(self._ctx, self.detail.header.edit, card)

    def _remove(self) -> None:
        if self._several():
            self.list.bar.remove()
        elif (card := self._card()) is not None:
            remove(self._ctx, card)

    def _choose_all(self) -> None:
        self.columns.show_record(shown=False)
        self.list.choice.take_everyone()

    def _several(self) -> bool:
        """Whether what is done now is meant for all chosen: they are in sight."""
        return not self.list.choice.is_empty() and self.list.bar.isVisible()

    def _on_chosen_do(self, act: Callable[[], object]) -> None:
        if self._several():
            act()

    def _on_turned(self) -> None:
        self.columns.widen_list(wide=self.list.is_table())
