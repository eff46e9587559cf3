"""The one way out of the window: pages, letters and files are opened by the programs the person is used to.

Another workspace has a window of its own: it is another start of this very program.
"""

from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import UserError
from resources.i18n import _


def open_link(link: str) -> None:
    """Open a page, a chat or a letter.

    Raises:
        UserError: no program takes it.
    """
    if not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
        raise UserError(_("No program on this computer opens {link}.").format(link=link))


def open_file(path: Path) -> None:
    """Open a file in the program it belongs to.

    Raises:
        UserError: no program takes it.
    """
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise UserError(_("No program on this computer opens “{name}”.").format(name=path.name))


def open_workspace(folder: Path) -> None:
    """Open another workspace, in a window of its own.

    Raises:
        UserError: the program could not be started again.
    """
    from app.reminders.autostart import own_command  # noqa: PLC0415 - heavy: seldom asked for

    program, *options = own_command(str(folder))
    started, _process = QProcess.startDetached(program, options)
    if not started:
        raise UserError(_("The program could not be started for {folder}.").format(folder=folder))
