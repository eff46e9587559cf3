"""The sheets that belong to the whole window, each imported when it is asked for: import, export, print, preferences."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from resources.i18n import N_, _
from ui.actions import Actions
from ui.section import SectionPage
from ui.widgets.sheet import Sheet
from ui.wishes import Wishes

if TYPE_CHECKING:
    from ui.context import UiContext

GROUP = N_("Window")
FILES = N_("Files and paper")
MENU = (("import", "export", "print", "backup"), ("preferences", "shortcuts", "about"), ("quit",))


@dataclass(frozen=True, slots=True)
class SheetHome:
    """The window the sheets lie over; there is no context before a workspace is open."""

    window: QWidget
    ctx: "Callable[[], UiContext | None]"
    wishes: Wishes
    page: Callable[[], SectionPage]


def add_sheets(actions: Actions, place: QWidget, home: SheetHome) -> None:
    """Register the action that opens each sheet."""

    def add(key: str, title: str, keys: str, group: str, run: "Callable[[SheetHome, Any], object]") -> None:
        def open_sheet() -> None:
            ctx = home.ctx()
            if ctx is not None and not any(sheet.isVisible() for sheet in home.window.findChildren(Sheet)):
                run(home, ctx)

        actions.add(key, title, keys, group, open_sheet, place)

    add("import", N_("Import contacts…"), "Ctrl+Shift+I", FILES, _open_import)
    add("export", N_("Export contacts…"), "Ctrl+Shift+E", FILES, _open_export)
    add("print", N_("Print…"), "Ctrl+P", FILES, _open_print)
    add("backup", N_("Back up now"), "", FILES, _back_up)
    add("restore", N_("Restore from a backup…"), "", FILES, _open_restore)
    add("preferences", N_("Preferences…"), "Ctrl+,", GROUP, _open_preferences)
    add("about", N_("About Vizitka"), "", GROUP, _open_about)


def open_preferences(home: SheetHome, page: str) -> None:
    """Show one page of the preferences, unless another sheet is open."""
    ctx = home.ctx()
    if ctx is not None and not any(sheet.isVisible() for sheet in home.window.findChildren(Sheet)):
        _open_preferences(home, ctx, page)


def _open_import(home: SheetHome, ctx: "UiContext") -> None:
    from ui.dialogs.importing.sheet import ImportSheet  # noqa: PLC0415 - not before it is asked for

    ImportSheet(home.window, ctx).open()


def _open_export(home: SheetHome, ctx: "UiContext") -> None:
    from ui.dialogs.exporting import ExportSheet, all_contacts  # noqa: PLC0415 - not before it is asked for

    ExportSheet(home.window, ctx, all_contacts(ctx)).open()


def _open_print(home: SheetHome, ctx: "UiContext") -> None:
    from ui.printing.sheet import PrintSheet  # noqa: PLC0415 - not before it is asked for

    page = home.page()
    if page.print_itself():
        return
    listing = page.listing()
    if listing is None:
        ctx.tasks.refused.emit(UserError(_("There is no list to print here.")))
    else:
        PrintSheet(home.window, ctx, listing).open()


def _back_up(home: SheetHome, ctx: "UiContext") -> None:
    """The page of the workspace tells how the copy goes and what is in it."""
    from ui.dialogs.preferences.workspace import WorkspacePage  # noqa: PLC0415 - not before it is asked for

    _open_preferences(home, ctx, "workspace")
    for page in home.window.findChildren(WorkspacePage):
        if page.isVisible():
            page.back_up()


def _open_restore(home: SheetHome, ctx: "UiContext") -> None:
    from ui.dialogs.restoring import RestoreSheet, free_folder  # noqa: PLC0415 - not before it is asked for
    from ui.outside import open_workspace  # noqa: PLC0415 - likewise

    def then(folder: Path) -> None:
        try:
            open_workspace(folder)
        except UserError as refusal:
            ctx.tasks.refused.emit(refusal)

    here = ctx.doors.folder
    RestoreSheet(home.window, ctx.tasks, ctx.now, (here, free_folder(here, ctx.now())), then).open()


def _open_preferences(home: SheetHome, ctx: "UiContext", page: str = "general") -> None:
    from ui.dialogs.preferences.sheet import PreferencesSheet  # noqa: PLC0415 - not before it is asked for

    def again(shown: str) -> None:
        """In another language: the window has another context then."""
        fresh = home.ctx()
        if fresh is not None:
            _open_preferences(home, fresh, shown)

    PreferencesSheet(home.window, ctx, home.wishes, again, page).open()


def _open_about(home: SheetHome, ctx: "UiContext") -> None:
    from ui.dialogs.about import AboutSheet  # noqa: PLC0415 - not before it is asked for

    del ctx
    AboutSheet(home.window).open()
