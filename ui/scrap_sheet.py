"""The words left of a sheet that is gone: to be read, copied, and thrown away when there is no more use for them."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from resources.i18n import _
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.popover import Popover
from ui.widgets.unfinished import Scrap, Unfinished
from ui.widgets.words import words

TALL = 120


class ScrapSheet(Popover):
    """Closed without a word it stays as it is; only "Throw away" ends it."""

    def __init__(self, anchor: QWidget, unfinished: Unfinished, scrap: Scrap) -> None:
        super().__init__(anchor, 380)
        self._unfinished, self._scrap = unfinished, scrap
        self.body.addWidget(words(_("Left unfinished"), "list_heading"))
        self.body.addWidget(words(scrap.name, "body", "dim", wrap=True))
        self.text = QPlainTextEdit(scrap.text)
        self.text.setReadOnly(True)
        self.text.setFont(font())
        self.text.setAccessibleName(_("Left unfinished"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TALL)
        self.body.addWidget(self.text)
        foot = QHBoxLayout()
        foot.addWidget(button(_("Throw away"), self._throw_away, kind="quiet", picture="trash"))
        foot.addStretch()
        foot.addWidget(button(_("Copy"), self._copy, kind="primary"))
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the words under the keyboard."""
        super().open_beside()
        self.text.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._scrap.text)
        self.close()

    def _throw_away(self) -> None:
        self._unfinished.throw_away(self._scrap)
        self.close()
