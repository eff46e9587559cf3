"""Small photos in the list of contacts: read aside, kept in a bounded number, initials until they are here."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.services.contact_cards import contact_card
from app.services.contact_photos import set_photo
from tests.integration.ui.seen import page
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.tables import photos
from ui.tables.photos import Photos
from ui.theme.metrics import AVATAR
from ui.widgets.pictures import photo_of, round_thumbnail

TEAL = QColor("#00806b")


def a_photo(colour: QColor) -> bytes:
    image = QImage(200, 300, QImage.Format.Format_RGB32)
    image.fill(colour)
    return photo_of(image)


def middle_of_avatar(window: MainWindow, row: int) -> QColor:
    """The colour in the middle of the round place of a row."""
    found = page(window).list
    place = found.view.visualRect(found.model.index(row))
    image = found.view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round((16 + AVATAR / 2) * ratio), round((place.center().y()) * ratio))


def test_a_photo_stands_in_the_place_of_the_initials(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.do(set_photo, people[0], a_photo(TEAL), workspace.files).result()

    window = open_window()

    def is_teal() -> bool:
        seen = middle_of_avatar(window, 0)
        return abs(seen.green() - TEAL.green()) < 12 and seen.red() < 40

    qtbot.waitUntil(is_teal)
    workspace.do(set_photo, people[0], b"", workspace.files).result()
    qtbot.waitUntil(lambda: not is_teal())


def test_a_bounded_number_of_photos_is_kept(
    window: MainWindow,
    workspace: WatchedWorkspace,
    people: list[UUID],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photos, "KEPT", 2)
    kept = Photos(page(window)._ctx, window)
    digests = []
    for person, colour in zip(people, ("red", "green", "blue"), strict=True):
        workspace.do(set_photo, person, a_photo(QColor(colour)), workspace.files).result()
        digests.append(workspace.ask(contact_card, person).result().photo_hash)

    for digest in digests:
        kept.picture(digest, 1.0)
        qtbot.waitUntil(lambda wanted=digest: kept.picture(wanted, 1.0) is not None)  # type: ignore[misc]  # bound at once

    assert len(kept._known) == 2


def test_a_round_photo_is_clear_in_its_corners() -> None:
    cut = round_thumbnail(a_photo(TEAL), 36)

    assert cut.size().width() == 36
    assert cut.pixelColor(0, 0).alpha() == 0
    assert cut.pixelColor(18, 18).alpha() == 255
    assert round_thumbnail(b"no picture", 36).isNull()
