"""The one way out of the window: pages, letters and files are opened by the programs the person is used to."""

from pathlib import Path

from PySide6.QtCore import QUrl
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
