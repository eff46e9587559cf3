"""On a narrow window, over a card: back to the list, and where in it one is."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.widgets.buttons import button
from ui.widgets.words import figures


class BackBar(QWidget):
    """Hidden while the list stands beside the card."""

    def __init__(self, title: str, back: Callable[[], object]) -> None:
        super().__init__()
        self.back: QPushButton = button(title, back, kind="quiet", picture="chevron-left")
        self.place = figures(role="body")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 12)
        across.addWidget(self.back)
        across.addStretch()
        across.addWidget(self.place)
        self.hide()
