"""The board: a column for each stage, deals moved between them by dragging or by keys."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.formatting import number, percent
from app.views.offers import BoardColumn, StageView
from resources.i18n import _
from ui.sections.opportunities.cards import SIDE, StageModel
from ui.sections.opportunities.stage_list import StageList
from ui.sections.opportunities.wording import sums
from ui.widgets.words import ElidedWords, figures, hairline

NARROWEST = 200
PAUSE_BEFORE_CARD = 25  # ms: holding an arrow key down does not ask for every card passed


class Board(QScrollArea):
    """`chosen` carries the deal whose card is due; `dropped` the deal and the stage it was dragged to."""

    chosen = Signal(object)
    dropped = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._current: UUID | None = None
        self.columns: list[StageColumn] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        ground = QWidget()
        ground.setObjectName("ground")
        ground.setLayout(self._row)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(ground)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_BEFORE_CARD)
        self._soon.timeout.connect(self._tell)

    def show_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Show the stages and their deals; the current deal stays current wherever it stands now."""
        if [column.stage.id for column in columns] != [column.stage.id for column in self.columns]:
            self._build(columns)
        for shown, column in zip(self.columns, columns, strict=True):
            shown.show_column(column)
        self._mark()

    def current(self) -> UUID | None:
        """The deal chosen now."""
        return self._current

    def choose(self, deal_id: UUID | None) -> None:
        """Mark a deal without telling anybody, nor of the one chosen a moment before."""
        self._soon.stop()
        self._current = deal_id
        self._mark()

    def stage_beside(self, by: int) -> StageView | None:
        """The stage before or after the one the current deal stands in."""
        here = self._place()
        place = here + by if here is not None else -1
        return self.columns[place].stage if 0 <= place < len(self.columns) else None

    def take_keyboard(self) -> None:
        """Give the keyboard to the current deal, or to the first stage that has any."""
        here = self._place()
        filled = [column for column in self.columns if column.model.rowCount()]
        target = self.columns[here] if here is not None else next(iter(filled), None)
        if target is not None:
            target.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, columns: Sequence[BoardColumn]) -> None:
        while (old := self._row.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.columns = [StageColumn(column.stage) for column in columns]
        for place, made in enumerate(self.columns):
            if place:
                self._row.addWidget(hairline(upright=True))
            self._row.addWidget(made, 1)
            made.view.went.connect(lambda made=made: self._on_went(made))
            made.view.clicked.connect(lambda _index: self._tell())
            made.view.crossed.connect(lambda by, place=place: self._cross(place, by))
            made.view.dropped.connect(lambda deal, stage=made.stage: self.dropped.emit(deal, stage.id))
            made.view.entered_by_drag.connect(lambda made=made: self.ensureWidgetVisible(made, 0, 0))

    def _place(self) -> int | None:
        return next(
            (place for place, one in enumerate(self.columns) if one.model.position_of(self._current) is not None), None
        )

    def _mark(self) -> None:
        for column in self.columns:
            column.mark(self._current)
        here = self._place()
        if here is not None:
            self.ensureWidgetVisible(self.columns[here], 0, 0)
            if any(column.view.hasFocus() for column in self.columns):
                self.columns[here].view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_went(self, column: "StageColumn") -> None:
        """The person chose another deal: by mouse its card comes once the button is let go, for it may be a drag."""
        row = column.view.currentIndex().row()
        self._current = column.model.row_at(row).id if row >= 0 else None
        for other in self.columns:
            if other is not column:
                other.mark(None)
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._soon.start()

    def _cross(self, place: int, by: int) -> None:
        """Go to the deal at the same height in the next stage that has any."""
        height = self.columns[place].view.currentIndex().row()
        ahead = self.columns[place + 1 :] if by > 0 else reversed(self.columns[:place])
        for column in ahead:
            if count := column.model.rowCount():
                column.view.setFocus(Qt.FocusReason.OtherFocusReason)
                column.view.setCurrentIndex(column.model.index(min(max(height, 0), count - 1)))
                self.ensureWidgetVisible(column, 0, 0)
                return

    def _tell(self) -> None:
        self._soon.stop()
        self.chosen.emit(self._current)


class StageColumn(QWidget):
    """A stage: its name, how many deals, what they weigh; the deals under it."""

    def __init__(self, stage: StageView) -> None:
        super().__init__()
        self.stage = stage
        self.total = 0
        self.setMinimumWidth(NARROWEST)
        self.name = ElidedWords(stage.name, "strong")
        self.count = figures("", "small")
        self.weighted = figures("", "small")
        self.model = StageModel(self)
        self.view = StageList(self.model, stage.name)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.name, 1)
        top.addWidget(self.count)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE + 4, 10, SIDE + 4, 8)
        head.setSpacing(0)
        head.addLayout(top)
        head.addWidget(self.weighted)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(self.view, 1)

    def show_column(self, column: BoardColumn) -> None:
        """Show what stands at this stage now."""
        self.stage, self.total = column.stage, column.count
        self.name.setText(column.stage.name)
        self.count.setText(number(column.count) if column.count else "")
        self.weighted.setText(sums(column.weighted) or percent(column.stage.probability))
        whole = _("{sum} in all, {percent} of it counts").format(
            sum=sums(column.amounts) or number(0), percent=percent(column.stage.probability)
        )
        said = [_("The client {did}").format(did=column.stage.client_did)] if column.stage.client_did else []
        self.setToolTip("\n".join([column.stage.name, *said, whole]))
        before = self.view.verticalScrollBar().value()
        if self.model.show_rows(column.rows):
            self.view.doItemsLayout()
            self.view.verticalScrollBar().setValue(before)

    def mark(self, deal_id: UUID | None) -> None:
        """Mark a deal where it stands here, none otherwise."""
        place = self.model.position_of(deal_id)
        selection = self.view.selectionModel()
        if place is None:
            selection.clear()
        elif place != self.view.currentIndex().row():
            with self.view.silence():
                selection.setCurrentIndex(self.model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(self.model.index(place))
