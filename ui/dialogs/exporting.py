"""The export sheet: contacts or companies into one file that other programs, or this one, can read."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.exchange.vcard_versions import VCardVersion
from app.formatting import number
from resources.i18n import N_, _, ngettext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pick import Pick
from ui.widgets.progress import Progress
from ui.widgets.sheet import Sheet
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.carried_files import Carried
    from app.errors import OutsideError, UserError
    from app.exchange.card import Card
    from app.exchange.export_file import ExportFormat
    from app.views.chosen import Chosen
    from ui.context import UiContext
    from ui.tasks import Task

    Forms = tuple[tuple[ExportFormat, str, str], ...]

FORMS: "Forms" = (
    ("vcf", N_("vCard"), N_("For phones and mail programs: people with their phones, addresses and photos.")),
    ("csv", N_("Table (CSV)"), N_("For spreadsheets: one row a person. Opens in Excel as it is.")),
    (
        "json",
        N_("Everything (JSON)"),
        N_("The whole workspace, its files in a folder beside it; can be imported again without loss."),
    ),
)
FIRMS: "Forms" = (
    ("vcf", N_("vCard"), N_("For phones and mail programs: companies with their phones and addresses.")),
    ("csv", N_("Table (CSV)"), N_("For spreadsheets: one row a company. Opens in Excel as it is.")),
)
_ALL = 100


@dataclass(frozen=True, slots=True)
class Exported:
    """What goes into the file: how it is called, in which forms it can go, and how its cards are read."""

    heading: str
    said: str
    file: str  # without its ending
    reading: str
    forms: "Forms"
    read: "Callable[[], Task[list[Card]]]"


def all_contacts(ctx: "UiContext") -> Exported:
    """Everybody, and the companies nobody works for."""
    from app.services.exporting import export_cards  # noqa: PLC0415 - heavy: seldom asked for

    said = _("All contacts, and companies nobody works for.")
    return _contacts(said, FORMS, lambda: ctx.ask(export_cards, ctx.doors.files))


def chosen_contacts(ctx: "UiContext", chosen: "Chosen", count: int) -> Exported:
    """The contacts that are chosen."""
    from app.services.exporting import export_cards  # noqa: PLC0415 - heavy: seldom asked for

    said = ngettext("{count} chosen contact.", "{count} chosen contacts.", count).format(count=number(count))
    return _contacts(said, FORMS[:2], lambda: ctx.ask(export_cards, ctx.doors.files, chosen))  # the last is everything


def chosen_companies(ctx: "UiContext", chosen: "Chosen", count: int) -> Exported:
    """The companies that are chosen."""
    from app.services.exporting import export_companies  # noqa: PLC0415 - heavy: seldom asked for

    said = ngettext("{count} chosen company.", "{count} chosen companies.", count).format(count=number(count))
    heading, reading = _("Export companies"), _("Reading the companies …")
    return Exported(heading, said, _("companies"), reading, FIRMS, lambda: ctx.ask(export_companies, chosen))


def _contacts(said: str, forms: "Forms", read: "Callable[[], Task[list[Card]]]") -> Exported:
    return Exported(_("Export contacts"), said, _("contacts"), _("Reading the contacts …"), forms, read)


class ExportSheet(Sheet):
    """Choose a form and a place; the file is written aside, whole or not at all."""

    def __init__(self, window: QWidget, ctx: "UiContext", exported: Exported) -> None:
        super().__init__(window, exported.heading, exported.said, 560)
        self._ctx, self._exported = ctx, exported
        self._form: ExportFormat = "vcf"
        self._stop = threading.Event()
        self._running = False
        self._choices: dict[str, QPushButton] = {}
        for form, title, sentence in exported.forms:
            self.body.addLayout(self._choice(form, _(title), _(sentence)))
        self.version = Pick(_("vCard version"), [(one, f"vCard {one}") for one in get_args(VCardVersion)], "3.0")
        self._version_row = QWidget()
        across = QHBoxLayout(self._version_row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(words(_("Version; 3.0 is read everywhere"), "body", "dim"))
        across.addStretch(1)
        across.addWidget(self.version)
        self.body.addWidget(self._version_row)
        self.progress = Progress()
        self.progress.hide()
        self.body.addWidget(self.progress)
        self._leave = button(_("Cancel"), self._cancel)
        self._go = button(_("Save as…"), self._choose_place, kind="primary")
        self.buttons.addWidget(self._leave)
        self.buttons.addWidget(self._go)
        self.finish()
        self.choose_form("vcf")

    def choose_form(self, form: "ExportFormat") -> None:
        """Write this form."""
        self._form = form
        for key, one in self._choices.items():
            one.setChecked(key == form)
        self._version_row.setVisible(form == "vcf")

    def save(self, path: Path) -> None:
        """Read every card, then write the file."""
        from app.services.exporting import export_contents, export_records  # noqa: PLC0415 - heavy: seldom asked for

        self._running = True
        self._stop.clear()
        self._go.setEnabled(False)
        self._leave.setText(_("Stop"))
        self.progress.show()
        self.progress.show_progress(0, self._exported.reading)
        self._settle()
        reading = self._exported.read()
        reading.refused(self._on_failed).troubled(self._on_failed)
        if self._form == "json":
            reading.then(
                self,
                lambda cards: self._ctx.ask(export_records).then(
                    self,
                    lambda records: self._ctx.ask(export_contents).then(
                        self, partial(self._write, path, cards, records)
                    ),
                ),
            )
        else:
            reading.then(self, lambda cards: self._write(path, cards, {}, {}))

    def _write(
        self, path: Path, cards: "list[Card]", records: "dict[str, list[dict[str, object]]]", contents: dict[str, str]
    ) -> None:
        from app.exchange.export_file import save_cards  # noqa: PLC0415 - heavy: seldom asked for
        from app.exchange.files_beside import carry_out  # noqa: PLC0415 - likewise

        form, total = self._form, len(cards) or 1
        version = next(one for one in get_args(VCardVersion) if one == self.version.value())

        def told(pieces: int) -> bool:
            said = ngettext("{count} card written", "{count} cards written", pieces).format(count=number(pieces))
            self.progress.told.emit(min(pieces * _ALL // total, _ALL), said)
            return not self._stop.is_set()

        def carried_too(done: int) -> bool:
            said = ngettext("{count} file copied", "{count} files copied", done).format(count=number(done))
            self.progress.told.emit(min(done * _ALL // (len(contents) or 1), _ALL), said)
            return not self._stop.is_set()

        files = self._ctx.doors.files
        task = self._ctx.tasks.aside(
            lambda: (
                carry_out(path, files, contents, carried_too),
                save_cards(path, form, cards, records, version, told),
            )
        )
        task.then(self, partial(self._on_done, path)).refused(self._on_failed).troubled(self._on_failed)

    def _on_done(self, path: Path, done: "tuple[Carried, int]") -> None:
        carried, count = done
        self._running = False
        said = ngettext("{count} card is in {file}.", "{count} cards are in {file}.", count)
        sentences = [said.format(count=number(count), file=path.name)]
        if carried.count:
            said = ngettext(
                "{count} file is in the folder {folder}: keep it beside the export.",
                "{count} files are in the folder {folder}: keep it beside the export.",
                carried.count,
            )
            sentences.append(said.format(count=number(carried.count), folder=f"{path.stem}-files"))
        if carried.lost:
            said = ngettext("{count} file is missing.", "{count} files are missing.", len(carried.lost))
            sentences.append(said.format(count=number(len(carried.lost))))
        self.progress.show_progress(_ALL, " ".join(sentences))
        self._leave.setText(_("Close"))
        self._go.setEnabled(True)

    def _on_failed(self, failure: "UserError | OutsideError") -> None:
        self._running = False
        self.progress.show_progress(-1, str(failure))
        self._leave.setText(_("Close"))
        self._go.setEnabled(True)

    def _cancel(self) -> None:
        if self._running:
            self._stop.set()
        else:
            self.close()

    def _choose_place(self) -> None:
        title = next(_(title) for form, title, _sentence in self._exported.forms if form == self._form)
        name, _filter = QFileDialog.getSaveFileName(
            self, self._exported.heading, f"{self._exported.file}.{self._form}", f"{title} (*.{self._form})"
        )
        if name:
            self.save(Path(name).with_suffix(f".{self._form}"))

    def _choice(self, form: "ExportFormat", title: str, sentence: str) -> QVBoxLayout:
        one = button(title, partial(self.choose_form, form), kind="choice")
        one.setCheckable(True)
        one.setAccessibleDescription(sentence)
        self._choices[form] = one
        down = QVBoxLayout()
        down.setSpacing(metrics.GRID)
        down.addWidget(one)
        down.addWidget(words(sentence, "small", "dim", wrap=True))
        return down

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is under way, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._running:
            self._stop.set()
            event.accept()
            return
        super().keyPressEvent(event)
