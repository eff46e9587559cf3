"""The first start: what a person begins with, and what becomes of the choice."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import WindowWays, create_workspace
from app.services.contact_lists import contact_count
from app.settings import Settings
from app.workspace import Workspace
from resources.i18n import Language
from tests.integration.ui.seen import press, shown, texts
from ui.dialogs.first_run import FirstRun
from ui.dialogs.importing.sheet import ImportSheet
from ui.main_window import MainWindow
from ui.opening import Opening, Told
from ui.theme.look import Look
from ui.widgets.progress import Progress


class SmallWays(WindowWays):
    """The real ways, the made-up set kept small."""

    contacts, history = 12, 40

    def __init__(self) -> None:
        self.given_up: threading.Event | None = None  # the people are made only when this is set
        self.begun = threading.Event()

    def demo(self, folder: Path, lang: Language, told: Told) -> Workspace:
        """Make the made-up set; where the test wants to stop it, wait for that half way."""

        def held(kind: str, count: int, share: int) -> bool:
            if kind == "contact" and self.given_up is not None:
                self.begun.set()
                self.given_up.wait(10)
            return told(kind, count, share)

        return super().demo(folder, lang, held)


@pytest.fixture
def kept() -> list[Settings]:
    return []


@pytest.fixture
def ways() -> SmallWays:
    return SmallWays()


@pytest.fixture
def opening(qtbot: QtBot, look: Look, tmp_path: Path, kept: list[Settings], ways: SmallWays) -> Iterator[Opening]:
    settings = Settings(language="en", theme="light", time_zone="UTC")
    window = MainWindow(settings, look, tmp_path / "state.json", keep=kept.append)
    qtbot.addWidget(window)
    window.resize(1100, 760)
    window.show()
    made = Opening(window, ways)
    yield made
    window.close()
    made.finish()


def test_where_no_workspace_is_three_ways_to_begin_are_offered(opening: Opening, tmp_path: Path) -> None:
    opening.begin(tmp_path / "new")

    first = _first(opening)
    assert list(first.choices) == ["empty", "demo", "import"]
    seen = texts(first)
    assert "Start empty" in seen
    assert str(tmp_path / "new") in seen
    assert not (tmp_path / "new").exists()


def test_starting_empty_makes_the_workspace_and_opens_it(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    window = _window(opening)
    opening.begin(tmp_path / "new")

    _first(opening).choices["empty"].click()

    qtbot.waitUntil(lambda: window._doors is not None and window.is_settled())
    assert (tmp_path / "new" / "vizitka.db").exists()
    assert not shown(window, FirstRun)
    assert _count(window) == 0


def test_looking_around_fills_it_with_made_up_people(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    window = _window(opening)
    opening.begin(tmp_path / "new")

    _first(opening).choices["demo"].click()

    qtbot.waitUntil(lambda: window._doors is not None and window.is_settled(), timeout=30_000)
    assert _count(window) == 12


def test_the_made_up_set_says_how_far_it_is(opening: Opening, ways: SmallWays, tmp_path: Path, qtbot: QtBot) -> None:
    opening.begin(tmp_path / "new")
    ways.given_up = _first(opening).stopping

    _first(opening).choices["demo"].click()

    qtbot.waitUntil(lambda: "companies: " in texts(_first(opening)))
    assert 0 < shown(_first(opening), Progress)[0].share() < 100


@pytest.mark.parametrize("way", ["Esc", "Shift+Esc", "the button"])
def test_the_made_up_set_is_stopped_and_nothing_of_it_is_left(
    way: str, opening: Opening, ways: SmallWays, tmp_path: Path, qtbot: QtBot
) -> None:
    opening.begin(tmp_path / "new")
    first = _first(opening)
    ways.given_up = first.stopping
    first.choices["demo"].click()
    qtbot.waitUntil(ways.begun.is_set)

    if way == "Esc":
        qtbot.keyClick(first, Qt.Key.Key_Escape)
    elif way == "Shift+Esc":
        assert first.stop.toolTip() == "Make nothing  Shift+Esc"
        first.window().activateWindow()
        qtbot.keyClick(first, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    else:
        press(first, "Stop")

    qtbot.waitUntil(first.choices["demo"].isEnabled)
    assert "Stopped; nothing was made." in texts(first)
    assert not first.stop.isVisible()
    assert not (tmp_path / "new").exists()


def test_after_stopping_one_may_begin_otherwise(
    opening: Opening, ways: SmallWays, tmp_path: Path, qtbot: QtBot
) -> None:
    opening.begin(tmp_path / "new")
    first = _first(opening)
    ways.given_up = first.stopping
    first.choices["demo"].click()
    qtbot.waitUntil(ways.begun.is_set)
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(first.choices["demo"].isEnabled)

    first.choices["empty"].click()

    window = _window(opening)
    qtbot.waitUntil(lambda: window._doors is not None and window.is_settled())
    assert _count(window) == 0


def test_a_window_closed_meanwhile_leaves_no_half_made_workspace(
    opening: Opening, ways: SmallWays, tmp_path: Path, qtbot: QtBot
) -> None:
    opening.begin(tmp_path / "new")
    ways.given_up = _first(opening).stopping
    _first(opening).choices["demo"].click()
    qtbot.waitUntil(ways.begun.is_set)

    _window(opening).close()
    opening.finish()

    assert not (tmp_path / "new").exists()


def test_escape_stops_nothing_that_has_not_begun(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    opening.begin(tmp_path / "new")
    first = _first(opening)

    qtbot.keyClick(first, Qt.Key.Key_Escape)
    first.choices["demo"].click()

    qtbot.waitUntil(lambda: _window(opening)._doors is not None, timeout=30_000)


def test_bringing_contacts_opens_the_import_over_an_empty_workspace(
    opening: Opening, tmp_path: Path, qtbot: QtBot
) -> None:
    opening.begin(tmp_path / "new")

    _first(opening).choices["import"].click()

    qtbot.waitUntil(lambda: len(shown(_window(opening), ImportSheet)) == 1)


def test_the_language_changes_before_anything_is_made(opening: Opening, tmp_path: Path, kept: list[Settings]) -> None:
    opening.begin(tmp_path / "new")

    press(_first(opening), "Русский")

    assert kept[-1].language == "ru"
    assert "Start empty" not in texts(_first(opening))
    assert _first(opening).choices["empty"].text()


def test_another_folder_can_be_chosen(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    opening.begin(tmp_path / "new")

    _first(opening).keep_in(tmp_path / "elsewhere")
    _first(opening).choices["empty"].click()

    qtbot.waitUntil((tmp_path / "elsewhere" / "vizitka.db").exists)
    qtbot.waitUntil(lambda: _window(opening)._doors is not None)
    assert not (tmp_path / "new").exists()


def test_opening_a_folder_without_a_workspace_is_refused_and_the_choices_stay(
    opening: Opening, tmp_path: Path, qtbot: QtBot
) -> None:
    opening.begin(tmp_path / "new")

    _first(opening).begin("open", tmp_path)

    qtbot.waitUntil(_first(opening).choices["empty"].isEnabled)
    assert str(tmp_path) in texts(_first(opening))


def test_an_existing_workspace_is_opened_without_a_question(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    create_workspace(tmp_path / "old", "en").close()

    opening.begin(tmp_path / "old")

    qtbot.waitUntil(lambda: _window(opening)._doors is not None)
    assert opening.first_run is None


def test_a_workspace_that_is_not_where_it_was_is_told_so(opening: Opening, tmp_path: Path) -> None:
    _window(opening).choose(workspace=str(tmp_path / "stick"))

    opening.begin(tmp_path / "stick")

    assert "The workspace opened last is not in" in texts(_first(opening))


def _first(opening: Opening) -> FirstRun:
    assert opening.first_run is not None
    return opening.first_run


def _window(opening: Opening) -> MainWindow:
    return opening._window


def _count(window: MainWindow) -> Any:
    assert window._doors is not None
    return window._doors.ask(contact_count).result()
