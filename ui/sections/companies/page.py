"""The page of companies: list, card and side panel over one working set."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.views.companies import CompanyCard
from app.views.contacts import CompanyId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.dialogs.marks import EditMarks
from ui.dialogs.picking import PickRecord
from ui.section import Listing, SectionPage
from ui.sections.companies.adding import EditNames
from ui.sections.companies.detail import CompanyDetail
from ui.sections.companies.list import CompanyList
from ui.sections.companies.paper import company_listing
from ui.sections.companies.side import CompanySide
from ui.tables.next_step import next_step
from ui.tasks import Task
from ui.widgets.columns import Columns
from ui.widgets.states import Notice
from ui.widgets.suggest import Suggestion

COMPANY = N_("Company")
# What a card also shows: announced by its own id, so any change of them may concern the card.
_PARTS = frozenset(
    {"company", "contact", "activity", "history", "note", "promise", "opportunity", "offer", "attachment", "requisites",
     "tag", "pick_item"}
)  # fmt: skip


class CompaniesPage(SectionPage):
    """Keeps list, card and side panel on the same company."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card_actions: list[QAction] = []
        self._add_actions()
        self.list = CompanyList(ctx)
        self.detail = CompanyDetail(ctx)
        self.side = CompanySide(ctx)
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
        """Show the company and its card."""
        self.list.go_to(ref.id)
        self.columns.show_record(shown=True)

    def narrow(self, text: str) -> None:
        """Show only those that match."""
        self.columns.show_record(shown=False)
        self.list.narrow(text)

    def current(self) -> Ref | None:
        """The company on the card."""
        found = self.list.current()
        return Ref("company", found) if found is not None else None

    def listing(self) -> Listing | None:
        """The working set, for paper."""
        total = self.list.model.total()
        return company_listing(self.list.narrowed_to(), self.list.sort, total, self._ctx.now()) if total else None

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
        self.list.chosen.connect(self.detail.show_company)
        self.list.counted.connect(self._on_counted)
        self.list.view.activated.connect(lambda _index: self._show_record())
        self.detail.shown.connect(self._on_shown)
        self.detail.back_wished.connect(self._go_back)
        self.columns.folded.connect(self._on_folded)
        self._ctx.relay.changed.connect(self._on_changed)

    def _add_actions(self) -> None:
        add, on_card = self._ctx.actions.add, self._add_on_card
        add("company_filter", N_("Narrow the list"), "Ctrl+F", COMPANY, self._filter, self)
        add("company_order", N_("Change the order"), "", COMPANY, self._change_order, self)
        add("company_next", N_("Next company"), "Ctrl+PgDown", COMPANY, lambda: self.list.step(1), self)
        add("company_previous", N_("Previous company"), "Ctrl+PgUp", COMPANY, lambda: self.list.step(-1), self)
        on_card("company_names", N_("Edit the names"), "Ctrl+E", self._edit_names)
        on_card("company_marks", N_("Statuses and tags"), "Ctrl+T", self._edit_marks)
        on_card("company_person", N_("Add a person"), "Ctrl+Shift+K", self._add_person)
        on_card("company_complete", N_("Next step is done"), "Ctrl+Return", self._complete)
        on_card("company_side", N_("Show the next step"), "Ctrl+J", self._turn_side)
        on_card("company_parent", N_("Choose the parent company"), "", self._choose_parent)
        on_card("company_no_parent", N_("Stands alone"), "", lambda: self._edit({"parent_id": None}))
        on_card("company_merge", N_("Merge with another company"), "Ctrl+Shift+M", self._merge)
        on_card("company_remove", N_("Remove the company"), "Ctrl+Delete", self._remove)

    def _add_on_card(self, key: str, title: str, keys: str, run: Callable[[], object]) -> None:
        action = self._ctx.actions.add(key, title, keys, COMPANY, run, self)
        action.setEnabled(False)
        self._card_actions.append(action)

    def _nobody(self) -> Notice:
        said = _("No companies yet. Type one on somebody's card, or add it here.")
        return Notice("building", said, _("Add a company"), lambda: self._ctx.actions.run("add_companies"), "primary")

    def _card(self) -> CompanyCard | None:
        return self.detail.card

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
            self._show_record()
            EditNames(self._ctx, self.detail.header.edit, card).open_beside()

    def _edit_marks(self) -> None:
        from app.services.companies import edit_company  # noqa: PLC0415 - heavy: after the first paint

        if (card := self._card()) is not None:
            self._show_record()
            present = ([status.key for status in card.statuses], card.tags)

            def save(field: str, values: list[str]) -> Task[Any]:
                return self._ctx.do(edit_company, card.id, {field: values})

            EditMarks(self._ctx, self.detail.header.edit, "company_status", present, save).open_beside()

    def _add_person(self) -> None:
        if self._card() is not None:
            self._show_record()
            self.detail.people.begin()

    def _complete(self) -> None:
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        card = self._card()
        if card is not None and card.next_activity is not None:
            self._ctx.do(complete, card.next_activity.id)

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
            self._show_record()
            PickRecord(self._ctx, self.detail.header.edit, heading, "company", taken, hint=hint).open_beside()

    def _remove(self) -> None:
        from app.services.companies import remove_company  # noqa: PLC0415 - heavy: after the first paint

        if (card := self._card()) is not None:
            self._ctx.do(remove_company, card.id)

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

    def _on_shown(self, card: CompanyCard | None) -> None:
        self.side.show_card(card)
        for action in self._card_actions:
            action.setEnabled(card is not None)
        self.detail.bar.place.setText(self.list.place.text())
        self._show_step()

    def _on_folded(self) -> None:
        self.detail.bar.setVisible(self.columns.list_is_folded())
        self._show_step()

    def _show_step(self) -> None:
        card, text = self._card(), ""
        if card is not None and self.columns.side_is_folded():
            step = card.next_activity
            at, kind = (step.start, step.kind) if step else (None, "")
            text = next_step(at, kind, timeless=bool(step and step.timeless), now=self._ctx.now()).text
        self.detail.header.show_step(text)

    def _on_changed(self, changed: Any) -> None:
        self.list.refresh(changed)
        if self._card() is not None and not _PARTS.isdisjoint(changed.kinds):
            self.detail.refresh()
