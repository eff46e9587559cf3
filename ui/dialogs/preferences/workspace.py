"""The workspace: where it lies, another one in a window of its own, the copies kept, a copy now."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QPushButton, QWidget

from app.errors import UserError
from app.formatting import counted, file_size, number, stamp
from app.kept_backups import BACKUPS, KeptBackup, kept_backups
from resources.i18n import _, ngettext
from ui.dialogs.preferences.rows import Page
from ui.dialogs.restoring import contents_said
from ui.outside import open_workspace
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.lasting import Lasting
from ui.widgets.words import ElidedWords, figures, words

if TYPE_CHECKING:
    from app.errors import OutsideError
    from app.restoring import BackupContents
    from ui.context import UiContext

MOST_SHOWN = 8
_ALL = 100
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
        self.now = button(_("Back up now"), self.back_up, picture="database")
        self.told = words("", "body", "dim", wrap=True)
        another = button(_("Restore from a backup…"), self._restore, picture="history")
        self.down.addWidget(_in_a_row(self.now, another))
        self.lasting = Lasting()
        self.down.addWidget(self.lasting)
        self.down.addWidget(self.told)
        self._holds: dict[Path, ElidedWords] = {}
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
                part.hide()
                part.deleteLater()
        self._holds.clear()
        now = self._ctx.now()
        for row, one in enumerate(kept[:MOST_SHOWN]):
            holds = ElidedWords("", "small", "dim")
            again = button(_("Restore…"), partial(self._restore, one.path), kind="link", hint=one.path.name)
            again.setAccessibleDescription(stamp(one.at, zone=now.tzinfo, today=now.date()))
            self._holds[one.path] = holds
            self._list.addWidget(figures(stamp(one.at, zone=now.tzinfo, today=now.date()), "body", ""), row, 0)
            self._list.addWidget(figures(file_size(one.size), "body"), row, 1)
            self._list.addWidget(holds, row, 2)
            self._list.addWidget(again, row, 3)
        if not kept:
            self._list.addWidget(words(_("No copy was made yet."), "body", "dim"), 0, 0)
        elif len(kept) > MOST_SHOWN:
            self._list.addWidget(button(_("All copies"), self._show_backups, kind="link"), MOST_SHOWN, 0)
        self._look_into(tuple(self._holds))

    def _look_into(self, copies: tuple[Path, ...]) -> None:
        """One copy after another, the newest first: large ones take a moment each."""
        if not copies or copies[0] not in self._holds:
            return
        first, rest = copies[0], copies[1:]

        def look() -> "BackupContents":
            from app.restoring import contents_of  # noqa: PLC0415 - heavy: seldom asked for

            return contents_of(first)

        def say(sentence: str) -> None:
            if first in self._holds:
                self._holds[first].setText(sentence)
            self._look_into(rest)

        looking = self._ctx.tasks.aside(look, queue="copies")
        looking.then(self, lambda found: say(contents_said(found, self._ctx.now(), brief=True)), slot="contents")
        looking.refused(lambda refusal: say(str(refusal))).troubled(lambda failure: say(str(failure)))

    def _restore(self, copy: Path | None = None) -> None:
        """Ask where to, over this sheet."""
        from ui.dialogs.restoring import RestoreSheet, free_folder  # noqa: PLC0415 - not before it is asked for

        place = (self._folder, free_folder(self._folder, self._ctx.now()))
        sheet = RestoreSheet(self.window(), self._ctx.tasks, self._ctx.now, place, self._open)
        if copy is not None:
            sheet.choose(copy)
        sheet.open()

    def back_up(self) -> None:
        """Make a copy now."""
        if not self.now.isEnabled():
            return
        self.now.setEnabled(False)
        self._tell("", "dim")
        stop, told = threading.Event(), self.lasting.progress.told

        def go_on(done: int, total: int) -> bool:
            share = done * _ALL // max(total, 1)
            told.emit(share, _("Copying …") if share < _ALL else _("Checking the copy …"))
            return not stop.is_set()

        self.lasting.progress.show_progress(0, _("Copying …"))
        self.lasting.begin(stop.set)
        backup = self._ctx.doors.backup
        task = self._ctx.tasks.start(lambda: backup(go_on), lasting=True).then(self, self._on_made, slot="backup")
        task.refused(self._on_trouble).troubled(self._on_trouble).ended(partial(self._on_ended, stop.set))

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

    def _on_ended(self, stop: Callable[[], None]) -> None:
        self.lasting.end(stop)
        self.now.setEnabled(True)

    def _on_trouble(self, trouble: "UserError | OutsideError") -> None:
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
        name = QFileDialog.getExistingDirectory(self, _("Open another workspace"), str(self._folder.parent))
        if name:
            self._open(Path(name))

    def _open(self, folder: Path) -> None:
        try:
            open_workspace(folder)
        except UserError as refusal:
            self._tell(str(refusal), "bad")


def _in_a_row(*parts: QPushButton) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, metrics.GRID, 0, metrics.GRID)
    across.setSpacing(2 * metrics.GRID)
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return row
