"""The card of a contact: header, touch buttons, facts, timeline; one column that scrolls."""

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.views.contacts import ContactCard, ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.sections.contacts.facts import Facts
from ui.sections.contacts.header import Header, Touches
from ui.sections.contacts.timeline import contact_timeline
from ui.theme import metrics
from ui.widgets.back_bar import BackBar
from ui.widgets.states import trouble
from ui.widgets.words import hairline

NEAR_THE_END = 600  # px from the bottom where older entries are asked for
MINUTE = 60_000


class Detail(QStackedWidget):
    """`shown` carries the card when it is on the screen; `back_wished` asks for the list on a narrow window."""

    shown = Signal(object)
    back_wished = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._contact: UUID | None = None
        self.card: ContactCard | None = None
        self.header = Header(ctx.actions)
        self.touches = Touches(ctx.actions)
        self.facts = Facts(ctx)
        self.timeline = contact_timeline(ctx)
        self.bar = BackBar(_("All contacts"), self.back_wished.emit)
        self._blank = QWidget()
        self._scroll = self._build()
        self.addWidget(self._blank)
        self.addWidget(self._scroll)
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def show_contact(self, contact_id: UUID | None) -> None:
        """Ask for a card; the present one stays until the new one is here."""
        self._contact = contact_id
        if contact_id is None:
            self.card = None
            self.setCurrentWidget(self._blank)
            self.shown.emit(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the same card again."""
        from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

        if self._contact is not None:
            task = self._ctx.ask(contact_card, ContactId(self._contact)).then(self, self._show, slot="card")
            task.refused(lambda refusal: self._show_trouble(str(refusal)))
            task.troubled(lambda failure: self._show_trouble(str(failure)))

    def _show(self, card: ContactCard) -> None:
        other = self.card is None or self.card.id != card.id
        self.card = card
        self.header.show_card(card, self._ctx.now())
        self.facts.show_card(card)
        self.timeline.show_record(card.id, card.timeline_counts)
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

    def _on_minute(self) -> None:
        if self.card is not None:
            self.header.show_time(self.card, self._ctx.now())

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
        down.addWidget(self.touches)
        down.addSpacing(16)
        down.addWidget(self.facts)
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
