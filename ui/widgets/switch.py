"""Yes or no, in force at once: a small switch with its sentence at the right."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.palette import colours

WIDTH, HEIGHT = 32, 18


class Switch(QAbstractButton):
    """A checkable button drawn as a switch; `toggled` and `clicked` as of any button."""

    def __init__(self, title: str, *, on: bool = False) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        self.setText(title)
        self.setAccessibleName(title)
        self.setFont(font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        said = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(WIDTH + 14 + said, metrics.BUTTON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2.5, (self.height() - HEIGHT) / 2 + 0.5, WIDTH - 1, HEIGHT - 1)
        on = self.isChecked()
        ground = palette.accent if on else palette.pressed if self.underMouse() else palette.bg
        edge = palette.accent if on else palette.faint
        painter.setPen(QPen(QColor(edge if self.isEnabled() else palette.line), 1))
        painter.setBrush(QColor(ground if self.isEnabled() else palette.bg))
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), HEIGHT / 2 + 2, HEIGHT / 2 + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.on_accent if on else palette.faint))
        across = track.right() - HEIGHT / 2 if on else track.left() + HEIGHT / 2
        painter.drawEllipse(QPointF(across, track.center().y()), 5.5, 5.5)
        painter.setPen(QColor(palette.text if self.isEnabled() else palette.faint))
        painter.setFont(self.font())
        said = self.rect().adjusted(WIDTH + 12, 0, 0, 0)
        painter.drawText(said, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()
