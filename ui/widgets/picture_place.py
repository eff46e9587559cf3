"""A place for one picture: dropped onto it, pasted into it, or chosen by a press; square with a frame, or a round photo."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.theme import icons, metrics
from ui.theme.palette import colours
from ui.widgets.drop_place import dropped_files
from ui.widgets.pill import paint_avatar

SIDE = 96


class PictureTaker(QWidget):
    """Takes files and pasted pictures; what it looks like is for those below to draw."""

    dropped = Signal(list)  # files
    pasted = Signal(QImage)
    pressed = Signal()

    def __init__(self, side: int, name: str) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._over = False
        self.setFixedSize(side, side)
        self.setAcceptDrops(True)
        self.setAccessibleName(name)

    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return not self._picture.isNull()

    def show_image(self, image: QImage) -> None:
        """Show a picture; nothing where it is empty."""
        self._picture = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        self.update()

    def paste(self) -> None:
        """Take what the clipboard holds: a picture, or a file copied elsewhere."""
        held = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(files)
        elif held.hasImage():
            self.pasted.emit(QGuiApplication.clipboard().image())

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return self.minimumSize()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether what is dragged can be taken."""
        if dropped_files(event):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._show_over(over=False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()


class PicturePlace(PictureTaker):
    """A square that shows a picture whole."""

    def __init__(self) -> None:
        super().__init__(SIDE, _("Picture"))

    def show_picture(self, content: bytes) -> None:
        """Show a picture from its bytes; nothing where they are none."""
        self.show_image(QImage.fromData(content) if content else QImage())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        empty = self._picture.isNull()
        edge = palette.accent if self._over else palette.edge
        painter.setPen(QPen(QColor(edge), 1, Qt.PenStyle.DashLine if empty or self._over else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(palette.accent_soft if self._over else palette.bg if empty else "#ffffff"))
        painter.drawRoundedRect(frame, metrics.RADIUS, metrics.RADIUS)
        if empty:
            middle = (SIDE - 24) / 2
            icons.paint(painter, "photo", QRectF(middle, middle, 24, 24), palette.faint)
        else:
            fitted = self._picture.size().scaled(SIDE - 10, SIDE - 10, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (SIDE - fitted.width()) / 2, (SIDE - fitted.height()) / 2
            painter.drawPixmap(
                QRectF(left, top, fitted.width(), fitted.height()), self._picture, QRectF(self._picture.rect())
            )
        painter.end()


class PhotoPlace(PictureTaker):
    """A round photo, initials while there is none; a press or Enter asks what to do with it, Ctrl+V pastes one."""

    def __init__(self, side: int = metrics.AVATAR_LARGE) -> None:
        super().__init__(side, _("Photo"))
        self._initials = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_initials(self, initials: str) -> None:
        """Whose letters stand where there is no photo."""
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        circle = QRectF(self.rect())
        if self._picture.isNull():
            paint_avatar(painter, circle, self._initials)
        else:
            path = QPainterPath()
            path.addEllipse(circle)
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(circle, self._picture, QRectF(self._picture.rect()))
            painter.restore()
        touched = self.underMouse() or self._over
        if touched and (self._picture.isNull() or self._over):
            veil = QColor(palette.accent_soft)
            veil.setAlpha(230)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawEllipse(circle)
            middle = (self.width() - 22) / 2
            icons.paint(painter, "photo", QRectF(middle, middle, 22, 22), palette.accent)
        if self.hasFocus() or touched:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press asks."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        super().focusOutEvent(event)
        self.update()
