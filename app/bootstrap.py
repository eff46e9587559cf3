"""The composition root: the only module that sees every layer."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.settings import Settings
from resources.i18n import Language, set_language, speaking

DEMO_SEED = 1  # the same people for everybody who looks around

if TYPE_CHECKING:
    from collections.abc import Callable

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


def run_window(folder: Path | None, *, hidden: bool = False) -> int:
    """Open the window on a folder, on the workspace opened last, or on the person's usual one; `hidden`: in the tray."""
    from ui.application import run

    settings = Settings.load(paths.settings_file())
    set_language(settings.spoken())
    chosen = folder or (Path(settings.workspace) if settings.workspace else paths.usual_workspace())
    return run(WindowWays(), chosen, settings, hidden=hidden)


class WindowWays:
    """The ways into a workspace a window may go, with threads for it."""

    contacts, history = 400, 6_000  # of the made-up set

    def exists(self, folder: Path) -> bool:
        """Whether there is a workspace in the folder."""
        return (folder / paths.DATABASE_NAME).exists()

    def open(self, folder: Path) -> "Workspace":
        """Open it."""
        from app.executors import Executors

        return open_workspace(folder, executors=Executors.threads())

    def create(self, folder: Path, lang: Language) -> "Workspace":
        """Make an empty one and open it."""
        from app.executors import Executors

        return create_workspace(folder, lang, executors=Executors.threads())

    def demo(self, folder: Path, lang: Language, told: "Callable[[str, int, int], bool]") -> "Workspace":
        """Make one with made-up people in it and open it; stopped by what `told` answers, it leaves nothing behind."""
        from app.demo.load import load_demo
        from app.whole_folder import made_whole
        from app.zones import my_zone

        today = date.today()  # noqa: DTZ011 - the day on this computer's calendar
        zone = my_zone(Settings.load(paths.settings_file()))
        with made_whole(folder):
            workspace = self.create(folder, lang)
            try:
                load_demo(workspace, self.contacts, self.history, DEMO_SEED, today, lang, told, zone=zone)
            except BaseException:
                workspace.close()
                raise
            return workspace


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
    from app.services.who import my_id

    workspace.act_as(workspace.ask(my_id).result())
