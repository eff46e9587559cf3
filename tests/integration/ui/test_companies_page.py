"""Companies as a person works with them: finding, sorting, editing, requisites, people, merging, undoing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.services import companies, contacts, history
from app.services.company_cards import company_card
from app.services.contact_cards import contact_card
from app.views.companies import CompanyCard
from app.views.contacts import CompanyId
from tests.integration.ui.seen import choose, field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.companies.list import firm_initials
from ui.sections.companies.page import CompaniesPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INN, WRONG_INN = "7707083893", "7707083894"  # the first one has the right check digit
Show = Callable[..., MainWindow]


@pytest.fixture
def sibmash(workspace: WatchedWorkspace, people: list[UUID]) -> CompanyId:
    """SibMash of Anna and Abbott, with its phone; Acme has nobody, Volta has one and the last talk of all."""
    workspace.do(companies.add_company, {"name": "Acme", "industry": "Trade"}).result()
    volta = workspace.do(contacts.add_contact, {"last": "Volt", "company": "Volta"}).result()
    workspace.do(history.log_call, volta, result="reached", text="Agreed").result()
    made = CompanyId(company_of(workspace, people[0]))
    workspace.do(companies.add_channel, made, "phone", "work", "+7 383 222-33-44").result()
    return made


def company_of(workspace: WatchedWorkspace, contact_id: UUID) -> UUID:
    """Where somebody works."""
    found = workspace.ask(contact_card, contact_id).result().company_id
    assert isinstance(found, UUID)
    return found


@pytest.fixture
def show(open_window: Show, people: list[UUID]) -> Show:
    """Opens the window on the companies, or on one of them."""

    def show_now(company_id: UUID | None = None, qtbot: QtBot | None = None) -> MainWindow:
        window = open_window()
        window.frame.show_section("companies")
        if company_id is not None:
            window.open(Ref("company", company_id))
        if qtbot is not None:
            qtbot.waitUntil(window.is_settled)
        return window

    return show_now


def page(window: MainWindow) -> CompaniesPage:
    """The page of companies."""
    found = window.frame.page()
    assert isinstance(found, CompaniesPage)
    return found


def names(window: MainWindow) -> list[str]:
    """The list as it stands."""
    model = page(window).list.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def kept(workspace: WatchedWorkspace, company_id: CompanyId) -> CompanyCard:
    """A company as it is kept."""
    found: CompanyCard = workspace.ask(company_card, company_id).result()
    return found


def type_into(qtbot: QtBot, place: Any, text: str) -> None:
    """Open a fact, replace what stands there and keep it."""
    qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
    qtbot.keyClick(place, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(place, text)
    qtbot.keyClick(place, Qt.Key.Key_Return)


def test_the_first_company_is_shown_with_its_people_and_its_phone(show: Show, sibmash: CompanyId, qtbot: QtBot) -> None:
    window = show(sibmash, qtbot)

    seen = texts(page(window))
    assert names(window) == ["Acme", "SibMash", "Volta"]
    for words in ("SibMash", "Anna Shchukina", "chief technologist", "Abbott", "+7 383 222-33-44", "2 of 3"):
        assert words in seen
    assert [entry.text for entry in page(window).detail.timeline.entries()] == ["Shown on site"]
    QAbstractItemModelTester(page(window).list.model)


@pytest.mark.parametrize(
    ("order", "expected"),
    [("people", ["SibMash", "Volta", "Acme"]), ("last_touch", ["Volta", "SibMash", "Acme"])],
)
def test_another_order_keeps_the_chosen_company(
    show: Show, sibmash: CompanyId, qtbot: QtBot, order: str, expected: list[str]
) -> None:
    window = show(sibmash, qtbot)

    page(window).list.sort_by(order)

    qtbot.waitUntil(lambda: names(window) == expected)
    qtbot.waitUntil(window.is_settled)
    assert page(window).current() == Ref("company", sibmash)
    assert page(window).list.view.currentIndex().row() == expected.index("SibMash")


def test_typing_over_the_list_narrows_it_and_escape_shows_all(show: Show, sibmash: CompanyId, qtbot: QtBot) -> None:
    window = show(None, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(page(window).list.filter, "volt")
    qtbot.waitUntil(lambda: names(window) == ["Volta"])
    qtbot.keyClick(page(window).list.filter, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: len(names(window)) == 3)
    assert page(window).list.filter.text() == ""


def test_a_filter_nothing_matches_offers_all(show: Show, sibmash: CompanyId, qtbot: QtBot) -> None:
    window = show(None, qtbot)

    page(window).narrow("teapot")
    qtbot.waitUntil(lambda: "No company matches “teapot”." in texts(page(window)))
    press(page(window).list, "Show all")

    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_a_new_company_needs_a_name_and_opens_its_card(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(None, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)
    qtbot.keyClick(field(window, "Name"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "A company needs a name." in texts(popover(window)))
    qtbot.keyClicks(field(window, "Name"), "Mostservice")
    qtbot.keyClicks(field(window, "Phone"), "+7 383 111-22-33")
    qtbot.keyClick(field(window, "Phone"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Mostservice")
    qtbot.waitUntil(lambda: "+7 383 111-22-33" in texts(page(window).detail))


def test_a_fact_is_edited_where_it_stands(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(companies.edit_company, sibmash, {"industry": "Trade"}).result()
    window = show(sibmash, qtbot)

    type_into(qtbot, field(page(window).detail, "Industry"), "Machines")

    qtbot.waitUntil(lambda: kept(workspace, sibmash).industry == "Machines")


def test_a_doubtful_number_is_kept_and_the_doubt_stands_beside_it(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(companies.add_requisites, sibmash, {"legal_name": "SibMash LLC", "inn": INN}).result()
    window = show(sibmash, qtbot)
    page(window).detail.requisites.unfold(unfolded=True)
    (only,) = page(window).detail.requisites.sets()
    assert not only.row("inn").hint.isVisible()

    type_into(qtbot, only.row("inn").field, WRONG_INN)

    qtbot.waitUntil(lambda: kept(workspace, sibmash).requisites[0].hints != ())
    qtbot.waitUntil(window.is_settled)
    assert only.row("inn").field.text() == WRONG_INN
    assert only.row("inn").hint.isVisible()
    press_folding(page(window))
    assert "check the numbers" in [pill.accessibleName() for pill in shown(page(window).detail, type(only.doubtful))]


def press_folding(of: CompaniesPage) -> None:
    """Fold the requisites with the mouse."""
    of.detail.requisites.sets()[0].fold.click()


def test_a_doubt_is_said_while_a_number_is_typed(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(companies.add_requisites, sibmash, {"legal_name": "SibMash LLC"}).result()
    window = show(sibmash, qtbot)
    page(window).detail.requisites.unfold(unfolded=True)
    row = page(window).detail.requisites.sets()[0].row("inn")

    qtbot.mouseClick(row.field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(row.field, WRONG_INN)
    assert row.hint.isVisible()
    qtbot.keyClick(row.field, Qt.Key.Key_Escape)

    assert not row.hint.isVisible()


def test_a_set_of_requisites_is_added_with_an_account_and_taken_back(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(sibmash, qtbot)

    press(page(window).detail, "Set of requisites")
    qtbot.waitUntil(lambda: len(page(window).detail.requisites.sets()) == 1)
    workspace.do(companies.add_bank_account, kept(workspace, sibmash).requisites[0].id, {"bic": "044525225"}).result()
    qtbot.waitUntil(lambda: "044525225" in texts(page(window).detail))
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: page(window).detail.requisites.sets() == ())


def test_a_person_is_added_to_the_company_on_the_card(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(sibmash, qtbot)

    press(page(window).detail.people, "Person")
    qtbot.keyClicks(field(window, "Last name"), "Newman")
    qtbot.keyClick(field(window, "Last name"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Newman" in texts(page(window).detail.people))
    assert kept(workspace, sibmash).people_total == 3


def test_a_press_on_somebody_opens_their_card(show: Show, sibmash: CompanyId, qtbot: QtBot) -> None:
    window = show(sibmash, qtbot)

    press(page(window).detail.people, "Abbott")

    assert window.frame.shown() == "contacts"


def test_many_people_are_shown_when_asked_for(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    for number in range(40):
        workspace.do(contacts.add_contact, {"last": f"Worker {number:02}", "company": "SibMash"}).result()
    window = show(sibmash, qtbot)
    assert "Worker 39" not in texts(page(window).detail.people)

    press(page(window).detail.people, "All 42")

    qtbot.waitUntil(lambda: "Worker 39" in texts(page(window).detail.people))


def test_statuses_and_tags_are_put_on_with_one_press(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(sibmash, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: "Customer" in texts(popover(window)))
    press(popover(window), "Customer")
    qtbot.keyClicks(field(window, "New tag"), "autumn")
    qtbot.keyClick(field(window, "New tag"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(workspace, sibmash).tags == ("autumn",))
    assert [status.key for status in kept(workspace, sibmash).statuses] == ["customer"]


def test_an_address_is_added_and_edited_by_its_parts(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(companies.add_address, sibmash, "work", {"city": "Omsk", "street": "Lenina 1"}).result()
    window = show(sibmash, qtbot)

    page(window).detail.facts.addresses.rows()[0].open_menu()
    choose(qtbot, "Edit the parts…")
    city = field(popover(window), "City")
    city.selectAll()
    qtbot.keyClicks(city, "Tomsk")
    qtbot.keyClick(city, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(workspace, sibmash).addresses[0].city == "Tomsk")


def test_two_companies_become_one_and_undo_parts_them(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(sibmash, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_M, CTRL, SHIFT)
    sought = field(window, "Merge into SibMash")
    qtbot.keyClicks(sought, "volta")
    qtbot.waitUntil(lambda: len(sought.suggestions()) == 1)  # type: ignore[union-attr]
    qtbot.keyClick(sought, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: names(window) == ["Acme", "SibMash"])
    qtbot.waitUntil(lambda: "Volt" in texts(page(window).detail.people))
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: names(window) == ["Acme", "SibMash", "Volta"])


def test_a_removed_company_gives_way_to_the_next_and_comes_back(show: Show, sibmash: CompanyId, qtbot: QtBot) -> None:
    window = show(sibmash, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_Delete, CTRL)
    qtbot.waitUntil(lambda: names(window) == ["Acme", "Volta"])
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Volta")
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: names(window) == ["Acme", "SibMash", "Volta"])


def test_a_promise_is_kept_from_the_side(
    show: Show, sibmash: CompanyId, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(history.write_note, anna, "!send the price list").result()
    window = show(sibmash, qtbot)
    assert "send the price list" in texts(page(window).side)

    press(page(window).side, "Kept")

    qtbot.waitUntil(lambda: "send the price list" not in texts(page(window).side))


def test_an_empty_workspace_offers_to_add_a_company(open_window: Show, qtbot: QtBot) -> None:
    window = open_window()
    window.frame.show_section("companies")

    qtbot.waitUntil(lambda: "Add a company" in texts(page(window)))
    press(page(window), "Add a company")

    assert "New company" in texts(popover(window))


def test_trouble_with_the_list_is_said_in_its_place(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.broken.add("company_page")

    window = show()

    qtbot.waitUntil(lambda: "The disk is full." in texts(page(window)))
    workspace.broken.clear()
    press(page(window).list, "Try again")
    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_the_list_goes_to_paper_as_it_stands(
    show: Show, sibmash: CompanyId, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(None, qtbot)
    page(window).list.sort_by("people")
    qtbot.waitUntil(window.is_settled)

    listing = page(window).listing()

    assert listing is not None
    rows = listing.read(workspace, 0, 10)  # type: ignore[arg-type]
    assert [(row[0], row[3]) for row in rows] == [("SibMash", "2"), ("Volta", "1"), ("Acme", "0")]


@pytest.mark.parametrize(
    ("name", "letters"), [("ООО «Уралпласт»", "У"), ("Acme Trade Ltd", "AT"), ("АО", "А"), ("ИП Ли Мин", "ЛМ")]
)
def test_the_form_of_a_firm_is_not_among_its_letters(name: str, letters: str) -> None:
    assert firm_initials(name) == letters
