"""Shortcuts that work alike on a Russian and a Latin keyboard layout, and how they are written for a person to read.

Qt looks for «Я» when Ctrl and the key marked Z are pressed on a Russian layout, and some platforms leave it at that.
What no shortcut took is translated here to the Latin letter of the same physical key: first for the window's own
actions, then for the text field that has the keyboard (copy, paste, select all).
"""

import sys

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from resources.i18n import pgettext

_RUSSIAN = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬХЪЖЭБЮЁ"
_LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM[];',.`"
_SAME_KEY = {ord(russian): ord(latin) for russian, latin in zip(_RUSSIAN, _LATIN, strict=True)}
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_LETTERS = range(0x41, 0x5B)
# What stands on the keys themselves, alike on Russian and on English keyboards. Qt's own translation says "Вправо"
# beside "Return", which is written on no key.
_ON_THE_KEY = {
    "Return": "Enter", "Escape": "Esc", "Delete": "Del", "Insert": "Ins", "PgDown": "PgDn",
    "Left": "←", "Right": "→", "Up": "↑", "Down": "↓",
}  # fmt: skip


def latin_key(event: QKeyEvent) -> int | None:
    """The Latin letter on the pressed key where the layout gives another one, or None."""
    found = _SAME_KEY.get(event.key())
    if found is None and sys.platform == "win32" and event.key() not in _LETTERS:
        virtual = event.nativeVirtualKey()
        found = virtual if virtual in _LETTERS else None
    return found


def keys_said(keys: QKeySequence | str) -> str:
    """A shortcut as it is read off the keyboard, in every list, hint and menu; on macOS by the signs used there."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    plain = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    held, plus, key = plain.rpartition("+") if not plain.endswith("+") else (plain[:-1], "", "+")
    if key == "Space":
        key = pgettext("key", "Space")
    return f"{held}{plus}{_ON_THE_KEY.get(key, key)}"


def other_layout(text: str) -> str:
    """What would stand there had the same keys been pressed on the other layout."""
    pairs = dict(zip(_RUSSIAN.lower(), _LATIN.lower(), strict=True))
    back = {latin: russian for russian, latin in pairs.items()}
    return "".join(pairs.get(letter, back.get(letter, letter)) for letter in text.lower())


class LayoutKeys(QObject):
    """Watches what has the keyboard, and nothing else: a filter in Python on every event would be felt."""

    def __init__(self, application: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is not self._window and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None and now is not self._window and now.window() is self._window:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what concerns it."""
        kind = event.type()
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return _leaves_undo_to_the_window(watched, event)
        letter = latin_key(event) if kind == QEvent.Type.KeyPress and event.modifiers() & _COMMANDING else None
        return letter is not None and self._act(watched, event, letter)

    def _act(self, watched: QWidget, event: QKeyEvent, letter: int) -> bool:
        meant = QKeyEvent(QEvent.Type.KeyPress, letter, event.modifiers(), chr(letter).lower())
        editing = isinstance(watched, QLineEdit | QPlainTextEdit)
        if editing and _is_text_command(watched, meant):
            QCoreApplication.sendEvent(watched, meant)
            return True
        action = self._action_for(QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(letter))))
        if action is not None:
            action.trigger()
        elif editing:
            QCoreApplication.sendEvent(watched, meant)
        return action is not None or editing

    def _action_for(self, keys: QKeySequence) -> QAction | None:
        for action in self._window.findChildren(QAction):
            homes = [home for home in action.associatedObjects() if isinstance(home, QWidget)]
            if keys in action.shortcuts() and action.isEnabled() and any(home.isVisible() for home in homes):
                return action
        return None


def _is_text_command(field: QWidget, event: QKeyEvent) -> bool:
    standard = QKeySequence.StandardKey
    if event.matches(standard.Undo):
        return _has_own_undo(field)
    return any(event.matches(key) for key in (standard.Copy, standard.Cut, standard.Paste, standard.SelectAll))


def _has_own_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() and not field.isReadOnly()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()


def _leaves_undo_to_the_window(watched: QObject, event: QKeyEvent) -> bool:
    """A text field claims Ctrl+Z even with nothing to take back: then it is the window's."""
    standard = QKeySequence.StandardKey
    asks_back = event.matches(standard.Undo) or event.matches(standard.Redo)
    left = asks_back and isinstance(watched, QLineEdit | QPlainTextEdit) and not _has_own_undo(watched)
    if left:
        event.ignore()
    return left
