"""The bar over the sections: the search box and the buttons that begin something new."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from resources.i18n import _
from ui.search_box import SearchBox
from ui.section import Adding
from ui.theme import metrics
from ui.theme.palette import colours
from ui.widgets.buttons import button


class TopBar(QWidget):
    """Search at the left, adding at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(metrics.TOP)
        self.search = SearchBox()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(16, 0, 16, 1)
        self._across.setSpacing(3 * metrics.GRID)
        self._across.addWidget(self.search, 10)
        self._across.addStretch(1)

    def add_button(self, adding: Adding, run: Callable[[], object], hint: str) -> QPushButton:
        """Put a button for a new record at the right end."""
        made = button(_(adding.label), run, kind="primary", picture="plus", hint=hint)
        self._across.addWidget(made)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours().line))
        painter.end()
