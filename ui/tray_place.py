"""Whether the desktop has a place for icons of programs that go on without a window."""

from PySide6.QtWidgets import QSystemTrayIcon


def is_there() -> bool:
    """Whether there is such a place now; right after logging in it may come later."""
    return QSystemTrayIcon.isSystemTrayAvailable()
