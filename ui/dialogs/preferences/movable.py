"""Rows that stand in an order of the person's own: each is edited where it stands, moved up or down, taken away."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.i18n import _
from ui.theme import metrics
from ui.widgets.buttons import button

_MOVES = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


class MovableRow(QWidget):
    """`moved` carries −1 or 1; Alt with an arrow does the same."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, name: str, parts: Sequence[QWidget], below: QWidget | None = None) -> None:
        super().__init__()
        self.up = _small("chevron-up", _("Move up: {name}").format(name=name), partial(self.moved.emit, -1))
        self.down = _small("chevron-down", _("Move down: {name}").format(name=name), partial(self.moved.emit, 1))
        self.remove = _small("x", _("Remove: {name}").format(name=name), self.removed.emit)
        across = QHBoxLayout()
        across.setSpacing(metrics.GRID)
        for place, part in enumerate(parts):
            across.addWidget(part, 0 if place else 1)
        for one in (self.up, self.down, self.remove):
            across.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across)
        if below is not None:
            column.addWidget(below)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)  # a button keeps the arrows for itself

    def place(self, *, first: bool, last: bool, removable: bool = True) -> None:
        """Say where it stands: what cannot be done is not offered."""
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
        self.remove.setEnabled(removable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the row the keyboard is in."""
        by = _way(event) if isinstance(event, QKeyEvent) else 0
        if by and (self.up if by < 0 else self.down).isEnabled():
            self.moved.emit(by)
        return bool(by) or super().eventFilter(watched, event)


class MovableRows(QWidget):
    """The rows by id; `ordered` carries all ids in their new order."""

    ordered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[UUID, MovableRow] = {}
        self._after: tuple[UUID, int] | None = None  # a row on its way, and where to
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2)

    def show_rows(self, ids: Sequence[UUID], made: Callable[[UUID], MovableRow], *, fewest: int = 0) -> None:
        """Show rows in an order; those that were there stay as they are, with the keyboard in them."""
        while self._down.takeAt(0) is not None:
            pass
        for gone in set(self.rows) - set(ids):
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        kept = self.rows
        self.rows = {one: kept[one] if one in kept else self._connected(one, made(one)) for one in ids}
        for place, row in enumerate(self.rows.values()):
            row.place(first=not place, last=place == len(ids) - 1, removable=len(ids) > fewest)
            self._down.addWidget(row)
        self._follow()

    def _connected(self, row_id: UUID, row: MovableRow) -> MovableRow:
        row.moved.connect(partial(self._move, row_id))
        return row

    def _move(self, row_id: UUID, by: int) -> None:
        ids = list(self.rows)
        place = ids.index(row_id) + by
        if 0 <= place < len(ids):
            ids.remove(row_id)
            ids.insert(place, row_id)
            self._after = (row_id, by)
            self.ordered.emit(ids)

    def _follow(self) -> None:
        """The keyboard stays with the row that was moved."""
        if self._after is None or self._after[0] not in self.rows:
            return
        row, by = self.rows[self._after[0]], self._after[1]
        self._after = None
        wished, other = (row.up, row.down) if by < 0 else (row.down, row.up)
        (wished if wished.isEnabled() else other).setFocus(Qt.FocusReason.OtherFocusReason)


def _way(event: QKeyEvent) -> int:
    alone = event.type() == QEvent.Type.KeyPress and event.modifiers() & Qt.KeyboardModifier.AltModifier
    return _MOVES.get(event.key(), 0) if alone else 0


def _small(picture: str, hint: str, run: Callable[[], object]) -> QPushButton:
    made = button("", run, kind="quiet", picture=picture, hint=hint)
    made.setFixedWidth(metrics.BUTTON)
    return made
