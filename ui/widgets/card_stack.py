"""The place of a record's card: blank, the card in one column that scrolls, or what went wrong in its stead."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.tasks import Task, Tasks
from ui.theme import metrics
from ui.widgets.back_bar import BackBar
from ui.widgets.states import trouble

NEAR_THE_END = 600  # px from the bottom where older entries are asked for


class CardStack(QStackedWidget):
    """`shown` carries the card when it is on the screen; `back_wished` asks for the list on a narrow window."""

    shown = Signal(object)
    back_wished = Signal()

    def __init__(self, tasks: Tasks, all_of_them: str) -> None:
        super().__init__()
        self._tasks = tasks
        self.card: Any = None
        self._record: UUID | None = None
        self._asked: UUID | None = None  # whose card is on its way
        self._outdated = False  # what is on its way was changed meanwhile
        self.bar = BackBar(all_of_them, self.back_wished.emit)
        self._blank = QWidget()
        self._scroll = QScrollArea()
        self.addWidget(self._blank)
        self.addWidget(self._scroll)

    def show_record(self, record_id: UUID | None) -> None:
        """Ask for a card; the present one stays until the new one is here."""
        self._record = record_id
        if record_id is None:
            self._tasks.forget(self, "card")
            self.card, self._asked = None, None
            self.setCurrentWidget(self._blank)
            self.shown.emit(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the same card again; many changes in a row are asked for once, after the answer on its way."""
        if self._record is None:
            return
        if self._asked == self._record:
            self._outdated = True
            return
        self._asked, self._outdated = self._record, False
        task = self.ask_card(self._record).then(self, self._take, slot="card")
        task.refused(lambda refusal: self._show_trouble(str(refusal)))
        task.troubled(lambda failure: self._show_trouble(str(failure)))
        task.ended(self._on_ended)

    @abstractmethod
    def ask_card(self, record_id: UUID) -> Task[Any]:
        """Ask for the card of a record."""

    @abstractmethod
    def fill(self, card: Any) -> None:
        """Show what a card says."""

    def want_more(self) -> None:
        """The end is near: whatever is paged goes on."""

    def lay(self, parts: Sequence[QWidget | int]) -> None:
        """Put the parts under each other, with so many pixels between them; the last one takes the room left."""
        column = QWidget()
        column.setMaximumWidth(metrics.CARD_WIDEST)
        down = QVBoxLayout(column)
        down.setContentsMargins(20, 18, 20, 0)
        down.setSpacing(0)
        down.addWidget(self.bar)
        for part in parts:
            if isinstance(part, int):
                down.addSpacing(part)
            else:
                down.addWidget(part, int(part is parts[-1]))
        ground = QWidget()
        ground.setObjectName("ground")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column, 1)
        across.addStretch(0)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(ground)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _take(self, card: Any) -> None:
        other = self.card is None or self.card.id != card.id
        self.card = card
        self.fill(card)
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

    def _on_ended(self) -> None:
        self._asked = None
        if self._outdated:
            self.refresh()

    def _on_scrolled(self, value: int) -> None:
        if value >= self._scroll.verticalScrollBar().maximum() - NEAR_THE_END:
            self.want_more()
