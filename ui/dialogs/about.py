"""The about sheet: the program, what it stands on, and the licences of everything that travels with it."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from app.versions import program_version, sqlite_version
from resources.i18n import _
from resources.licences import Work, works
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.sheet import Sheet
from ui.widgets.words import words

WIDTH, HEIGHT, LIST = 780, 340, 276


class AboutSheet(Sheet):
    """Versions at the top, works at the left, the licence of the chosen one at the right."""

    def __init__(self, window: QWidget) -> None:
        sentence = _("A contact manager for one salesperson on one laptop. What you write stays in your own file.")
        super().__init__(window, _("Vizitka {version}").format(version=program_version()).rstrip(), sentence, WIDTH)
        self.versions = words(versions(), "body", "dim", copyable=True)
        self.body.addWidget(self.versions)
        self.body.addWidget(words(_("Works of others that travel with it"), "small_strong", "dim"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Works of others"))
        self.list.setObjectName("quiet")
        self.list.setFont(font())
        self.list.setFixedWidth(LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for work in works():
            entry = QListWidgetItem(work.title)
            entry.setToolTip(f"{work.title} {work.version()}".rstrip())
            entry.setData(Qt.ItemDataRole.UserRole, work)
            self.list.addItem(entry)
        self._about = words("", "body", "dim", wrap=True, copyable=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(font("small"))
        self.text.setAccessibleName(_("Licence"))
        self._arrange(min(HEIGHT, window.height() - 280))
        self.buttons.addWidget(button(_("Close"), self.close, kind="primary"))
        self.finish()
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _arrange(self, height: int) -> None:
        right = QVBoxLayout()
        right.setSpacing(metrics.GRID)
        right.addWidget(self._about)
        right.addWidget(self.text, 1)
        across = QHBoxLayout()
        across.setSpacing(4 * metrics.GRID)
        across.addWidget(self.list)
        across.addLayout(right, 1)
        self.list.setFixedHeight(height)
        self.body.addLayout(across)

    def _show(self, entry: QListWidgetItem | None) -> None:
        if entry is None:
            return
        work: Work = entry.data(Qt.ItemDataRole.UserRole)
        said = (work.version(), _("licence: {licence}").format(licence=work.licence), work.home)
        self._about.setText(" · ".join(part for part in said if part))
        self.text.setPlainText(work.text())


def versions() -> str:
    """What the program stands on here, in one line a person can copy into a report."""
    system = f"{platform.system()} {platform.release()}"
    return f"SQLite {sqlite_version()} · Qt {qVersion()} · Python {platform.python_version()} · {system}"
