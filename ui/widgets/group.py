"""A group of rows on a card: a heading, the rows, and a link that adds one more."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.words import words


def group_row() -> tuple[QWidget, QHBoxLayout]:
    """A row of a group, and the layout its parts go into."""
    row = QWidget()
    row.setMinimumHeight(28)
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 1, 0, 1)
    across.setSpacing(8)
    return row, across


class Group(QWidget):
    """A heading, its rows, and a link that adds one more."""

    def __init__(self, title: str, add: str = "", run: Callable[[QPushButton], object] | None = None) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(metrics.GRID)
        top.addWidget(words(title, "small_strong", "dim"))
        top.addStretch()
        if run is not None:
            self.add = button(add, kind="link", picture="plus")
            self.add.clicked.connect(lambda _checked=False: run(self.add))
            top.addWidget(self.add)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 14, 0, 0)
        self._down.setSpacing(metrics.GRID)
        self._down.addLayout(top)
        self._down.addLayout(self._rows)

    def show_rows(self, rows: Sequence[QWidget], nothing: str = "") -> None:
        """Show other rows, or the sentence for none."""
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(row)
        if not rows and nothing:
            self._rows.addWidget(words(nothing, "body", "dim", wrap=True))
