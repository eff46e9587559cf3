"""The window as reminders and tray see it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.actions import Actions
    from ui.context import UiContext


class Shown(Protocol):
    """What is in the window, in one language."""

    @property
    def actions_(self) -> "Actions":
        """Everything that can be done."""

    def show_section(self, key: str) -> None:
        """Show a section."""

    @property
    def top(self) -> QWidget:
        """The bar over the page: what belongs to no page opens beneath it."""


class Told(Protocol):
    """The icon beside the clock."""

    def tell(self, sentence: str, title: str = "") -> None:
        """Say something there."""


class Stays(Protocol):
    """What outlives the closing of the window."""

    @property
    def tray(self) -> Told:
        """The icon beside the clock."""


class Home(Protocol):
    """A window that may be hidden, and what is asked of it then."""

    @property
    def frame(self) -> Shown:
        """What is in it now."""

    @property
    def staying(self) -> Stays | None:
        """What goes on without it, if anything does."""

    @property
    def come_forward(self) -> Callable[[], None]:
        """Show it before all others."""

    @property
    def leave(self) -> Callable[[], None]:
        """End the program."""

    def context(self) -> "UiContext | None":
        """What its sections are given."""

    def settings(self) -> "Settings":
        """What the person chose."""

    def watches(self) -> bool:
        """Whether reminders are watched over, or will be as soon as all is loaded."""

    def is_first_hiding(self) -> bool:
        """Whether the person was never told that the program goes on."""

    def is_settled(self) -> bool:
        """Whether everything asked for is shown."""

    def isVisible(self) -> bool:
        """Whether it is on the screen, be it minimised."""

    def hide(self) -> None:
        """Take it off the screen."""

    def showMinimized(self) -> None:
        """Put it out of the way."""


def as_object(home: Home) -> QObject:
    """The same window to Qt: the parent of what belongs to it."""
    assert isinstance(home, QObject)
    return home
