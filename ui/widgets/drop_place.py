"""A place to drop files onto, or to choose them with a click or a key."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import button
from ui.widgets.words import words


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of this computer a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropPlace(QFrame):
    """`dropped` carries the files; the button asks for them in the system's own way through `choose`."""

    dropped = Signal(list)

    def __init__(self, picture: str, sentence: str, title: str, choose: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setMinimumHeight(168)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(2 * metrics.GRID)
        down.addStretch()
        image = QLabel()
        image.setPixmap(icon(picture, "faint").pixmap(28, 28))
        down.addWidget(image, 0, Qt.AlignmentFlag.AlignHCenter)
        said = words(sentence, "body", "dim", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        down.addWidget(said)
        self.choose = button(title, choose, kind="primary")
        down.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch()
        self.setFocusProxy(self.choose)

    def _show_over(self, *, over: bool) -> None:
        self.setProperty("over", "true" if over else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether what is dragged can be taken."""
        if dropped_files(event):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._show_over(over=False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))
