"""The picture of a product: dropped onto its place or chosen, shown as it will stand in offers."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import OutsideError, UserError
from app.views.offers import ProductCard
from resources.i18n import _
from ui.context import UiContext
from ui.theme import icons, metrics
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.drop_place import dropped_files
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task

SIDE = 96


class ProductPicture(QWidget):
    """The picture, and how to change it."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card: ProductCard | None = None
        self._digest = ""
        self.place = PicturePlace()
        self.place.dropped.connect(self._take)
        self._choose = button(_("Choose a picture"), self._ask_file, kind="link")
        self._remove = button(_("Remove"), lambda: self._set(b""), kind="link")
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        links = QVBoxLayout()
        links.setSpacing(2)
        links.addWidget(words(_("Drop a PNG or JPEG here; offers print it."), "small", "dim", wrap=True))
        links.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        links.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        links.addWidget(self.wrong)
        links.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 12, 0, 8)
        across.setSpacing(12)
        across.addWidget(self.place)
        across.addLayout(links, 1)

    def show_card(self, card: ProductCard) -> None:
        """Show the picture of a product."""
        if self._card is None or self._card.product.id != card.product.id:
            self._say("")
        self._card = card
        self._remove.setVisible(bool(card.picture_hash))
        if card.picture_hash == self._digest:
            return
        self._digest = card.picture_hash
        self.place.show_picture(b"")
        if self._digest:
            from app.services.product_pictures import picture  # noqa: PLC0415 - heavy: after the first paint

            task = self._ctx.ask(picture, self._digest, self._ctx.doors.files)
            task.then(self, self.place.show_picture, slot="picture")

    def _ask_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if chosen:
            self._take([Path(chosen)])

    def _take(self, files: list[Path]) -> None:
        def read() -> bytes:
            try:
                return files[0].read_bytes()
            except OSError as error:
                reason = error.strerror or str(error)
                raise OutsideError(_("The file could not be read: {reason}.").format(reason=reason)) from error

        self._say("")
        if files:
            self._ctx.tasks.aside(read).then(self, self._set, slot="read")

    def _set(self, content: bytes) -> None:
        from app.services.product_pictures import set_picture  # noqa: PLC0415 - heavy: after the first paint

        if self._card is not None:
            task: Task[Any] = self._ctx.do(set_picture, self._card.product.id, content, self._ctx.doors.files)
            task.then(self, lambda _answer: None, slot="set").refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._say(str(refusal))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


class PicturePlace(QWidget):
    """A square that shows a picture and takes files."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._over = False
        self.setFixedSize(SIDE, SIDE)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Picture"))

    def show_picture(self, content: bytes) -> None:
        """Show a picture from its bytes; nothing where they are none."""
        self._picture = QPixmap()
        if content:
            self._picture.loadFromData(content)
        self.update()

    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return not self._picture.isNull()

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(SIDE, SIDE)

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
