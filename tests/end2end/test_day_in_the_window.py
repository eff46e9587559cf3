"""One whole working day in the window, in both languages: by keys and clicks, over a real workspace, to the next start."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.collector import collect_on_demand
from app.services import activities, history
from app.services.calendar import calendar
from app.services.contact_cards import contact_card
from app.services.contact_lists import contact_count, contact_page
from app.services.offer_lists import offers
from app.services.opportunity_lists import board
from app.settings import Settings
from app.views.contacts import ActivityView, ContactCard, ContactId
from app.views.offers import OfferRow
from resources.i18n import Language, _, set_language
from tests.end2end.at_the_window import ALT, CTRL, LEFT, Clock, Person, first_run
from tests.end2end.playing import ROOT, vcards
from tests.integration.ui.seen import shown
from ui.calls.panel import CallPanel
from ui.context import Ref
from ui.dialogs.importing.sheet import ImportSheet
from ui.main_window import MainWindow
from ui.sections.calendar.hours import HOUR
from ui.sections.calendar.page import CalendarPage
from ui.sections.contacts.page import ContactsPage
from ui.sections.offers.editor import Editor
from ui.sections.offers.page import OffersPage
from ui.sections.opportunities.page import OpportunitiesPage
from ui.theme.look import Look
from ui.widgets.popover import Popover

HERE = ZoneInfo("Asia/Novosibirsk")
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=HERE)
SAMPLE = ROOT / "resources" / "sample_data" / "phone.vcf"
ENTER, DOWN, ESCAPE, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Right


@dataclass(frozen=True, slots=True)
class Words:
    """What a person types that day, and whom it is about."""

    language: Language
    who: str
    digits: str
    other_layout: str  # the family name typed with the keyboard on the other layout
    in_two_hours: str
    promise: str
    promised: str
    meeting: str
    about: str
    deal: str
    goods: str
    tag: str


RUSSIAN = Words(
    "ru", "Щукина Анна Викторовна", "2223344", "oerby", "через 2 часа", "Любит чай\n!прайс до пятницы", "прайс",
    "завтра 15:00", "Показ станка", "Станок для цеха", "Станок ТЦ-400", "осень",
)  # fmt: skip
ENGLISH = Words(
    "en", "Anna Pike", "0000000", "зшлу", "in 2 hours", "Likes tea\n!the price list by friday", "the price list",
    "tomorrow 3pm", "Show the lathe", "Lathe for the shop", "Lathe L-400", "autumn",
)  # fmt: skip


@pytest.fixture(autouse=True)
def apart_from_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No desktop hears of the alarms, no other thread frees parts of the window, the next test finds English."""
    gc.collect()
    collect_on_demand()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    collect_on_demand(wished=False)
    set_language("en")


@pytest.mark.parametrize("words", [RUSSIAN, ENGLISH], ids=lambda one: one.language)
def test_a_working_day_in_the_window(
    words: Words, qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(MONDAY.astimezone(UTC))
    settings = Settings().with_(language=words.language, theme="light", time_zone=str(HERE), phone_region="RU")
    set_language(words.language)
    day = _Day(Person(qtbot, settings, Look(qapp, "light"), tmp_path, clock), words, clock, tmp_path, monkeypatch)

    day.begins_with_the_contacts_of_the_phone()
    day.finds_somebody_by_digits_and_on_the_wrong_layout()
    day.calls_and_agrees_on_the_next_step()
    day.writes_down_a_promise()
    day.answers_the_reminder_when_it_rings()
    day.plans_a_meeting_in_plain_words()
    day.moves_the_meeting_by_key_and_by_mouse()
    day.moves_a_deal_on()
    day.makes_an_offer_and_saves_its_paper()
    day.tags_several_and_takes_it_back()
    day.ends()

    after = _Day(Person(qtbot, settings, Look(qapp, "light"), tmp_path, clock), words, clock, tmp_path, monkeypatch)
    after.finds_everything_as_it_was()
    after.ends()


class _Day:
    """The hours of the day, each told as what a person does and sees, and what the workspace then holds."""

    def __init__(
        self, person: Person, words: Words, clock: Clock, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.person, self.words, self.clock, self.folder = person, words, clock, folder
        self.monkeypatch = monkeypatch

    @property
    def window(self) -> MainWindow:
        return self.person.window

    def begins_with_the_contacts_of_the_phone(self) -> None:
        person, phone = self.person, SAMPLE
        if self.words.language == "en":
            phone = self.folder / "phone.vcf"
            phone.write_text(vcards("Pike Anna", "Reid Steven", "Dunn Mary"), encoding="utf-8", newline="")
        self.monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_rest: ([str(phone)], ""))

        person.sees(_("Welcome to Vizitka"))
        person.clicks_on(first_run(person).choices["import"])
        person.waits(lambda: shown(self.window, ImportSheet))
        person.clicks(_("Choose files…"))
        (sheet,) = shown(self.window, ImportSheet)
        person.waits(sheet.is_counted)
        person.presses(ENTER)
        person.waits(lambda: sheet.outcome is not None)
        person.clicks(_("Close"))

        person.hears(_("Import"))
        assert sheet.outcome is not None
        assert sheet.outcome.created == person.workspace.ask(contact_count).result() > 2

    def finds_somebody_by_digits_and_on_the_wrong_layout(self) -> None:
        for typed in (self.words.digits, self.words.other_layout):
            self.person.presses(Qt.Key.Key_1, ALT)
            self.looks_up(typed)

            self.person.sees(self.words.who)
            assert self.window.frame.page().current() == Ref("contact", self.anna)

    def calls_and_agrees_on_the_next_step(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_F5)
        person.waits(lambda: self.panels() and self.panels()[0].view is not None)
        person.sees(self.words.who)
        person.presses(Qt.Key.Key_1)
        person.writes_into(_("What was said"), self.words.goods)
        person.presses(Qt.Key.Key_N, ALT)
        person.types(self.words.in_two_hours)
        person.presses(ENTER)

        person.waits(lambda: not self.panels())
        person.settles()
        (told,) = person.workspace.ask(history.timeline, self.anna, kinds=("call",)).result()
        assert self.words.goods in told.text
        assert [step.start for step in self.agenda()] == [self.clock() + timedelta(hours=2)]

    def writes_down_a_promise(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_F8)
        person.waits(lambda: shown(self.window, Popover))
        self.types_lines(self.words.promise)
        person.presses(ENTER, CTRL)

        person.waits(lambda: not shown(self.window, Popover))
        person.sees(self.words.promised)
        (promise,) = self.card().promises
        assert promise.due == date(2026, 11, 20)

    def answers_the_reminder_when_it_rings(self) -> None:
        person = self.person
        assert self.window.ringing is not None
        alarms = self.window.ringing.window
        assert not alarms.isVisible()
        self.clock.pass_by(timedelta(hours=2))
        self.window.ringing._tick()  # its timer, which does not know of the story's clock
        person.waits(lambda: alarms.isVisible() and len(alarms.rows) == 1)
        assert self.words.who in person.reads(alarms)
        alarms.activateWindow()
        person.waits(lambda: alarms.rows[0].isAncestorOf(QApplication.focusWidget() or alarms))

        person.presses(Qt.Key.Key_D)
        person.waits(lambda: QApplication.activePopupWidget() is not None)
        person.presses(DOWN)
        person.presses(ENTER)

        person.waits(lambda: not alarms.isVisible())
        assert not self.agenda()
        assert len(person.workspace.ask(history.timeline, self.anna, kinds=("call",)).result()) == 2
        self.window.activateWindow()
        person.waits(self.window.isActiveWindow)
        person.settles()

    def plans_a_meeting_in_plain_words(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_F6)
        person.waits(lambda: shown(self.window, Popover))
        person.types(self.words.meeting)
        person.writes_into(_("What about"), self.words.about)
        person.presses(ENTER)

        person.waits(lambda: not shown(self.window, Popover))
        person.sees(self.words.about)
        (step,) = self.agenda()
        assert (step.kind, step.start) == ("meeting", datetime(2026, 11, 17, 15, tzinfo=HERE))

    def moves_the_meeting_by_key_and_by_mouse(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_4, ALT)
        person.settles()
        page = self.window.frame.page()
        assert isinstance(page, CalendarPage)
        person.presses(Qt.Key.Key_2, CTRL)
        page.arrive()
        person.waits(page.settled)

        person.presses(DOWN)
        person.presses(RIGHT, CTRL)
        person.waits(lambda: self.meetings() == ["Wed 15:00"])
        person.settles()
        begin, end = (
            QPoint(page.hours.column_edges()[day] + 20, round(hour * HOUR)) for day, hour in ((2, 15.4), (3, 11.4))
        )
        person.qtbot.mousePress(page.hours, LEFT, pos=begin)
        person.qtbot.mouseMove(page.hours, begin + (end - begin) / 2)
        person.qtbot.mouseMove(page.hours, end)
        person.qtbot.mouseRelease(page.hours, LEFT, pos=end)

        person.waits(lambda: self.meetings() == ["Thu 11:00"])
        person.settles()

    def moves_a_deal_on(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_6, ALT)
        person.settles()
        page = self.window.frame.page()
        assert isinstance(page, OpportunitiesPage)
        person.presses(Qt.Key.Key_N, CTRL)
        person.writes_into(_("What about"), self.words.deal)
        person.writes_into(_("Amount"), "250000")
        person.presses(ENTER)
        person.waits(lambda: not shown(self.window, Popover))
        person.sees(self.words.deal)
        person.settles()

        person.clicks_on(page.board.columns[0].view.viewport(), QPoint(40, 20))
        person.presses(RIGHT, CTRL)

        person.waits(lambda: self.deals() == [[], [self.words.deal]])
        person.settles()

    def makes_an_offer_and_saves_its_paper(self) -> None:
        person, paper = self.person, self.folder / "offer.pdf"
        self.monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(paper), ""))
        self.looks_up(self.words.digits)
        person.presses(Qt.Key.Key_F10)
        person.waits(lambda: isinstance(self.window.frame.page(), OffersPage) and self.editor().card is not None)
        person.settles()

        person.waits(self.editor().lines.view.hasFocus)
        self.types_cell(self.words.goods, ENTER)
        self.types_cell("3", Qt.Key.Key_Tab)
        person.presses(Qt.Key.Key_Tab)
        self.types_cell("985000", ENTER)
        person.waits(lambda: [row.total for row in self.offers()] == [Decimal(2_955_000)])
        person.settles()
        person.presses(Qt.Key.Key_S, CTRL)

        person.hears(_("Saved as {file}.").format(file=paper.name))
        assert paper.read_bytes().startswith(b"%PDF-")

    def tags_several_and_takes_it_back(self) -> None:
        person = self.person
        person.presses(Qt.Key.Key_2, ALT)
        person.settles()
        page = self.window.frame.page()
        assert isinstance(page, ContactsPage)
        person.clicks_cell(page.list.view, 0, 0)
        person.qtbot.mouseClick(
            page.list.view.viewport(), LEFT, CTRL, page.list.view.visualRect(page.list.model.index(2)).center()
        )
        person.presses(Qt.Key.Key_T, CTRL)
        person.writes_into(_("New tag"), self.words.tag)
        person.presses(ENTER)
        person.waits(lambda: self.tagged() == 2)
        person.presses(ESCAPE)
        person.waits(lambda: not shown(self.window, Popover))
        person.settles()

        person.presses(Qt.Key.Key_Z, CTRL)
        person.waits(lambda: self.tagged() == 0)
        person.settles()
        person.presses(Qt.Key.Key_Z, CTRL)

        person.waits(lambda: [row.total for row in self.offers()] != [Decimal(2_955_000)])
        person.settles()
        person.presses(Qt.Key.Key_Y, CTRL)
        person.waits(lambda: [row.total for row in self.offers()] == [Decimal(2_955_000)])
        person.settles()

    def ends(self) -> None:
        self.person.leave()

    def finds_everything_as_it_was(self) -> None:
        person = self.person
        person.waits(lambda: person.ways.opened is not None)
        person.settles()
        assert self.window.frame.shown() == "contacts"
        self.looks_up(self.words.other_layout)
        person.sees(self.words.who, self.words.promised, self.words.about)
        person.presses(Qt.Key.Key_6, ALT)
        person.settles()
        page = self.window.frame.page()
        assert isinstance(page, OpportunitiesPage)
        person.waits(lambda: [column.model.rowCount() for column in page.board.columns[:2]] == [0, 1])
        assert self.meetings() == ["Thu 11:00"]
        assert self.deals() == [[], [self.words.deal]]
        assert [row.total for row in self.offers()] == [Decimal(2_955_000)]
        assert self.tagged() == 0
        assert len(person.workspace.ask(history.timeline, self.anna, kinds=("call",)).result()) == 2

    def looks_up(self, typed: str) -> None:
        """Ctrl+K, the first thing found."""
        person, search = self.person, self.window.frame.top.search
        person.presses(Qt.Key.Key_K, CTRL)
        person.waits(search.hasFocus)
        person.types(typed)
        person.waits(lambda: search.is_settled() and any(line.title == self.words.who for line in search.results()))
        person.presses(ENTER)
        person.waits(lambda: self.window.frame.shown() == "contacts")
        person.settles()

    def types_cell(self, text: str, leave_by: Qt.Key) -> None:
        """The first letter opens the cell, the others go into it."""
        self.person.types(text)
        self.person.presses(leave_by)

    def types_lines(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.person.presses(ENTER)
            self.person.types(line)

    def panels(self) -> list[CallPanel]:
        return shown(self.window, CallPanel)

    def editor(self) -> Editor:
        page = self.window.frame.page()
        assert isinstance(page, OffersPage)
        return page.editor

    @property
    def anna(self) -> ContactId:
        rows = self.person.workspace.ask(contact_page, limit=100).result().rows
        return next(row.id for row in rows if row.name == self.words.who)

    def card(self) -> ContactCard:
        return self.person.workspace.ask(contact_card, self.anna).result()

    def agenda(self) -> Sequence[ActivityView]:
        return self.person.workspace.ask(activities.agenda, zone=str(HERE), through=date(2026, 12, 31)).result()

    def meetings(self) -> list[str]:
        week = self.person.workspace.ask(calendar, str(HERE), MONDAY.date(), MONDAY.date() + timedelta(days=6)).result()
        return [f"{one.begins:%a %H:%M}" for one in week.timed if not one.done]

    def deals(self) -> list[list[str]]:
        """The names in each stage, up to the last that has any."""
        stages = [[deal.name for deal in column.rows] for column in self.person.workspace.ask(board).result()]
        while stages and not stages[-1]:
            stages.pop()
        return stages

    def offers(self) -> Sequence[OfferRow]:
        return self.person.workspace.ask(offers).result().rows

    def tagged(self) -> int:
        rows = self.person.workspace.ask(contact_page, limit=100).result().rows
        return sum(self.words.tag in self.person.workspace.ask(contact_card, row.id).result().tags for row in rows)
