"""The list of what is planned: rows fetched by page, one or several chosen, kept chosen while they change."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from app.views.activities import ActivityFilter, ActivityRow
from resources.i18n import _
from ui.context import UiContext
from ui.sections.activities.dragging import DragView
from ui.sections.activities.rows import ActivityDelegate
from ui.tables.row_model import ROW, RowModel
from ui.tasks import Task
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.spot import Spot
from ui.widgets.states import Notice, trouble


class ActivityList(QWidget):
    """`chosen` tells that other rows are chosen; `all_wished` drops the narrowing."""

    chosen = Signal()
    all_wished = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.wanted = ActivityFilter()
        self.model: RowModel[ActivityRow] = RowModel(self._fetch, self)
        self.view = _view(ctx)
        self.view.setModel(self.model)
        self._spot = Spot(self.view.viewport())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._stack)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen.emit())
        self.model.arrived.connect(self._on_arrived)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(lambda failure: self._show(trouble(str(failure), self._again)))
        self.model.start()

    def narrow(self, wanted: ActivityFilter) -> None:
        """Show only some of what is planned."""
        self.wanted = wanted
        self.view.selectionModel().clear()
        self._stack.setCurrentWidget(self.view)
        self.model.start()

    def places(self) -> list[int]:
        """The places of the chosen rows."""
        return sorted(index.row() for index in self.view.selectionModel().selectedIndexes())

    def row(self) -> ActivityRow | None:
        """The row with the keyboard, if it is here."""
        index = self.view.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def rows(self) -> list[ActivityRow]:
        """The chosen rows that are here."""
        found = (self.model.row_at(place) for place in self.places())
        return [row for row in found if row is not None]

    def ask_chosen(self, receiver: QWidget, call: Callable[[Sequence[UUID]], object]) -> None:
        """Call with the ids of the chosen rows; those that are not here are asked for."""
        places, rows = self.places(), self.rows()
        if len(rows) == len(places):
            call([row.activity.id for row in rows])
            return
        from app.services.activity_lists import activity_ids  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(activity_ids, self.wanted, self._ctx.zone())
        task.then(receiver, lambda ids: call([ids[place] for place in places if place < len(ids)]), slot="chosen")

    def anchor(self) -> QWidget:
        """Where a popover about the row with the keyboard opens."""
        return self._spot.at(self.view.visualRect(self.view.currentIndex()).adjusted(metrics.ROW, 0, 0, -8))

    def go_to(self, place: int | None) -> None:
        """Choose the row at a place of the whole list."""
        if place is not None and self.model.index(place).isValid():
            self.view.setCurrentIndex(self.model.index(place))
            self.view.scrollTo(self.model.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)

    def refresh(self, *, anew: bool) -> None:
        """Show what a change did: rows that went away take their choice with them."""
        if anew and len(self.places()) > 1:
            self.view.selectionModel().clearSelection()
        self.model.refresh([None])

    def _fetch(self, offset: int, limit: int) -> Task[Any]:
        from app.services.activity_lists import activity_page  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(activity_page, self.wanted, self._ctx.zone(), offset=offset, limit=limit)

    def _on_arrived(self) -> None:
        if self.model.total() and not self.view.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self.model.index(0), flags)
        self.chosen.emit()

    def _on_counted(self, total: int) -> None:
        if total:
            self._stack.setCurrentWidget(self.view)
        elif self.wanted == ActivityFilter():
            self._show(
                Notice(
                    "list-check", _("Nothing is planned. What you plan for anybody stands here."), _("Plan something"),
                    lambda: self._ctx.actions.run("add_activities"), "primary",
                )
            )  # fmt: skip
        elif self.wanted.text:
            said = _("Nothing planned matches “{text}”.").format(text=self.wanted.text)
            self._show(Notice("search", said, _("Show all"), self.all_wished.emit))
        else:
            self._show(Notice("list-check", _("Nothing of that kind is planned."), _("Show all"), self.all_wished.emit))
        self.chosen.emit()

    def _again(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.model.start()

    def _show(self, notice: QWidget) -> None:
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.setCurrentIndex(self._stack.addWidget(notice))


def _view(ctx: UiContext) -> DragView:
    view = DragView()
    delegate = ActivityDelegate(ctx.now)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.verticalScrollBar().setSingleStep(metrics.ROW // 2)
    view.setFont(font())
    view.setAccessibleName(_("Activities"))
    return view
