"""Buttons that stop what takes its time: one key presses them wherever the keyboard is, and their tips name it.

Where several are in sight it is the one that lies uppermost. Work whose sheet was put away is stopped by the key alone.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from resources.i18n import N_, _
from ui.keys import keys_said
from ui.widgets.buttons import Kind, button

KEYS = "Shift+Esc"
TITLE = N_("Stop what is under way")
_STOPS = "stops"


class Work(QObject):
    """Something under way that belongs to a window, whether or not a button for it is in sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._stop = threading.Event()

    def stop(self) -> None:
        """Stop it: what was changed so far is taken back."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Whether the person wished so; on any thread."""
        return self._stop.is_set()


def stop_button(run: Callable[[], object], *, kind: Kind = "plain", meaning: str = "") -> QPushButton:
    """A button that stops; `meaning` is what its tip says that comes to."""
    made = button("", run, kind=kind)
    show_stops(made, stops=True, meaning=meaning)
    return made


def show_stops(one: QPushButton, *, stops: bool, otherwise: str = "", meaning: str = "") -> None:
    """A button stops while something is under way; before and after, it is called `otherwise`."""
    title = _("Stop") if stops else otherwise
    one.setText(title)
    one.setAccessibleName(title)
    one.setProperty(_STOPS, stops)
    one.setToolTip(f"{meaning or _(TITLE)}  {keys_said(KEYS)}" if stops else "")


def stop_uppermost(window: QWidget) -> None:
    """Press the button that stops, or stop what has none in sight."""
    found = [one for one in window.findChildren(QPushButton) if one.property(_STOPS) and one.isVisible()]
    pressed = max((one for one in found if one.isEnabled()), key=lambda one: _height(window, one), default=None)
    going = [work for work in window.findChildren(Work) if not work.is_stopped()]
    if pressed is not None:
        pressed.click()
    elif going:
        going[-1].stop()


def _height(window: QWidget, part: QWidget) -> int:
    """How far up what a part belongs to lies: Qt keeps what floats in the order it is painted in."""
    while (above := part.parentWidget()) is not None and above is not window:
        part = above
    return window.children().index(part)
