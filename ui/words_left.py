"""What was typed and not kept, by key: at hand in the window, written into the workspace, gone with the records it is about.

It lies where the records lie: whatever protects the workspace protects it, and a record that leaves this computer takes
the words about it along.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.views.left_words import About, LeftWords

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ui.state import Memory
    from ui.tasks import Tasks

SHEET, NOTE = "sheet:", "note:"  # what keys begin with
_PAIR = 2
_BEFORE = ("unfinished", "notes")  # where the state of the window once kept them, in plain text
_FROM_OUTSIDE = frozenset({"sync", "withdrawn"})  # whose changes may take a record off this computer


class Doors(Protocol):
    """The workspace they are kept in."""

    def do(self, command: Any, /, *args: Any) -> "Future[None]":
        """Change something."""

    def ask(self, query: Any, /, *args: Any) -> "Future[Any]":
        """Ask something."""


class WordsLeft(QObject):
    """`changed` says that there are others; `gone` carries the records that are not here any more."""

    changed = Signal()
    gone = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, LeftWords] = {}
        self._dropped: set[str] = set()  # before it was known what there is
        self._known = False
        self._writing = 0
        self._doors: Doors | None = None
        self._tasks: Tasks | None = None
        self._memory: Memory | None = None

    def keep_in(self, doors: Doors, tasks: "Tasks", memory: "Memory") -> None:
        """Write them into this workspace from now on; `memory` is where they were kept before."""
        self._doors, self._tasks, self._memory = doors, tasks, memory

    def read(self) -> None:
        """Ask what was left before."""
        from app.services.left_words import left_words  # noqa: PLC0415 - behind the first rows

        doors, tasks = self._doors, self._tasks
        assert doors is not None
        assert tasks is not None
        tasks.start(lambda: doors.ask(left_words)).then(self, self._show, slot="words").troubled(lambda _error: None)

    def all(self, beginning: str = "") -> tuple[LeftWords, ...]:
        """Those whose key begins so, the newest last."""
        return tuple(one for one in self._words.values() if one.key.startswith(beginning))

    def text(self, key: str) -> str:
        """The words under a key; "" where there are none."""
        found = self._words.get(key)
        return found.text if found is not None else ""

    def put(self, *words: LeftWords) -> None:
        """Keep words, in the place of those under the same key."""
        for one in words:
            self._words.pop(one.key, None)
            self._words[one.key] = one
            self._dropped.discard(one.key)
        self._write(words)
        self.changed.emit()

    def drop(self, *keys: str) -> None:
        """Forget words: they are kept otherwise, or nobody wants them."""
        meant = {key for key in keys if key in self._words or not self._known}
        if not meant:
            return
        for key in meant:
            self._words.pop(key, None)
        self._dropped |= meant if not self._known else set()
        self._erase(meant)
        self.changed.emit()

    def is_writing(self) -> bool:
        """Whether some of them are on their way into the workspace."""
        return self._writing > 0

    def _show(self, found: "tuple[tuple[LeftWords, ...], tuple[str, ...]]") -> None:
        before, lost = found
        own = self._words
        self._words = {one.key: one for one in before if one.key not in self._dropped and one.key not in own} | own
        self._known = True
        self._dropped.clear()
        if lost:
            self._erase(set(lost))
        self._move_in()
        self.changed.emit()

    def _move_in(self) -> None:
        """Take over what the state of the window still holds, and have it hold that no longer."""
        assert self._memory is not None
        memory = self._memory
        old = [one for name in _BEFORE for one in _before(name, memory.recall(name)) if one.key not in self._words]
        self._words = {one.key: one for one in old} | self._words
        if old:
            self._write(tuple(old), lambda: memory.forget(*_BEFORE))
        else:
            memory.forget(*_BEFORE)

    def follow(self, changed: Any) -> None:
        """A record may have left this computer: the words about it leave too."""
        records = {record for one in self._words.values() for record in one.about}
        if changed.source not in _FROM_OUTSIDE or not records:
            return
        from app.services.left_words import gone_records  # noqa: PLC0415 - only for who has an office

        doors, tasks = self._doors, self._tasks
        assert doors is not None
        assert tasks is not None
        asked = tasks.start(lambda: doors.ask(gone_records, records))
        asked.then(self, self._on_gone).troubled(lambda _error: None)

    def _on_gone(self, records: frozenset[About]) -> None:
        if records:
            self.drop(*(one.key for one in self._words.values() if not records.isdisjoint(one.about)))
            self.gone.emit(records)

    def _write(self, words: tuple[LeftWords, ...], then: Callable[[], object] = lambda: None) -> None:
        from app.services.left_words import leave_words  # noqa: PLC0415 - behind the first paint

        self._do(lambda doors: doors.do(leave_words, words), then)

    def _erase(self, keys: set[str]) -> None:
        from app.services.left_words import forget_words  # noqa: PLC0415 - behind the first paint

        self._do(lambda doors: doors.do(forget_words, keys), lambda: None)

    def _do(self, run: "Callable[[Doors], Future[None]]", then: Callable[[], object]) -> None:
        doors = self._doors
        if doors is None or self._tasks is None:
            return  # nothing is open that they could be about
        self._writing += 1
        task = self._tasks.start(lambda: run(doors), lasting=True)
        task.then(self, lambda _none: then()).ended(self._on_written)

    def _on_written(self) -> None:
        self._writing -= 1


def _before(name: str, kept: Any) -> list[LeftWords]:
    """What was remembered under one of the old names."""
    if name == "notes":
        notes = kept.items() if isinstance(kept, dict) else ()
        return [_note(key, text) for key, text in notes if _is_id(key) and isinstance(text, str) and text]
    pairs = [one for one in kept if isinstance(one, list) and len(one) == _PAIR] if isinstance(kept, list) else []
    return [LeftWords(SHEET + sha256(repr(one).encode()).hexdigest(), str(one[1]), str(one[0])) for one in pairs]


def _note(contact: str, text: str) -> LeftWords:
    whose = UUID(contact)
    return LeftWords(f"{NOTE}{whose}", text, about=(("contact", whose),))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
