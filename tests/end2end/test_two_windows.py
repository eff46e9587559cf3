"""Two people, two windows, the office's real server: over TLS, on a SQLite file and on PostgreSQL, with the line cut between."""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import cli
from app.collector import collect_on_demand
from app.services import activities
from app.services.access import set_access
from app.services.contacts import add_contact
from app.settings import Settings
from models.clock import system_clock
from resources.i18n import set_language
from sync.client.shape import WIRE
from tests.end2end.at_the_window import CTRL, SHIFT, Person, first_run
from tests.helpers.raw_sql import rows_of
from tests.helpers.served import Program, the_program
from tests.integration.ui.seen import shown
from ui.context import Ref
from ui.dialogs.preferences.joining import in_lines
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.office.parts import ConflictPart, DoublePart
from ui.office.review import ReviewSheet
from ui.office.sign import OfficeSign
from ui.theme.look import Look

HERE = ZoneInfo("Asia/Novosibirsk")
ENTER, EXCHANGE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_F4, Qt.Key.Key_Escape
SECRET = "Tikhonravova"  # whom nobody but Anna knows
KNOWN = {"last": "Shchukina", "first": "Anna", "interest": "lathes", "referred_by": "Oleg", "nickname": "Nyuta"}
PHONE = [("phone", "mobile", "+7 913 222-33-44")]


@pytest.fixture(autouse=True)
def apart_from_the_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No desktop and no keyring hears of it, no other thread frees parts of a window, the next test finds English."""
    gc.collect()
    collect_on_demand()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    yield
    collect_on_demand(wished=False)
    set_language("en")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """How the server is told of an empty PostgreSQL; nothing where it makes its own file."""
    if request.param == "sqlite":
        return ()
    return "--database", str(request.getfixturevalue("postgres").new_database())


def test_two_people_work_apart_and_together(
    database: tuple[str, ...], qtbot: QtBot, qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings().with_(language="en", theme="light", time_zone=str(HERE), phone_region="RU", exchange_every=0)
    look = Look(qapp, "light")
    with the_program(tmp_path / "office", *database, "--name", "Vector") as server, ExitStack() as windows:
        office = _Office(server, ("--data", str(tmp_path / "office"), *database), capsys)
        anna, boris = (
            _Colleague(Person(qtbot, settings, look, _folder(tmp_path / name), lambda: datetime.now(UTC)), name)
            for name in ("Anna", "Boris")
        )
        for one in (anna, boris):
            windows.callback(one.person.leave)
            one.begins_with_an_empty_workspace()
        story = _Story(office, anna, boris)

        story.anna_knows_a_client_and_somebody_nobody_hears_of()
        story.both_join_and_see_the_client()
        story.the_line_is_cut_and_both_work_on()
        story.the_line_is_back_and_both_see_the_same()
        story.boris_looks_at_the_conflict_and_swaps_it_with_one_key()
        story.the_person_both_have_made_is_merged_and_undone()
        story.what_is_private_has_never_left()


class _Office:
    """Whoever runs the server, at its command line."""

    def __init__(self, server: Program, place: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
        self.server, self._place, self._capsys = server, place, capsys

    @property
    def address(self) -> str:
        (found,) = self.server.started["addresses"]
        return str(found)

    @property
    def fingerprint(self) -> str:
        return str(self.server.started["fingerprint"])

    def invites(self, name: str) -> str:
        """A code, as it is read out on the phone."""
        self._capsys.readouterr()
        assert cli.main(["server", "add-user", name, *self._place, "--json", "--lang", "en"], clock=system_clock) == 0
        return str(json.loads(self._capsys.readouterr().out)["code"]).lower()


class _Colleague:
    """Somebody at a window of his own."""

    def __init__(self, person: Person, name: str) -> None:
        self.person, self.name = person, name

    def begins_with_an_empty_workspace(self) -> None:
        self.sits_down()
        self.person.sees("Welcome to Vizitka")
        self.person.clicks_on(first_run(self.person).choices["empty"])
        self.person.waits(lambda: self.person.ways.opened is not None and not self.person.opening.first_run)
        self.person.settles()

    def sits_down(self) -> None:
        """The keyboard was at the other window."""
        self.person.window.activateWindow()
        self.person.waits(self.person.window.isActiveWindow)
        self.person.settles()

    def joins(self, office: _Office, code: str) -> None:
        """F4 where there is no office yet; address, fingerprint, what will be sent, the code."""
        person = self.person
        self.sits_down()
        person.presses(EXCHANGE)
        person.waits(lambda: shown(person.window, PreferencesSheet))
        person.writes_into("Address", office.address)
        person.presses(ENTER)
        person.sees("Compare this fingerprint", *in_lines(office.fingerprint).split("\n"))
        person.writes_into("Invitation code", code)
        person.presses(ENTER)
        person.sees("Sent ", f"{self.name}, salesperson", office.address)
        person.presses(ESCAPE)
        person.waits(lambda: not shown(person.window, PreferencesSheet))
        person.waits(lambda: self.sign().startswith("Exchanged "))
        person.settles()

    def waits(self, until: "Callable[[_Colleague], object]") -> None:
        """Look until it is so at this window."""
        self.person.waits(lambda: until(self))

    def exchanges(self) -> None:
        """F4, to the end of the round."""
        self.sits_down()
        self.round()
        self.person.waits(lambda: self.sign().startswith("Exchanged "))

    def round(self) -> None:
        """F4, whatever comes of it."""
        office = self.person.window.office
        assert office is not None
        before = office.standing
        self.person.presses(EXCHANGE)
        self.person.waits(lambda: office.standing is not before and not office.running())
        self.person.settles()

    def sign(self) -> str:
        """What the line at the bottom says of the office."""
        return next((one.now.text() for one in shown(self.person.window, OfficeSign)), "")

    def to_look_at(self) -> str:
        """What it says there is to be looked at."""
        found = [one.review for one in shown(self.person.window, OfficeSign) if one.review.isVisible()]
        return found[0].text() if found else ""

    def opens(self, client: UUID) -> None:
        """The card of a client."""
        self.sits_down()
        self.person.window.open(Ref("contact", client))
        self.person.waits(lambda: self.person.window.frame.page().current() == Ref("contact", client))
        self.person.settles()

    def writes(self, field: str, text: str) -> None:
        """Over what stands in a field of the card."""
        self.sits_down()
        self.person.writes_into(field, text)
        self.person.presses(ENTER)
        self.person.waits(lambda: self.reads(field) == text)
        self.person.settles()

    def reads(self, field: str) -> str:
        """What stands in a field of the card."""
        place: Any = self.person.field(field)
        return str(place.text())

    def reviews(self) -> ReviewSheet:
        """Shift+F4."""
        self.sits_down()
        self.person.presses(EXCHANGE, SHIFT)
        self.person.waits(lambda: shown(self.person.window, ReviewSheet))
        (sheet,) = shown(self.person.window, ReviewSheet)
        self.person.waits(lambda: sheet.shown is not None)
        return sheet

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that is anybody else's business, as it lies in the workspace."""
        secret = {row[0] for row in rows_of(self.person.workspace, "SELECT id FROM contact WHERE access = 'private'")}
        found = {}
        for table, fields in WIRE.items():
            names = ", ".join(f'"{name}"' for name in ("id", *fields))
            rows = rows_of(self.person.workspace, f"SELECT {names} FROM {table} ORDER BY id")
            found[table] = [row for row in rows if not secret & {one for one in row if isinstance(one, bytes)}]
        return found


class _Story:
    """What happens, told as what both do and see, and what both workspaces then hold."""

    def __init__(self, office: _Office, anna: _Colleague, boris: _Colleague) -> None:
        self.office, self.anna, self.boris = office, anna, boris
        self.client = self.secret = self.step = UUID(int=0)

    def anna_knows_a_client_and_somebody_nobody_hears_of(self) -> None:
        workspace = self.anna.person.workspace
        self.client = workspace.do(add_contact, KNOWN).result()
        tomorrow = activities.When(
            datetime.now(HERE).date() + timedelta(days=1), datetime(2026, 1, 1, 15, tzinfo=HERE).time(), str(HERE)
        )
        self.step = workspace.do(
            activities.schedule, self.client, when=tomorrow, regarding="Ask about the discount"
        ).result()
        self.secret = workspace.do(add_contact, {"last": SECRET}).result()
        workspace.do(set_access, "contact", self.secret, "private").result()

    def both_join_and_see_the_client(self) -> None:
        code = self.office.invites("Anna")
        self.anna.sits_down()
        self.anna.person.presses(EXCHANGE)
        self.anna.person.sees("What will be sent", "Contacts", "1 private record stays here.")
        self.anna.person.presses(ESCAPE)
        self.anna.joins(self.office, code)
        self.boris.joins(self.office, self.office.invites("Boris"))

        self.boris.opens(self.client)
        self.boris.person.sees("Anna Shchukina", "Ask about the discount")
        self.anna.exchanges()  # and hears that Boris works here
        self.both_hold_the_same()

    def the_line_is_cut_and_both_work_on(self) -> None:
        self.office.server.stop()
        for one, interest in ((self.anna, "mills"), (self.boris, "presses")):
            one.opens(self.client)
            one.round()
            one.waits(lambda it: it.sign().startswith("Offline, last exchange "))
            one.writes("Interest", interest)
        self.anna.writes("Referred by", "Pavel")
        self.boris.writes("Nickname", "Anya")
        for one in (self.anna, self.boris):
            one.person.workspace.do(activities.complete, self.step).result()
        self.boris.sits_down()
        self.boris.person.presses(Qt.Key.Key_Z, CTRL)  # it was somebody else after all
        self.boris.person.waits(lambda: self.plans(self.boris))
        for one in (self.anna, self.boris):
            one.person.workspace.do(add_contact, {"last": "Orlova", "first": "Vera"}, PHONE).result()

    def the_line_is_back_and_both_see_the_same(self) -> None:
        self.office.server.start()
        for one in (self.anna, self.boris, self.anna):
            one.exchanges()

        for one in (self.anna, self.boris):
            one.opens(self.client)
            one.waits(lambda it: (it.reads("Referred by"), it.reads("Nickname")) == ("Pavel", "Anya"))
            assert not self.plans(one), "done beats not done"
            assert "Ask about the discount" in one.person.reads(), "as something that was"
            one.waits(lambda it: "to look at" in it.to_look_at())
        assert self.anna.reads("Interest") == self.boris.reads("Interest")
        self.both_hold_the_same()

    def boris_looks_at_the_conflict_and_swaps_it_with_one_key(self) -> None:
        sheet = self.boris.reviews()
        assert len(sheet.model.entries) == 2
        aside = ""
        for left in (1, 0):
            (part,) = shown(sheet, ConflictPart)
            values = [box.value.text() for box in part.boxes]
            if set(values) == {"mills", "presses"}:
                aside = values[1]
                self.boris.person.presses(Qt.Key.Key_S)
            else:
                assert "Completed" in self.boris.person.reads(part), "done beats not done, and both are told"
                self.boris.person.presses(ENTER)
            self.boris.person.waits(partial(_has_left, sheet, left))
        assert aside
        self.boris.person.sees("Nobody has changed the same thing at once.")
        self.boris.person.presses(ESCAPE)
        self.boris.person.waits(lambda: not sheet.isVisible())
        for one in (self.boris, self.anna):
            one.exchanges()

        for one in (self.anna, self.boris):
            one.opens(self.client)
            one.waits(lambda it: it.reads("Interest") == aside)
            one.waits(lambda it: not it.to_look_at())
        self.both_hold_the_same()

    def the_person_both_have_made_is_merged_and_undone(self) -> None:
        sheet = self.boris.reviews()
        self.boris.person.waits(lambda: isinstance(sheet.shown, DoublePart))
        self.boris.person.presses(ENTER)
        self.boris.person.sees("Nobody seems to be here twice.")
        assert self.called_vera(self.boris) == 1
        self.boris.person.clicks("Undo")
        self.boris.person.waits(lambda: isinstance(sheet.shown, DoublePart))
        assert self.called_vera(self.boris) == 2
        self.boris.person.presses(ESCAPE)
        self.boris.person.waits(lambda: not sheet.isVisible())
        for one in (self.boris, self.anna):
            one.exchanges()

        assert self.called_vera(self.anna) == 2
        self.both_hold_the_same()

    def what_is_private_has_never_left(self) -> None:
        self.anna.opens(self.secret)
        self.anna.person.sees(SECRET, "Only I")
        known = rows_of(self.boris.person.workspace, "SELECT last FROM contact ORDER BY last")
        assert [row[0] for row in known] == ["Orlova", "Orlova", "Shchukina"]
        self.office.server.stop()
        lying = [file for file in self.office.server.data.rglob("*") if file.is_file()]
        assert [file.name for file in lying if SECRET.encode() in file.read_bytes()] == []

    def plans(self, one: _Colleague) -> list[str]:
        """The open steps with the client."""
        query = "SELECT regarding FROM activity WHERE contact_id = ? AND completed_at IS NULL AND removed_at IS NULL"
        return [row[0] for row in rows_of(one.person.workspace, query, self.client.bytes)]

    def called_vera(self, one: _Colleague) -> int:
        query = "SELECT count(*) FROM contact WHERE last = 'Orlova' AND removed_at IS NULL"
        return int(rows_of(one.person.workspace, query)[0][0])

    def both_hold_the_same(self) -> None:
        anna, boris = self.anna.rows(), self.boris.rows()
        assert {table for table in anna if anna[table] != boris[table]} == set()


def _has_left(sheet: ReviewSheet, count: int) -> bool:
    return len(sheet.model.entries) == count


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
