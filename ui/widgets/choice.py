"""A field whose value is chosen from a few: a button that shows the chosen one and opens a menu of all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from ui.theme import icons, metrics
from ui.theme.fonts import font

ARROW = 22


class Choice(QPushButton):
    """`chosen` carries the value a person picked; showing one from elsewhere is silent."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._name = name
        self._options = tuple(options)
        self._value = ""
        self.setProperty("look", "field")
        self.setFont(font())
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # as wide as its place
        self.clicked.connect(lambda _checked=False: self._open())
        self._tell()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Other values to choose from, each with its title."""
        self._options = tuple(options)
        self._tell()

    def value(self) -> str:
        """The value shown."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show a value."""
        self._value = value
        self._tell()

    def _tell(self) -> None:
        title = dict(self._options).get(self._value, self._value)
        shown = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(self.width() - ARROW - 14, 24))
        self.setText(shown)
        self.setToolTip("" if shown == title else title)
        self.setAccessibleName(f"{self._name}: {title}")

    def _open(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for value, title in self._options:
            action = menu.addAction(title, partial(self._choose, value))
            action.setCheckable(True)
            action.setChecked(value == self._value)
            group.addAction(action)
            if value == self._value:
                menu.setActiveAction(action)
        menu.setMinimumWidth(self.width())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.show_value(value)
            self.chosen.emit(value)

    def sizeHint(self) -> QSize:
        """Room for the longest value."""
        widest = max((self.fontMetrics().horizontalAdvance(title) for _value, title in self._options), default=60)
        return QSize(widest + 24 + ARROW, metrics.BUTTON)

    def minimumSizeHint(self) -> QSize:
        """How small it can be."""
        return QSize(56, metrics.BUTTON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the value as there is room for."""
        super().resizeEvent(event)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down open it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        super().paintEvent(event)
        if not self.isEnabled():
            return
        painter = QPainter(self)
        place = self.rect().adjusted(self.width() - ARROW, 0, -6, 0)
        icons.icon("chevron-down", "dim").paint(painter, place.adjusted(0, 8, 0, -8))
        painter.end()
