"""A table's cells are gone through and edited where they stand, as in a spreadsheet.

Arrows and Tab go from cell to cell; Enter, a double click or typing edits one; Enter goes on down, Tab to the next,
Esc leaves it as it was. Each cell is a change of its own. What is refused stays in its cell, with the reason beside it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

from app.errors import UserError
from ui.tables.cell_field import CellEdit, CellField
from ui.tables.cells import GAP, Cell
from ui.widgets.spot import Spot

if TYPE_CHECKING:
    from ui.tables.even_list import EvenList
    from ui.tables.row_model import RowModel

EditOf = Callable[[Any, str], CellEdit | None]  # of a row and a column's key
_Place = tuple[UUID, str]  # a record and a column's key

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EMPTYING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_MEANT = frozenset({*_ENTER, *_EMPTYING, *_SIDES, Qt.Key.Key_Space})
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Heading(Protocol):
    """A column as far as its cells are concerned."""

    @property
    def key(self) -> str:
        """Which it is."""

    @property
    def title(self) -> str:
        """What it is called."""


class CellTable(Protocol):
    """A table as far as its cells are concerned."""

    view: "EvenList"

    def columns(self) -> Sequence[Heading]:
        """The columns as they stand."""

    def spots(self) -> list[tuple[int, int]]:
        """Where each begins and how wide it is."""

    def offset(self) -> int:
        """How far it is scrolled sideways."""

    def column_at(self, across: int) -> int:
        """The column at a place of the rows; -1 for none."""

    def show_cell(self, column: int) -> None:
        """A column is the current one."""

    def said(self, row: Any) -> Sequence[Cell]:
        """The cells of a row as they are drawn."""


class CellEditing(QObject):
    """The current cell of a table and what is edited in it. `refused` carries what could not be said beside its cell."""

    refused = Signal(object)  # UserError

    def __init__(self, table: CellTable, edit_of: EditOf) -> None:
        super().__init__(table.view)
        self._table, self._edit_of = table, edit_of
        self._rows = table.view.viewport()
        self._spot = Spot(self._rows)
        self._key = ""  # of the current column
        self._place: _Place | None = None  # of the cell being edited
        self._edit = CellEdit()
        self._pending: dict[_Place, str] = {}  # typed and on its way
        self._written: set[_Place] = set()  # of those, what only waits for its row to come anew
        self._wrong: dict[_Place, tuple[str, str]] = {}  # what was typed, and why it was not taken
        self.field: CellField | None = None
        table.view.installEventFilter(self)
        self._rows.installEventFilter(self)

    def follow(self, model: "RowModel[Any]") -> None:
        """The rows the table shows."""
        model.arrived.connect(self._on_arrived)
        model.modelAboutToBeReset.connect(self.leave)  # another set is shown

    def column(self) -> int:
        """The current column."""
        keys = [column.key for column in self._table.columns()]
        return keys.index(self._key) if self._key in keys else 0

    def step(self, by: int) -> bool:
        """Go to the next cell of the row; whether there is one."""
        to = self.column() + by
        columns = self._table.columns()
        if not 0 <= to < len(columns):
            return False
        self._go(to)
        return True

    def begin(self, text: str | None = None) -> bool:
        """Edit the current cell, from what stands in it or from a text; whether it can be."""
        self.leave()
        row, key = self._row(), self._table.columns()[self.column()].key if self._table.columns() else ""
        edit = self._edit_of(row, key) if row is not None and key else None
        if row is None or edit is None:
            return False
        place = (row.id, key)
        if edit.open is not None:
            edit.open(self._spot.at(self._rect()))
        elif edit.turned and text is None:
            self._save(place, edit, edit.turned)
        elif not edit.turned:
            kept = self._wrong.get(place)
            self._open(place, edit, kept[0] if kept is not None and text is None else text)
            if kept is not None and self.field is not None:
                self.field.say_wrong(kept[1])
        return True

    def amend(self, row: Any, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells of a row with what was typed and is not in them yet."""
        if not self._pending and not self._wrong:
            return cells
        amended = list(cells)
        for place, column in enumerate(self._table.columns()[: len(amended)]):
            cell = (row.id, column.key)
            if cell in self._wrong:
                amended[place] = Cell(self._wrong[cell][0], "bad")
            elif cell in self._pending:
                amended[place] = Cell(self._pending[cell])
        return amended

    def _open(self, place: _Place, edit: CellEdit, text: str | None) -> None:
        self._place, self._edit = place, edit
        self.field = CellField(self._rows, edit, name=self._table.columns()[self.column()].title, text=text)
        self.field.left.connect(self._on_left)
        self.stand()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if text is not None:
            self.field.textEdited.emit(text)  # values are offered from the first letter on

    def stand(self) -> None:
        """The columns or the rows moved: the field stays over its cell."""
        if self.field is None or self._place is None:
            return
        row = self._model().position_of(self._place[0])
        keys = [column.key for column in self._table.columns()]
        if row is not None and self._place[1] in keys:
            self.field.stand(self._rect(row, keys.index(self._place[1])))

    def _on_left(self, keep: bool, columns: int, rows: int) -> None:  # noqa: FBT001 - a signal's value
        field, place, edit = self.field, self._place, self._edit
        assert field is not None
        assert place is not None
        typed, self.field, self._place = field.text().strip(), None, None
        had_keys = field.hasFocus()
        field.put_out()
        if had_keys:
            self._table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if keep and (typed != edit.typed.strip() or place in self._wrong):
            self._save(place, edit, typed)
        else:
            self._wrong.pop(place, None)
        if columns and not self.step(columns):
            rows = columns
            self._go(0 if columns > 0 else len(self._table.columns()) - 1)
        if rows:
            self._down(rows)
        self._rows.update()

    def _save(self, place: _Place, edit: CellEdit, typed: str) -> None:
        if edit.save is None:
            return
        self._wrong.pop(place, None)
        if not edit.turned:
            self._pending[place] = typed
        task = edit.save(typed)
        task.then(self, lambda _answer: self._on_written(place)).refused(partial(self._on_refused, place, edit, typed))
        self._rows.update()

    def _on_written(self, place: _Place) -> None:
        if place in self._pending:
            self._written.add(place)
        self._on_arrived()

    def _on_refused(self, place: _Place, edit: CellEdit, typed: str, refusal: UserError) -> None:
        """Back to the cell, unless one is at work elsewhere already: then it waits there, told apart by its colour."""
        self._pending.pop(place, None)
        if edit.turned:
            self.refused.emit(refusal)
            return
        row, keys = self._model().position_of(place[0]), [column.key for column in self._table.columns()]
        typing = self._table.view.window().focusWidget()  # nobody does while the window is being closed
        busy = self.field is not None or typing not in (None, self._table.view)
        if not busy and row is not None and place[1] in keys:
            self._table.view.setCurrentIndex(self._model().index(row))
            self._go(keys.index(place[1]))
            self._wrong[place] = (typed, str(refusal))
            self.begin()
        else:
            self._wrong[place] = (typed, str(refusal))
            self.refused.emit(refusal)
        self._rows.update()

    def _on_arrived(self) -> None:
        """Rows came: what they say now stands for what was typed."""
        if self._written and self._model().is_settled():
            for place in self._written:
                self._pending.pop(place, None)
            self._written.clear()
            self._rows.update()
        self.stand()

    def leave(self) -> None:
        """Keep what is being typed."""
        if self.field is not None:
            self._on_left(True, 0, 0)  # noqa: FBT003 - a signal's value

    def _row(self) -> Any:
        row = self._table.view.currentIndex().row()
        return self._model().row_at(row) if row >= 0 else None

    def _model(self) -> Any:
        return self._table.view.model()

    def _go(self, to: int) -> None:
        """Make a column the current one and bring it into sight."""
        self._key = self._table.columns()[to].key
        self._table.show_cell(to)
        reason = self._wrong.get((row.id, self._key)) if (row := self._row()) is not None else None
        if reason is not None and self.field is None:
            self.refused.emit(UserError(reason[1]))

    def _down(self, by: int) -> None:
        view = self._table.view
        row = min(max(view.currentIndex().row() + by, 0), self._model().rowCount() - 1)
        view.setCurrentIndex(self._model().index(row))

    def _rect(self, row: int | None = None, column: int | None = None) -> QRect:
        """Where a cell stands, the current one where none is named."""
        view = self._table.view
        whole = view.visualRect(view.currentIndex() if row is None else self._model().index(row))
        left, width = self._table.spots()[self.column() if column is None else column]
        return QRect(left - GAP // 2 - self._table.offset(), whole.y(), width + GAP, whole.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and clicks on the table."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._table.view:
            return self._on_key(event)
        if isinstance(event, QMouseEvent) and watched is self._rows:
            return self._on_mouse(event)
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind, plain = event.type(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        pressed = kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if not pressed or not plain or event.button() != Qt.MouseButton.LeftButton:
            return False
        at: QPoint = event.position().toPoint()
        column = self._table.column_at(at.x())
        if column >= 0 and self._table.view.indexAt(at).isValid():
            self._go(column)
        if kind == QEvent.Type.MouseButtonPress or column < 0:
            return False
        return self._table.view.indexAt(at) == self._table.view.currentIndex() and self.begin()

    def _on_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Backtab:
            held &= ~Qt.KeyboardModifier.ShiftModifier
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_C:
            return self._copy()
        if held & _COMMANDING or self.field is not None:  # what the field did not want is not the table's
            return False
        return self._on_typed(event.text()) if held or key not in _MEANT else self._on_plain(key)

    def _on_plain(self, key: Qt.Key) -> bool:
        """A key that means something by itself."""
        if key in _SIDES:
            return self.step(_SIDES[key]) or key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key in _EMPTYING:
            return self._empty()
        return (key in _ENTER or self._turns()) and self.begin()

    def _on_typed(self, text: str) -> bool:
        """A letter begins a new value; the bar is left to whoever chooses rows with it."""
        return bool(text.strip()) and text.isprintable() and not self._turns() and self.begin(text)

    def _current_edit(self) -> CellEdit | None:
        row, columns = self._row(), self._table.columns()
        return self._edit_of(row, columns[self.column()].key) if row is not None and columns else None

    def _turns(self) -> bool:
        edit = self._current_edit()
        return edit is not None and bool(edit.turned)

    def _empty(self) -> bool:
        """Take away what stands in the cell."""
        row, edit = self._row(), self._current_edit()
        if row is None or edit is None or edit.save is None or edit.turned or not edit.typed:
            return False
        self._save((row.id, self._table.columns()[self.column()].key), edit, "")
        return True

    def _copy(self) -> bool:
        row = self._row()
        if row is None:
            return False
        said = self._table.said(row)
        QGuiApplication.clipboard().setText(said[self.column()].text if self.column() < len(said) else row.name)
        return True
