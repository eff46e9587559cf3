"""Draws two-line rows: avatar, name, second line, a pill at the right.

A repaint asks a Python delegate often: one role is read per row, elided strings are cached, nothing is measured twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.blank import GAP, MARGIN, paint_blank
from ui.tables.choice import Choice
from ui.tables.photos import Photos
from ui.tables.row_model import ROW
from ui.theme import metrics
from ui.theme.fonts import elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_avatar, paint_pill, pill_width

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words of one row, ready to draw."""

    initials: str
    first: str
    second: str
    pill: str
    tone: str
    photo: str = ""  # hash of a photo in the initials' place


def paint_ground(painter: QPainter, place: QRect, state: QStyle.StateFlag, chosen: bool | None = None) -> None:  # noqa: FBT001 - None: nothing is chosen beside the current row
    """What stands behind a row: current, chosen, under the mouse, reached by the keyboard, and the hairline below."""
    palette = colours()
    flag = QStyle.StateFlag
    current = bool(state & flag.State_Selected)
    if chosen or (current and chosen is None):
        painter.fillRect(place, QColor(palette.sel))
    elif state & flag.State_MouseOver:
        painter.fillRect(place, QColor(palette.hover))
    if current:
        painter.fillRect(place.x(), place.y(), 3, place.height() - 1, QColor(palette.accent))
    painter.fillRect(place.x(), place.bottom(), place.width(), 1, QColor(palette.line))
    if state & flag.State_HasFocus and state & flag.State_KeyboardFocusChange:
        painter.setPen(QPen(QColor(palette.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(2, 2, -2, -3), 5, 5)


def is_chosen(choice: Choice | None, row: Any) -> bool | None:
    """Whether a row is one of several chosen; None while nothing is chosen."""
    if choice is None or choice.is_empty():
        return None
    return row is not None and choice.holds(row.id)


class RowDelegate(QStyledItemDelegate):
    """`describe` turns a row of the model into words; with a `choice` the rows chosen for one action are marked."""

    def __init__(self, describe: Callable[[object], Drawn]) -> None:
        super().__init__()
        self._describe = describe
        self.choice: Choice | None = None
        self.photos: Photos | None = None  # where rows have any

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """How large it likes to be."""
        del option, index
        return QSize(metrics.AVATAR, metrics.ROW)  # as wide as the view makes it

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one."""
        place = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(ROW)
        paint_ground(painter, place, state, is_chosen(self.choice, row))
        if row is None:
            paint_blank(painter, place)
        else:
            drawn = self._describe(row)
            photos = self.photos if drawn.photo else None
            photo = photos.picture(drawn.photo, painter.device().devicePixelRatio()) if photos is not None else None
            _paint_row(painter, place, drawn, photo)
        painter.restore()


def _paint_row(painter: QPainter, place: QRect, row: Drawn, photo: QPixmap | None) -> None:
    palette = colours()
    middle = place.y() + (place.height() - 1) / 2
    side = metrics.AVATAR
    circle = QRectF(place.x() + MARGIN, middle - side / 2, side, side)
    if photo is None:
        paint_avatar(painter, circle, row.initials)
    else:
        painter.drawPixmap(circle, photo, QRectF(photo.rect()))
    left = place.x() + MARGIN + side + GAP
    right = place.right() - MARGIN + 1
    if row.pill:
        width = round(pill_width(row.pill, row.tone) + 0.5)
        paint_pill(painter, QRectF(right - width, middle - metrics.PILL / 2, width, metrics.PILL), row.pill, row.tone)
        right -= width + GAP
    room = max(0, right - left)
    top = round(middle) - 20
    painter.setPen(QColor(palette.text))
    painter.setFont(font("strong"))
    if not row.second:
        painter.drawText(QRect(left, top + 10, room, 20), _LEFT, elided(row.first, "strong", room))
        return
    painter.drawText(QRect(left, top, room, 20), _LEFT, elided(row.first, "strong", room))
    painter.setPen(QColor(palette.dim))
    painter.setFont(font("small"))
    painter.drawText(QRect(left, top + 20, room, 20), _LEFT, elided(row.second, "small", room))
