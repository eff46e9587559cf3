"""A list of records beside a card: the working set in its order, the place in it, what it is narrowed to.

A section says what is asked and how a row looks; keeping the chosen record marked while rows come, move and go is here.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import _
from ui.context import UiContext
from ui.tables.even_list import EvenList
from ui.tables.row_delegate import Drawn, RowDelegate
from ui.tables.row_model import RowModel
from ui.tasks import Task
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.states import Notice, trouble
from ui.widgets.words import figures, hairline, words

PAUSE_BEFORE_CARD = 25  # ms: holding an arrow key down does not ask for every card passed


def initials(name: str) -> str:
    """The first letters of the first two words of a name."""
    parts = [part for part in name.replace("«", " ").replace('"', " ").split() if part[0].isalnum()]
    return "".join(part[0] for part in parts[:2]).upper()


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list is called: to a screen reader, as a whole, and when nothing matches a {text}."""

    name: str
    whole: str
    nothing: str


class RecordList(QWidget):
    """`chosen` carries the id of the record whose card is due; `counted` the size of the whole set.

    `opened` says that a person wants to see the card: Enter, or a double click; `leaving` that they step on to another one.
    """

    chosen = Signal(object)
    counted = Signal(int)
    opened = Signal()
    leaving = Signal()

    def __init__(self, ctx: UiContext, said: ListWords, sorts: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx, self._said, self._sorts = ctx, said, tuple(sorts)
        self._text = ""
        self.sort = self._sorts[0][0] if self._sorts else ""
        self._current: UUID | None = None
        self._told: UUID | None = None
        self._sought: UUID | None = None  # to be shown even where the list has to be widened for it
        self._marking = False
        self.model: RowModel[Any] = RowModel(self.ask_page, self)
        self.delegate = RowDelegate(self.describe)
        self.view = _view(self.model, self.delegate, said.name)
        self._home: QWidget = self.view
        self._notice: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_BEFORE_CARD)
        self._soon.timeout.connect(self._tell)
        self.heading = words(said.whole, "list_heading")
        self.place = figures(role="body")
        self.order = button("", self._open_order, kind="quiet", picture="chevron-down")
        self.order.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._arrange()
        self._show_order()
        self.view.activated.connect(lambda _index: self.opened.emit())
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.model.arrived.connect(self._on_arrived)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(lambda failure: self._show(trouble(str(failure), self.begin_again)))
        self.model.start()

    @abstractmethod
    def ask_page(self, offset: int, limit: int) -> Task[Any]:
        """Ask for a window of the set as it is narrowed and sorted now."""

    @abstractmethod
    def ask_place(self, record_id: UUID, *, whole: bool) -> Task[Any]:
        """Ask where a record stands in the whole set, or in what it is narrowed to."""

    @abstractmethod
    def describe(self, row: Any) -> Drawn:
        """The words of a row."""

    @abstractmethod
    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""

    def fill_head(self, top: QHBoxLayout) -> None:
        """The first line of the head: what the list is, the place in it, its order."""
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.place)
        top.addWidget(self.order)

    def fill_foot(self, down: QVBoxLayout) -> None:
        """What stands under the rows."""

    def title(self) -> str:
        """What the heading calls the list as it is narrowed now."""
        return _("Found") if self.is_narrowed() else self._said.whole

    def narrowing(self) -> QWidget:
        """What stands in the head and says what the list is narrowed to: a chip with the text."""
        self._chips = QWidget()
        self._chip_row = QHBoxLayout(self._chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chips.hide()
        return self._chips

    def show_narrowing(self) -> None:
        """Say what the list is narrowed to."""
        while (old := self._chip_row.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        self._chips.setVisible(bool(self._text))
        if self._text:
            chip = button(f"{self._text}  ✕", lambda: self.narrow(""), kind="chip", hint=_("Show all"))
            chip.setChecked(True)
            self._chip_row.addWidget(chip)
            self._chip_row.addStretch()

    def order_title(self, key: str) -> str:
        """What an order is called."""
        return _(dict(self._sorts).get(key, ""))

    def nothing_found(self) -> str:
        """The sentence for a list in which nothing is left."""
        return self._said.nothing.format(text=self._text)

    def current(self) -> UUID | None:
        """The record chosen now."""
        return self._current

    def narrowed_to(self) -> str:
        """The text the set is narrowed to; empty where it is whole."""
        return self._text

    def is_narrowed(self) -> bool:
        """Whether the list shows a part of the set."""
        return bool(self._text)

    def show_whole(self) -> None:
        """Show all of the set again."""
        self.narrow("")

    def go_to(self, record_id: UUID) -> None:
        """Find a record and choose it; where the list leaves it out, in the whole set."""
        self._current = record_id
        here = self.model.position_of(record_id)
        if here is not None:
            self._choose(here)
        else:
            self._sought = record_id
            self._seek()
        self._tell()

    def show_in(self, view: EvenList, home: QWidget) -> None:
        """Show the rows in another view over the same model and the same current row."""
        had_keys = self.view.hasFocus()
        if view.selectionModel() is not self.view.selectionModel():
            view.setModel(self.model)
            view.setSelectionModel(self.view.selectionModel())
            view.activated.connect(lambda _index: self.opened.emit())
        bare = self._stack.currentWidget() is self._home
        self.view, self._home = view, home
        self.setFocusProxy(view)
        if bare:
            self._stack.setCurrentWidget(home)
        if had_keys:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def narrow(self, text: str) -> None:
        """Show only those that match a text; an empty one shows all."""
        self._text = text
        self.begin_anew()

    def begin_anew(self) -> None:
        """Ask for the set as it is narrowed now."""
        self._current = self._sought = None
        self.heading.setText(self.title())
        self.show_narrowing()
        self.model.start()

    def begin_again(self) -> None:
        """Ask for the same set once more; the chosen record stays chosen."""
        self._stack.setCurrentWidget(self._home)
        self.model.ask_anew()

    def sort_by(self, key: str) -> None:
        """Put the set into another order; the chosen record stays chosen."""
        if key != self.sort:
            self.sort = key
            self._show_order()
            self.model.ask_anew()

    def step(self, by: int) -> None:
        """Choose the next or the previous record of the working set."""
        last = self.model.rowCount() - 1
        row = min(max(self.view.currentIndex().row() + by, 0), last)
        if row >= 0 and row != self.view.currentIndex().row():
            self.leaving.emit()
            self.view.setCurrentIndex(self.model.index(row))

    def _seek(self) -> None:
        """Ask where the current record stands in the list."""
        if self._current is not None:
            task = self.ask_place(self._current, whole=not self.is_narrowed())
            task.then(self, self._choose_found, slot="position")

    def _choose(self, position: int) -> None:
        """Mark the row where the current record stands; its row may still be on its way."""
        index = self.model.index(position)
        if not index.isValid():
            return
        away = not self.view.viewport().rect().contains(self.view.visualRect(index))
        if index != self.view.currentIndex():
            self._marking = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flags)
            self._marking = False
        if away:
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._show_place()

    def _on_current(self, index: QModelIndex) -> None:
        if not self._marking:
            row = self.model.row_at(index.row()) if index.isValid() else None
            self._sought = None
            self._current = row.id if row is not None else None
            self._soon.start()
        self._show_place()

    def _on_arrived(self) -> None:
        """Rows came: keep the current record marked where it stands now, or take the first one."""
        if self.model.total() == 0:
            return
        self._stack.setCurrentWidget(self._home)
        index = self.view.currentIndex()
        if self._current is None:
            self._on_current(index) if index.isValid() else self.view.setCurrentIndex(self.model.index(0))
            return
        here = self.model.position_of(self._current)
        if here is not None and here != index.row():
            self._choose(here)
        elif here is None and self.model.is_settled():
            self._seek()

    def _choose_found(self, position: int | None) -> None:
        sought = self._sought
        if position is None and sought is not None and self.is_narrowed():
            self.show_whole()
            self._current = self._sought = sought
            self._seek()
            return
        self._sought = None
        row = self.model.row_at(position) if position is not None else None
        another = row is not None and row.id != self._current and self.model.is_settled()
        if position is None or another:
            self._on_current(self.view.currentIndex())  # gone: whoever stands in that place now
        else:
            self._choose(position)

    def _on_counted(self, total: int) -> None:
        if not self.is_narrowed():
            self.counted.emit(total)
        self._show_place()
        if total:
            self._stack.setCurrentWidget(self._home)
            return
        if self._sought is not None and self.is_narrowed():
            return  # the list is about to be widened
        self._current = self._told = None
        if self.is_narrowed():
            self._show(Notice("search", self.nothing_found(), _("Show all"), self.show_whole))
        self.chosen.emit(None)

    def _show(self, notice: QWidget) -> None:
        if self._notice is not None:
            self._stack.removeWidget(self._notice)
            self._notice.deleteLater()
        self._notice = notice
        self._stack.setCurrentIndex(self._stack.addWidget(notice))

    def _tell(self) -> None:
        if self._current is not None and self._current != self._told:
            self._told = self._current
            self.chosen.emit(self._current)

    def _show_place(self) -> None:
        total, row = self.model.total() or 0, self.view.currentIndex().row()
        here = row >= 0 and total
        text = _("{place} of {total}") if here else "{total}"
        self.place.setText(text.format(place=number(row + 1), total=number(total)) if total else "")

    def _show_order(self) -> None:
        self.order.setVisible(bool(self._sorts))
        title = self.order_title(self.sort.removeprefix("-"))
        if self.sort.startswith("-"):
            title = _("{order}, backwards").format(order=title)
        self.order.setText(title)
        self.order.setAccessibleName(_("Order: {order}").format(order=title))

    def _open_order(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, title in self._sorts:
            action = menu.addAction(_(title), partial(self.sort_by, key))
            action.setCheckable(True)
            action.setChecked(key == self.sort)
            group.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.order.mapToGlobal(self.order.rect().bottomLeft()))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        self.fill_head(top)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2 * metrics.GRID)
        head.addLayout(top)
        head.addWidget(self.narrowing())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(hairline())
        down.addWidget(self._stack, 1)
        self.fill_foot(down)


def _view(model: RowModel[Any], delegate: RowDelegate, name: str) -> EvenList:
    view = EvenList()
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.setFont(font())
    view.setAccessibleName(name)
    view.verticalScrollBar().setSingleStep(metrics.ROW // 2)
    return view
