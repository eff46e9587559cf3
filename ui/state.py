"""What nobody owns: where the window stood and what it showed. The file may be deleted at any time."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

_TYPES: dict[str, type] = {"rail_folded": bool, "tray_told": bool, "lists": dict}  # the others are text


@dataclass(slots=True)
class WindowState:
    """The last look of the window."""

    geometry: str = ""  # QWidget.saveGeometry in base64
    section: str = ""
    record_kind: str = ""
    record_id: str = ""
    rail_folded: bool | None = None  # None: by the width of the window
    tray_told: bool = False  # the person was told once that the program goes on in the tray
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)  # by workspace: how its lists looked last


class Memory:
    """How the lists of one workspace looked last, and the views a person named: kept beside the window's place.

    Whatever is remembered may be lost: who reads it copes with anything that stands there.
    """

    def __init__(self, state: WindowState | None = None, path: Path | None = None, workspace: str = "") -> None:
        self._state = state or WindowState()
        self._path = path
        self._workspace = workspace

    def recall(self, name: str) -> Any:
        """What was remembered under a name; None where nothing was."""
        kept = self._state.lists.get(self._workspace)
        return kept.get(name) if isinstance(kept, dict) else None

    def remember(self, name: str, value: Any) -> None:
        """Keep something that JSON can hold."""
        kept = self._state.lists.get(self._workspace)
        if not isinstance(kept, dict):
            kept = self._state.lists[self._workspace] = {}
        kept[name] = value
        self._write()

    def forget(self, *names: str) -> None:
        """Keep nothing under these names any longer."""
        kept = self._state.lists.get(self._workspace)
        if isinstance(kept, dict) and not kept.keys().isdisjoint(names):
            for name in names:
                kept.pop(name, None)
            self._write()

    def _write(self) -> None:
        if self._path is not None:
            write(self._path, self._state)


def usual_path() -> Path:
    """Where the state of this person's window is kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "window.json"


def read(path: Path) -> WindowState:
    """The state kept in the file; a fresh one where it is missing or unreadable."""
    state = WindowState()
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        for one in fields(WindowState):
            value = kept.get(one.name)
            if isinstance(value, _TYPES.get(one.name, str)):
                setattr(state, one.name, value)
    return state


def write(path: Path, state: WindowState) -> None:
    """Keep the state; a full or read-only disk is no reason to bother anyone."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(state)), encoding="utf-8")
