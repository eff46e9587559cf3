"""Two or three columns that fold on a narrow window: first the side, then the list."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import metrics
from ui.theme.palette import colours


class Columns(QWidget):
    """List, record and side panel; what is folded can be brought out over the record."""

    folded = Signal()

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self._first, self._middle, self._side = first, QWidget(), _empty_side()
        for part in (self._first, self._middle, self._side):
            part.setParent(self)
        self._record_shown = False
        self._side_out = False
        self._wide = False

    def fill(self, middle: QWidget, side: QWidget) -> None:
        """Put record and side panel where their ground was shown until now."""
        for old in (self._middle, self._side):
            old.hide()
            old.deleteLater()
        self._middle, self._side = middle, side
        middle.setParent(self)
        side.setParent(self)
        self._arrange()

    def side_is_folded(self) -> bool:
        """Whether the side panel needs bringing out to be seen."""
        return self._room() < metrics.FOLD_SIDE

    def list_is_folded(self) -> bool:
        """Whether the list and the record take turns."""
        return self._room() < metrics.FOLD_LIST

    def takes_turns(self) -> bool:
        """Whether the list and the record are shown one at a time: room is short, or the list is wide."""
        return self._wide or self.list_is_folded()

    def widen_list(self, *, wide: bool) -> None:
        """Give all the room to the list, until a record is asked for; or let them stand side by side again."""
        self._wide = wide
        self._record_shown = False
        self._arrange()
        self.folded.emit()

    def show_record(self, *, shown: bool) -> None:
        """Where they take turns: the record instead of the list, or back."""
        self._record_shown = shown
        self._side_out = self._side_out and shown
        self._arrange()

    def bring_side(self, *, out: bool) -> None:
        """Lay the folded side panel over the record, or put it away."""
        self._side_out = out
        self._arrange()

    def side_is_out(self) -> bool:
        """Whether the folded side panel lies over the record now."""
        return self._side_out and self.side_is_folded()

    def _room(self) -> int:
        """The width of the window as far as it is the page's: a panel beside the page, such as a call's, takes of it."""
        return min(self.window().width(), self.width() + metrics.RAIL)

    def _arrange(self) -> None:
        across, down = self.width(), self.height()
        alone = self.takes_turns()
        first = 0 if alone and self._record_shown else across if alone else metrics.LIST
        self._first.setVisible(first > 0)
        self._first.setGeometry(0, 0, first, down)
        beside = not self.side_is_folded()
        side = metrics.SIDE + 1  # with the hairline it brings along
        left = first + (0 if alone else 1)
        room = max(0, across - left - (side if beside else 0))
        self._middle.setVisible(room > 0)
        self._middle.setGeometry(left, 0, room, down)
        listed = alone and not self._record_shown
        self._side.setVisible(not listed and (beside or (self._side_out and room > 0)))
        self._side.setGeometry(QRect(across - side, 0, side, down))
        if not beside:
            self._side.raise_()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if not self.side_is_folded():
            self._side_out = False
        self._arrange()
        self.folded.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        line = QColor(colours().line)
        painter.fillRect(self._middle.x() - 1, 0, 1, self.height(), line)
        painter.end()


def _empty_side() -> QWidget:
    """The ground of a side panel that is still to come."""
    ground = QScrollArea()
    ground.setObjectName("side")
    ground.setFrameShape(QFrame.Shape.NoFrame)
    ground.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return ground
