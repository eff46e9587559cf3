"""The import sheet: choose or drop files, look what they hold, bring them in, read what became of every record."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.survey import FileLook, Survey, TableChoice, look_at, survey
from app.formatting import number
from resources.i18n import _, ngettext
from ui.dialogs.importing.mapping import MappingPage
from ui.dialogs.importing.pages import PeoplePage, Summary, file_words, refused_table
from ui.dialogs.importing.work import Opened, open_files, start_import
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.drop_place import DropPlace, dropped_files
from ui.widgets.flow import Flow
from ui.widgets.progress import Progress
from ui.widgets.sheet import Sheet
from ui.widgets.stopping import stop_button
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.errors import OutsideError, UserError
    from app.services.importing import ImportOutcome
    from ui.context import UiContext

WIDTH, HEIGHT = 820, 430
_LOST_SHOWN = 5  # names of missing files


@dataclass(slots=True)
class _File:
    """A chosen file: how it is to be read, what is known of it, or why it cannot be read."""

    path: Path
    choice: TableChoice
    look: FileLook | None = None
    found: Survey | None = None
    refusal: str = ""
    asked: int = 0  # the number of the newest question about it


class ImportSheet(Sheet):
    """One sheet, four pages; nothing is written before "Import" is pressed."""

    def __init__(self, window: QWidget, ctx: "UiContext", files: Sequence[Path] = ()) -> None:
        super().__init__(window, _("Import contacts"), _("From a vCard, a CSV table or an export of Vizitka."), WIDTH)
        self._ctx = ctx
        self._files: list[_File] = []
        self._shown: _File | None = None
        self._stop = threading.Event()
        self._running = False
        self.outcome: ImportOutcome | None = None
        self.setAcceptDrops(True)
        self._pages = QStackedWidget()
        self._pages.setFixedHeight(min(HEIGHT, window.height() - 220))
        self.mapping = MappingPage()
        self.mapping.changed.connect(self._on_mapping)
        self.people = PeoplePage()
        self.progress = Progress()
        self._add_pages()
        self.body.addWidget(self._pages)
        self.finish()
        self._offer_choosing()
        if files:
            self.take(files)

    def take(self, paths: Sequence[Path]) -> None:
        """Add files, however they were chosen; each is looked at aside."""
        if self._running or self.outcome is not None:
            return
        known = {file.path for file in self._files}
        for path in paths:
            if path not in known:
                file = _File(path, TableChoice())
                self._files.append(file)
                self._ask(file)
        if self._files:
            self._pages.setCurrentIndex(1)
            self._show(self._files[-1])
            self.setFocus()  # Enter imports; the button that chose the file is gone

    def is_counted(self) -> bool:
        """Whether every file has been read to its end."""
        return bool(self._files) and all(file.found is not None or file.refusal for file in self._files)

    def run(self) -> None:
        """Bring the files in."""
        chosen = [(file.path, file.choice) for file in self._files if not file.refusal]
        self._running = True
        for file in self._files:
            file.asked += 1  # whatever is still counting may stop
        self.progress.show_progress(0, _("Opening the files …"))
        self._pages.setCurrentIndex(2)
        self._offer(stop_button(self.stop))
        self.setFocus()
        task = self._ctx.tasks.aside(lambda: open_files(chosen)).then(self, self._bring_in, slot="import")
        task.refused(self._on_failed).troubled(self._on_failed)

    def stop(self) -> None:
        """Stop the import; nothing of it is kept."""
        self._stop.set()

    def save_report(self, path: Path) -> None:
        """Write the refused records into a table."""
        from app.exchange.refusals import refusals_table  # noqa: PLC0415 - heavy: seldom asked for
        from app.whole_file import write_whole  # noqa: PLC0415

        assert self.outcome is not None
        refused = self.outcome.refused
        task = self._ctx.tasks.aside(lambda: write_whole(path, [refusals_table(refused)]))
        task.then(self, lambda _none: self._said.setText(_("The report is in {file}.").format(file=path)))

    def _ask(self, file: _File) -> None:
        """Look at a file, then count what it holds; a newer question makes an older one stop."""
        file.asked += 1
        asked, path, choice = file.asked, file.path, file.choice
        file.found, file.refusal = None, ""

        def wanted() -> bool:
            return file.asked == asked

        slot = f"look {path}"
        task = self._ctx.tasks.aside(lambda: look_at(path, choice))
        task.then(self, partial(self._on_looked, file, asked), slot=slot)
        task.refused(partial(self._on_refused, file, asked)).troubled(partial(self._on_refused, file, asked))
        count = self._ctx.tasks.aside(lambda: survey(path, choice, wanted))
        count.then(self, partial(self._on_counted, file, asked), slot=f"count {path}")
        count.refused(partial(self._on_refused, file, asked)).troubled(partial(self._on_refused, file, asked))

    def _on_looked(self, file: _File, asked: int, look: FileLook) -> None:
        if file.asked == asked:
            file.look = look
            self._show(self._shown or file)

    def _on_counted(self, file: _File, asked: int, found: Survey) -> None:
        if file.asked == asked:
            file.found = found
            self._show(self._shown or file)

    def _on_refused(self, file: _File, asked: int, failure: "UserError | OutsideError") -> None:
        if file.asked == asked:
            file.refusal = str(failure)
            self._show(self._shown or file)

    def _on_mapping(self, choice: TableChoice) -> None:
        if self._shown is not None:
            self._shown.choice = choice
            self._ask(self._shown)
            self._show(self._shown)

    def _show(self, file: _File) -> None:
        """Show one of the files and what is known of all."""
        if self._running or self.outcome is not None:
            return
        self._shown = file
        self._chips.clear()
        for one in self._files:
            chip = button(one.path.name, partial(self._show, one), kind="chip", hint=str(one.path))
            chip.setChecked(one is file)
            self._chips.add(chip)
        self._chips.add(button(_("Another file…"), self._choose, kind="link", picture="plus"))
        self._chips.setFixedHeight(self._chips.heightForWidth(self._pages.width()))
        if file.refusal:
            self._line.setText(file.refusal)
        else:
            self._line.setText(file_words(file.look, file.found) if file.look else _("Looking into the file …"))
        self._line.setProperty("tone", "bad" if file.refusal else "dim")
        self._line.style().polish(self._line)
        table = file.look.table if file.look else None
        self._content.setCurrentWidget(self.people if file.refusal or table is None else self.mapping)
        if table is not None:
            self.mapping.show_table(table)
        self.people.show_people(file.found.people if file.found and not file.refusal else ())
        self._offer_import()

    def _offer_import(self) -> None:
        good = [file for file in self._files if not file.refusal]
        self._offer(button(_("Cancel"), self.close))
        bad = [file for file in self._files if file.refusal]
        if bad:
            self._add_button(button(_("Leave out what cannot be read"), self._drop_bad))
        counts = [file.found.cards for file in good if file.found is not None]
        total = sum(counts)
        title = _("Import")
        if counts and len(counts) == len(good):
            title = ngettext("Import {count} contact", "Import {count} contacts", total).format(count=number(total))
        go = button(title, self.run, kind="primary")
        others = sum(file.found.others for file in good if file.found is not None)
        go.setEnabled(bool(good) and not bad and (len(counts) < len(good) or total + others > 0))
        self._add_button(go)

    def _drop_bad(self) -> None:
        self._files = [file for file in self._files if not file.refusal]
        if self._files:
            self._show(self._files[0])
        else:
            self._shown = None
            self._pages.setCurrentIndex(0)
            self._offer_choosing()

    def _bring_in(self, opened: Opened) -> None:
        task = start_import(self._ctx, opened, self._stop, self.progress.told.emit)
        task.then(self, self._on_done, slot="import").refused(self._on_failed).troubled(self._on_failed)

    def _on_done(self, outcome: "ImportOutcome | None") -> None:
        from app.services.importing import journal_left  # noqa: PLC0415 - read long ago: something was imported

        self._running = False
        if outcome is None:
            self._tell_end(_("The import was stopped; nothing of it is kept."))
            return
        self.outcome = outcome
        if outcome.refused:
            self._result.addWidget(Summary(outcome))
            self._result.addWidget(words(_("These records could not be read:"), "small_medium", "dim"))
            self._result.addWidget(refused_table(outcome.refused), 1)
        else:
            self._result.addWidget(Summary(outcome))
        if outcome.others:
            said = ngettext(
                "{count} other record came back too.", "{count} other records came back too.", outcome.others
            )
            self._result.addWidget(words(said.format(count=number(outcome.others)), "body", "dim"))
        if outcome.files:
            said = ngettext("{count} file came with them.", "{count} files came with them.", outcome.files)
            self._result.addWidget(words(said.format(count=number(outcome.files)), "body", "dim"))
        if outcome.lost:
            names = [name for _file, name in outcome.lost]
            said = ngettext(
                "{count} file is not in the folder beside the export: {names}.",
                "{count} files are not in the folder beside the export: {names}.",
                len(names),
            )
            shown = ", ".join(names[:_LOST_SHOWN]) + (" …" if len(names) > _LOST_SHOWN else "")
            told = said.format(count=number(len(names)), names=shown)
            self._result.addWidget(words(told, "body", "bad", wrap=True))
        for file, count in outcome.journals:
            self._result.addWidget(words(journal_left(file, count), "body", "dim", wrap=True))
        self._said = words("", "body", "dim")
        self._result.addWidget(self._said)
        if not outcome.refused:
            self._result.addStretch(1)
        self._pages.setCurrentIndex(3)
        self._offer_end()

    def _offer_end(self) -> None:
        assert self.outcome is not None
        self._offer(button(_("Undo import"), self._take_back, hint=self._ctx.actions.hint("undo")))
        if self.outcome.refused:
            self._add_button(button(_("Save report…"), self._choose_report))
        self._add_button(button(_("Close"), self.close, kind="primary"))
        self.setFocus()

    def _take_back(self) -> None:
        self._ctx.actions.run("undo")
        self.close()

    def _on_failed(self, failure: "UserError | OutsideError") -> None:
        self._running = False
        self._tell_end(str(failure))

    def _tell_end(self, sentence: str) -> None:
        """It came to nothing: say why, and let the person begin anew."""
        self._stop.clear()
        self.progress.show_progress(-1, sentence)
        self._offer(button(_("Close"), self.close))
        self._add_button(button(_("Back to the files"), self._go_back, kind="primary"))

    def _go_back(self) -> None:
        self._pages.setCurrentIndex(1)
        for file in self._files:
            self._ask(file)
        self._show(self._files[0])

    def _choose(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(
            self, _("Import contacts"), "", _("Contacts (*.vcf *.csv *.txt *.json);;All files (*)")
        )
        if names:
            self.take([Path(name) for name in names])

    def _choose_report(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save report"), "refused.csv", _("Table (*.csv)"))
        if name:
            self.save_report(Path(name))

    def _offer_choosing(self) -> None:
        self._offer(button(_("Cancel"), self.close))

    def _offer(self, first: QPushButton) -> None:
        """Put other buttons into the row: this one, and those added after it."""
        while self.buttons.count() > 1:
            entry = self.buttons.takeAt(1)
            part = entry.widget() if entry is not None else None
            if part is not None:
                part.hide()
                part.deleteLater()
        self._add_button(first)

    def _add_button(self, one: QPushButton) -> None:
        self.buttons.addWidget(one)
        one.show()  # at once: what is pressed next may be this one

    def _add_pages(self) -> None:
        sentence = _("Drop files here, several at once if you like. What they are is seen by their content.")
        self._pages.addWidget(DropPlace("file-import", sentence, _("Choose files…"), self._choose))
        looking, self._chips, self._line = QWidget(), Flow(), words("", "body", "dim", wrap=True)
        self._content = QStackedWidget()
        self._content.addWidget(self.people)
        self._content.addWidget(self.mapping)
        down = QVBoxLayout(looking)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * metrics.GRID)
        down.addWidget(self._chips)
        down.addWidget(self._line)
        down.addWidget(self._content, 1)
        self._pages.addWidget(looking)
        running = QWidget()
        middle = QVBoxLayout(running)
        middle.addStretch(2)
        middle.addWidget(self.progress)
        middle.addStretch(3)
        self._pages.addWidget(running)
        ended = QWidget()
        self._result = QVBoxLayout(ended)
        self._result.setContentsMargins(0, 0, 0, 0)
        self._result.setSpacing(3 * metrics.GRID)
        self._pages.addWidget(ended)

    def close(self) -> bool:
        """Close the sheet; an import under way is stopped first."""
        self.stop()
        for file in self._files:
            file.asked += 1
        return super().close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is under way, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._running:
            self.stop()
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the sheet."""
        if dropped_files(event) and not self._running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        event.acceptProposedAction()
        self.take(dropped_files(event))
