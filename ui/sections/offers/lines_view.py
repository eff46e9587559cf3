"""The grid of lines: worked with the keyboard as a spreadsheet is.

Arrows move, typing or F2 or Enter edits, Enter goes down, Tab to the next cell, Ins makes a line, Del removes,
Ctrl+Up and Ctrl+Down move a line, Ctrl+V takes rows from a spreadsheet.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from resources.i18n import _
from ui.keys import latin_key
from ui.sections.offers.grip import Grip
from ui.sections.offers.line_cells import PADDING, CellDelegate, name_indent, role_word
from ui.sections.offers.lines_model import Col, Heading, Line, LinesModel
from ui.theme.fonts import font
from ui.widgets.pill import pill_width
from ui.widgets.suggest import Find

ROW = 34
TALL = 50
HEADS = 28
_WIDTHS = {
    Col.NUMBER: 38, Col.QUANTITY: 62, Col.UNIT: 72, Col.PRICE: 100, Col.DISCOUNT: 74, Col.VAT: 58, Col.SUM: 112,
}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN = (Qt.Key.Key_F2, Qt.Key.Key_Insert, Qt.Key.Key_Delete, *_ENTER)

Index = QModelIndex | QPersistentModelIndex


class LinesView(QTableView):
    """What a person wishes is told by signals; the view itself moves the cursor and opens cells."""

    insert_wished = Signal(int)
    remove_wished = Signal()
    move_wished = Signal(int)
    pasted = Signal(str)
    menu_wished = Signal(object)  # QPoint on the screen
    left = Signal()
    cursor_moved = Signal()

    def __init__(self, model: LinesModel, find: Find) -> None:
        super().__init__()
        self.lines = model
        self.setModel(model)
        self.cells = CellDelegate(self, find)
        self.setItemDelegate(self.cells)
        self.cells.finished.connect(self._go_on)
        self.grip = Grip(self, model)
        self.cells.hovered = lambda: self.grip.hovered if not model.locked else -1
        self._dress()
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.lines.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def begin(self, row: int, column: int) -> None:
        """Put the cursor into a cell and open it."""
        self.go_to(row, column)
        index = self.lines.index(row, column)
        if index.isValid() and self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def chosen_rows(self) -> list[int]:
        """The rows of the marked cells, the current one at least."""
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        current = self.currentIndex().row()
        return sorted(rows | {current}) if current >= 0 else sorted(rows)

    def fit(self) -> None:
        """As tall as its rows: the column around it scrolls, not the grid."""
        tall = HEADS + 1
        for row, entry in enumerate(self.lines.rows):
            height = TALL if isinstance(entry, Line) and self._is_tall(entry) else ROW
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            tall += height
        self.setFixedHeight(tall)

    def _is_tall(self, line: Line) -> bool:
        """Whether a line needs two rows of text: a description, or a long name; or has a picture."""
        room = self.columnWidth(Col.NAME) - 2 * PADDING - name_indent(self.lines, line)
        if word := role_word(line.role):
            room -= round(pill_width(word, "neutral")) + PADDING
        return bool(line.description or line.picture) or self.fontMetrics().horizontalAdvance(line.name) > room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names break into lines by the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def _dress(self) -> None:
        self.setObjectName("lines")
        self.setAccessibleName(_("Lines of the offer"))
        self.setFont(font())
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        heads = self.horizontalHeader()
        heads.setFixedHeight(HEADS)
        heads.setFont(font("small"))
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setMinimumSectionSize(30)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, wide in _WIDTHS.items():
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, wide)
        heads.setSectionResizeMode(Col.NAME, QHeaderView.ResizeMode.Stretch)

    def _go_on(self, key: int, line: object) -> None:
        """A cell was left by a key: Enter goes down, Tab across, from a new line's name to its quantity."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        fresh = isinstance(line, Line) and line.waiting and column == Col.NAME
        if key in _ENTER and fresh:
            self.go_to(row, Col.QUANTITY)
        elif key in _ENTER or key == Qt.Key.Key_Down:
            self.go_to(min(row + 1, len(self.lines.rows) - 1), column)
        elif key == Qt.Key.Key_Up:
            self.go_to(max(row - 1, 0), column)
        elif key == Qt.Key.Key_Tab:
            self._across(1)
        elif key == Qt.Key.Key_Backtab:
            self._across(-1)

    def _across(self, by: int) -> bool:
        """To the next cell that may be edited, over the ends of rows; False where there is none."""
        at = self.currentIndex()
        place = at.row() * len(Col) + at.column() + by
        while 0 <= place < len(self.lines.rows) * len(Col):
            index = self.lines.index(*divmod(place, len(Col)))
            if self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.go_to(index.row(), index.column())
                return True
            place += by
        return False

    def _paste(self) -> None:
        text = QApplication.clipboard().text()
        several = "\t" in text.strip("\r\n") or "\n" in text.strip("\r\n")
        index = self.currentIndex()
        entry = self.lines.rows[index.row()] if index.isValid() else None
        onto_name = isinstance(entry, Line) and entry.is_blank()
        if several:
            self.pasted.emit(text)
        elif text.strip() and (onto_name or not isinstance(entry, Heading)) and index.isValid():
            self.cells.put(index, text.strip())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The cursor moved."""
        super().currentChanged(current, previous)
        self.cursor_moved.emit()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard has come: there is always a cursor."""
        if not self.currentIndex().isValid() and self.lines.rows:
            self.go_to(0, Col.NAME)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does: F2 edits here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.is_editing():
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            paste = event.matches(QKeySequence.StandardKey.Paste)
            if (plain and event.key() in _OWN) or paste or self._moves(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        letter = latin_key(event) or key
        if self._moves(event):
            self.move_wished.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Paste) or (control and letter == Qt.Key.Key_V):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy) or (control and letter == Qt.Key.Key_C):
            self._copy()
        elif key == Qt.Key.Key_Insert and not control:
            self.insert_wished.emit(max(self.currentIndex().row(), 0))
        elif key == Qt.Key.Key_Delete and not control:
            self.remove_wished.emit()
        elif key in _ENTER or key == Qt.Key.Key_F2:
            self.begin(self.currentIndex().row(), self.currentIndex().column())
        elif not control or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab belongs to the cells; from the empty line at the end it leaves."""
        if self.hasFocus():
            row = self.lines.line_at(self.currentIndex().row())
            if not (next_ and row is not None and row.is_blank()) and self._across(1 if next_ else -1):
                return True
        return super().focusNextPrevChild(next_)

    def _moves(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return held == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)

    def _copy(self) -> None:
        rows = self.chosen_rows()
        columns = sorted({index.column() for index in self.selectionModel().selectedIndexes()})
        cells = [[self.lines.shown(self.lines.rows[row], column) for column in columns] for row in rows]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in cells))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the line."""
        self.menu_wished.emit(event.globalPos())

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(620, self.height())

    def minimumSizeHint(self) -> QSize:
        """How small it can be."""
        return QSize(360, self.height())
