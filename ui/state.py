"""What nobody owns: where the window stood and what it showed. The file may be deleted at any time."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QStandardPaths


@dataclass(slots=True)
class WindowState:
    """The last look of the window."""

    geometry: str = ""  # QWidget.saveGeometry in base64
    section: str = ""
    record_kind: str = ""
    record_id: str = ""
    rail_folded: bool | None = None  # None: by the width of the window


def usual_path() -> Path:
    """Where the state of this person's window is kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "window.json"


def read(path: Path) -> WindowState:
    """The state kept in the file; a fresh one where it is missing or unreadable."""
    state = WindowState()
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        for field in fields(WindowState):
            value = kept.get(field.name)
            if isinstance(value, bool if field.name == "rail_folded" else str):
                setattr(state, field.name, value)
    return state


def write(path: Path, state: WindowState) -> None:
    """Keep the state; a full or read-only disk is no reason to bother anyone."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(state)), encoding="utf-8")
