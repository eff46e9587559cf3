"""The card of a deal: who and how far, what comes next, facts, lines, people, offers, the way it went."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.views.deals import DealChoices, OpportunityCard
from app.views.offers import OfferPage, OpportunityId
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.attaching import Attaching
from ui.dialogs.file_group import FileGroup
from ui.dialogs.picking import PickRecord
from ui.dialogs.planning import PlanStep
from ui.dialogs.step_card import StepCard
from ui.sections.opportunities.facts import DealFacts
from ui.sections.opportunities.header import DealHeader
from ui.sections.opportunities.offering import draft_offer
from ui.sections.opportunities.parts import buyer_row, history_row, line_row, lines_total, offer_row
from ui.theme import metrics
from ui.widgets.beside import card_column
from ui.widgets.buttons import button
from ui.widgets.group import Group
from ui.widgets.states import trouble
from ui.widgets.suggest import Suggestion
from ui.widgets.words import hairline, words

if TYPE_CHECKING:
    from ui.tasks import Task


class DealDetail(QStackedWidget):
    """`shown` carries the card when it is on the screen."""

    shown = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._deal: UUID | None = None
        self._choices: DealChoices | None = None
        self.card: OpportunityCard | None = None
        self.header = DealHeader(ctx)
        self.facts = DealFacts(ctx)
        self.step = QVBoxLayout()
        self.lines = Group(_("Lines"), _("Product"), self._pick_product)
        self.people = Group(_("People"), _("Person"), self._pick_person)
        self.offers = Group(_("Offers"), _("Offer"), lambda _anchor: self._draft())
        self.attaching = Attaching(
            ctx, "opportunity", lambda: (self.card.row.id, self.card.row.name) if self.card else None
        )
        self.files = FileGroup(ctx, "opportunity", self.attaching)
        self.way = Group(_("Stages passed"))
        self._scroll = card_column(self._content())
        self.addWidget(self._scroll)
        self.cover = self.attaching.cover(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def choices(self) -> DealChoices | None:
        """What may be chosen from; None until it has come."""
        return self._choices

    def show_deal(self, deal_id: UUID | None) -> None:
        """Ask for a card; the present one stays until the new one is here."""
        self._deal = deal_id
        if deal_id is None:
            self._ctx.tasks.forget(self, "card")
            self.card = None
            self.shown.emit(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the same card again."""
        from app.services.opportunity_lists import deal_choices, opportunity_card  # noqa: PLC0415 - after the first paint

        if self._deal is None:
            return
        if self._choices is None:
            self._ctx.ask(deal_choices).then(self, self._on_choices, slot="choices")
        task = self._ctx.ask(opportunity_card, OpportunityId(self._deal)).then(self, self._show, slot="card")
        task.refused(lambda refusal: self._show_trouble(str(refusal)))
        task.troubled(lambda failure: self._show_trouble(str(failure)))

    def _on_choices(self, found: DealChoices) -> None:
        self._choices = found
        if self.card is not None:
            self._show_people(self.card)

    def _show(self, card: OpportunityCard) -> None:
        other = self.card is None or self.card.row.id != card.row.id
        self.card = card
        self.header.show_card(card)
        self.facts.show_card(card)
        self._show_step(card)
        rows = [line_row(self._ctx, line, card.row.currency) for line in card.lines]
        total = lines_total(self._ctx, card)
        self.lines.show_rows([*rows, *([total] if total else [])], _("Nothing is listed yet."))
        self._show_people(card)
        self.files.show_record(card.row.id)
        self._ask_offers(card, other=other)
        passed = list(reversed(card.history))
        self.way.show_rows([history_row(self._ctx, entry, last=not place) for place, entry in enumerate(passed)])
        if other:
            self._scroll.verticalScrollBar().setValue(0)
        self.setCurrentWidget(self._scroll)
        self.shown.emit(card)

    def _show_people(self, card: OpportunityCard) -> None:
        roles = self._choices.roles if self._choices else ()
        rows = [buyer_row(self._ctx, card, buyer, roles) for buyer in card.buyers]
        self.people.show_rows(rows, _("Nobody is named yet."))

    def _ask_offers(self, card: OpportunityCard, *, other: bool) -> None:
        """Asked for once the card is here, so that no deal's offers stand under another one's name."""
        from app.services.offer_lists import offers  # noqa: PLC0415 - heavy: after the first paint

        if other:
            self.offers.show_rows([])
        self._ctx.ask(offers, opportunity_id=card.row.id).then(self, self._show_offers, slot="offers")

    def _show_offers(self, page: OfferPage) -> None:
        self.offers.show_rows([offer_row(self._ctx, row) for row in page.rows], _("None has been made yet."))

    def _show_step(self, card: OpportunityCard) -> None:
        while (old := self.step.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if card.steps:
            self.step.addWidget(StepCard(self._ctx, card.steps[0], done_hint=self._ctx.actions.hint("deal_done")))
        else:
            self.step.addWidget(self._no_step(card))

    def _no_step(self, card: OpportunityCard) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(words(_("Nothing is planned."), "body", "dim"))
        across.addStretch()
        plan = button(_("Plan"), kind="small", picture="plus", hint=self._ctx.actions.hint("deal_plan"))
        plan.setObjectName("plan")
        plan.clicked.connect(self.plan)
        plan.setEnabled(card.row.status != "won")
        across.addWidget(plan)
        return row

    def plan(self) -> None:
        """Plan the next step of the deal."""
        if self.card is not None:
            row = self.card.row
            anchor = self.findChild(QPushButton, "plan") or self.header.name
            PlanStep(self._ctx, anchor, row.contact_id, opportunity_id=row.id).open_beside()

    def _pick_product(self, anchor: QPushButton) -> None:
        card = self.card
        if card is None:
            return

        def add(product: UUID | None, name: str = "") -> "Task[Any]":
            from app.services.opportunity_lines import add_line  # noqa: PLC0415 - heavy: after the first paint
            from app.views.offers import ProductId  # noqa: PLC0415 - likewise

            edits = {"name": name} if name else {}
            return self._ctx.do(add_line, card.row.id, product_id=ProductId(product) if product else None, edits=edits)

        PickRecord(
            self._ctx, anchor, _("What is to be sold?"), "product", lambda one: add(one.key),
            hint=_("A product, or words of your own"), free=lambda text: add(None, text),
        ).open_beside()  # fmt: skip

    def _pick_person(self, anchor: QPushButton) -> None:
        card = self.card
        if card is None:
            return

        def add(one: Suggestion) -> None:
            from app.services.opportunities import set_buyer  # noqa: PLC0415 - heavy: after the first paint

            self._ctx.do(set_buyer, card.row.id, one.key)

        PickRecord(self._ctx, anchor, _("Who has a part in it?"), "contact", add).open_beside()

    def _draft(self) -> None:
        if self.card is not None:
            draft_offer(self._ctx, self, self.card)

    def _show_trouble(self, sentence: str) -> None:
        self.card = None
        while (old := self.widget(1)) is not None:  # the card stays
            self.removeWidget(old)
            old.deleteLater()
        self.setCurrentIndex(self.addWidget(trouble(sentence, self.refresh)))
        self.shown.emit(None)

    def _content(self) -> QWidget:
        content = QWidget()
        down = QVBoxLayout(content)
        down.setContentsMargins(20, 14, 20, 24)
        down.setSpacing(0)
        down.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in self._blocks():
            down.addWidget(part)
        down.addStretch()
        return content

    def _blocks(self) -> Sequence[QWidget]:
        step = QWidget()
        around = QVBoxLayout(step)
        around.setContentsMargins(0, 16, 0, 14)
        around.setSpacing(metrics.GRID)
        around.addWidget(words(_("Next step"), "small_strong", "dim"))
        around.addLayout(self.step)
        gap = QWidget()
        gap.setFixedHeight(2 * metrics.GRID)
        return (
            self.header,
            step,
            hairline(),
            gap,
            self.facts,
            self.lines,
            self.people,
            self.offers,
            self.files,
            self.attaching,
            self.way,
        )
