"""States a person meets seldom, brought up for the pictures: trouble, the first run, an import under way and over."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources

if TYPE_CHECKING:
    from ui.dialogs.importing.sheet import ImportSheet
    from ui.main_window import MainWindow

SAMPLES = Path(resources.__file__).parent / "sample_data"


def fail(window: "MainWindow") -> None:
    """The page could not read what it shows."""
    from app.errors import OutsideError  # noqa: PLC0415 - on a good day never
    from resources.i18n import _  # noqa: PLC0415 - likewise

    trouble = OutsideError(_("The disk is full."), kept=_("What was saved before is safe."))
    page: Any = window.frame.page()
    if hasattr(page, "editor"):
        page._go_back()  # noqa: SLF001 - what stands open was read
    if hasattr(page, "list"):
        page.list.model.failed.emit(trouble)
    elif hasattr(page, "_show_trouble"):
        page._show_trouble(str(trouble))  # noqa: SLF001 - what an answer that failed would do
    else:
        page._on_trouble(trouble)  # noqa: SLF001 - likewise


def begin_anew(window: "MainWindow") -> None:
    """What a new person sees."""
    from ui.dialogs.first_run import FirstRun  # noqa: PLC0415 - once in the life of a workspace

    FirstRun(window, Path.home() / "Vizitka", window.settings().language).show_over()


def make_half(window: "MainWindow") -> None:
    """The made-up set half way; nothing is really made."""
    from app.formatting import number  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from resources.i18n import _  # noqa: PLC0415 - likewise
    from ui.dialogs.first_run import FirstRun  # noqa: PLC0415 - once in the life of a workspace

    begin_anew(window)
    for first in window.findChildren(FirstRun):
        first.begin("demo")
        first._progress.show_progress(34, _("contacts: {count}").format(count=number(400)))  # noqa: SLF001 - as told


def paper_half(window: "MainWindow") -> None:
    """The paper of the open offer takes its time; nothing is really made."""
    from app.formatting import number  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from resources.i18n import _  # noqa: PLC0415 - likewise
    from ui.dialogs.long_work import WorkSheet  # noqa: PLC0415 - likewise
    from ui.widgets.progress import Word  # noqa: PLC0415 - likewise

    page: Any = window.frame.page()
    said = _("The pages of the offer are being made.")
    sheet = WorkSheet(page.editor.header.buttons["offer_pdf"], said, Word(), lambda: None)
    sheet.open_beside()
    sheet.progress.show_progress(37, _("{done} of {count}").format(done=number(34), count=number(92)))


def put_away(window: "MainWindow") -> None:
    """A note was begun and left: the status line offers it again, beside an older sheet nobody came back to."""
    from PySide6.QtWidgets import QPlainTextEdit  # noqa: PLC0415 - Qt reads its environment when it is made, not before

    from ui.widgets.popover import Popover  # noqa: PLC0415 - likewise

    for sheet in window.findChildren(Popover):
        if sheet.isVisible():
            for text in sheet.findChildren(QPlainTextEdit):
                text.insertPlainText(_shown_name(window))
            sheet.dismiss()


def show_scrap(window: "MainWindow") -> None:
    """The words of a sheet that went with the window, read at the next start."""
    from resources.i18n import _  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from ui.scrap_sheet import ScrapSheet  # noqa: PLC0415 - likewise
    from ui.widgets.unfinished import Scrap  # noqa: PLC0415 - likewise

    name = _shown_name(window)
    scrap = Scrap(f"{_('Note')}: {name}", f"{_('Note')}: {name}\n{_('When')}: 10:30")
    ScrapSheet(window.frame.status, window.unfinished, scrap).open_beside()


def _shown_name(window: "MainWindow") -> str:
    """Some words of this workspace's own language."""
    page: Any = window.frame.page()
    return page.detail.card.name if page.detail.card is not None else "…"


def look_at_files(name: str, window: "MainWindow") -> None:
    """Show a file of the samples in the import that is open."""
    for sheet in _imports(window):
        sheet.take([SAMPLES / name])


def report_import(window: "MainWindow") -> None:
    """What the import says when it is over, with records it could not read; nothing is really brought in."""
    from app.exchange.card import Refused  # noqa: PLC0415 - heavy: after the first paint
    from app.services.importing import ImportOutcome  # noqa: PLC0415 - likewise
    from resources.i18n import _  # noqa: PLC0415 - likewise

    why = _("The card has no name, company, phone or e-mail.")
    refused = [("phone.vcf", Refused(at, 12 * at, why, "NOTE:after lunch")) for at in (3, 17, 40)]
    for sheet in _imports(window):
        sheet._on_done(ImportOutcome(412, 380, 21, 8, refused=refused))  # noqa: SLF001 - as the answer would


def import_half(window: "MainWindow") -> None:
    """The import half way; nothing is really brought in."""
    from resources.i18n import ngettext  # noqa: PLC0415 - Qt reads its environment when it is made, not before

    said = ngettext("{count} record read", "{count} records read", 206).format(count=206)
    for sheet in _imports(window):
        sheet._pages.setCurrentIndex(2)  # noqa: SLF001 - as pressing the button would
        sheet.progress.show_progress(48, said)


def _imports(window: "MainWindow") -> "list[ImportSheet]":
    from ui.dialogs.importing.sheet import ImportSheet  # noqa: PLC0415 - not before it is asked for

    return [sheet for sheet in window.findChildren(ImportSheet) if sheet.isVisible()]
