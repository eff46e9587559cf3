"""Every section, dialog and state in both languages: no text is cut off, none is left untranslated."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.collector import collect_due
from app.demo.load import load_demo
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from resources.i18n import LOCALE, set_language
from tests.helpers.raw_sql import nouns_of
from tests.integration.ui.fitting import cut_off, foreign
from ui.main_window import MainWindow
from ui.scenes import SCENES, play, record_for, strike
from ui.sections import SECTIONS
from ui.shots import wait_until_settled
from ui.theme.look import Look

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)
WIDE, SMALL = (1440, 900), (1024, 680)
LOOKED_OVER = [
    pytest.param("ru", SMALL, id="ru-small"),  # the longest words in the least room
    pytest.param("en", WIDE, id="en-wide"),
    pytest.param("ru", WIDE, id="ru-wide", marks=pytest.mark.slow),
    pytest.param("en", SMALL, id="en-small", marks=pytest.mark.slow),
]


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    """The next test hears English again."""
    yield
    set_language("en")


@pytest.fixture(scope="module")
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Workspace]]:
    """A lively workspace in a language."""
    workspace = create_workspace(
        tmp_path_factory.mktemp("scenes") / "ws", request.param, executors=Executors.threads(), clock=lambda: NOW
    )
    load_demo(workspace, 60, 600, 7, TODAY, request.param)
    yield request.param, workspace
    workspace.close()


@pytest.mark.parametrize(("base", "size"), LOOKED_OVER, indirect=["base"])
def test_no_text_is_cut_off_or_left_in_another_language(
    base: tuple[str, Workspace], size: tuple[int, int], qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    lang, workspace = base
    window = _window(lang, size, qtbot, qapp, tmp_path)
    window.attach(workspace)
    catalogue, data = _catalogue() if lang == "ru" else {}, _data(workspace)
    problems: dict[str, list[str]] = {}

    for scene in SCENES:
        play(window, scene, record_for(workspace, scene.record) if scene.record else None, wait_until_settled)
        found = cut_off(window) + (foreign(window, catalogue, data) if lang == "ru" else [])
        strike(window)
        wait_until_settled(window)
        collect_due()
        if found:
            problems[scene.name] = found

    assert not problems


def test_every_section_has_its_scene() -> None:
    assert {scene.section for scene in SCENES} == {section.key for section in SECTIONS}


def _window(lang: str, size: tuple[int, int], qtbot: QtBot, qapp: QApplication, folder: Path) -> MainWindow:
    settings = Settings().with_(language=lang, theme="light", time_zone="UTC")
    window = MainWindow(settings, Look(qapp, "light"), folder / "state.json", keep=lambda _one: None, now=lambda: NOW)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.speak(lang)
    return window


def _catalogue() -> dict[str, str]:
    """What every text of the program is called in Russian."""
    with (LOCALE / "ru" / "LC_MESSAGES" / "vizitka.po").open("rb") as file:
        return {
            str(one.id): str(one.string) for one in read_po(file, locale="ru") if isinstance(one.id, str) and one.id
        }


def _data(workspace: Workspace) -> str:
    """Every text the records hold: what is in it is no text of the program."""
    rows = (row for table in nouns_of(workspace).values() for row in table)
    return "\n".join(str(cell) for row in rows for cell in row if isinstance(cell, str))
