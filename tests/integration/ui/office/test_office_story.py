"""Two people, two windows, one office: joining, exchanging, a conflict looked at and swapped with one key."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.contacts import add_contact, edit_contact
from tests.integration.ui.office.conftest import Carrier, Desk
from tests.integration.ui.seen import choose, field, shown, texts
from ui.context import Ref
from ui.dialogs.access import AccessChip
from ui.dialogs.preferences.office import OfficePage
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.office.parts import ConflictPart, DoublePart
from ui.office.review import ReviewSheet
from ui.office.sign import OfficeSign
from ui.widgets.in_place import InPlaceField

Open = Callable[[str], Desk]


def test_two_windows_change_one_field_and_one_key_swaps_what_stands(open_desk: Open, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    join(anna, qtbot)
    join(boris, qtbot)
    for desk, interest in ((anna, "mills"), (boris, "presses")):
        change_interest(desk, client, interest, qtbot)
    exchange(anna, qtbot)
    exchange(boris, qtbot)
    qtbot.waitUntil(lambda: "1 to look at" in texts(sign(boris)))

    sheet = review(boris, qtbot)
    part = conflict(sheet)
    assert {box.value.text() for box in part.boxes} == {"mills", "presses"}
    assert part.boxes[0].value.text() == interest_shown(boris)
    swapped = part.boxes[1].value.text()
    qtbot.keyClick(sheet.list, Qt.Key.Key_S)

    qtbot.waitUntil(lambda: "Nobody has changed the same thing at once." in texts(sheet))
    sheet.close()
    exchange(boris, qtbot)
    exchange(anna, qtbot)
    qtbot.waitUntil(lambda: [interest_shown(desk) for desk in (anna, boris)] == [swapped, swapped])
    qtbot.waitUntil(lambda: "to look at" not in texts(sign(anna)))


def test_keeping_what_stands_is_undone_with_one_undo(open_desk: Open, qtbot: QtBot) -> None:
    _anna, boris, _client = in_conflict(open_desk, qtbot)
    sheet = review(boris, qtbot)
    stands = conflict(sheet).boxes[0].value.text()

    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not sheet.model.entries)
    assert interest_shown(boris) == stands
    qtbot.waitUntil(sheet.undo.isVisible)
    sheet.undo.click()
    qtbot.waitUntil(lambda: len(sheet.model.entries) == 1)
    assert interest_shown(boris) == stands


def test_a_third_value_is_typed(open_desk: Open, qtbot: QtBot) -> None:
    _anna, boris, _client = in_conflict(open_desk, qtbot)
    sheet = review(boris, qtbot)
    part = conflict(sheet)

    qtbot.keyClick(sheet.list, Qt.Key.Key_T)
    part.field.setText("saws")
    qtbot.keyClick(part.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not sheet.model.entries)
    qtbot.waitUntil(lambda: interest_shown(boris) == "saws")


def test_the_letters_work_on_a_russian_layout(open_desk: Open, qtbot: QtBot) -> None:
    _anna, boris, _client = in_conflict(open_desk, qtbot)
    sheet = review(boris, qtbot)
    swapped = conflict(sheet).boxes[1].value.text()

    pressed = QKeyEvent(QEvent.Type.KeyPress, ord("Ы"), Qt.KeyboardModifier.NoModifier, "ы")
    QApplication.sendEvent(sheet.list, pressed)

    qtbot.waitUntil(lambda: interest_shown(boris) == swapped)


def test_the_same_person_made_on_two_laptops_is_merged_and_undone(open_desk: Open, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    phone = [("phone", "mobile", "+7 913 222-33-44")]
    for desk in (anna, boris):
        desk.workspace.do(add_contact, {"last": "Shchukina", "first": "Anna"}, phone).result()
        join(desk, qtbot)
    sheet = review(boris, qtbot)
    qtbot.waitUntil(lambda: isinstance(sheet.shown, DoublePart))

    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Nobody seems to be here twice." in texts(sheet))
    qtbot.waitUntil(sheet.undo.isVisible)
    sheet.undo.click()
    qtbot.waitUntil(lambda: isinstance(sheet.shown, DoublePart))
    qtbot.keyClick(sheet.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "Nobody seems to be here twice." in texts(sheet))


def test_an_office_out_of_reach_is_said_calmly_and_comes_back(open_desk: Open, carrier: Carrier, qtbot: QtBot) -> None:
    anna = open_desk("Anna")
    join(anna, qtbot)
    carrier.cut = True

    anna.window.frame.actions_.run("exchange")

    qtbot.waitUntil(lambda: "Offline, last exchange 11:12" in texts(sign(anna)))
    assert not shown(anna.window, PreferencesSheet)
    carrier.cut = False
    exchange(anna, qtbot)
    qtbot.waitUntil(lambda: "Exchanged 11:12" in texts(sign(anna)))


def test_a_wrong_code_is_said_where_it_was_typed(open_desk: Open, qtbot: QtBot) -> None:
    page = office_page(open_desk("Anna"), qtbot)
    assert page.joining is not None

    type_in(page, code="wrong", url="https://office")
    page.joining.join.click()

    qtbot.waitUntil(lambda: "The office does not know this sign-in." in texts(page))
    qtbot.waitUntil(page.joining.join.isEnabled)


def test_what_would_be_sent_is_shown_before_joining(open_desk: Open, qtbot: QtBot) -> None:
    anna = open_desk("Anna")
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    page = office_page(anna, qtbot)

    qtbot.waitUntil(lambda: "Phones, addresses, lists, parts" in texts(page))

    assert "Contact" in texts(page)
    assert not anna.window.office.joined()  # type: ignore[union-attr]  # the window is open


def test_leaving_keeps_everything_and_is_taken_back(open_desk: Open, qtbot: QtBot) -> None:
    anna = open_desk("Anna")
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    join(anna, qtbot)
    page = office_page(anna, qtbot)

    page.joined.leave.click()

    qtbot.waitUntil(lambda: "You have left Vector." in texts(page))
    assert sign(anna).isHidden()
    change_interest(anna, client, "mills", qtbot)
    page.back.click()
    qtbot.waitUntil(lambda: "1 record waits to be sent." in texts(page))


def test_one_answer_serves_all_conflicts_of_a_record(open_desk: Open, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    join(anna, qtbot)
    join(boris, qtbot)
    for desk, word in ((anna, "mills"), (boris, "presses")):
        desk.workspace.do(edit_contact, client, {"interest": word, "job_title": word}).result()
        exchange(desk, qtbot)
    sheet = review(boris, qtbot)
    assert len(sheet.model.entries) == 2

    qtbot.keyClick(sheet.list, Qt.Key.Key_A)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Nobody has changed the same thing at once." in texts(sheet))


def test_the_card_says_who_sees_it_and_what_is_private_stays_here(open_desk: Open, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    join(anna, qtbot)
    join(boris, qtbot)
    anna.window.open(Ref("contact", client))
    boris.window.open(Ref("contact", client))
    qtbot.waitUntil(lambda: bool(shown(anna.window, AccessChip)) and interest_shown(boris) == "lathes")

    anna.window.frame.actions_.run("access")
    choose(qtbot, "It never leaves this computer")

    qtbot.waitUntil(lambda: "Only I" in texts(anna.window))
    exchange(anna, qtbot)
    exchange(boris, qtbot)
    qtbot.waitUntil(lambda: not interest_shown(boris))
    assert interest_shown(anna) == "lathes"


def in_conflict(open_desk: Open, qtbot: QtBot) -> tuple[Desk, Desk, UUID]:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    join(anna, qtbot)
    join(boris, qtbot)
    for desk, interest in ((anna, "mills"), (boris, "presses")):
        change_interest(desk, client, interest, qtbot)
    exchange(anna, qtbot)
    exchange(boris, qtbot)
    return anna, boris, client


def office_page(desk: Desk, qtbot: QtBot) -> OfficePage:
    desk.window.frame.actions_.run("office")
    (sheet,) = shown(desk.window, PreferencesSheet)
    page = sheet.pages["office"]
    assert isinstance(page, OfficePage)
    qtbot.waitUntil(desk.window.is_settled)
    return page


def type_in(page: OfficePage, **typed: str) -> None:
    assert page.joining is not None
    for key, text in typed.items():
        page.joining.fields[key].setText(text)


def join(desk: Desk, qtbot: QtBot) -> None:
    """As a person would, with his name for a code; the first exchange follows by itself."""
    page = office_page(desk, qtbot)
    type_in(page, url="https://office", code=desk.workspace.folder.name)
    assert page.joining is not None
    page.joining.join.click()
    qtbot.waitUntil(lambda: "Sent " in page.joined.told.text(), timeout=20_000)
    (sheet,) = shown(desk.window, PreferencesSheet)
    sheet.close()
    qtbot.waitUntil(desk.window.is_settled)


def exchange(desk: Desk, qtbot: QtBot) -> None:
    """A round, to its end."""
    office = desk.window.office
    assert office is not None
    desk.window.frame.actions_.run("exchange")
    qtbot.waitUntil(lambda: not office.running() and office.standing is not None and desk.window.is_settled())
    assert office.standing is not None
    assert office.standing.outcome == "done"


def review(desk: Desk, qtbot: QtBot) -> ReviewSheet:
    desk.window.frame.actions_.run("review")
    (sheet,) = shown(desk.window, ReviewSheet)
    qtbot.waitUntil(lambda: bool(sheet.model.entries))
    return sheet


def conflict(sheet: ReviewSheet) -> ConflictPart:
    assert isinstance(sheet.shown, ConflictPart)
    return sheet.shown


def sign(desk: Desk) -> OfficeSign:
    found = desk.window.frame.findChild(OfficeSign)
    assert isinstance(found, OfficeSign)
    return found


def change_interest(desk: Desk, client: UUID, text: str, qtbot: QtBot) -> None:
    """Type over what the card shows."""
    desk.window.open(Ref("contact", client))
    qtbot.waitUntil(lambda: bool(interest_shown(desk)))
    place = field(desk.window, "Interest")
    assert isinstance(place, InPlaceField)
    place.begin()
    place.setText(text)
    qtbot.keyClick(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: interest_shown(desk) == text and desk.window.is_settled())


def interest_shown(desk: Desk) -> str:
    return next((one.text() for one in shown(desk.window, QLineEdit) if one.accessibleName() == "Interest"), "")
