"""The way of a deal as a row of segments: those behind it, the one it stands in, those ahead; a press moves it there."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.formatting import percent
from app.views.offers import StageView
from ui.theme.palette import colours

TALL, BAR, GAP = 20, 8, 3


class StageBar(QWidget):
    """`wished` carries the stage the person pressed."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stages: Sequence[StageView] = ()
        self._here = -1
        self._enabled = True
        self._over = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, stages: Sequence[StageView], here: UUID | None, *, moving: bool) -> None:
        """Show a way and the place in it; a closed deal does not move."""
        self._stages, self._enabled = stages, moving
        self._here = next((place for place, stage in enumerate(stages) if stage.id == here), -1)
        self.setCursor(Qt.CursorShape.PointingHandCursor if moving else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(stages[self._here].name if self._here >= 0 else "")
        self.update()

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(200, TALL)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the segment up."""
        self._over = self._at(event.position()) if self._enabled else -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Move there."""
        place = self._at(event.position())
        if self._enabled and 0 <= place < len(self._stages) and place != self._here:
            self.wished.emit(self._stages[place].id)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dim."""
        super().leaveEvent(event)
        self._over = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        """Name the stage under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            if 0 <= place < len(self._stages):
                stage = self._stages[place]
                QToolTip.showText(event.globalPos(), f"{stage.name} · {percent(stage.probability)}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(len(self._stages)):
            passed = place <= self._here
            ink = palette.accent if passed and self._enabled else palette.faint if passed else palette.line
            if place == self._over and place != self._here:
                ink = palette.accent_hover if passed else palette.edge
            painter.setBrush(QColor(ink))
            painter.drawRoundedRect(self._segment(place), 3, 3)
        painter.end()

    def _segment(self, place: int) -> QRectF:
        wide = (self.width() + GAP) / max(1, len(self._stages))
        return QRectF(place * wide, (self.height() - BAR) / 2, wide - GAP, BAR)

    def _at(self, point: QPointF) -> int:
        return int(point.x() / ((self.width() + GAP) / max(1, len(self._stages)))) if self._stages else -1
