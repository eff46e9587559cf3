"""Deals that are not on the board: won, lost, put aside; one list a status, the newest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import money, short_date
from app.views.offers import OpportunityRow
from resources.i18n import _
from ui.context import UiContext
from ui.sections.opportunities.wording import status_title
from ui.tables.cells import Cell, CellDelegate, Column, Headings, cell_view
from ui.tables.row_model import RowModel
from ui.tasks import Task
from ui.widgets.states import trouble


class ClosedDeals(QWidget):
    """`chosen` carries the deal whose card is due."""

    chosen = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx = ctx
        self._status, self._text = "won", ""
        self._current: UUID | None = None
        self._marking = False
        columns = (
            Column(_("Deal")), Column(_("Who"), 240, needs=620), Column(_("Reason or stage"), 200, needs=860),
            Column(_("Closed"), 110, needs=520), Column(_("Amount"), 130, right=True),
        )  # fmt: skip
        self.model: RowModel[OpportunityRow] = RowModel(self._fetch, self)
        self.view = cell_view(_("Deals"))
        self.view.setModel(self.model)
        delegate = CellDelegate(columns, self._describe)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(Headings(columns, self.view))
        down.addWidget(self._stack, 1)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(lambda _index: self.chosen.emit(self._current))
        self.model.arrived.connect(self._on_arrived)
        self.model.failed.connect(lambda failure: self._show_trouble(str(failure)))

    def show_status(self, status: str, text: str) -> None:
        """Show the deals of a status, or those of them a text finds."""
        self._status, self._text = status, text
        self._current = None
        self._stack.setCurrentWidget(self.view)
        self.view.setAccessibleName(status_title(status))
        self.model.start()

    def choose(self, deal_id: UUID | None) -> None:
        """Mark a deal without telling anybody."""
        self._current = deal_id
        self._mark()

    def refresh(self) -> None:
        """Something changed."""
        self.model.refresh([None])

    def take_keyboard(self) -> None:
        """Give the keyboard to the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self, offset: int, limit: int) -> Task[Any]:
        from app.services.opportunity_lists import opportunities  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(opportunities, status=self._status, text=self._text, offset=offset, limit=limit)

    def _describe(self, row: Any) -> Sequence[Cell]:
        day = short_date(row.closed_on, self._ctx.now().date()) if row.closed_on else ""
        who = " · ".join(part for part in (row.company, row.contact) if part)
        amount = money(row.amount, row.currency, 0) if row.amount else ""
        return (
            Cell(row.name, role="medium"),
            Cell(who, "dim"),
            Cell(row.close_reason or row.stage, "dim"),
            Cell(day, "dim"),
            Cell(amount),
        )

    def _on_current(self, index: QModelIndex) -> None:
        if self._marking:
            return
        row = self.model.row_at(index.row()) if index.isValid() else None
        self._current = row.id if row is not None else None
        if self._current is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.chosen.emit(self._current)

    def _on_arrived(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self._mark()

    def _mark(self) -> None:
        place = self.model.position_of(self._current) if self._current is not None else None
        self._marking = True
        if place is None:
            self.view.selectionModel().clear()
        elif place != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(place))
        self._marking = False

    def _show_trouble(self, sentence: str) -> None:
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(trouble(sentence, self.model.start)))
