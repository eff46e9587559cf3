"""The composition root: the only module that sees every layer."""

from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.settings import Settings
from resources.i18n import Language, set_language, speaking

if TYPE_CHECKING:
    from app.executors import Executors
    from app.workspace import Workspace
    from models.clock import Clock


def create_workspace(
    folder: Path, lang: Language, *, executors: "Executors | None" = None, clock: "Clock | None" = None
) -> "Workspace":
    """Make a workspace in `folder`, seeded in a language, and open it."""
    from app.setting_up import lay_foundations
    from app.workspace import Workspace
    from models.clock import system_clock

    workspace = Workspace.create(folder, executors=executors, clock=clock or system_clock)
    with speaking(lang):
        workspace.load(lay_foundations).result()
    _sit_down(workspace)
    return workspace


def open_workspace(folder: Path, *, executors: "Executors | None" = None, clock: "Clock | None" = None) -> "Workspace":
    """Open the workspace in `folder`."""
    from app.workspace import Workspace
    from models.clock import system_clock

    workspace = Workspace.open(folder, executors=executors, clock=clock or system_clock)
    _sit_down(workspace)
    return workspace


def run_window(folder: Path | None) -> int:
    """Open the window on a folder, on the workspace opened last, or on the person's usual one."""
    from ui.application import run

    settings = Settings.load(paths.settings_file())
    set_language(settings.spoken())
    chosen = folder or (Path(settings.workspace) if settings.workspace else paths.usual_workspace())
    return run(lambda: open_or_create(chosen, settings), settings)


def open_or_create(folder: Path, settings: Settings) -> "Workspace":
    """The workspace in `folder`, made where there is none, with threads for a window."""
    from app.executors import Executors
    from app.workspace import DATABASE_NAME

    if (folder / DATABASE_NAME).exists():
        return open_workspace(folder, executors=Executors.threads())
    return create_workspace(folder, settings.spoken(), executors=Executors.threads())


def render_shots(folder: Path, target: Path, *, lang: Language, theme: str, scale: int, section: str) -> list[Path]:
    """Draw every section of the window on a workspace into PNG files."""
    from app.executors import Executors
    from ui.shots import render

    workspace = open_workspace(folder, executors=Executors.threads())
    try:
        return render(workspace, target, lang, theme, scale, section)
    finally:
        workspace.close()


def _sit_down(workspace: "Workspace") -> None:
    from app.services.people import my_id

    workspace.act_as(workspace.ask(my_id).result())
