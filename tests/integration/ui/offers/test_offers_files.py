"""Files of an offer in its editor: dropped, listed, opened, removed, brought back; those of all its versions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.services import attachments, offer_statuses, offers
from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.card.card_seen import Elsewhere, drop
from tests.integration.ui.offers.offers_seen import kept, offers_page
from tests.integration.ui.seen import press, texts
from ui.main_window import MainWindow


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Nothing is really opened."""
    made = Elsewhere()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A file of the client's."""
    path = tmp_path / "Drawing.pdf"
    path.write_bytes(b"%PDF-1.4 a drawing")
    return path


def test_a_file_dropped_on_an_offer_is_listed_and_opens(
    show: Callable[..., MainWindow], draft: OfferId, drawing: Path, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    editor = offers_page(show(draft)).editor

    drop(editor, drawing)

    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(editor.files))
    press(editor.files, "Drawing.pdf")
    qtbot.waitUntil(lambda: [Path(path).name for path in elsewhere.opened] == ["Drawing.pdf"])


def test_a_file_removed_from_an_offer_comes_back_with_undo(
    show: Callable[..., MainWindow], base: Workspace, draft: OfferId, drawing: Path, qtbot: QtBot
) -> None:
    window = show(draft)
    editor = offers_page(window).editor
    editor.attaching.take([drawing])
    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(editor.files))
    (file,) = base.ask(attachments.attachments, "offer", draft).result()

    base.do(attachments.remove_attachment, file.id).result()

    qtbot.waitUntil(lambda: "Drawing.pdf" not in texts(editor.files))
    window.frame.actions_.run("undo")
    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(editor.files))


def test_a_new_version_shows_the_files_of_the_one_before(
    show: Callable[..., MainWindow], base: Workspace, draft: OfferId, drawing: Path, qtbot: QtBot
) -> None:
    file = base.files.put_file(drawing)
    assert file is not None
    base.do(attachments.attach, "offer", draft, [file]).result()
    base.do(offer_statuses.send_offer, draft).result()
    second = base.do(offers.revise_offer, draft).result()

    editor = offers_page(show(second)).editor

    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(editor.files))
    assert kept(base, second).row.version == 2
