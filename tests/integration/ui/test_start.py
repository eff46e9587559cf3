"""The start on a workspace that is there: its rows first, then what is large to load, then everything else."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import WindowWays, create_workspace
from app.paths import DATABASE_NAME
from app.services.contacts import add_contact
from app.settings import Settings
from ui.alarms import staying
from ui.dialogs.new_contact import NewContact
from ui.errors import OutsideSheet
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.sections.companies.adding import NewCompany
from ui.sections.contacts.page import ContactsPage
from ui.state import Memory
from ui.tasks import Tasks
from ui.theme.look import Look
from ui.warming import LARGE, Warming, load

ROOT = Path(__file__).resolve().parents[3]
_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app import bootstrap, paths
from ui import application, warming
from ui.main_window import MainWindow

class Watched(MainWindow):
    def attach(self, doors):
        super().attach(doors)
        self.frame.page().list.model.arrived.connect(self.tell)
        self.warming.then(self, lambda: QTimer.singleShot(0, self, self.leave))

    def tell(self):
        names = ("sqlalchemy", "asyncio", "phonenumbers", "plyer", "babel", "models.nouns", "reportlab", "apsw",
                 "ui.sections.contacts.detail", "ui.sections.today.page", "ui.dialogs.planning")
        print(sorted(name for name in names if name in sys.modules), flush=True)
        self.frame.page().list.model.arrived.disconnect(self.tell)

application.MainWindow = Watched
paths.state_file = lambda: Path(sys.argv[2])
paths.settings_file = lambda: Path(sys.argv[2]).with_name("settings.json")
sys.exit(bootstrap.run_window(Path(sys.argv[1])))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with people in it, nobody in it now."""
    made = create_workspace(tmp_path / "ws", "en")
    for name in ("Abbott", "O'Neill", "Shchukina"):
        made.do(add_contact, {"last": name}).result()
    made.close()
    return made.folder


@pytest.fixture
def begun(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[[str], tuple[MainWindow, Opening]]]:
    """Opens a window as it was left in a section."""
    made: list[tuple[MainWindow, Opening]] = []

    def begin(section: str) -> tuple[MainWindow, Opening]:
        kept = tmp_path / "state.json"
        kept.write_text(json.dumps({"section": section}), encoding="utf-8")
        settings = Settings(language="en", theme="light", time_zone="UTC")
        window = MainWindow(settings, look, kept, keep=lambda _settings: None)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        made.append((window, Opening(window, WindowWays())))
        return made[-1]

    yield begin
    for window, opening in made:
        window.close()
        opening.finish()


def test_the_rows_of_contacts_come_before_anything_large_is_loaded(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"section": "contacts"}), encoding="utf-8")
    program = [sys.executable, "-c", _START, str(folder), str(tmp_path / "state.json")]

    said = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)

    assert said.stdout.splitlines()[0] == "['apsw']"


def test_the_card_and_the_reminders_follow_the_rows(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot
) -> None:
    window, opening = begun("contacts")
    opened: list[object] = []
    opening.opened.connect(opened.append)

    opening.begin(folder)
    qtbot.waitUntil(lambda: window._doors is not None and window.frame.page().list.model.total(), timeout=20_000)  # type: ignore[attr-defined]
    page = window.frame.page()
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(window.is_settled, timeout=20_000)

    assert page.detail.card is not None
    assert page.detail.card.id == page.list.current()
    assert page.detail.isVisible()
    assert opened == [folder]
    assert window.watches()


def test_somebody_who_does_not_wait_for_the_card_gets_it_at_once(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot
) -> None:
    window, opening = begun("contacts")
    opening.begin(folder)
    qtbot.waitUntil(lambda: window._doors is not None, timeout=20_000)

    page = window.frame.page()
    assert isinstance(page, ContactsPage)
    page.turn_side()

    qtbot.waitUntil(window.is_settled, timeout=20_000)
    assert page.detail.card is not None


@pytest.mark.parametrize("section", ["today", "companies", "calendar", "activities", "offers"])
def test_a_section_that_needs_more_is_shown_when_that_is_loaded(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot, section: str
) -> None:
    window, opening = begun(section)
    assert not window.begins_light(folder)

    opening.begin(folder)

    qtbot.waitUntil(lambda: window._doors is not None and window.is_settled(), timeout=20_000)
    assert window.frame.shown() == section


@pytest.mark.parametrize(
    ("kept", "light"),
    [
        (None, True),
        ("nonsense", True),
        ({"sort": "company", "text": "anna"}, True),
        ({"table": True}, False),
        ({"conditions": [["status", "is", "x", "Customer"]]}, False),
    ],
)
def test_a_table_and_a_narrowed_list_need_more_than_rows(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], kept: object, *, light: bool
) -> None:
    window, _opening = begun("contacts")
    Memory(window._state, None, str(folder)).remember("contacts", kept)

    assert window.begins_light(folder) == light


def test_what_waits_is_called_once_and_not_for_whom_is_gone(qtbot: QtBot) -> None:
    home = QObject()
    tasks, heard = Tasks(home), []
    warming, stays, goes = Warming(tasks, home), QObject(home), QObject()

    def tell() -> None:
        heard.append("told")

    warming.then(stays, tell)
    assert heard == ["told"]  # nothing is on its way
    warming.begin()
    warming.then(stays, tell)
    warming.then(stays, tell)
    warming.then(goes, lambda: heard.append("gone"))
    goes.deleteLater()
    QTimer.singleShot(0, home, lambda: tasks.busy.emit(False))  # noqa: FBT003 - a signal's value

    qtbot.waitUntil(warming.is_done, timeout=20_000)
    assert heard == ["told", "told"]
    tasks.finish_aside()


def test_everything_large_is_there_by_its_name() -> None:
    load(LARGE)

    assert set(LARGE) <= set(sys.modules)


def test_a_window_closed_while_it_loads_goes_where_a_closed_window_goes(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staying, "is_there", lambda: True)
    window, opening = begun("contacts")
    window.stay()
    left: list[bool] = []
    window.left.connect(lambda: left.append(True))
    opening.begin(folder)

    window.close()

    assert not window.isVisible()
    assert left == []
    qtbot.waitUntil(lambda: window.ringing is not None, timeout=20_000)
    window.leave()
    assert left == [True]


def test_a_window_whose_workspace_cannot_be_opened_ends_when_it_is_closed(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staying, "is_there", lambda: True)
    (folder / DATABASE_NAME).write_bytes(b"no workspace at all" * 400)
    window, opening = begun("contacts")
    window.stay()
    opening.begin(folder)
    qtbot.waitUntil(lambda: bool(window.findChildren(OutsideSheet)), timeout=20_000)

    with qtbot.waitSignal(window.left):
        window.close()


@pytest.mark.parametrize(("section", "sheet"), [("contacts", NewContact), ("companies", NewCompany)])
def test_something_new_wished_before_the_workspace_is_open_begins_when_it_is(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot, section: str, sheet: type[QWidget]
) -> None:
    window, opening = begun(section)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    opening.begin(folder)

    qtbot.waitUntil(lambda: window._doors is not None and window.is_settled(), timeout=20_000)
    qtbot.waitUntil(lambda: [one.isVisible() for one in window.findChildren(sheet)] == [True])


def test_something_new_begun_while_the_window_loads_stays_and_has_the_keyboard(
    folder: Path, begun: Callable[[str], tuple[MainWindow, Opening]], qtbot: QtBot
) -> None:
    window, opening = begun("contacts")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opening.begin(folder)
    qtbot.waitUntil(lambda: window._doors is not None, timeout=20_000)

    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: [one.isVisible() for one in window.findChildren(NewContact)] == [True])
    qtbot.waitUntil(window.is_settled, timeout=20_000)
    (found,) = window.findChildren(NewContact)
    assert found.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert found.isAncestorOf(focused)
