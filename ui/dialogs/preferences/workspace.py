"""The workspace: where it lies, another one in a window of its own, the copies kept, a copy now."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QPushButton, QWidget

from app.formatting import counted, file_size, number, stamp
from app.kept_backups import BACKUPS, KeptBackup, kept_backups
from resources.i18n import _, ngettext
from ui.context import zone_info
from ui.dialogs.preferences.rows import Page
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.words import ElidedWords, figures, words

if TYPE_CHECKING:
    from app.errors import OutsideError
    from ui.context import UiContext

MOST_SHOWN = 8
_LOST_SHOWN = 5  # names of missing files


class WorkspacePage(Page):
    """Folder and backups."""

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self._folder = ctx.doors.folder
        self.heading(_("Folder"))
        said = _(
            "Everything is in this folder: the database, the files, their copies. Closed, it can be moved as a whole."
        )
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.down.addWidget(words(str(self._folder), "medium", wrap=True, copyable=True))
        self.down.addWidget(
            _in_a_row(
                button(_("Show the folder"), self._show_folder, picture="folder"),
                button(_("Open another workspace…"), self._open_another, picture="folder-open"),
            )
        )
        self.heading(_("Backups"))
        self.down.addWidget(words(_("Each copy is opened again, checked and counted."), "body", "dim", wrap=True))
        self.now = button(_("Back up now"), self._back_up, picture="database")
        self.told = words("", "body", "dim", wrap=True)
        self.down.addWidget(_in_a_row(self.now))
        self.down.addWidget(self.told)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(4 * metrics.GRID)
        self._list.setVerticalSpacing(2)
        self._list.setColumnStretch(2, 1)
        self.down.addLayout(self._list)
        self._refresh()

    def _refresh(self) -> None:
        folder = self._folder
        self._ctx.tasks.aside(lambda: kept_backups(folder)).then(self, self._show, slot="backups")

    def _show(self, kept: tuple[KeptBackup, ...]) -> None:
        while (entry := self._list.takeAt(0)) is not None:
            if (part := entry.widget()) is not None:
                part.deleteLater()
        zone, today = zone_info(self._ctx.zone()), self._ctx.now().date()
        for row, one in enumerate(kept[:MOST_SHOWN]):
            self._list.addWidget(figures(stamp(one.at, zone=zone, today=today), "body", ""), row, 0)
            self._list.addWidget(figures(file_size(one.size), "body"), row, 1)
            self._list.addWidget(ElidedWords(one.path.name, "body", "dim"), row, 2)
        if not kept:
            self._list.addWidget(words(_("No copy was made yet."), "body", "dim"), 0, 0)
        elif len(kept) > MOST_SHOWN:
            self._list.addWidget(button(_("All copies"), self._show_backups, kind="link"), MOST_SHOWN, 0)

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        self._tell(_("Copying and checking …"), "dim")
        task = self._ctx.tasks.start(self._ctx.doors.backup, lasting=True).then(self, self._on_made, slot="backup")
        task.troubled(self._on_trouble).ended(lambda: self.now.setEnabled(True))

    def _on_made(self, made: Any) -> None:
        people = counted("{count} contact", "{count} contacts", made.counts.get("contact", 0))
        text = _("The copy is sound: {contacts}, {size}, {file}.")
        said = text.format(contacts=people, size=file_size(made.size), file=made.path.name)
        if made.files:
            beside = ngettext(
                "{count} file is kept with it, {size}.", "{count} files are kept with it, {size}.", made.files
            )
            said += " " + beside.format(count=number(made.files), size=file_size(made.files_size))
        if made.lost:
            missing = ngettext("{count} file is missing or damaged: {names}.",
                               "{count} files are missing or damaged: {names}.", len(made.lost))  # fmt: skip
            shown = ", ".join(made.lost[:_LOST_SHOWN]) + (" …" if len(made.lost) > _LOST_SHOWN else "")
            said += " " + missing.format(count=number(len(made.lost)), names=shown)
        self._tell(said, "bad" if made.lost else "good")
        self._refresh()

    def _on_trouble(self, trouble: "OutsideError") -> None:
        self._tell(str(trouble), "bad")

    def _tell(self, sentence: str, tone: str) -> None:
        self.told.setText(sentence)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _show_backups(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / BACKUPS)))

    def _open_another(self) -> None:
        """Each workspace has a window of its own: another one is another start of the program."""
        from app.reminders.autostart import own_command  # noqa: PLC0415 - heavy: seldom asked for

        name = QFileDialog.getExistingDirectory(self, _("Open another workspace"), str(self._folder.parent))
        if name:
            program, *options = own_command(name)
            QProcess.startDetached(program, options)


def _in_a_row(*parts: QPushButton) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, metrics.GRID, 0, metrics.GRID)
    across.setSpacing(2 * metrics.GRID)
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return row
