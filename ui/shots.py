"""Pictures of every section, dialog and state as a person would see it, painted without a screen.

For documents, and for a critical look.
"""

import gc
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.collector import collect_due, collect_on_demand
from ui.context import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.context import Doors, Ref
    from ui.main_window import MainWindow

PATIENCE = 20  # seconds until a picture is taken of whatever is there


def render(
    workspace: "Doors",
    outdir: Path,
    lang: str = "ru",
    theme: str = "light",
    scale: int = 100,
    section: str = "",
    *,
    size: tuple[int, int] = (1440, 900),
    record: "Ref | None" = None,
    now: "Callable[[], datetime]" = utc_now,
) -> list[Path]:
    """Render every scene, those of one section, or one by its name, to `outdir`; returns the files in their order.

    The scale is Qt's for the whole process: it is taken by the first call.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = f"{scale / 100:g}"
    from ui.scenes import SCENES, play, record_for, strike  # noqa: PLC0415 - Qt reads its environment when it is made

    outdir.mkdir(parents=True, exist_ok=True)
    collect_on_demand()  # a reader that freed parts of a closed dialog would bring the program down
    window = _window(workspace, lang, theme, size, now)
    made: list[Path] = []
    for scene in SCENES:
        if section not in ("", scene.section, scene.name):
            continue
        own = record is not None and not scene.state
        ref = record if own else record_for(workspace, scene.record) if scene.record else None
        if scene.record and ref is None and scene.state:
            continue  # an empty workspace has no such dialog
        play(window, scene, ref, wait_until_settled)
        made.append(outdir / f"{scene.name}-{lang}-{theme}-{scale}.png")
        _picture(window).save(str(made[-1]))
        strike(window)
        wait_until_settled(window)
        collect_due()
    window.close()
    del window
    gc.collect()
    collect_on_demand(wished=False)
    return made


def wait_until_settled(window: "MainWindow") -> None:
    """Run the event loop until everything asked for is painted."""
    deadline = time.monotonic() + PATIENCE
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:  # noqa: PLR2004 - one answer may lead to a further question
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 40)
        time.sleep(0.02)
        quiet = quiet + 1 if window.is_settled() else 0


def _picture(window: "MainWindow") -> QPixmap:
    """The window with what is open over it and is a window of its own: the reminders, a menu."""
    picture = window.grab()
    for other in window.findChildren(QWidget):
        if other.isWindow() and other.isVisible() and other is not QApplication.activePopupWidget():
            painter = QPainter(picture)
            spare = window.size() - other.size()
            corner = QPoint(spare.width() // 2, spare.height() // 3)
            painter.drawPixmap(corner, other.grab())
            painter.drawRect(QRect(corner, other.size()))
            painter.end()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(menu.mapToGlobal(menu.rect().topLeft())), menu.grab())
        painter.end()
    return picture


def _window(
    workspace: "Doors", lang: str, theme: str, size: tuple[int, int], now: "Callable[[], datetime]"
) -> "MainWindow":
    from app.settings import Settings  # noqa: PLC0415 - as above
    from ui.application import start  # noqa: PLC0415
    from ui.main_window import MainWindow  # noqa: PLC0415
    from ui.theme.look import Look  # noqa: PLC0415

    settings = Settings().with_(language=lang, theme=theme)
    application = start(settings)
    state_path = Path(tempfile.mkdtemp(prefix="vizitka-shots-")) / "state.json"
    window = MainWindow(settings, Look(application, theme), state_path, keep=lambda _settings: None, now=now)
    window.resize(*size)
    window.show()
    window.attach(workspace)
    return window
