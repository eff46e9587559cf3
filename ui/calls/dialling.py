"""Handing a number to whatever dials on this computer: a softphone, the phone beside it, the system's own choice."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.views.calls import CallPhone
from resources.i18n import _


def dial(phone: CallPhone) -> str:
    """Dial by `tel:` or `sip:` (RFC 3966, RFC 3261). Returns what to tell the person; "" where the number is on its way.

    Where nothing on this computer dials, the number is copied, so that it can be pasted somewhere.
    """
    if phone.uri and QDesktopServices.openUrl(QUrl(phone.uri)):
        return ""
    QGuiApplication.clipboard().setText(phone.channel.normal or phone.channel.raw)
    return _("Nothing on this computer dials. The number is copied.")
