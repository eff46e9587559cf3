"""Files and photos a colleague has put to a client: brought from the office when somebody wants to see them."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.attachments import attach
from app.services.contact_photos import set_photo
from app.services.contacts import add_contact
from app.services.sellers import edit_seller, sellers
from app.views.attachments import KeptFile
from app.views.contacts import ContactId
from tests.integration.ui.card.card_seen import Elsewhere, said
from tests.integration.ui.office.conftest import Carrier, Desk
from tests.integration.ui.office.test_office_story import exchange, join
from tests.integration.ui.seen import press, shown, texts
from ui.context import Ref
from ui.dialogs.fetching import FetchStrip
from ui.dialogs.photo import ContactPhoto

Open = Callable[[str], Desk]
PART = 256 * 1024
CONTENT = bytes(range(256)) * 3_000  # three parts on the line
NAME = "Plan ёлки.pdf"


def test_a_file_of_a_colleague_is_brought_when_it_is_opened(
    open_desk: Open, carrier: Carrier, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    boris, _client = boris_sees_the_file(open_desk, qtbot)
    assert list(boris.workspace.files.all()) == []

    press(boris.window, NAME)

    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)
    assert Path(elsewhere.opened[0]).read_bytes() == CONTENT
    press(boris.window, NAME)
    qtbot.waitUntil(lambda: len(elsewhere.opened) == 2)
    assert carrier.parts == [0, PART, 2 * PART]  # the second time it was here


def test_enter_on_a_file_brings_it_too(open_desk: Open, elsewhere: Elsewhere, qtbot: QtBot) -> None:
    boris, _client = boris_sees_the_file(open_desk, qtbot)
    place = next(one for one in shown(boris.window, QPushButton) if one.text() == NAME)

    qtbot.keyClick(place, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)


def test_a_file_on_its_way_is_told_of_and_stopped_at_once_and_goes_on_where_it_was(
    open_desk: Open, carrier: Carrier, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    boris, _client = boris_sees_the_file(open_desk, qtbot)
    carrier.gate.clear()
    press(boris.window, NAME)
    qtbot.waitUntil(lambda: bool(shown(boris.window, FetchStrip)))
    (strip,) = shown(boris.window, FetchStrip)
    assert strip.progress.said.text() == f"{NAME}: asking the office …"

    press(strip, "Stop")

    qtbot.waitUntil(lambda: not strip.isVisible() and boris.window.is_settled())
    assert elsewhere.opened == []
    carrier.gate.set()
    press(boris.window, NAME)
    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)
    assert Path(elsewhere.opened[0]).read_bytes() == CONTENT


def test_a_file_is_not_brought_while_the_office_is_out_of_reach(
    open_desk: Open, carrier: Carrier, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    boris, _client = boris_sees_the_file(open_desk, qtbot)
    carrier.cut = True

    press(boris.window, NAME)

    qtbot.waitUntil(lambda: "which cannot be reached now" in said(boris.window))
    assert not shown(boris.window, FetchStrip)
    carrier.cut = False
    press(boris.window, NAME)
    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)


def test_a_file_nobody_has_any_more_is_said_in_a_sentence(
    open_desk: Open, carrier: Carrier, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    boris, _client = boris_sees_the_file(open_desk, qtbot)
    for each in (carrier.office.folder / "blobs").rglob("*"):
        if each.is_file():
            each.unlink()

    press(boris.window, NAME)

    qtbot.waitUntil(lambda: said(boris.window) == f"“{NAME}” is neither on this computer nor at the office.")
    assert elsewhere.opened == []


def test_a_photo_comes_by_itself_when_the_card_is_looked_at(open_desk: Open, qtbot: QtBot) -> None:
    boris, client = boris_with_a_photo_to_see(open_desk, qtbot)

    boris.window.open(Ref("contact", client))

    qtbot.waitUntil(lambda: has_photo(boris))


def test_a_photo_that_could_not_be_had_comes_after_the_next_exchange(
    open_desk: Open, carrier: Carrier, qtbot: QtBot
) -> None:
    carrier.cut_files = True
    boris, client = boris_with_a_photo_to_see(open_desk, qtbot)
    boris.window.open(Ref("contact", client))
    qtbot.waitUntil(lambda: bool(missed(boris)) and boris.window.is_settled())
    assert not has_photo(boris)

    carrier.cut_files = False
    exchange(boris, qtbot)

    qtbot.waitUntil(lambda: has_photo(boris))


def test_what_the_papers_of_the_own_firm_are_drawn_with_comes_without_being_looked_at(
    open_desk: Open, qtbot: QtBot
) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    logo = anna.workspace.files.put(a_photo())
    (firm,) = anna.workspace.ask(sellers).result()
    anna.workspace.do(edit_seller, firm.id, {"logo_hash": logo}).result()

    for desk in (anna, boris):
        join(desk, qtbot)

    qtbot.waitUntil(lambda: boris.workspace.files.holds(logo))


def boris_sees_the_file(open_desk: Open, qtbot: QtBot) -> tuple[Desk, UUID]:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    kept = KeptFile(NAME, anna.workspace.files.put(CONTENT), len(CONTENT))
    anna.workspace.do(attach, "contact", client, [kept]).result()
    for desk in (anna, boris):
        join(desk, qtbot)
    boris.window.open(Ref("contact", client))
    qtbot.waitUntil(lambda: NAME in texts(boris.window) and boris.window.is_settled())
    return boris, client


def boris_with_a_photo_to_see(open_desk: Open, qtbot: QtBot) -> tuple[Desk, UUID]:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    client = anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    for desk in (anna, boris):
        join(desk, qtbot)
    anna.workspace.do(set_photo, ContactId(client), a_photo(), anna.workspace.files).result()
    for desk in (anna, boris):
        exchange(desk, qtbot)
    return boris, client


def a_photo() -> bytes:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    stream = QBuffer()
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(stream, "PNG")  # type: ignore[call-overload]  # a buffer is a device
    return bytes(stream.data().data())


def has_photo(desk: Desk) -> bool:
    return any(one.has_picture() for one in shown(desk.window, ContactPhoto))


def missed(desk: Desk) -> list[str]:
    office = desk.window.office
    return office._pictures._missed if office is not None and office._pictures is not None else []
