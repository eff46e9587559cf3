"""What stands where content will be: nothing yet (one sentence, one action), or trouble (what happened, try again)."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from resources.i18n import _
from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import Kind, button
from ui.widgets.words import words


class Notice(QWidget):
    """A quiet picture, one sentence and one action in the middle of an otherwise empty place."""

    def __init__(
        self, picture: str, sentence: str, title: str, run: Callable[[], object], kind: Kind = "plain"
    ) -> None:
        super().__init__()
        self.setObjectName("notice")
        across = QVBoxLayout(self)
        across.setContentsMargins(32, 24, 32, 48)
        across.setSpacing(3 * metrics.GRID)
        across.addStretch()
        image = QLabel()
        image.setPixmap(icon(picture, "faint").pixmap(QSize(32, 32), self.devicePixelRatioF()))
        said = words(sentence, "body", "dim", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        across.addWidget(image, 0, Qt.AlignmentFlag.AlignHCenter)
        across.addWidget(said)
        self.action = button(title, run, kind=kind)
        across.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        across.addStretch()
        self.sentence = said


def trouble(sentence: str, again: Callable[[], object]) -> Notice:
    """The place of something that could not be read."""
    return Notice("alert-triangle", sentence, _("Try again"), again)


def try_again(place: QWidget) -> None:
    """Press "try again" wherever something could not be read."""
    for notice in place.findChildren(Notice):
        if notice.isVisible() and notice.action.text() == _("Try again"):
            notice.action.click()
