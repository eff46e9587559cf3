"""Every action of the window with its title, keys and group: menus, tooltips, the search box and the F1 sheet read it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from resources.i18n import _
from ui.keys import keys_said, other_layout

MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as listed: `title` and `group` are marked texts, translated when shown."""

    key: str
    title: str
    group: str
    action: QAction
    place: QWidget

    def keys(self) -> str:
        """The keys as they are written on the keyboard."""
        return keys_said(self.action.shortcut())


class Actions:
    """The actions living in one window. An action is in force while its place is visible."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(
        self,
        key: str,
        title: str,
        shortcut: str | tuple[str, ...],
        group: str,
        run: Callable[[], object],
        place: QWidget,
    ) -> QAction:
        """Register an action; `shortcut` is portable text such as "Ctrl+Shift+Z"."""
        action = QAction(_(title), place)
        action.setObjectName(key)
        keys = (shortcut,) if isinstance(shortcut, str) else shortcut
        action.setShortcuts([QKeySequence(one) for one in keys if one])
        action.triggered.connect(lambda _checked=False: run())
        place.addAction(action)
        self._entries[key] = Entry(key, title, group, action, place)
        action.destroyed.connect(lambda: self._forget(key, action))
        return action

    def listed(self) -> Iterator[Entry]:
        """Every action that could be used now or elsewhere in the window, in the order they were added."""
        yield from self._entries.values()

    def found(self, text: str) -> list[Entry]:
        """The actions a typed text means that can be used now, on either keyboard layout; a few are enough."""
        usable = [entry for entry in self._entries.values() if entry.action.isEnabled() and entry.place.isVisible()]
        for reading in (text, other_layout(text)):
            wanted = _folded(reading).split()
            found = [entry for entry in usable if wanted and all(word in _folded(_(entry.title)) for word in wanted)]
            if found:
                return _once(found)[:MOST_FOUND]
        return []

    def beginning(self, prefix: str) -> list[Entry]:
        """The actions whose keys begin alike that can be used now."""
        return _once([
            entry
            for key, entry in self._entries.items()
            if key.startswith(prefix) and entry.action.isEnabled() and entry.place.isVisible()
        ])  # fmt: skip

    def run(self, key: str) -> None:
        """Do what the action does, as if its keys were pressed."""
        self._entries[key].action.trigger()

    def title(self, key: str) -> str:
        """The title of an action, for a menu."""
        return _(self._entries[key].title)

    def put_into(self, menu: QMenu, *keys: str) -> None:
        """Offer actions in a menu, each with its keys; what cannot be done now is greyed."""
        for key in keys:
            entry = self._entries[key]
            said = f"{_(entry.title)}\t{entry.keys()}".rstrip()
            menu.addAction(said, entry.action.trigger).setEnabled(entry.action.isEnabled())

    def hint(self, key: str) -> str:
        """The title and the keys of an action, for a tooltip."""
        entry = self._entries[key]
        return f"{_(entry.title)}  {self.keys(key)}".rstrip()

    def keys(self, key: str) -> str:
        """The keys of an action as they are written on the keyboard."""
        return self._entries[key].keys()

    def _forget(self, key: str, action: QAction) -> None:
        if key in self._entries and self._entries[key].action is action:
            del self._entries[key]


def _once(entries: list[Entry]) -> list[Entry]:
    """Each title once: two sections may begin the same thing."""
    return list({entry.title: entry for entry in reversed(entries)}.values())[::-1]


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
