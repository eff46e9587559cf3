"""`run`: set up, then open the window, or play the working day where there is no screen to open it on."""

import os
import sys
from collections.abc import Mapping

from installer import debian, environment, smoke
from installer.places import WORKING_DAY
from installer.steps import StepFailedError, Steps, say, shown


def run(steps: Steps) -> int:
    """Set everything up and start the program on the person's own workspace."""
    on_screen = has_display(os.environ)
    debian.provide(steps, debian.OFFSCREEN + (debian.WINDOW if on_screen else ()))
    environment.provide(steps, with_tests=False)
    if on_screen:
        return _open_window()
    say("There is no display here, so no window can open: a working day is played on sample files instead.")
    smoke.play(steps, environment.PYTHON, WORKING_DAY)
    steps.finish()
    return 0


def has_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can open: Windows and macOS always have a screen, elsewhere the variables say so."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def _open_window() -> int:
    say("Opening Vizitka; this ends when the program is quit.")
    code = shown([str(environment.PYTHON), "-m", "app"], "Vizitka", limit=None)
    if code:
        raise StepFailedError(f"Vizitka ended with code {code}: what it said stands above.", code)
    return 0
