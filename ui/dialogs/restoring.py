"""A workspace made of one of its backups, in a folder of its own: which copy, what it holds, where to, how far it is."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QWidget

from app.formatting import counted, file_size, number, stamp
from app.kept_backups import BACKUPS, KeptBackup, kept_backups
from resources.i18n import _, ngettext, pgettext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pick import Pick
from ui.widgets.progress import Progress
from ui.widgets.sheet import Sheet
from ui.widgets.stopping import show_stops
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from app.errors import OutsideError, UserError
    from app.restoring import BackupContents, Restored
    from ui.tasks import Tasks

WIDTH = 620
_ALL = 100
_LOST_SHOWN = 5  # names of missing files
Now = Callable[[], datetime]


def contents_said(found: "BackupContents", now: datetime, *, brief: bool = False) -> str:
    """What a copy holds, in a sentence; a brief one counts people alone."""
    said = [counted("{count} contact", "{count} contacts", found.counts["contact"])]
    if not brief:
        said.append(counted("{count} company", "{count} companies", found.counts["company"]))
        said.append(counted("{count} offer", "{count} offers", found.counts["offer"]))
    holds = " · ".join(said)
    if found.changed_at is None:
        return holds
    moment = stamp(found.changed_at, zone=now.tzinfo, today=now.date())
    return _("{holds}; last changed {moment}").format(holds=holds, moment=moment)


def free_folder(beside: Path, day: datetime) -> Path:
    """A folder for the restored workspace next to another one, named after it and the day, not there yet."""
    first = beside.with_name(f"{beside.name} {day:%Y-%m-%d}")
    found, place = first, 2
    while found.exists():
        found, place = first.with_name(f"{first.name}-{place}"), place + 1
    return found


class RestoreSheet(Sheet):
    """`then` is called with the folder of the workspace that was made. What is open now stays as it is."""

    def __init__(
        self, window: QWidget, tasks: "Tasks", now: Now, place: tuple[Path, Path], then: Callable[[Path], object]
    ) -> None:
        """`place`: the workspace whose copies are offered, and the folder to restore into."""
        sentence = _("A copy becomes a workspace in a folder of its own. What there is now stays as it is.")
        super().__init__(window, _("Restore from a backup"), sentence, WIDTH)
        self._tasks, self._now, self._then = tasks, now, then
        self._home_of_copies, self.target = place
        self._chosen: Path | None = None
        self._sound = False  # whether the chosen copy could be read
        self._running, self._stop = False, threading.Event()
        self._arrange()
        self._settle_buttons()
        home = self._home_of_copies
        tasks.aside(lambda: kept_backups(home)).then(self, self._offer, slot="copies")

    def choose(self, copy: Path) -> None:
        """Look into a copy: one of those offered, or any other file."""
        if self.copies.findData(str(copy)) < 0:
            self.copies.addItem(copy.name, str(copy))
        self.copies.show_value(str(copy))
        self._chosen, self._sound = copy, False
        self._tell("")
        self.holds.setText(_("Looking into it …"))
        self._settle_buttons()

        def look() -> "BackupContents":
            from app.restoring import contents_of  # noqa: PLC0415 - heavy: seldom asked for

            return contents_of(copy)

        looking = self._tasks.aside(look, queue="copies").then(self, self._show_contents, slot="contents")
        looking.refused(self._on_unreadable).troubled(self._on_unreadable)

    def put_into(self, folder: Path) -> None:
        """Restore into another folder; where it holds something already, into a new one in it."""
        taken = folder.is_dir() and any(folder.iterdir())
        self.target = free_folder(folder / self._home_of_copies.name, self._now()) if taken else folder
        self.where.setText(str(self.target))

    def restore(self) -> None:
        """Make the workspace; it can be stopped, and then nothing of it is left."""
        copy, folder, stop, told = self._chosen, self.target, self._stop, self.progress.told
        assert copy is not None
        self._running = True
        stop.clear()
        self._tell("")
        self.progress.show()
        self.progress.show_progress(0, _("Copying …"))
        self._settle_buttons()

        def go_on(done: int, total: int) -> bool:
            said = _("{done} of {total}").format(done=file_size(done), total=file_size(total))
            told.emit(done * _ALL // max(total, 1), said)
            return not stop.is_set()

        def work() -> "Restored":
            from app.restoring import restore  # noqa: PLC0415 - heavy: seldom asked for

            return restore(copy, folder, go_on)

        making = self._tasks.aside(work, queue="copying").then(self, self._on_made)
        making.refused(self._on_failed).troubled(self._on_failed)

    def _offer(self, kept: tuple[KeptBackup, ...]) -> None:
        now = self._now()
        self.copies.offer([
            (str(one.path), f"{stamp(one.at, zone=now.tzinfo, today=now.date())} · {file_size(one.size)}")
            for one in kept
        ])  # fmt: skip
        if self._chosen is not None:
            self.choose(self._chosen)
        elif kept:
            self.choose(kept[0].path)
        else:
            self.copies.hide()
            self.holds.setText(_("No copy was made here yet: choose the file of one."))

    def _show_contents(self, found: "BackupContents") -> None:
        self._sound = True
        self.holds.setText(contents_said(found, self._now()))
        self._settle_buttons()

    def _on_unreadable(self, failure: "UserError | OutsideError") -> None:
        self.holds.setText("")
        self._tell(str(failure))

    def _on_made(self, made: "Restored") -> None:
        self._running = False
        if not made.lost:
            self.close()
            self._then(self.target)
            return
        names = ", ".join(made.lost[:_LOST_SHOWN]) + (" …" if len(made.lost) > _LOST_SHOWN else "")
        missing = ngettext(
            "Restored. {count} file was not in the backup: {names}.",
            "Restored. {count} files were not in the backup: {names}.",
            len(made.lost),
        )
        self.progress.show_progress(_ALL, "")
        self._tell(missing.format(count=number(len(made.lost)), names=names))
        for part in self._asked:
            part.setEnabled(False)
        self._leave.setText(_("Close"))
        self._go.setText(_("Open it"))
        self._go.clicked.disconnect()
        self._go.clicked.connect(lambda _checked=False: (self.close(), self._then(self.target)))
        self._go.setEnabled(True)

    def _on_failed(self, failure: "UserError | OutsideError") -> None:
        self._running = False
        self.progress.hide()
        self._tell(_("Stopped; nothing was restored.") if self._stop.is_set() else str(failure))
        self._settle_buttons()

    def _tell(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self._settle()

    def _settle_buttons(self) -> None:
        show_stops(self._leave, stops=self._running, otherwise=_("Cancel"))
        self._go.setEnabled(self._sound and not self._running)
        for part in self._asked:
            part.setEnabled(not self._running)
        self._settle()

    def _cancel(self) -> None:
        if self._running:
            self._stop.set()
        else:
            self.close()

    def _choose_file(self) -> None:
        start = str(self._home_of_copies / BACKUPS)
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), start, _("Backups (*.db)"))
        if name:
            self.copies.show()
            self.choose(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Where to restore"), str(self.target.parent))
        if name:
            self.put_into(Path(name))

    def _arrange(self) -> None:
        self.copies = Pick(pgettext("backup", "Copy"), [])
        self.copies.picked.connect(lambda path: self.choose(Path(path)))
        self.holds = words(_("Looking for copies …"), "body", "dim", wrap=True)
        self.where = ElidedWords(str(self.target), "body")
        self.progress = Progress()
        self.progress.hide()
        self.wrong = words("", "body", "bad", wrap=True)
        self.wrong.hide()
        another = button(_("From a file…"), self._choose_file, kind="link")
        elsewhere = button(_("Elsewhere…"), self._choose_folder, kind="link")
        self._asked: tuple[QWidget, ...] = (self.copies, another, elsewhere)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * metrics.GRID)
        grid.setVerticalSpacing(2 * metrics.GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(words(pgettext("backup", "Copy"), "body", "dim"), 0, 0)
        grid.addWidget(self.copies, 0, 1)
        grid.addWidget(another, 0, 2)
        grid.addWidget(self.holds, 1, 1, 1, 2)
        grid.addWidget(words(_("Into the folder"), "body", "dim"), 2, 0)
        grid.addWidget(self.where, 2, 1)
        grid.addWidget(elsewhere, 2, 2)
        self.body.addLayout(grid)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.wrong)
        self._leave = button(_("Cancel"), self._cancel)
        self._go: QPushButton = button(_("Restore and open"), self.restore, kind="primary")
        self.buttons.addWidget(self._leave)
        self.buttons.addWidget(self._go)
        self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is under way, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._running:
            self._stop.set()
            event.accept()
            return
        super().keyPressEvent(event)
