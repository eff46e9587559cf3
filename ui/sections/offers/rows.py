"""Draws the rows of the list of offers and the heads above them, on one set of columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.formatting import money, short_date
from app.views.offers import OfferRow
from resources.i18n import _
from ui.sections.offers.states import TONES, last_day, numbered
from ui.tables.blank import MARGIN
from ui.tables.row_delegate import paint_ground
from ui.tables.row_model import ROW
from ui.theme import metrics
from ui.theme.fonts import Role, elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_pill, pill_width

HEADS = 30
SCROLL_BAR = 10  # always there beside the rows, so that heads and rows agree
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_GAP = 16
_NARROW = 760


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins and how wide it is."""

    number: tuple[int, int]
    who: tuple[int, int]
    state: tuple[int, int]
    valid: tuple[int, int]
    total: tuple[int, int]


def columns_of(width: int) -> Columns:
    """The columns of a list of that width; the addressee takes what the others leave."""
    narrow = width < _NARROW
    number, state, valid, total = (128, 112, 104, 132) if narrow else (168, 128, 148, 160)
    total_at = width - MARGIN - total
    valid_at = total_at - _GAP - valid
    state_at = valid_at - _GAP - state
    who_at = MARGIN + number + _GAP
    return Columns(
        (MARGIN, number), (who_at, max(40, state_at - _GAP - who_at)), (state_at, state), (valid_at, valid),
        (total_at, total),
    )  # fmt: skip


class OfferDelegate(QStyledItemDelegate):
    """Two lines a row; `today` colours what is late or runs out soon."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """How large it likes to be."""
        del option, index
        return QSize(metrics.AVATAR, metrics.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option.rect, option.state)
        row = index.data(ROW)
        if isinstance(row, OfferRow):
            _paint_row(painter, option.rect, row, self._today())
        else:
            _paint_blank(painter, option.rect)
        painter.restore()


class Heads(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEADS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours().line))
        at = columns_of(self.width() - SCROLL_BAR)
        painter.setPen(QColor(colours().dim))
        painter.setFont(font("small"))
        for (left, wide), text, side in (
            (at.number, _("Number"), _LEFT), (at.who, _("Addressee"), _LEFT), (at.state, _("State"), _LEFT),
            (at.valid, _("Valid through"), _LEFT), (at.total, _("Total"), _RIGHT),
        ):  # fmt: skip
            painter.drawText(QRect(left, 0, wide, self.height() - 1), side, elided(text, "small", wide))
        painter.end()


def _paint_row(painter: QPainter, place: QRect, row: OfferRow, today: date) -> None:
    palette, at = colours(), columns_of(place.width())
    ends = last_day(row, today)
    dated = short_date(row.dated, today) if row.dated else ""
    who, under = (row.contact, row.company) if row.contact else (row.company, "")
    _two(painter, place, at.number, numbered(row.number, row.version), dated, "strong")
    _two(painter, place, at.who, who or _("no addressee"), _joined(under, row.title), "body", faint=not who)
    tone = ends.tone if ends.tone != "neutral" else "text"
    _two(painter, place, at.valid, ends.day, ends.note, "body", tone=tone)
    total = money(row.total, row.currency)
    wide = at.total[1]
    painter.setPen(QColor(palette.dim if row.status in ("superseded", "declined") else palette.text))
    painter.setFont(font("strong", tabular=True))
    painter.drawText(QRect(place.x() + at.total[0], place.y(), wide, place.height() - 1), _RIGHT, total)
    tone = TONES.get(row.status, "neutral")
    label = elided(row.status_label, "small_medium", at.state[1] - 20)
    middle = place.y() + (place.height() - 1) / 2
    width = round(pill_width(label, tone) + 0.5)
    paint_pill(painter, QRectF(place.x() + at.state[0], middle - metrics.PILL / 2, width, metrics.PILL), label, tone)


def _two(
    painter: QPainter, place: QRect, column: tuple[int, int], first: str, second: str, role: Role, *,
    tone: str = "text", faint: bool = False,
) -> None:  # fmt: skip
    palette = colours()
    left, wide = place.x() + column[0], column[1]
    top = round(place.y() + (place.height() - 1) / 2) - (20 if second else 10)
    painter.setFont(font(role, tabular=True))
    painter.setPen(QColor(palette.dim if faint else getattr(palette, tone)))
    painter.drawText(QRect(left, top, wide, 20), _LEFT, elided(first, role, wide))
    if second:
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(palette.dim if tone == "text" else getattr(palette, tone)))
        painter.drawText(QRect(left, top + 20, wide, 20), _LEFT, elided(second, "small", wide))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _paint_blank(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().line))
    painter.setOpacity(0.6)
    at, middle = columns_of(place.width()), place.y() + place.height() / 2
    for left, wide in (at.number, at.who, at.total):
        painter.drawRoundedRect(QRectF(place.x() + left, middle - 5, min(wide, 140), 9), 4, 4)
    painter.setOpacity(1)
