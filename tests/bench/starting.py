"""The programs P4 and P5 start: the window on a workspace, and the barest window there is; each says when it is ready.

`python -m tests.bench.starting bare` · `python -m tests.bench.starting vizitka FOLDER STATE`
Each prints `ready` once its first 50 rows stand painted and a key has moved the choice (the bare one: once it is painted),
then, after a moment of rest, the memory it holds, and ends.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path

_ROWS = 50
_REST = 1_500  # ms until what the start left behind is given back


def bare() -> int:
    """A QMainWindow with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        said = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
            super().paintEvent(event)
            if not self.said:
                self.said = True
                QTimer.singleShot(0, lambda: _ready(application.quit))

    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1440, 900)
    window.show()
    return application.exec()


def vizitka(folder: Path, state: Path) -> int:
    """The program as a person starts it, watched from within."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from app import bootstrap, paths
    from ui import application
    from ui.main_window import MainWindow

    class Watched(MainWindow):
        """Presses a key in the list of contacts as soon as its rows stand on the screen."""

        def attach(self, doors: object) -> None:
            super().attach(doors)  # type: ignore[arg-type]  # the workspace of the program
            self._list = self.frame.page().list  # type: ignore[attr-defined]  # the page of contacts
            self._list.view.viewport().installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            model = self._list.model
            last = min(_ROWS, model.rowCount()) - 1
            if event.type() == QEvent.Type.Paint and last >= 0 and model.row_at(last) is not None:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self, self._press)
            return False

        def _press(self) -> None:
            view = self._list.view
            before = view.currentIndex().row()
            event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(view, event)
            assert view.currentIndex().row() != before, "the key was not accepted"
            QTimer.singleShot(0, self, lambda: _ready(self.close, self.is_settled))

    application.MainWindow = Watched  # type: ignore[attr-defined]  # where the program makes its window
    paths.state_file = lambda: state
    paths.settings_file = lambda: state.with_name("settings.json")
    return bootstrap.run_window(folder)


def _ready(end: object, settled: Callable[[], bool] = lambda: True) -> None:
    from PySide6.QtCore import QTimer

    print("ready", flush=True)

    def rest() -> None:
        if not settled():  # what is loaded behind the rows counts too
            QTimer.singleShot(_REST, rest)
            return
        gc.collect()
        print(_memory(), flush=True)
        end()  # type: ignore[operator]  # a slot

    QTimer.singleShot(_REST, rest)


def _memory() -> int:
    """The resident memory of this program in KiB; 0 where the system does not tell (not Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else vizitka(Path(sys.argv[2]), Path(sys.argv[3])))
