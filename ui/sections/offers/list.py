"""The list of offers: what awaits an answer, until when, and how much it comes to."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.formatting import number
from app.views.offers import OfferRow
from resources.i18n import _
from ui.context import UiContext
from ui.sections.offers.rows import Heads, OfferDelegate
from ui.sections.offers.states import LIVING, STATES
from ui.tables.row_model import RowModel
from ui.tasks import Task
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.states import Notice, trouble
from ui.widgets.words import figures, hairline, words

PAUSE = 150  # ms without a key until the list is narrowed
_IN_ROWS = frozenset({"offer", "contact", "company"})


class OfferList(QWidget):
    """`opened` carries the offer a person wants to see; `counted` how many there are."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx = ctx
        self._state = ""
        self._text = ""
        self._last: UUID | None = None
        self.model: RowModel[OfferRow] = RowModel(self._fetch, self)
        self.view = _View(self.model, OfferDelegate(lambda: ctx.now().date()))
        self.place = figures(role="body")
        self.filter = QLineEdit()
        self.chips: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(lambda: self.narrow(self.filter.text().strip()))
        self._arrange()
        self.view.opened.connect(self._open)
        self.model.counted.connect(self._on_counted)
        self.model.arrived.connect(self._on_arrived)
        self.model.failed.connect(lambda failure: self._show(trouble(str(failure), self._again)))
        self.model.start()
        self._ask_counts()

    def narrow(self, text: str) -> None:
        """Show only those that match a text."""
        if text != self.filter.text().strip():
            self.filter.setText(text)
        if text != self._text:
            self._text = text
            self.model.start()
            self._ask_counts()

    def show_state(self, state: str) -> None:
        """Show the offers of one state, or all but old versions."""
        self._state = state
        for key, chip in self.chips.items():
            chip.setChecked(key == state)
        self.model.start()

    def is_whole(self) -> bool:
        """Whether nothing narrows the list."""
        return not self._text and not self._state

    def narrowed_to(self) -> tuple[tuple[str, ...], str]:
        """The states and the text the list is narrowed to."""
        return ((self._state,) if self._state else LIVING), self._text

    def mark(self, offer_id: UUID) -> None:
        """The offer one comes back from."""
        self._last = offer_id
        self._on_arrived()

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        offers = changed.kinds.get("offer")
        if offers is not None and not offers.many and {"contact", "company"}.isdisjoint(changed.kinds):
            self.model.refresh(offers.ids)
        elif not _IN_ROWS.isdisjoint(changed.kinds):
            self.model.refresh([None])
        if not _IN_ROWS.isdisjoint(changed.kinds):
            self._ask_counts()

    def _ask_counts(self) -> None:
        from app.services.offer_lists import offer_counts  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(offer_counts, text=self._text).then(self, self._show_counts, slot="counts")

    def _show_counts(self, counts: dict[str, int]) -> None:
        """How many there are of each state stands beside its name."""
        for key, title in STATES:
            count = counts.get(key, 0)
            self.chips[key].setText(f"{_(title)} {number(count)}" if count else _(title))
        self._flow.lay_anew()

    def _fetch(self, offset: int, limit: int) -> Task[Any]:
        from app.services.offer_lists import offers  # noqa: PLC0415 - heavy: after the first paint

        statuses, text = self.narrowed_to()
        return self._ctx.ask(offers, statuses=statuses, text=text, offset=offset, limit=limit)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def _on_arrived(self) -> None:
        if not self.model.total():
            return
        here = self.model.position_of(self._last) if self._last is not None else None
        if here is not None or not self.view.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self.model.index(here or 0), flags)
            self._last = None

    def _on_counted(self, total: int) -> None:
        self.place.setText(number(total) if total else "")
        if total or not (self._text or self._state):
            self._stack.setCurrentWidget(self.view)
        else:
            said = _("No offer matches “{text}”.").format(text=self._text) if self._text else _("No offer is here.")
            self._show(Notice("search", said, _("Show all"), self._show_all))
        if not self._text and not self._state:
            self.counted.emit(total)

    def _show_all(self) -> None:
        self._text = ""
        self.filter.clear()
        self.show_state("")
        self._ask_counts()

    def _again(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.model.start()

    def _show(self, notice: QWidget) -> None:
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(notice))

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(_("Number, addressee, words"))
        self.filter.setAccessibleName(_("Filter the offers"))
        self.filter.setFont(font())
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(260)
        self.filter.textEdited.connect(lambda _text: self._soon.start())
        self.filter.returnPressed.connect(self.view.setFocus)
        top = QHBoxLayout()
        top.addWidget(words(_("Offers"), "list_heading"))
        top.addWidget(self.place)
        top.addStretch()
        top.addWidget(self.filter, 1)
        self._flow = Flow()
        for key, title in (("", _("All")), *((key, _(title)) for key, title in STATES)):
            chip = button(title, partial(self.show_state, key), kind="chip")
            chip.setChecked(not key)
            self.chips[key] = chip
            self._flow.add(chip)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2 * metrics.GRID)
        head.addLayout(top)
        head.addWidget(self._flow)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(hairline())
        down.addWidget(Heads())
        down.addWidget(self._stack, 1)


class _View(QListView):
    """The rows; a click or Enter opens one."""

    opened = Signal(QModelIndex)

    def __init__(self, model: RowModel[OfferRow], delegate: OfferDelegate) -> None:
        super().__init__()
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Offers"))
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
