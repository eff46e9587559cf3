"""Sheets left with words typed in them: hidden as they stand, and brought back whole to the place they were left at.

One rule for all: Esc or a press elsewhere never loses words. A sheet in which nothing was typed is closed; one with words
in it is put away, the status line names it, and Ctrl+Z brings it back. When the window ends, or is built anew in another
language, the words alone remain: a `Scrap`, to be read and copied.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.typed import is_typed_in, typed_words

if TYPE_CHECKING:
    from ui.state import Memory

MOST = 20  # the ones before these are let go, as the oldest changes are
LONGEST = 40  # letters of what was typed that tell one from another
_SCRAPS = "unfinished"  # what they are remembered under


@dataclass(frozen=True, slots=True)
class Scrap:
    """The words of a sheet that is gone."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Left:
    """A sheet as it was left; `go_back` shows what was shown then."""

    name: str
    sheet: "Leavable"
    go_back: Callable[[], object]


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
        """Tell that it is gone and give the keyboard back to whatever had it."""
        self.closed.emit()
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

    def __init__(self, window: QWidget, way_back: Callable[[], Callable[[], object]]) -> None:
        super().__init__(window)
        self._way_back = way_back
        self._left: list[Left] = []
        self._memory: Memory | None = None

    def all(self) -> tuple[Left, ...]:
        """Those there are, the newest last."""
        return tuple(one for one in self._left if shiboken6.isValid(one.sheet))

    def take(self, sheet: "Leavable") -> None:
        """Put a sheet away."""
        left = Left(name_of(sheet), sheet, self._way_back())
        self._left = [one for one in self.all() if one.sheet is not sheet] + [left]
        sheet.step_back()
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
        if any(one.sheet is sheet for one in self._left):
            self._left = [one for one in self._left if one.sheet is not sheet]
            self.changed.emit()

    def remember(self, memory: "Memory") -> None:
        """Keep scraps there from now on, beside those that are there."""
        self._memory = memory
        self.changed.emit()

    def scraps(self) -> tuple[Scrap, ...]:
        """The words left of sheets that are gone, the newest last."""
        kept: Any = self._memory.recall(_SCRAPS) if self._memory is not None else None
        pairs = kept if isinstance(kept, list) else []
        return tuple(Scrap(str(one[0]), str(one[1])) for one in pairs if isinstance(one, list) and len(one) == 2)  # noqa: PLR2004 - a name and a text

    def throw_away(self, scrap: Scrap) -> None:
        """A person has no more use for a scrap."""
        self._keep([one for one in self.scraps() if one != scrap])

    def let_go(self) -> None:
        """Close them all, for the window ends or is built anew; the words remain."""
        self._end(self.all())

    def _end(self, gone: Sequence[Left]) -> None:
        found = [Scrap(one.name, _written(one.sheet.words_left())) for one in gone]
        for one in gone:
            one.sheet.close()
        if wanted := [one for one in found if one.text]:
            self._keep([*self.scraps(), *wanted])

    def _keep(self, scraps: list[Scrap]) -> None:
        if self._memory is not None:
            self._memory.remember(_SCRAPS, [[one.name, one.text] for one in scraps[-MOST:]])
        self.changed.emit()


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


def _written(words: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {text}" if name else text for name, text in words)
