"""Draws items of the calendar: a block on the hours, a line in a month or in the strip of what has no hour."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.formatting import clock
from app.views.calendar import CalendarItem
from ui.sections.calendar.wording import hours_of, what, who
from ui.theme import icons
from ui.theme.fonts import Role, font
from ui.theme.palette import colours

LINE = 17
FADED = 0.25  # what is not sought, while something is
NARROW = 72  # px: here the words matter more than the time, which the place tells
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_SOFT = {"light": 0.13, "dark": 0.22}


def write(painter: QPainter, place: QRect, text: str, role: Role, ink: str, flags: int = _LEFT) -> None:
    """Write a line as far as there is room."""
    if place.width() <= 0:
        return
    painter.setFont(font(role, tabular=True))
    painter.setPen(QColor(ink))
    painter.drawText(place, flags, _elided(text, role, place.width()))


def paint_block(painter: QPainter, place: QRectF, item: CalendarItem, *, chosen: bool, ghost: str = "") -> None:
    """Draw an item on the hours; a `ghost` is one being dragged and says where to."""
    painter.save()
    painter.setOpacity(FADED if item.faded and not chosen else 1)
    _paint_block(painter, place, item, chosen=chosen, ghost=ghost)
    painter.restore()


def _paint_block(painter: QPainter, place: QRectF, item: CalendarItem, *, chosen: bool, ghost: str) -> None:
    palette = colours()
    colour = getattr(palette, icons.kind_icon(item.kind)[1])
    _paint_ground(painter, place, colour, item, chosen=chosen)
    inner = place.toRect().adjusted(8, 1, -3, -1)
    late = item.late and not item.done and not ghost
    ink = palette.dim if item.done else palette.text
    when = ghost or hours_of(item)
    if inner.width() < NARROW:
        write(
            painter,
            inner.adjusted(0, 0, 0, min(LINE - inner.height(), 0)),
            what(item),
            "tiny",
            palette.bad if late else ink,
        )
        return
    if inner.height() < 2 * LINE:
        ink = palette.bad if late else ink
        line = QRect(inner.x(), inner.y(), inner.width(), min(inner.height(), LINE))
        write(
            painter,
            line,
            f"{what(item)}, {when}" if ghost else f"{clock(item.begins.time())} {what(item)}",
            "tiny",
            ink,
        )
        return
    lines = (what(item), who(item) if inner.height() >= 3 * LINE else "", when)
    roles: tuple[Role, ...] = ("small_medium", "tiny", "tiny")
    top = inner.y() + 1
    for text, role, tone in zip(lines, roles, (ink, palette.dim, palette.bad if late else palette.dim), strict=True):
        if text and top + LINE <= inner.bottom() + 2:
            write(painter, QRect(inner.x(), top, inner.width(), LINE), text, role, tone)
            top += LINE


def paint_line(painter: QPainter, place: QRect, item: CalendarItem, *, chosen: bool) -> None:
    """Draw an item as one line: a bar where it has no hour, else a dot and its time."""
    painter.save()
    painter.setOpacity(FADED if item.faded and not chosen else 1)
    _paint_line(painter, place, item, chosen=chosen)
    painter.restore()


def _paint_line(painter: QPainter, place: QRect, item: CalendarItem, *, chosen: bool) -> None:
    palette = colours()
    colour = getattr(palette, icons.kind_icon(item.kind)[1])
    ink = palette.dim if item.done else palette.bad if item.late else palette.text
    if item.timeless or chosen:
        _paint_ground(painter, QRectF(place), colour, item, chosen=chosen)
    if item.timeless:
        write(painter, place.adjusted(8, 0, -3, 0), what(item), "tiny", ink)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(place.x() + 4, place.center().y() - 2, 6, 6))
    write(painter, place.adjusted(15, 0, -3, 0), f"{clock(item.begins.time())} {what(item)}", "tiny", ink)


@lru_cache(maxsize=64)
def mixed(colour: str, ground: str, share: float) -> str:
    """A colour thinned with its ground: opaque, so that what lies beneath does not shine through."""
    one, other = QColor(colour), QColor(ground)
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts)).name()


@lru_cache(maxsize=8192)
def _elided(text: str, role: Role, width: int) -> str:
    return QFontMetrics(font(role, tabular=True)).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _paint_ground(painter: QPainter, place: QRectF, colour: str, item: CalendarItem, *, chosen: bool) -> None:
    palette = colours()
    share = _SOFT[palette.scheme] * (0.45 if item.done else 1.7 if chosen else 1)
    painter.setPen(QPen(QColor(palette.panel), 1))
    painter.setBrush(QColor(mixed(colour, palette.panel, share)))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mixed(colour, palette.panel, 0.4) if item.done else colour))
    painter.drawRoundedRect(QRectF(place.x() + 1, place.y() + 1, 3, place.height() - 2), 1.5, 1.5)
    if chosen:
        painter.setPen(QPen(QColor(palette.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
