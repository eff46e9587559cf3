"""Pills for states and round avatars, as widgets and as drawing for a delegate."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.palette import colours

PADDING = 9


def pill_width(text: str, tone: str) -> float:
    """How wide a pill with this text is."""
    return QFontMetricsF(_pill_font(tone)).horizontalAdvance(text) + 2 * PADDING


def paint_pill(painter: QPainter, place: QRectF, text: str, tone: str) -> None:
    """Draw a pill: filled where it means something, outlined where it is neutral."""
    palette = colours()
    if tone in ("bad", "warn", "good", "accent"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(palette, f"{tone}_soft")))
        ink = getattr(palette, tone)
    else:
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.setBrush(QColor(palette.bg))
        ink = palette.dim
    shape = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    painter.setPen(QColor(ink))
    painter.setFont(_pill_font(tone))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


def paint_avatar(painter: QPainter, place: QRectF, initials: str) -> None:
    """Draw the round avatar with initials."""
    palette = colours()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent_soft))
    painter.drawEllipse(place)
    painter.setPen(QColor(palette.accent))
    painter.setFont(font("initials" if place.width() > metrics.AVATAR else "strong"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), initials)


def _pill_font(tone: str) -> QFont:
    return font("small", tabular=True) if tone == "neutral" else font("small_medium", tabular=True)


class Pill(QWidget):
    """A state in one or two words."""

    def __init__(self, text: str, tone: str = "neutral") -> None:
        super().__init__()
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The words on the pill."""
        return self._text

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(round(pill_width(self._text, self._tone) + 0.5), metrics.PILL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()


class Avatar(QWidget):
    """A person's initials in a circle."""

    def __init__(self, initials: str = "", side: int = metrics.AVATAR_LARGE) -> None:
        super().__init__()
        self._initials = initials
        self.setFixedSize(side, side)

    def show_initials(self, initials: str) -> None:
        """Show another person."""
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(self.rect()), self._initials)
        painter.end()
