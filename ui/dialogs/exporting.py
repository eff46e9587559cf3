"""The export sheet: contacts or companies into one file that other programs, or this one, can read."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.vcard_versions import VCardVersion
from app.formatting import number
from resources.i18n import N_, _, ngettext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pick import Pick
from ui.widgets.progress import Progress
from ui.widgets.sheet import Sheet
from ui.widgets.stopping import show_stops
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.errors import OutsideError
    from app.exchange.card import Card
    from app.exchange.export_file import ExportFormat
    from app.full_export import FullExport, Step
    from app.views.chosen import Chosen
    from ui.context import UiContext
    from ui.tasks import Task

    Form = ExportFormat | Literal["json"]
    Forms = tuple[tuple[Form, str, str], ...]

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
_QUEUE = "exporting"  # of its own: everything may take a minute


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
        self._form: Form = "vcf"
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

    def choose_form(self, form: "Form") -> None:
        """Write this form."""
        self._form = form
        for key, one in self._choices.items():
            one.setChecked(key == form)
        self._version_row.setVisible(form == "vcf")

    def save(self, path: Path) -> None:
        """Write the file: everything as it is read, or the cards once they all are."""
        self._running = True
        self._stop.clear()
        self._go.setEnabled(False)
        show_stops(self._leave, stops=True)
        self.progress.show()
        self.progress.show_progress(0, self._exported.reading)
        self._settle()
        form = self._form
        if form == "json":
            self._write_everything(path)
            return
        reading = self._exported.read()
        reading.then(self, partial(self._write, path, form)).refused(self._on_failed).troubled(self._on_failed)

    def _write(self, path: Path, form: "ExportFormat", cards: "list[Card]") -> None:
        from app.exchange.export_file import save_cards  # noqa: PLC0415 - heavy: seldom asked for

        if self._stop.is_set():  # while the cards were read
            self._on_failed(UserError(_("Stopped; nothing was made.")))
            return
        total = len(cards) or 1
        version = next(one for one in get_args(VCardVersion) if one == self.version.value())
        word, stop = self.progress.told, self._stop

        def told(pieces: int) -> bool:
            said = ngettext("{count} card written", "{count} cards written", pieces).format(count=number(pieces))
            word.emit(min(pieces * _ALL // total, _ALL), said)
            return not stop.is_set()

        task = self._ctx.tasks.aside(lambda: save_cards(path, form, cards, version, told), queue=_QUEUE)
        task.then(self, lambda count: self._tell_end(path, count)).refused(self._on_failed).troubled(self._on_failed)

    def _write_everything(self, path: Path) -> None:
        from app.full_export import export_everything  # noqa: PLC0415 - heavy: seldom asked for

        word, stop, doors = self.progress.told, self._stop, self._ctx.doors

        def told(step: "Step", count: int, share: int) -> bool:
            if step == "records":
                said = ngettext("{count} record written", "{count} records written", count)
            else:
                said = ngettext("{count} file copied", "{count} files copied", count)
            word.emit(share, said.format(count=number(count)))
            return not stop.is_set()

        task = self._ctx.tasks.aside(lambda: export_everything(doors, path, told), queue=_QUEUE)
        task.then(self, partial(self._on_everything, path)).refused(self._on_failed).troubled(self._on_failed)

    def _on_everything(self, path: Path, done: "FullExport") -> None:
        carried, sentences = done.carried, []
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
        self._tell_end(path, done.cards, *sentences)

    def _tell_end(self, path: Path, count: int, *sentences: str) -> None:
        self._running = False
        said = ngettext("{count} card is in {file}.", "{count} cards are in {file}.", count)
        self.progress.show_progress(_ALL, " ".join([said.format(count=number(count), file=path.name), *sentences]))
        show_stops(self._leave, stops=False, otherwise=_("Close"))
        self._go.setEnabled(True)

    def _on_failed(self, failure: "UserError | OutsideError") -> None:
        self._running = False
        self.progress.show_progress(-1, str(failure))
        show_stops(self._leave, stops=False, otherwise=_("Close"))
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

    def _choice(self, form: "Form", title: str, sentence: str) -> QVBoxLayout:
        one = button(title, partial(self.choose_form, form), kind="choice")
        one.setCheckable(True)
        one.setAccessibleDescription(sentence)
        self._choices[form] = one
        down = QVBoxLayout()
        down.setSpacing(metrics.GRID)
        down.addWidget(one)
        down.addWidget(words(sentence, "small", "dim", wrap=True))
        return down

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody waits for it any more."""
        self._stop.set()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is under way, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._running:
            self._stop.set()
            event.accept()
            return
        super().keyPressEvent(event)
