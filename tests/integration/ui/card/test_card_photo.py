"""The photo on a card: dropped, pasted, imported, removed, refused."""

from base64 import b64encode
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.exchange.survey import TableChoice, reader_of
from app.services.importing import ImportFile, import_cards
from app.services.search import find
from tests.integration.ui.card.card_seen import drop, files_of, kept, said
from tests.integration.ui.seen import choose, page
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.photo import ContactPhoto
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail

CTRL = Qt.KeyboardModifier.ControlModifier


def a_picture(path: Path, across: int = 900, down: int = 600) -> Path:
    """A picture file, red at the left and blue at the right."""
    image = QImage(across, down, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    for x in range(across // 2, across):
        for y in range(0, down, max(1, down // 2)):
            image.setPixelColor(x, y, Qt.GlobalColor.blue)
    assert image.save(str(path))
    return path


def test_a_photo_dropped_on_the_letters_is_cut_square_kept_small_and_undone(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = photo_of(card)

    drop(photo, a_picture(tmp_path / "anna.png"))

    qtbot.waitUntil(photo.has_picture)
    content = workspace.real.files.get(kept(workspace, anna).photo_hash)
    assert content is not None
    assert content.startswith(b"\xff\xd8\xff")
    cut = QImage.fromData(content)
    assert (cut.width(), cut.height()) == (512, 512)
    window.frame.actions_.run("undo")
    qtbot.waitUntil(lambda: not photo.has_picture())
    assert files_of(workspace, anna) == ()


def test_a_photo_is_pasted_and_removed(
    card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = photo_of(card)
    QGuiApplication.clipboard().setImage(QImage(str(a_picture(tmp_path / "anna.png", 80, 120))))
    photo.setFocus()

    qtbot.keyClick(photo, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(photo.has_picture)
    assert QImage.fromData(workspace.real.files.get(kept(workspace, anna).photo_hash) or b"").width() == 80
    qtbot.keyClick(photo, Qt.Key.Key_Return)
    choose(qtbot, "Remove the photo")

    qtbot.waitUntil(lambda: not photo.has_picture())
    assert kept(workspace, anna).photo_hash == ""


def test_what_is_no_picture_is_refused_as_a_photo_in_one_sentence(
    window: MainWindow, card: Detail, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.png").write_text("no picture")

    drop(photo_of(card), tmp_path / "notes.png")

    qtbot.waitUntil(lambda: said(window) == "This is no picture that can be read.")
    assert not photo_of(card).has_picture()


def test_the_photo_of_an_imported_card_is_shown(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = b64encode(a_picture(tmp_path / "face.png", 40, 40).read_bytes()).decode()
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:Ёлкина;Зоя;;;", f"PHOTO;ENCODING=b;TYPE=PNG:{picture}", "END:VCARD", ""]
    book = tmp_path / "zoya.vcf"
    book.write_text("\r\n".join(lines), encoding="utf-8")
    source = ImportFile(book.name, reader_of(book, TableChoice()), {})
    workspace.real.do(import_cards, [source], workspace.real.files).result()
    qtbot.waitUntil(lambda: page(window).list.model.total() == 4)
    (zoya,) = (hit.id for hit in workspace.real.ask(find, "Ёлкина", 1, ("contact",)).result())

    window.open(Ref("contact", zoya))

    qtbot.waitUntil(lambda: card.card is not None and card.card.last == "Ёлкина")
    qtbot.waitUntil(photo_of(card).has_picture)


def photo_of(card: Detail) -> ContactPhoto:
    """The place of the photo."""
    return card.header.photo
