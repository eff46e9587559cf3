"""Desktop notifications: through D-Bus with buttons where a server answers, else through plyer, else not at all.

Never the only sign of anything: the alarm window is always shown and is the truth. plyer 2.1 tells nothing of whether a
notification got through; on Linux it only hands the texts to `notify-send`, so there it never counts as shown.
"""

import sys
import threading
import warnings
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Literal

from app.reminders.notification import PROGRAM, Notification, OnAction

if TYPE_CHECKING:
    from app.reminders.desktop_bus import DesktopBus

ShownHow = Literal["with buttons", "plain", "not"]

LONGEST_TITLE = 63  # UTF-16 units: what NOTIFYICONDATAW holds beside the closing zero
LONGEST_BODY = 255  # likewise


class Notifier:
    """Shows notifications from a worker thread; `on_action` hears of clicks on a thread of its own.

    `close` it before the workers are shut down.
    """

    def __init__(self, hands: Executor, on_action: OnAction) -> None:
        self._hands = hands
        self._on_action = on_action
        self._lock = threading.Lock()
        self._bus: DesktopBus | None = None
        self._closed = False

    def notify(
        self, title: str, body: str, *, actions: Mapping[str, str] | None = None, tag: str = ""
    ) -> "Future[bool]":
        """Show a notification, in place of an earlier one with the same tag; tells whether a server took it."""
        if self._closed:
            refused: Future[bool] = Future()
            refused.set_result(False)
            return refused
        shown = Notification(cut(title, LONGEST_TITLE), cut(body, LONGEST_BODY), dict(actions or {}), tag)
        return self._hands.submit(self._show, shown)

    def take_away(self, tag: str) -> None:
        """Take a notification off the screen where the desktop can: it was answered elsewhere."""
        if not self._closed:
            self._hands.submit(self._take_away, tag)

    def close(self) -> None:
        """Take away what is still on the screen (its buttons would do nothing) and listen no more."""
        with self._lock:
            bus, self._bus, self._closed = self._bus, None, True
        if bus is not None:
            bus.close()

    def _take_away(self, tag: str) -> None:
        with self._lock:
            if self._bus is not None and self._bus.lives:
                self._bus.take_away(tag)

    def _show(self, shown: Notification) -> bool:
        with self._lock:
            if self._closed:
                return False
            if sys.platform != "linux":
                return show_by_plyer(shown)
            if self._bus is None or not self._bus.lives:
                self._bus = _connected(self._on_action)
            if self._bus is None:
                return show_by_plyer(shown)
            return self._bus.show(shown)


def shown_how() -> ShownHow:
    """What this desktop makes of a notification, as far as it lets itself be asked; takes its time."""
    if sys.platform != "linux":
        return "plain"
    bus = _connected(lambda _tag, _action: None)
    if bus is None:
        return "not"
    how: ShownHow = "with buttons" if bus.has_buttons else "plain"
    bus.close()
    return how


def show_by_plyer(shown: Notification) -> bool:
    """Hand a notification to plyer; whether it is known to have been shown."""
    try:
        from plyer import notification  # noqa: PLC0415 - where D-Bus serves, plyer is never loaded

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it misses on the terminal
            notification.notify(title=guarded(shown.title), message=guarded(shown.body), app_name=PROGRAM)
    except (ImportError, NotImplementedError, OSError, ValueError, TypeError):
        return False
    return sys.platform != "linux"


def cut(text: str, longest: int) -> str:
    """A text in at most so many UTF-16 units, an ellipsis where it was cut; control characters but line ends are left out."""
    clean = "".join(sign for sign in text if sign == "\n" or sign.isprintable()).strip()
    if _units(clean) <= longest:
        return clean
    while _units(clean) >= longest:
        clean = clean[:-1]
    return clean.rstrip() + "…"


def guarded(text: str) -> str:
    """A text that no command line takes for an option."""
    return f" {text}" if text.startswith("-") else text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _connected(on_action: OnAction) -> "DesktopBus | None":
    try:
        from app.reminders.desktop_bus import connect  # noqa: PLC0415 - Linux alone has jeepney
    except ImportError:
        return None
    return connect(on_action)
