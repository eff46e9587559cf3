"""The ways the frame somebody types in comes to its end."""

from collections.abc import Callable

from ui.main_window import MainWindow

Way = Callable[[MainWindow], object]
WAYS: dict[str, Way] = {
    "closed": lambda window: window.close(),
    "another language": lambda window: window.speak("ru"),
}
