"""Every section, dialog and state in both languages, themes and scales: no text is cut off, none is left untranslated."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import create_workspace
from app.executors import Executors
from app.workspace import Workspace
from resources.i18n import Language, set_language
from tests.integration.ui.looking_over import lively_workspace, look_over
from ui.scenes import SCENES
from ui.sections import SECTIONS

ROOT = Path(__file__).parents[3]
WIDE, SMALL = (1440, 900), (1024, 680)
SCALED = (1280, 690)  # what is left of a screen of 1920×1080 at 150 %
LONGEST = 900  # seconds for all scenes in a process of their own, on a busy machine
LOOKED_OVER = [
    pytest.param("ru", SMALL, id="ru-small"),  # the longest words in the least room
    pytest.param("en", WIDE, id="en-wide", marks=pytest.mark.slow),
    pytest.param("ru", WIDE, id="ru-wide", marks=pytest.mark.slow),
    pytest.param("en", SMALL, id="en-small", marks=pytest.mark.slow),
]
# Where much stands in little room.
FULLEST = (
    "contacts",
    "offers-editor",
    "opportunities-card",
    "today-preferences-firm",
    "today-shortcuts",
    "today-import",
)


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    """The next test hears English again."""
    yield
    set_language("en")


@pytest.fixture(scope="module")
def base(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Language, Workspace]]:
    """A lively workspace in a language."""
    workspace = lively_workspace(tmp_path_factory.mktemp("scenes") / "ws", request.param)
    yield request.param, workspace
    workspace.close()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("base", "size"), LOOKED_OVER, indirect=["base"])
def test_no_text_is_cut_off_or_left_in_another_language(
    base: tuple[Language, Workspace], size: tuple[int, int], tmp_path: Path
) -> None:
    lang, workspace = base

    problems = look_over(workspace, lang, "light", size, tmp_path)

    assert not problems


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_an_empty_workspace_teaches_without_a_cut_off_word(lang: Language, tmp_path: Path) -> None:
    with closing(create_workspace(tmp_path / "empty", lang, executors=Executors.threads())) as workspace:
        problems = look_over(workspace, lang, "dark", SMALL, tmp_path, [section.key for section in SECTIONS])

    assert not problems


@pytest.mark.slow
@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_nothing_is_cut_off_in_any_language_theme_and_scale(lang: str, theme: str, scale: int, tmp_path: Path) -> None:
    problems = _in_a_process_of_its_own(tmp_path, lang, theme, scale, WIDE if scale == 100 else SCALED)

    assert not problems


def test_the_fullest_scenes_fit_a_screen_of_another_scale(tmp_path: Path) -> None:
    problems = _in_a_process_of_its_own(tmp_path, "ru", "dark", 150, SCALED, FULLEST)

    assert not problems


def test_every_section_has_its_scene() -> None:
    assert {scene.section for scene in SCENES} == {section.key for section in SECTIONS}


def test_the_fullest_scenes_are_scenes(qapp: QApplication) -> None:
    assert qapp is not None
    assert {scene.name for scene in SCENES}.issuperset(FULLEST)


def _in_a_process_of_its_own(
    folder: Path, lang: str, theme: str, scale: int, size: tuple[int, int], scenes: tuple[str, ...] = ()
) -> dict[str, list[str]]:
    own = {"QT_SCALE_FACTOR": f"{scale / 100:g}", "QT_QPA_PLATFORM": "offscreen"}
    own |= {name: str(folder / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    words = [str(folder / "ws"), lang, theme, *map(str, size), *scenes]
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.ui.looking_over", *words],
        cwd=ROOT, env=os.environ | own, capture_output=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found
