"""Lines of a page of preferences: a label at the left, a control at the right, a heading over several."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import metrics
from ui.widgets.words import ElidedWords, words

LABEL = 172
FIELD = 280
INDENT = LABEL + 10  # where the words of a field begin


class Page(QWidget):
    """A column of lines; `refresh` is called when records of its `KINDS` have changed."""

    KINDS: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(4, 0, 16, 8)
        self.down.setSpacing(metrics.GRID)
        self.down.setAlignment(Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        """Show what is kept now."""

    def heading(self, title: str) -> None:
        """A heading over the lines that follow."""
        if self.down.count():
            self.down.addSpacing(4 * metrics.GRID)
        self.down.addWidget(words(title, "strong"))

    def row(self, label: str, control: QWidget, hint: str = "", width: int = FIELD) -> None:
        """A control with its label, and a quiet sentence under it."""
        said = ElidedWords(label, "body", "dim")
        said.setFixedWidth(LABEL)
        if width:
            control.setFixedWidth(width)
        across = QHBoxLayout()
        across.setSpacing(metrics.GRID)
        across.addWidget(said)
        across.addSpacing(6)
        across.addWidget(control)
        across.addStretch(1)
        self.down.addLayout(across)
        if hint:
            self.sentence(hint)

    def sentence(self, text: str, tone: str = "dim") -> QLabel:
        """A quiet sentence under the controls."""
        said = words(text, "small", tone, wrap=True)
        said.setContentsMargins(INDENT, 0, 0, metrics.GRID)
        self.down.addWidget(said)
        return said
