"""The page of a section that shows a list, the card of its current record and a side panel beside it."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ui.context import Ref, UiContext
from ui.section import SectionPage
from ui.tables.next_step import next_step
from ui.tables.record_list import RecordList
from ui.widgets.columns import Columns
from ui.widgets.states import Notice


class RecordPage(SectionPage):
    """Keeps list, card and side panel on the same record; what the card is and what can be done is the section's.

    `detail` shows cards: it has `card`, `shown`, `back_wished`, `header`, `bar` and `timeline`; `side` shows the same card
    and clears its next step.
    """

    kind = ""  # of the records shown
    group = ""  # under which the actions are listed

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card_actions: list[QAction] = []
        self._due: UUID | None = None  # whose card comes next
        self._made: tuple[Any, Any] | None = None  # card and side panel
        self.add_actions()
        self.list = self.build()
        self.columns = Columns(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._nobody = self.nobody()
        self._stack.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.list)
        self._connect()
        ctx.later(self, self._parts)

    @abstractmethod
    def build(self) -> RecordList:
        """Make the list."""

    @abstractmethod
    def build_card(self) -> tuple[Any, Any]:
        """Make the card and the side panel: when the list stands, or as soon as somebody wants them."""

    @property
    def detail(self) -> Any:
        """The place of the card."""
        return self._parts()[0]

    @property
    def side(self) -> Any:
        """The panel beside it."""
        return self._parts()[1]

    @abstractmethod
    def add_actions(self) -> None:
        """Register what can be done here."""

    @abstractmethod
    def nobody(self) -> Notice:
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
        if self._made is None:
            return False
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

    def in_list(self, run: Callable[[], object]) -> Callable[[], object]:
        """An action on the list: while there are no records the keyboard goes to what can be done then."""

        def act() -> None:
            if self._stack.currentWidget() is self._nobody:
                self._nobody.action.setFocus(Qt.FocusReason.ShortcutFocusReason)
            else:
                run()

        return act

    def complete_step(self) -> None:
        """Say how the next step of the record went."""
        if self.detail.card is not None and self.detail.card.next_activity is not None:
            self.side.clear_step(self.detail, self.detail.card.next_activity)

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
        self.list.leaving.connect(self.leaving)
        self.list.chosen.connect(self._on_chosen)
        self.list.counted.connect(self._on_counted)
        self.list.opened.connect(self.show_record)
        self.columns.folded.connect(self._on_folded)
        self._ctx.relay.changed.connect(self._on_changed)
        self.connect_parts()

    def _parts(self) -> tuple[Any, Any]:
        if self._made is None:
            detail, side = self._made = self.build_card()
            self.columns.fill(detail, side)
            detail.shown.connect(self._on_shown)
            detail.back_wished.connect(self.show_list)
            self._on_folded()
        return self._made

    def _on_chosen(self, record_id: UUID | None) -> None:
        self._due = record_id
        self._ctx.later(self, self._show_due)

    def _show_due(self) -> None:
        self.detail.show_record(self._due)

    def _on_counted(self, total: int) -> None:
        self._stack.setCurrentIndex(0 if total else 1)

    def _on_shown(self, card: Any) -> None:
        self.side.show_card(card)
        for action in self._card_actions:
            action.setEnabled(card is not None)
        self.detail.bar.place.setText(self.list.place.text())
        self._show_step()

    def _on_folded(self) -> None:
        if self._made is None:
            return
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
        if self._made is not None and self.detail.card is not None and self.card_concerned(changed):
            self.detail.refresh()
