"""Sheets left with words typed in them: hidden as they stand, and brought back whole to the place they were left at.

One rule for all: Esc or a press elsewhere never loses words. A sheet in which nothing was typed is closed; one with words
in it is put away, the status line names it, and Ctrl+Z brings it back. When the window ends, or is built anew in another
language, the words alone remain: a `Scrap`, to be read and copied. They are written into the workspace as the sheet is put
away, and leave this computer with the records they are about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.views.left_words import About, LeftWords
from ui.typed import is_typed_in, typed_words
from ui.words_left import SHEET, WordsLeft

MOST = 20  # the ones before these are let go, as the oldest changes are
LONGEST = 40  # letters of what was typed that tell one from another


@dataclass(frozen=True, slots=True)
class Scrap:
    """The words of a sheet that is gone."""

    name: str
    text: str
    key: str = ""  # its words are kept under


@dataclass(frozen=True, slots=True)
class Left:
    """A sheet as it was left; `go_back` shows what was shown then."""

    name: str
    sheet: "Leavable"
    go_back: Callable[[], object]
    key: str  # its words are kept under
    about: frozenset[About]


class Leavable(QWidget):
    """What floats over a window, `home`. `close` ends it; `dismiss` leaves it as a person does, who finds its words again."""

    closed = Signal()

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._return_to = QApplication.focusWidget()
        self._held: QWidget | None = None  # what had the keyboard when it was put away
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def holds_words(self) -> bool:
        """Whether something typed here would go with it."""
        return is_typed_in(self)

    def words_left(self) -> list[tuple[str, str]]:
        """What remains of it when it cannot come back: what was typed, by the names of the fields."""
        return typed_words(self)

    def records(self) -> tuple[About, ...]:
        """Whose its words are: they go when one of these records may be here no longer."""
        return ()

    def give_up(self) -> None:
        """End it and keep nothing of it."""
        self.close()

    def dismiss(self) -> None:
        """Leave it: with words in it it is put away, else closed."""
        away = unfinished_of(self._home) if self.holds_words() else None
        if away is not None:
            away.take(self)
        else:
            self.close()

    def step_back(self) -> None:
        """Hide as it stands, to come back."""
        held = QApplication.focusWidget()
        self._held = held if held is not None and self.isAncestorOf(held) else None
        self.stop_watching()
        self.give_back()
        self._return_to = None
        self.hide()

    def come_back(self) -> None:
        """Show again as it stood."""
        self._return_to = QApplication.focusWidget()
        self.show_again()
        held = self._held if self._held is not None and shiboken6.isValid(self._held) else self
        held.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_again(self) -> None:
        """Show what was put away."""
        self.show()

    def stop_watching(self) -> None:
        """Watch what lies under it no longer."""

    def give_back(self) -> None:
        """Tell that it is gone and give the keyboard back to whatever had it, unless the person took it elsewhere."""
        held = QApplication.focusWidget()
        self.closed.emit()
        if held is not None and held is not self and not self.isAncestorOf(held):
            return
        if self._return_to is not None and shiboken6.isValid(self._return_to) and self._return_to.isVisible():
            self._return_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave everything in order."""
        if (away := unfinished_of(self._home)) is not None:
            away.forget(self)
        self.stop_watching()
        self.give_back()
        event.accept()


class Unfinished(QObject):
    """The sheets of one window that were put away, the newest last; `way_back` gives the way to what is shown now."""

    put_away = Signal(str)  # the name of the sheet
    changed = Signal()

    def __init__(self, window: QWidget, way_back: Callable[[], Callable[[], object]], kept: WordsLeft) -> None:
        super().__init__(window)
        self._way_back, self._words = way_back, kept
        self._left: list[Left] = []
        kept.changed.connect(self.changed)
        kept.gone.connect(self._on_gone)

    def all(self) -> tuple[Left, ...]:
        """Those there are, the newest last."""
        return tuple(one for one in self._left if shiboken6.isValid(one.sheet))

    def take(self, sheet: "Leavable") -> None:
        """Put a sheet away; its words are safe from now on, whatever becomes of the window."""
        self.forget(sheet)
        about = sheet.records()
        left = Left(name_of(sheet), sheet, self._way_back(), _new_key(), frozenset(about))
        self._left = [*self.all(), left]
        sheet.step_back()
        self._write(left.key, left.name, _written(sheet.words_left()), about)
        self._end(self._left[:-MOST])
        self.put_away.emit(left.name)
        self.changed.emit()

    def bring_back(self, left: Left | None = None) -> None:
        """Show a sheet again where it was left, the newest one where none is named."""
        there = self.all()
        found = left or (there[-1] if there else None)
        if found in there and found is not None:
            self.forget(found.sheet)
            found.go_back()
            found.sheet.come_back()

    def call_back(self, part: QWidget) -> None:
        """Show the sheet again that a part belongs to, wherever the person is: it has something to say."""
        for one in self.all():
            if one.sheet.isAncestorOf(part):
                self.forget(one.sheet)
                one.sheet.come_back()

    def forget(self, sheet: QWidget) -> None:
        """A sheet is put away no longer: it is shown, or closed for good."""
        found = [one for one in self._left if one.sheet is sheet]
        if found:
            self._left = [one for one in self._left if one.sheet is not sheet]
            self._words.drop(*(one.key for one in found))
            self.changed.emit()

    def leave_words(self, name: str, text: str, about: tuple[About, ...] = ()) -> None:
        """Keep words whose place is gone, to be read and copied."""
        self._write(_new_key(), name, text, about)

    def scraps(self) -> tuple[Scrap, ...]:
        """The words left of sheets that are gone, the newest last."""
        living = {one.key for one in self.all()}
        return tuple(Scrap(one.name, one.text, one.key) for one in self._words.all(SHEET) if one.key not in living)

    def throw_away(self, scrap: Scrap) -> None:
        """A person has no more use for a scrap."""
        self._words.drop(scrap.key)

    def let_go(self) -> None:
        """Close them all, for the window ends or is built anew; the words remain."""
        self._end(self.all())

    def _end(self, ended: Sequence[Left]) -> None:
        """Sheets go; their words stay where they are, a few of the newest."""
        if ended:
            self._left = [one for one in self._left if one not in ended]
            for one in ended:
                one.sheet.close()
            self._words.drop(*(one.key for one in self.scraps()[:-MOST]))
            self.changed.emit()

    def _on_gone(self, records: frozenset[About]) -> None:
        """What somebody may not see here any more is no sheet to come back to either."""
        lost = [one for one in self.all() if not records.isdisjoint(one.about)]
        self._left = [one for one in self._left if one not in lost]
        for one in lost:
            one.sheet.give_up()
        if lost:
            self.changed.emit()

    def _write(self, key: str, name: str, text: str, about: tuple[About, ...]) -> None:
        if text:
            self._words.put(LeftWords(key, text, name, about))


def unfinished_of(home: QWidget) -> Unfinished | None:
    """Where a window puts its sheets away; None where it does not."""
    found: Unfinished | None = home.findChild(Unfinished, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found


def name_of(sheet: QWidget) -> str:
    """What a sheet is for, and the longest of what was typed in it."""
    headings = [label.text() for label in sheet.findChildren(QLabel) if label.text()]
    heading = sheet.accessibleName() or next(iter(headings), "")
    typed = " ".join(max((text for _name, text in typed_words(sheet)), key=len, default="").split())
    typed = typed if len(typed) <= LONGEST else f"{typed[: LONGEST - 1].rstrip()}…"
    return ": ".join(part for part in (heading, typed) if part)


def _new_key() -> str:
    return f"{SHEET}{uuid4().hex}"


def _written(words: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {text}" if name else text for name, text in words)
