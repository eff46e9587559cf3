"""A list in a popover that is narrowed by typing: arrows go through it wherever the cursor stands, Enter takes one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from resources.i18n import _
from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.icons import icon

ROW = 28
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `checked` is None where lines are not put in and out."""

    key: str
    label: str
    checked: bool | None = None


class TypedList(QWidget):
    """`taken` carries the key of a line that was pressed; `moved` a key and which way it is to go."""

    taken = Signal(str)
    moved = Signal(str, int)

    def __init__(self, hint: str, name: str, rows: int = 10) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self.text = QLineEdit()
        self.text.setFont(font())
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(hint)
        self.text.textEdited.connect(lambda _text: self._fill(""))
        self.listed = QListWidget()
        self.listed.setObjectName("quiet")
        self.listed.setFont(font())
        self.listed.setAccessibleName(name)
        self.listed.setFixedHeight(rows * ROW + 10)
        self.listed.setIconSize(QSize(metrics.ICON_SMALL, metrics.ICON_SMALL))
        self.listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listed.itemClicked.connect(lambda item: self.taken.emit(str(item.data(_KEY))))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * metrics.GRID)
        down.addWidget(self.text)
        down.addWidget(self.listed)
        self.setFocusProxy(self.text)

    def offer(self, entries: Sequence[Entry], current: str = "") -> None:
        """Show these lines, as far as they match what is typed."""
        self._entries = tuple(entries)
        self._fill(current)

    def current(self) -> str:
        """The key of the marked line; empty where there is none."""
        row = self.listed.currentRow()
        return str(self.listed.item(row).data(_KEY)) if row >= 0 else ""

    def _fill(self, current: str) -> None:
        wanted = self.text.text().strip().casefold()
        self.listed.clear()
        for entry in self._entries:
            if wanted in entry.label.casefold():
                self.listed.addItem(_line(entry))
                if entry.key == current:
                    self.listed.setCurrentRow(self.listed.count() - 1)
        if self.listed.currentRow() < 0 and self.listed.count():
            self.listed.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys; what the field leaves comes here."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.current(), step)
        elif step:
            last = self.listed.count() - 1
            self.listed.setCurrentRow(min(max(self.listed.currentRow() + step, 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current():
                self.taken.emit(self.current())
        else:
            super().keyPressEvent(event)


def _line(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.label)
    item.setData(_KEY, entry.key)
    item.setSizeHint(QSize(metrics.ICON, ROW))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    if entry.checked is not None:
        item.setIcon(icon("check", "accent") if entry.checked else _nothing())
        shown = _("{name}, shown") if entry.checked else _("{name}, not shown")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.format(name=entry.label))
    return item


def _nothing() -> QIcon:
    """Keeps the place of a mark."""
    blank = QPixmap(metrics.ICON_SMALL, metrics.ICON_SMALL)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)
