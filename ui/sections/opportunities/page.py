"""The page of deals: the board or a list of those off it, the card of one beside, what they come to above."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from app.views.deals import OpportunityCard, ProcessView, StatusTotal
from app.views.offers import BoardColumn, OpportunityId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.dialogs.clearing import clear_step
from ui.section import AtHand, Listing, SectionPage
from ui.sections.opportunities.board import Board
from ui.sections.opportunities.closed import ClosedDeals
from ui.sections.opportunities.closing import LoseDeal, PutAside, reopen_deal, win_deal
from ui.sections.opportunities.detail import DealDetail
from ui.sections.opportunities.paper import deal_listing
from ui.sections.opportunities.summary import Summary
from ui.sections.opportunities.wording import added
from ui.widgets.beside import Beside
from ui.widgets.states import Notice, trouble
from ui.widgets.words import hairline

DEAL = N_("Deal")
ON_BOARD = 500  # deals of a stage
_PARTS = frozenset({
    "opportunity", "opportunity_line", "opportunity_contact", "stage", "process", "activity", "contact", "company", "offer",
    "attachment",
})  # fmt: skip


class OpportunitiesPage(SectionPage):
    """Keeps board, list and card on the same deal."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._status, self._text = "open", ""
        self._process: UUID | None = None
        self._current: UUID | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._totals: Sequence[StatusTotal] | None = None
        self._empty = False
        self._add_actions()
        self.summary = Summary()
        self.board = Board()
        self.closed = ClosedDeals(ctx)
        self.detail = DealDetail(ctx)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.closed)
        self.beside = Beside(self._stack, self.detail)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.summary, hairline(), self.beside):
            whole.addWidget(part)
        whole.setStretch(2, 1)
        self._connect()
        self.summary.show_status("open")
        self._ask()

    def open_record(self, ref: Ref) -> None:
        """Show a deal and its card, wherever it stands."""
        self._choose(ref.id)
        self.board.choose(ref.id)

    def narrow(self, text: str) -> None:
        """Show only the deals that match."""
        self._text = text
        self.summary.show_text(text)
        self._close()
        self._show_status(self._status)

    def current(self) -> Ref | None:
        """The deal on the card."""
        return Ref("opportunity", self._current) if self._current is not None else None

    def at_hand(self) -> AtHand | None:
        """The person the deal on the card is made with, or the buyer whose row has the keyboard."""
        card = self.detail.card
        found = super().at_hand()
        return found or (AtHand(card.row.contact_id) if card is not None and card.row.contact_id else None)

    def listing(self) -> Listing | None:
        """Board or list as it stands, for paper."""
        open_deals = sum(column.total for column in self.board.columns)
        total = open_deals if self._status == "open" else self.closed.model.total()
        today = self._ctx.now().date()
        return deal_listing(self._status, self._process, self._text, total, today) if total else None

    def arrive(self) -> None:
        """Board or list takes the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # what is still on its way takes it over when it comes
        (self.board if self._status == "open" else self.closed).take_keyboard()

    def settled(self) -> bool:
        """Board, list and card agree."""
        shown = self.detail.card.row.id if self.detail.card is not None else None
        return self._totals is not None and self._current == shown and self.closed.model.is_settled()

    def _connect(self) -> None:
        self.summary.chosen.connect(self._show_status)
        self.summary.process_chosen.connect(self._show_process)
        self.summary.cleared.connect(lambda: self.narrow(""))
        self.board.chosen.connect(self._choose)
        self.board.dropped.connect(self._advance)
        self.closed.chosen.connect(self._choose)
        self.detail.shown.connect(self._on_shown)
        self._ctx.relay.changed.connect(self._on_changed)

    def _add_actions(self) -> None:
        def add(key: str, title: str, keys: str, run: Any) -> None:
            self._ctx.actions.add(key, title, keys, DEAL, run, self)

        add("deal_next_stage", N_("To the next stage"), "Ctrl+Right", lambda: self._move(1))
        add("deal_previous_stage", N_("Back to the stage before"), "Ctrl+Left", lambda: self._move(-1))
        add("deal_win", N_("The deal is won"), "Ctrl+Shift+W", lambda: self._end("won"))
        add("deal_lose", N_("The deal is lost"), "Ctrl+Shift+L", lambda: self._end("lost"))
        add("deal_aside", N_("Put the deal aside"), "Ctrl+Shift+P", lambda: self._end("inactive"))
        add("deal_reopen", N_("Reopen the deal"), "Ctrl+Shift+O", lambda: self._end("open"))
        add("deal_plan", N_("Plan the deal's next step"), "F7", self._plan)
        add("deal_done", N_("The deal's next step is done"), "Ctrl+Return", self._complete)
        add("deal_close", N_("Close the card"), "", self._close)
        add("deal_remove", N_("Remove the deal"), "Ctrl+Delete", self._remove)

    def _ask(self) -> None:
        from app.services.opportunity_lists import (  # noqa: PLC0415 - heavy: after the first paint
            board,
            processes,
            status_totals,
        )

        self._ctx.ask(status_totals).then(self, self._show_totals, slot="totals")
        if self._process is None:
            self._ctx.ask(processes).then(self, self._show_processes, slot="processes")
        if self._status == "open":
            task = self._ctx.ask(board, self._process, text=self._text, limit=ON_BOARD)
            task.then(self, self._show_board, slot="board")
            task.troubled(lambda failure: self._show_trouble(str(failure)))

    def _show_totals(self, totals: Sequence[StatusTotal]) -> None:
        self._totals = totals
        self.summary.show_totals(totals)
        counts = {total.status: total.count for total in totals}
        empty, self._empty = self._empty, not counts
        if not counts:
            said = _("No deal yet. A name is enough to begin: what about, with whom, how much.")
            self._show_notice(Notice("filter", said, _("Add a deal"), self._begin, "primary"))
        elif empty:
            self._stack.setCurrentIndex(0 if self._status == "open" else 1)
        if self._status != "open":
            own = next((total for total in totals if total.status == self._status), None)
            self.summary.show_forecast(own.amounts if own else (), ())

    def _show_processes(self, found: Sequence[ProcessView]) -> None:
        self.summary.show_processes(found, self._process)

    def _show_board(self, columns: Sequence[BoardColumn]) -> None:
        self.board.show_columns(columns)
        if self._status == "open" and not self._empty:
            self._stack.setCurrentIndex(0)
        if self.hasFocus():
            self.board.take_keyboard()
        if self._status == "open":
            amounts = added(*(column.amounts for column in columns))
            self.summary.show_forecast(amounts, added(*(column.weighted for column in columns)))
        if self._text and not any(column.count for column in columns) and self._totals:
            said = _("No open deal matches “{text}”.").format(text=self._text)
            self._show_notice(Notice("search", said, _("Show all"), lambda: self.narrow("")))

    def _show_process(self, process_id: UUID) -> None:
        self._process = process_id
        self._ask()

    def _show_status(self, status: str) -> None:
        self._status = status
        self.summary.show_status(status)
        self._stack.setCurrentIndex(0 if status == "open" else 1)
        if status != "open":
            self.closed.show_status(status, self._text)
        self._close()
        self._ask()
        self.arrive()

    def _choose(self, deal_id: UUID | None) -> None:
        self._current = deal_id
        self.detail.show_deal(deal_id)
        if deal_id is None:
            self.beside.show_card(shown=False)

    def _on_shown(self, card: OpportunityCard | None) -> None:
        self.beside.show_card(shown=self._current is not None)
        if self._current is not None and self.beside.is_alone() and self.isVisible():
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is None:
            return
        if card.row.status == "open":
            self.board.choose(card.row.id)
        else:
            self.closed.choose(card.row.id)

    def _close(self) -> None:
        """Put the card away; the keyboard goes back to the deals."""
        focused = QApplication.focusWidget()
        had = focused is self.detail or self.detail.isAncestorOf(focused or self)
        self._choose(None)
        self.board.choose(None)
        self.closed.choose(None)
        if had:
            self.arrive()

    def _move(self, by: int) -> None:
        card, stage = self.detail.card, self.board.stage_beside(by)
        deal = self.board.current()
        if stage is not None and deal is not None and (card is None or card.row.status == "open"):
            self._advance(deal, stage.id)

    def _advance(self, deal_id: UUID, stage_id: UUID) -> None:
        from app.services.opportunities import advance  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(advance, OpportunityId(deal_id), stage_id)

    def _end(self, status: str) -> None:
        card = self.detail.card
        if card is None or (status == "open") == (card.row.status == "open"):
            return
        if status == "won":
            win_deal(self._ctx, card)
        elif status == "open":
            reopen_deal(self._ctx, card)
        elif status == "lost":
            LoseDeal(self._ctx, self.detail.header.buttons["deal_lose"], card, self.detail.choices()).open_beside()
        else:
            PutAside(self._ctx, self.detail.header.buttons["deal_aside"], card).open_beside()

    def _plan(self) -> None:
        self.detail.plan()

    def _complete(self) -> None:
        if self.detail.card is not None and self.detail.card.steps:
            clear_step(self._ctx, self.detail, self.detail.card.steps[0])

    def _remove(self) -> None:
        from app.services.opportunities import remove_opportunity  # noqa: PLC0415 - heavy: after the first paint

        if self.detail.card is not None:
            self._ctx.do(remove_opportunity, self.detail.card.row.id)
            self._close()

    def _begin(self) -> None:
        self._ctx.actions.run("add_opportunities")

    def _show_trouble(self, sentence: str) -> None:
        self._show_notice(trouble(sentence, self._ask))

    def _show_notice(self, notice: Notice) -> None:
        while (old := self._stack.widget(2)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(notice))

    def _on_changed(self, changed: Any) -> None:
        if _PARTS.isdisjoint(changed.kinds):
            return
        self._ask()
        if self._status != "open":
            self.closed.refresh()
        self.detail.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the card away."""
        if event.key() == Qt.Key.Key_Escape and self._current is not None:
            self._close()
            return
        super().keyPressEvent(event)
