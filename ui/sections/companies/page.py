"""The page of companies: list, card and side panel over one working set."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from app.views.companies import CompanyCard
from app.views.contacts import CompanyId
from resources.i18n import N_, _
from ui.dialogs.marks import EditMarks
from ui.dialogs.picking import PickRecord
from ui.section import Listing
from ui.sections.companies.adding import EditNames
from ui.sections.companies.detail import CompanyDetail
from ui.sections.companies.list import CompanyList
from ui.sections.companies.paper import company_listing
from ui.sections.companies.side import CompanySide
from ui.tables.record_page import RecordPage
from ui.tasks import Task
from ui.widgets.states import Notice
from ui.widgets.suggest import Suggestion

COMPANY = N_("Company")
# What a card also shows: announced by its own id, so any change of them may concern the card.
_PARTS = frozenset(
    {"company", "contact", "activity", "history", "note", "promise", "opportunity", "offer", "attachment", "requisites",
     "tag", "pick_item", "custom_field", "custom_value"}
)  # fmt: skip


class CompaniesPage(RecordPage):
    """Keeps list, card and side panel on the same company."""

    kind = "company"
    group = COMPANY
    list: CompanyList
    detail: CompanyDetail
    side: CompanySide

    def build(self) -> CompanyList:
        """Make the list."""
        return CompanyList(self._ctx)

    def build_card(self) -> tuple[CompanyDetail, CompanySide]:
        """Make the card and the side panel."""
        return CompanyDetail(self._ctx), CompanySide(self._ctx)

    def call_begun(self) -> None:
        """The card of the company stays in sight."""
        self.show_record()

    def listing(self) -> Listing | None:
        """The working set, for paper."""
        total = self.list.model.total()
        return company_listing(self.list.narrowed_to(), self.list.sort, total, self._ctx.now()) if total else None

    def nobody(self) -> Notice:
        """What stands in the place of everything while there are no companies."""
        said = _("No companies yet. Type one on somebody's card, or add it here.")
        return Notice("building", said, _("Add a company"), lambda: self._ctx.actions.run("add_companies"), "primary")

    def card_concerned(self, changed: Any) -> bool:
        """Whether a change may have changed what the card shows."""
        return not _PARTS.isdisjoint(changed.kinds)

    def add_actions(self) -> None:
        """Register what can be done here."""
        add, on_card = self._ctx.actions.add, self.add_on_card
        add("company_filter", N_("Narrow the list"), "Ctrl+F", COMPANY, self.in_list(self._filter), self)
        add("company_order", N_("Change the order"), "", COMPANY, self.in_list(self._change_order), self)
        add("company_choose_all", N_("Choose all companies"), "Ctrl+A", COMPANY, self.in_list(self._choose_all), self)
        add("company_chosen_edit", N_("Edit a field of the chosen"), "Ctrl+Shift+D", COMPANY, self._edit_chosen, self)
        add("company_next", N_("Next company"), "Ctrl+PgDown", COMPANY, lambda: self.list.step(1), self)
        add("company_previous", N_("Previous company"), "Ctrl+PgUp", COMPANY, lambda: self.list.step(-1), self)
        on_card("company_names", N_("Edit the names"), "Ctrl+E", self._edit_names)
        on_card("company_marks", N_("Statuses and tags"), "Ctrl+T", self._edit_marks)
        on_card("company_person", N_("Add a person"), "Ctrl+Shift+K", self._add_person)
        on_card("company_complete", N_("Next step is done"), "Ctrl+Return", self.complete_step)
        on_card("company_side", N_("Show the next step"), "Ctrl+J", self.turn_side)
        on_card("company_attach", N_("Attach files…"), "Ctrl+Shift+F", self._attach)
        on_card("company_parent", N_("Choose the parent company"), "", self._choose_parent)
        on_card("company_no_parent", N_("Stands alone"), "", lambda: self._edit({"parent_id": None}))
        on_card("company_access", N_("Who sees it…"), "", self._choose_access)
        on_card("company_merge", N_("Merge with another company"), "Ctrl+Shift+M", self._merge)
        on_card("company_remove", N_("Remove the company"), "Ctrl+Delete", self._remove)

    def _choose_all(self) -> None:
        self.columns.show_record(shown=False)
        self.list.choice.take_everyone()

    def _edit_chosen(self) -> None:
        if self._several():
            self.list.bar.edit()

    def _several(self) -> bool:
        """Whether what is done now is meant for all chosen: they are in sight."""
        return not self.list.choice.is_empty() and self.list.bar.isVisible()

    def _card(self) -> CompanyCard | None:
        return self.detail.card

    def _choose_access(self) -> None:
        self.detail.header.access.choose()

    def _filter(self) -> None:
        self.columns.show_record(shown=False)
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter.selectAll()

    def _change_order(self) -> None:
        self.list.order.click()

    def _edit(self, edits: dict[str, object]) -> Task[Any]:
        from app.services.companies import edit_company  # noqa: PLC0415 - heavy: after the first paint

        assert self.detail.card is not None
        return self._ctx.do(edit_company, self.detail.card.id, edits)

    def _edit_names(self) -> None:
        if (card := self._card()) is not None:
            self.show_record()
            EditNames(self._ctx, self.detail.header.edit, card).open_beside()

    def _edit_marks(self) -> None:
        from app.services.companies import edit_company  # noqa: PLC0415 - heavy: after the first paint

        if self._several():
            self.list.bar.mark()
        elif (card := self._card()) is not None:
            self.show_record()
            present = ([status.key for status in card.statuses], card.tags)

            def save(field: str, values: list[str]) -> Task[Any]:
                return self._ctx.do(edit_company, card.id, {field: values})

            EditMarks(self._ctx, self.detail.header.edit, "company_status", present, save).open_beside()

    def _add_person(self) -> None:
        if self._card() is not None:
            self.show_record()
            self.detail.people.begin()

    def _choose_parent(self) -> None:
        self._pick(_("Parent company"), lambda chosen: self._edit({"parent_id": chosen.key}))

    def _merge(self) -> None:
        card = self._card()
        if card is None:
            return
        heading = _("Merge into {company}").format(company=card.name)

        def merge(chosen: Suggestion) -> None:
            from app.services.companies import merge_companies  # noqa: PLC0415 - heavy: after the first paint

            self._ctx.do(merge_companies, card.id, CompanyId(chosen.key))

        self._pick(heading, merge, _("Which one becomes a part of it"))

    def _pick(self, heading: str, taken: Callable[[Suggestion], object], hint: str = "") -> None:
        if self._card() is not None:
            self.show_record()
            PickRecord(self._ctx, self.detail.header.edit, heading, "company", taken, hint=hint).open_beside()

    def _remove(self) -> None:
        from app.services.companies import remove_company  # noqa: PLC0415 - heavy: after the first paint

        if self._several():
            self.list.bar.remove()
        elif (card := self._card()) is not None:
            self._ctx.do(remove_company, card.id)

    def _attach(self) -> None:
        self.show_record()
        self.detail.attaching.choose()
