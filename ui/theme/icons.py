"""Line icons tinted by the palette in force, sharp at any device pixel ratio."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.palette import colours

FOLDER = Path(resources.__file__).parent / "icons"
STROKE = "1.6"
KINDS = {
    "call": ("phone", "call"),
    "meeting": ("calendar-event", "meet"),
    "todo": ("list-check", "todo"),
    "email": ("mail", "offer"),
    "letter": ("mail", "offer"),
    "messenger": ("message-circle", "call"),
    "offer": ("file-text", "offer"),
    "note": ("note", "todo"),
    "file": ("paperclip", "dim"),
    "contact": ("users", "dim"),
    "company": ("building", "dim"),
    "system": ("history", "dim"),
    "personal": ("star", "meet"),
    "product": ("package", "dim"),
    "promise": ("check", "todo"),
    "attachment": ("paperclip", "dim"),
    "opportunity": ("filter", "dim"),
    "activity": ("list-check", "todo"),
    "history": ("history", "dim"),
}
OWN = ("bookmark", "todo")  # of the kinds people add


def icon(name: str, colour: str = "dim") -> QIcon:
    """An icon that follows the theme; `colour` names a palette field ("dim", "accent", "call" …)."""
    return QIcon(_TintedEngine(name, colour))


def kind_icon(kind: str) -> tuple[str, str]:
    """Which icon and which palette colour stand for a kind of touch or record; one that a person added has its own."""
    return KINDS.get(kind, OWN)


def paint(painter: QPainter, name: str, place: QRectF, colour: str) -> None:
    """Draw an icon in a `#rrggbb` colour from a pixmap kept for this size and ratio."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(place.toRect(), _pixmap(name, colour, round(place.width()), ratio))


class _TintedEngine(QIconEngine):
    """Looks the colour up while painting, so that a switched theme needs no new icons."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        side = min(rect.width(), rect.height())
        corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
        paint(painter, self._name, QRectF(corner.x(), corner.y(), side, side), self._hex(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        del state
        return _pixmap(self._name, self._hex(mode), min(size.width(), size.height()), scale)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colour)

    def _hex(self, mode: QIcon.Mode) -> str:
        field = "faint" if mode == QIcon.Mode.Disabled else self._colour
        return str(getattr(colours(), field))


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    pixels = max(1, round(side * ratio))
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode())).render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
