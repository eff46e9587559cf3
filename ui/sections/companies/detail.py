"""The card of a company: header, facts, people, requisites, timeline; one column that scrolls."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.views.companies import CompanyCard, CompanyTimelineEntry
from app.views.contacts import CompanyId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.timeline import Timeline, Told, Wish
from ui.sections.companies.facts import CompanyFacts
from ui.sections.companies.header import CompanyHeader
from ui.sections.companies.people import PeopleGroup
from ui.sections.companies.requisites import RequisitesGroup
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.back_bar import BackBar
from ui.widgets.states import trouble
from ui.widgets.words import hairline

NEAR_THE_END = 600  # px from the bottom where older entries are asked for


class CompanyDetail(QStackedWidget):
    """`shown` carries the card when it is on the screen; `back_wished` asks for the list on a narrow window."""

    shown = Signal(object)
    back_wished = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._company: UUID | None = None
        self.card: CompanyCard | None = None
        self.header = CompanyHeader(ctx)
        self.facts = CompanyFacts(ctx)
        self.people = PeopleGroup(ctx)
        self.requisites = RequisitesGroup(ctx)
        self.timeline = company_timeline(ctx)
        self.bar = BackBar(_("All companies"), self.back_wished.emit)
        self._blank = QWidget()
        self._scroll = self._build()
        self.addWidget(self._blank)
        self.addWidget(self._scroll)

    def show_company(self, company_id: UUID | None) -> None:
        """Ask for a card; the present one stays until the new one is here."""
        self._company = company_id
        if company_id is None:
            self.card = None
            self.setCurrentWidget(self._blank)
            self.shown.emit(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the same card again."""
        from app.services.company_cards import company_card  # noqa: PLC0415 - heavy: after the first paint

        if self._company is not None:
            task = self._ctx.ask(company_card, CompanyId(self._company)).then(self, self._show, slot="card")
            task.refused(lambda refusal: self._show_trouble(str(refusal)))
            task.troubled(lambda failure: self._show_trouble(str(failure)))

    def _show(self, card: CompanyCard) -> None:
        other = self.card is None or self.card.id != card.id
        self.card = card
        self.header.show_card(card)
        self.facts.show_card(card)
        self.people.show_card(card)
        self.requisites.show_card(card)
        self.timeline.show_record(card.id)
        if other:
            self._scroll.verticalScrollBar().setValue(0)
        self.setCurrentWidget(self._scroll)
        self.shown.emit(card)

    def _show_trouble(self, sentence: str) -> None:
        self.card = None
        while (old := self.widget(2)) is not None:  # the blank and the card stay
            self.removeWidget(old)
            old.deleteLater()
        self.setCurrentIndex(self.addWidget(trouble(sentence, self.refresh)))
        self.shown.emit(None)

    def _on_scrolled(self, value: int) -> None:
        if value >= self._scroll.verticalScrollBar().maximum() - NEAR_THE_END:
            self.timeline.want_more()

    def _build(self) -> QScrollArea:
        column = QWidget()
        column.setMaximumWidth(metrics.CARD_WIDEST)
        down = QVBoxLayout(column)
        down.setContentsMargins(20, 18, 20, 0)
        down.setSpacing(0)
        down.addWidget(self.bar)
        down.addWidget(self.header)
        down.addSpacing(16)
        down.addWidget(self.facts)
        down.addWidget(self.facts.addresses)
        down.addWidget(hairline())
        down.addWidget(self.people)
        down.addSpacing(12)
        down.addWidget(hairline())
        down.addWidget(self.requisites)
        down.addSpacing(8)
        down.addWidget(hairline())
        down.addWidget(self.timeline, 1)
        ground = QWidget()
        ground.setObjectName("ground")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        return scroll


def company_timeline(ctx: UiContext) -> Timeline:
    """What happened with a company and the people who work there now."""

    def ask(company_id: UUID, wish: Wish) -> "Task[Any]":
        from app.services.company_cards import company_timeline as pages  # noqa: PLC0415 - heavy: after the first paint

        return ctx.ask(
            pages, CompanyId(company_id), kinds=wish.kinds, system=wish.system, before=wish.before, limit=wish.limit
        )

    def read(row: CompanyTimelineEntry) -> Told:
        who = Ref("contact", row.contact_id) if row.contact_id else None
        return Told(row.entry, who, row.contact_name)

    return Timeline(ctx, ask, read, _("Nothing has happened here yet."))
