"""The line at the bottom: what changed last and how to take it back, and what was refused."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.i18n import _
from ui.actions import Actions
from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.words import ElidedWords, key_cap

REFUSAL_STAYS = 12_000  # ms: long enough to read, short enough not to hide the last change


class StatusLine(QWidget):
    """Names the last change and offers to undo it, or the last undo and offers to redo it."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setFixedHeight(metrics.STATUS)
        self._kept = ("", "")
        self._actions = actions
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 1, 16, 0)
        across.setSpacing(2 * metrics.GRID)
        self.said = ElidedWords("", "small", "dim")
        self.link = button("", self._act, kind="link")
        self.link.setFont(font("small_medium"))
        self.keys = key_cap("")
        shortcuts = button(_("Shortcuts"), lambda: actions.run("shortcuts"), kind="link")
        shortcuts.setFont(font("small"))
        across.addWidget(self.said)
        across.addSpacing(3 * metrics.GRID)
        across.addWidget(self.link)
        across.addWidget(self.keys)
        across.addStretch()
        self._right = QHBoxLayout()
        across.addLayout(self._right)
        across.addSpacing(2 * metrics.GRID)
        across.addWidget(shortcuts)
        across.addWidget(key_cap(actions.keys("shortcuts")))
        self._calm = QTimer(self, singleShot=True, interval=REFUSAL_STAYS)
        self._calm.timeout.connect(self._show_kept)
        self._show_kept()

    def put(self, sign: QWidget) -> None:
        """Give a quiet sign its place at the right."""
        self._right.addWidget(sign)

    def tell_change(self, name: str, source: str) -> None:
        """Name what has just changed; `source` is "undo" where it was taken back."""
        text = _("Undone: {name}").format(name=name) if source == "undo" else name
        self._kept = (text, "redo" if source == "undo" else "undo")
        self._calm.stop()
        self._show_kept()

    def tell(self, sentence: str) -> None:
        """Say something for a while: why a change was refused."""
        self._offer("")
        self.said.setText(sentence)
        self._calm.start()

    def _show_kept(self) -> None:
        text, offer = self._kept
        self.said.setText(text)
        self._offer(offer)

    def _offer(self, offer: str) -> None:
        self.link.setVisible(bool(offer))
        self.keys.setVisible(bool(offer))
        if offer:
            title = _("Undo") if offer == "undo" else _("Redo")
            self.link.setText(title)
            self.link.setAccessibleName(title)
            self.keys.setText(self._actions.keys(offer))

    def _act(self) -> None:
        self._actions.run(self._kept[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours().line))
        painter.end()
