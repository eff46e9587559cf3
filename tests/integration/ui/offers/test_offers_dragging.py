"""Lines and sections dragged by their grip, several at once; pictures dropped onto a line."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.services import offers
from app.services.offer_papers import offer_paper
from app.services.offer_statuses import send_offer
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.offers.conftest import contacts_id
from tests.integration.ui.offers.offers_seen import CTRL, kept, lines, offers_page
from ui.main_window import MainWindow
from ui.sections.offers.lines_model import Col
from ui.sections.offers.lines_view import LinesView

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def long(base: Workspace, anna_id: UUID) -> OfferId:
    """Two lines in no section, two goods, one of work."""
    made = [("A", ""), ("B", ""), ("C", "Goods"), ("D", "Goods"), ("E", "Work")]
    drafts = tuple(OfferLineDraft(name=name, price=Decimal(10), section=section) for name, section in made)
    return base.do(offers.new_offer, contacts_id(anna_id), None, drafts).result()


def grid(window: MainWindow) -> LinesView:
    return offers_page(window).editor.lines.view


def spot(window: MainWindow, row: int, share: float = 0.5) -> QPoint:
    """A point of the grip of a row, so far down."""
    view = grid(window)
    place = view.visualRect(view.lines.index(row, Col.NUMBER))
    return QPoint(place.center().x(), round(place.y() + place.height() * share))


def drag(qtbot: QtBot, window: MainWindow, begin: QPoint, end: QPoint) -> None:
    port = grid(window).viewport()
    qtbot.mousePress(port, LEFT, pos=begin)
    qtbot.mouseMove(port, begin + (end - begin) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, pos=end)


def sections(base: Workspace, offer_id: OfferId) -> list[tuple[str, str]]:
    """What the file has: section and lines."""
    return [(one.title, "".join(line.name for line in one.lines)) for one in kept(base, offer_id).sections]


def test_a_line_is_dragged_into_another_section_and_back_by_undo(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot
) -> None:
    window = show(long)
    assert lines(window) == ["A", "B", "Goods", "C", "D", "Work", "E", ""]

    drag(qtbot, window, spot(window, 0), spot(window, 4, 0.1))

    qtbot.waitUntil(lambda: lines(window) == ["B", "Goods", "C", "A", "D", "Work", "E", ""])
    assert sections(base, long) == [("", "B"), ("Goods", "CAD"), ("Work", "E")]
    base.undo().result()
    qtbot.waitUntil(lambda: lines(window) == ["A", "B", "Goods", "C", "D", "Work", "E", ""])


def test_several_marked_lines_are_dragged_together_and_stay_marked(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot
) -> None:
    window = show(long)
    port = grid(window).viewport()
    qtbot.mouseClick(port, LEFT, pos=spot(window, 0))
    qtbot.mouseClick(port, LEFT, SHIFT, pos=spot(window, 1))
    assert grid(window).chosen_rows() == [0, 1]

    drag(qtbot, window, spot(window, 1), spot(window, 6, 0.9))

    qtbot.waitUntil(lambda: lines(window) == ["Goods", "C", "D", "Work", "E", "A", "B", ""])
    assert sections(base, long) == [("Goods", "CD"), ("Work", "EAB")]
    assert grid(window).chosen_rows() == [5, 6]


def test_a_section_is_dragged_by_its_heading_and_moved_by_keys(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot
) -> None:
    window = show(long)

    drag(qtbot, window, spot(window, 5), spot(window, 2, 0.1))
    qtbot.waitUntil(lambda: lines(window) == ["A", "B", "Work", "E", "Goods", "C", "D", ""])
    assert grid(window).chosen_rows() == [2]
    qtbot.waitUntil(window.is_settled)
    grid(window).setFocus()
    qtbot.keyClick(grid(window), Qt.Key.Key_Down, CTRL)

    qtbot.waitUntil(lambda: lines(window) == ["A", "B", "Goods", "C", "D", "Work", "E", ""])
    assert sections(base, long) == [("", "AB"), ("Goods", "CD"), ("Work", "E")]


def test_escape_leaves_everything_where_it_was(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot
) -> None:
    window = show(long)
    port = grid(window).viewport()

    qtbot.mousePress(port, LEFT, pos=spot(window, 0))
    qtbot.mouseMove(port, spot(window, 3))
    dragged = grid(window).grip.is_dragging()
    qtbot.keyClick(grid(window), Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, LEFT, pos=spot(window, 4))

    assert dragged
    assert not grid(window).grip.is_dragging()
    qtbot.waitUntil(window.is_settled)
    assert sections(base, long) == [("", "AB"), ("Goods", "CD"), ("Work", "E")]


def test_what_was_sent_is_not_dragged(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot
) -> None:
    base.do(send_offer, long).result()
    window = show(long)

    drag(qtbot, window, spot(window, 0), spot(window, 3))

    qtbot.waitUntil(window.is_settled)
    assert sections(base, long) == [("", "AB"), ("Goods", "CD"), ("Work", "E")]


def test_a_picture_dropped_onto_a_line_is_shown_kept_and_taken_away(
    show: Callable[..., MainWindow], base: Workspace, long: OfferId, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.new("RGB", (80, 40), "#c02030").save(tmp_path / "lathe.png")
    window = show(long)
    part = offers_page(window).editor.lines
    dropped: Any = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "lathe.png"))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier

    at, port = spot(window, 1), grid(window).viewport()
    QApplication.sendEvent(port, QDragEnterEvent(at, copy, dropped, LEFT, none))
    QApplication.sendEvent(port, QDropEvent(QPointF(at), copy, dropped, LEFT, none))

    qtbot.waitUntil(lambda: bool(part.model.rows[1].picture))
    qtbot.waitUntil(lambda: part.view.cells.picture(part.model.rows[1].picture) is not None)
    cell = part.view.visualRect(part.model.index(1, Col.NAME))
    seen: QImage = part.view.viewport().grab(cell).toImage()
    assert seen.pixelColor(26, cell.height() // 2).name() == "#c02030"
    assert kept(base, long).sections[0].lines[1].picture_hash
    paper = base.ask(offer_paper, long, files=base.files).result()
    assert [bool(line.picture) for line in paper.sections[0].lines] == [False, True]
    part.view.go_to(1, Col.NAME)
    part.view.menu_wished.emit(QPoint(0, 0))
    menu = part.findChild(QMenu)
    assert menu is not None
    next(one for one in menu.actions() if one.text() == "Without a picture").trigger()
    menu.close()
    qtbot.waitUntil(lambda: not kept(base, long).sections[0].lines[1].picture_hash)


def test_a_file_that_is_no_picture_is_refused_under_the_lines(
    show: Callable[..., MainWindow], long: OfferId, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("no picture")
    window = show(long)
    part = offers_page(window).editor.lines

    part.pictures.take(0, tmp_path / "list.txt")

    qtbot.waitUntil(lambda: part.told.text() == "A picture is a PNG or JPEG file.")
