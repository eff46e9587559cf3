"""The page of a section that shows a list, the card of its current record and a side panel beside it."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import Ref, UiContext
from ui.section import SectionPage
from ui.tables.next_step import next_step
from ui.tables.record_list import RecordList
from ui.widgets.columns import Columns


class RecordPage(SectionPage):
    """Keeps list, card and side panel on the same record; what the card is and what can be done is the section's.

    `detail` shows cards: it has `card`, `shown`, `back_wished`, `header`, `bar` and `timeline`; `side` shows the same card.
    """

    kind = ""  # of the records shown
    group = ""  # under which the actions are listed

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card_actions: list[QAction] = []
        self.add_actions()
        self.list, self.detail, self.side = self.build()
        self.columns = Columns(self.list, self.detail, self.side)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._stack.addWidget(self.nobody())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.list)
        self._connect()

    @abstractmethod
    def build(self) -> tuple[RecordList, Any, Any]:
        """Make the list, the card and the side panel."""

    @abstractmethod
    def add_actions(self) -> None:
        """Register what can be done here."""

    @abstractmethod
    def nobody(self) -> QWidget:
        """What stands in the place of everything while there are no records."""

    @abstractmethod
    def card_concerned(self, changed: Any) -> bool:
        """Whether a change may have changed what the card shows."""

    def open_record(self, ref: Ref) -> None:
        """Show the record and its card."""
        self.list.go_to(ref.id)
        self.columns.show_record(shown=True)

    def narrow(self, text: str) -> None:
        """Show only those that match."""
        self.columns.show_record(shown=False)
        self.list.narrow(text)

    def current(self) -> Ref | None:
        """The record on the card."""
        found = self.list.current()
        return Ref(self.kind, found) if found is not None else None

    def arrive(self) -> None:
        """The list takes the keyboard."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def settled(self) -> bool:
        """List, card and timeline agree."""
        current = self.list.current()
        shown = self.detail.card.id if self.detail.card is not None else None
        agreed = current is None or current == shown
        return bool(agreed and self.list.model.is_settled() and self.detail.timeline.is_settled())

    def add_on_card(self, key: str, title: str, keys: str | tuple[str, ...], run: Callable[[], object]) -> QAction:
        """Register an action in force while a record is shown."""
        action = self._ctx.actions.add(key, title, keys, self.group, run, self)
        action.setEnabled(False)
        self._card_actions.append(action)
        return action

    def complete_step(self) -> None:
        """Mark the next step of the record as done."""
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        card = self.detail.card
        if card is not None and card.next_activity is not None:
            self._ctx.do(complete, card.next_activity.id)

    def turn_side(self) -> None:
        """Bring the folded side panel out, or put it away."""
        self.show_record()
        self.columns.bring_side(out=not self.columns.side_is_out())

    def show_record(self) -> None:
        """Where list and card take turns: the card."""
        self.columns.show_record(shown=True)

    def show_list(self) -> None:
        """Where list and card take turns: the list."""
        self.columns.show_record(shown=False)
        self.arrive()

    def connect_parts(self) -> None:
        """Listen to what this section's list alone tells."""

    def _connect(self) -> None:
        self.list.chosen.connect(self.detail.show_record)
        self.list.counted.connect(self._on_counted)
        self.list.opened.connect(self.show_record)
        self.detail.shown.connect(self._on_shown)
        self.detail.back_wished.connect(self.show_list)
        self.columns.folded.connect(self._on_folded)
        self._ctx.relay.changed.connect(self._on_changed)
        self.connect_parts()

    def _on_counted(self, total: int) -> None:
        self._stack.setCurrentIndex(0 if total else 1)

    def _on_shown(self, card: Any) -> None:
        self.side.show_card(card)
        for action in self._card_actions:
            action.setEnabled(card is not None)
        self.detail.bar.place.setText(self.list.place.text())
        self._show_step()

    def _on_folded(self) -> None:
        self.detail.bar.setVisible(self.columns.takes_turns())
        self._show_step()

    def _show_step(self) -> None:
        card, text = self.detail.card, ""
        if card is not None and self.columns.side_is_folded():
            step = card.next_activity
            at, kind = (step.start, step.kind) if step else (None, "")
            text = next_step(at, kind, timeless=bool(step and step.timeless), now=self._ctx.now()).text
        self.detail.header.show_step(text)

    def _on_changed(self, changed: Any) -> None:
        self.list.refresh(changed)
        if self.detail.card is not None and self.card_concerned(changed):
            self.detail.refresh()
