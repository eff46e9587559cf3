"""What a section of the window is, and the page it builds when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.context import Doors, Ref, UiContext
from ui.state import Memory


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it goes to paper; `read` is asked aside, page by page, until it gives less than was asked for."""

    title: str
    columns: tuple[tuple[str, int], ...]  # heading, share of the width; below 0: figures, set to the right
    total: int
    read: Callable[[Doors, int, int], Sequence[tuple[str, ...]]]  # offset, limit


@dataclass(frozen=True, slots=True)
class AtHand:
    """Whom a call would be with, and the planned call it would be where one is meant."""

    contact_id: UUID
    planned_id: UUID | None = None


def concerns(part: QWidget, contact_id: UUID | None, planned_id: UUID | None = None) -> None:
    """Say whom a row or a button is about: while it has the keyboard, they are at hand."""
    part.setProperty("at_hand", AtHand(contact_id, planned_id) if contact_id is not None else None)


class SectionPage(QWidget):
    """The page of a section. `leaving` is emitted as a person goes on to another record of it."""

    leaving = Signal()

    def open_record(self, ref: Ref) -> None:
        """Show the record a person asked for from anywhere in the window."""

    def come_back(self, ref: Ref) -> None:
        """Show the record that was shown when the window was closed or spoke another language."""
        self.open_record(ref)

    def narrow(self, text: str) -> None:
        """Show only what matches the text."""

    def current(self) -> Ref | None:
        """The record shown now, to come back to after a change of language or a restart."""
        return None

    def at_hand(self) -> AtHand | None:
        """Whom a call would be with: whom the part with the keyboard is about, else the contact shown."""
        part = QApplication.focusWidget()
        while part is not None and part is not self:
            found = part.property("at_hand")
            if isinstance(found, AtHand):
                return found
            part = part.parentWidget()
        current = self.current()
        return AtHand(current.id) if current is not None and current.kind == "contact" else None

    def call_begun(self) -> None:
        """A call has begun: the person one talks with should be in sight, where the page shows people."""

    def listing(self) -> Listing | None:
        """The list shown now, for paper; None where there is none to print."""
        return None

    def print_itself(self) -> bool:
        """Send what is open to paper in place of the list; whether there was anything."""
        return False

    def arrive(self) -> None:
        """Take the keyboard: the page has just been shown."""
        self.setFocus()

    def settled(self) -> bool:
        """Whether everything asked for has arrived and is shown."""
        return True


def record_under(part: QWidget) -> Ref | None:
    """The record shown on the page a part stands on; None beside every page, as in the top bar."""
    above: QWidget | None = part
    while above is not None and not isinstance(above, SectionPage):
        above = above.parentWidget()
    return above.current() if above is not None else None


@dataclass(frozen=True, slots=True)
class Adding:
    """The button of the top bar that begins a new record; `run` gets the button to open its sheet beside."""

    title: str  # marked with N_
    label: str  # marked with N_: the one word on the button
    shortcut: str
    run: Callable[[UiContext, QWidget], None]


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the rail. `opens` names the kinds of records whose Ref it shows."""

    key: str
    title: str  # marked with N_
    icon: str  # a file of resources/icons
    build: Callable[[UiContext], SectionPage]
    opens: tuple[str, ...] = ()
    adding: Adding | None = None
    count: str = ""  # which number of the rail stands beside it
    light: Callable[[Memory], bool] = lambda _memory: False  # whether its list, as it was left, needs nothing large
