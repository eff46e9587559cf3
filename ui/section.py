"""What a section of the window is, and the page it builds when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Doors, Ref, UiContext


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it goes to paper; `read` is asked aside, page by page, until it gives less than was asked for."""

    title: str
    columns: tuple[tuple[str, int], ...]  # heading, share of the width; below 0: figures, set to the right
    total: int
    read: Callable[[Doors, int, int], Sequence[tuple[str, ...]]]  # offset, limit


class SectionPage(QWidget):
    """The page of a section; `counted` tells the rail how many records there are."""

    counted = Signal(int)

    def open_record(self, ref: Ref) -> None:
        """Show the record a person asked for from anywhere in the window."""

    def narrow(self, text: str) -> None:
        """Show only what matches the text."""

    def current(self) -> Ref | None:
        """The record shown now, to come back to after a change of language or a restart."""
        return None

    def listing(self) -> Listing | None:
        """The list shown now, for paper; None where there is none to print."""
        return None

    def arrive(self) -> None:
        """Take the keyboard: the page has just been shown."""
        self.setFocus()

    def settled(self) -> bool:
        """Whether everything asked for has arrived and is shown."""
        return True


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
