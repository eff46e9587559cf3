"""Draws a planned thing as a row of two lines: when, the kind, what and with whom, and how it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.formatting import clock, relative_day
from app.views.activities import ActivityRow
from app.views.contacts import ActivityView
from resources.i18n import _
from ui.tables.blank import GAP, MARGIN, paint_blank
from ui.tables.next_step import kind_title, standing, with_others
from ui.tables.row_delegate import paint_ground
from ui.tables.row_model import ROW
from ui.theme import icons, metrics
from ui.theme.fonts import Role, elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_pill, pill_width

_WHEN = 92
_DAY = 1440  # minutes
_URGENT = {1: ("!!", "bad"), 2: ("!", "warn")}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a row."""

    time: str
    day: str
    title: str
    second: str
    pill: str
    tone: str


def said(row: ActivityRow, now: datetime) -> Said:
    """How a row speaks at a moment: with whom first where somebody is called or met, else what it is about."""
    step = row.activity
    start = step.start.astimezone(now.tzinfo) if step.start is not None else None
    day = start.date() if start else step.due
    name = with_others(step.contact_name, len(step.people))
    who = " · ".join(part for part in (name, step.company_name) if part)
    about = step.regarding or kind_title(step.kind)
    title, second = (who, about) if who and step.kind in ("call", "meeting") else (about, who)
    rest = (second, _("repeats") if row.repeats else "", step.details)
    pill, tone = _state(step, start, now)
    return Said(
        clock(start.timetz()) if start else "—",
        relative_day(day, now.date()) if day else _("any time"),
        title, " · ".join(part for part in rest if part), pill, tone,
    )  # fmt: skip


class ActivityDelegate(QStyledItemDelegate):
    """`now` tells the moment rows are seen at."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """How large it likes to be."""
        del option, index
        return QSize(metrics.AVATAR, metrics.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one."""
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, place, option.state)
        row = index.data(ROW)
        if row is None:
            paint_blank(painter, place)
        else:
            _paint_row(painter, place, row.activity, said(row, self._now()))
        painter.restore()


def _paint_row(painter: QPainter, place: QRect, step: ActivityView, words: Said) -> None:
    palette = colours()
    top = place.y() + (place.height() - 1) // 2 - 20
    left = place.x() + MARGIN
    _write(painter, QRect(left, top, _WHEN, 20), words.time, "strong", palette.bad if step.late else palette.text)
    _write(painter, QRect(left, top + 20, _WHEN, 20), words.day, "small", palette.dim)
    left += _WHEN
    picture, colour = icons.kind_icon(step.kind)
    side = metrics.ICON
    icons.paint(painter, picture, QRectF(left, top + 11, side, side), getattr(palette, colour))
    left += side + GAP
    right = place.right() - MARGIN + 1
    if words.pill:
        width = round(pill_width(words.pill, words.tone) + 0.5)
        spot = QRectF(right - width, top + 20 - metrics.PILL / 2, width, metrics.PILL)
        paint_pill(painter, spot, words.pill, words.tone)
        right -= width + GAP
    if step.priority in _URGENT:
        mark, tone = _URGENT[step.priority]
        _write(painter, QRect(right - 14, top + 10, 14, 20), mark, "strong", getattr(palette, tone))
        right -= 14 + GAP
    room = max(0, right - left)
    if not words.second:
        _write(painter, QRect(left, top + 10, room, 20), words.title, "strong", palette.text)
        return
    _write(painter, QRect(left, top, room, 20), words.title, "strong", palette.text)
    _write(painter, QRect(left, top + 20, room, 20), words.second, "small", palette.dim)


def _write(painter: QPainter, place: QRect, text: str, role: Role, ink: str) -> None:
    painter.setFont(font(role, tabular=True))
    painter.setPen(QColor(ink))
    painter.drawText(place, _LEFT, elided(text, role, place.width()))


def _state(step: ActivityView, start: datetime | None, now: datetime) -> tuple[str, str]:
    """What has no hour may last for days: it is late after the last of them."""
    last = start.date() if start else step.due and step.due + timedelta(days=max((step.duration - 1) // _DAY, 0))
    days = (now.date() - last).days if last else 0
    told = standing(days_late=days, late=step.late, start=start, now=now, minutes=step.duration)
    return told.text, told.tone
