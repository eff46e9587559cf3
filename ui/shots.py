"""Pictures of every section as a person would see it, painted without a screen: for documents and for a critical look."""

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.context import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
    """Render every section, or one, to `outdir`; returns the files in the order of the rail.

    The scale is Qt's for the whole process: it is taken by the first call.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = f"{scale / 100:g}"
    from ui.sections import SECTIONS  # noqa: PLC0415 - Qt reads its environment when it is made, not before

    outdir.mkdir(parents=True, exist_ok=True)
    window = _window(workspace, lang, theme, size, now)
    made: list[Path] = []
    for key in _chosen((one.key for one in SECTIONS), section):
        window.frame.show_section(key)
        if record is not None:
            window.open(record)
        wait_until_settled(window)
        made.append(outdir / f"{key}-{lang}-{theme}-{scale}.png")
        window.grab().save(str(made[-1]))
    window.close()
    return made


def wait_until_settled(window: "MainWindow") -> None:
    """Run the event loop until everything asked for is painted."""
    deadline = time.monotonic() + PATIENCE
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:  # noqa: PLR2004 - one answer may lead to a further question
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 40)
        time.sleep(0.02)
        quiet = quiet + 1 if window.is_settled() else 0


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


def _chosen(keys: "Iterable[str]", section: str) -> list[str]:
    return [key for key in keys if not section or key == section]
