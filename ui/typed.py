"""What is being typed is written before the window goes, or before what is in it is built anew.

A field that is left keeps what was typed in it, wherever it stands; a part that holds words longer than that, such as
a sheet kept with Enter, says so by being a `Keeps`.
"""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.tasks import Tasks

PATIENCE = 3_000  # ms a busy disk is waited for: what was handed over is written later all the same
_BEGUN = "begun"


@runtime_checkable
class Keeps(Protocol):
    """A part of the window that holds typed words until it is told to keep them."""

    def hand_over(self) -> None:
        """Have the words written as the person would, by Enter or by leaving."""

    def holds_typed(self) -> bool:
        """Whether there are words that are not on their way, or are not known to be written yet."""


def keep_typed(window: QWidget, tasks: Tasks) -> bool:
    """Have everything typed in a window written; False where some of it was refused, which stands beside its field then."""
    failed: list[object] = []
    parts: list[Any] = [part for part in window.findChildren(QWidget) if isinstance(part, Keeps) and part.isVisible()]
    tasks.failed.connect(failed.append)
    try:
        _leave_field(window)
        for part in parts:
            part.hand_over()
        wait_while(lambda: tasks.is_writing() or (not tasks.is_idle() and _holding(parts)))
    finally:
        tasks.failed.disconnect(failed.append)
    return not failed and not _holding(parts)


def wait_while(still: Callable[[], bool]) -> None:
    """Let answers come, nothing else, for as long as one waits patiently: a key pressed meanwhile waits for its turn."""
    loop, patience = QEventLoop(), QTimer(singleShot=True, interval=PATIENCE)
    patience.start()
    while still() and patience.isActive():
        loop.processEvents(
            QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )


def begin_with(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Say what stood in a field before the person typed in it; where nothing is said it was empty."""
    field.setProperty(_BEGUN, text)


def is_typed_in(part: QWidget) -> bool:
    """Whether the person typed anything in a part that still stands there and did not stand there before."""
    return any(text != (one.property(_BEGUN) or "").strip() for one, text in _touched(part))


def typed_words(part: QWidget) -> list[tuple[str, str]]:
    """What the person typed in a part: the name of each field with its text. What is hidden while it is typed stays hidden."""
    return [
        (one.accessibleName(), text)
        for one, text in _touched(part)
        if text and text != (one.property(_BEGUN) or "").strip()
        and (isinstance(one, QPlainTextEdit) or one.echoMode() is QLineEdit.EchoMode.Normal)
    ]  # fmt: skip


def _touched(part: QWidget) -> list[tuple[QLineEdit | QPlainTextEdit, str]]:
    lines = [(one, one.text().strip()) for one in part.findChildren(QLineEdit) if one.isModified()]
    pages = [(one, one.toPlainText().strip()) for one in part.findChildren(QPlainTextEdit)]
    return [*lines, *((one, text) for one, text in pages if one.document().isModified())]


def _holding(parts: list[Any]) -> bool:
    return any(part.holds_typed() for part in parts if shiboken6.isValid(part) and part.isVisible())


def _leave_field(window: QWidget) -> None:
    """The field with the keyboard loses it; where another program has the keyboard, Qt itself would not tell the field."""
    typing: QWidget | None = window.focusWidget()
    if typing is None:
        return
    if QApplication.focusWidget() is not typing:
        QCoreApplication.sendEvent(typing, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
    if shiboken6.isValid(typing):
        typing.clearFocus()
