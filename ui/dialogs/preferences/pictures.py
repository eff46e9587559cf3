"""A picture of an own firm: dropped or chosen, kept by its content, shown small, taken off with a click."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout

from app.errors import OutsideError, UserError
from resources.i18n import _
from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import button
from ui.widgets.drop_place import dropped_files
from ui.widgets.pictures import for_paper, read_file
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.context import UiContext

WIDTH, SHOWN = 150, QSize(126, 62)
LARGEST = 8 * 1024 * 1024


class PictureSlot(QFrame):
    """`keep` is called with the hash of a new picture, or with nothing where it was taken off."""

    def __init__(self, ctx: "UiContext", title: str, keep: Callable[[str], object]) -> None:
        super().__init__()
        self._ctx, self._keep = ctx, keep
        self._digest: str | None = None
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        self.image = QLabel()
        self.image.setFixedHeight(SHOWN.height() + 6)
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._act = button(_("Choose…"), self._choose_or_drop, kind="link")
        self.wrong = words("", "small", "bad", wrap=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(10, 8, 10, 8)
        down.setSpacing(metrics.GRID)
        down.addWidget(words(title, "small_medium", "dim"), 0, Qt.AlignmentFlag.AlignHCenter)
        down.addWidget(self.image)
        down.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addWidget(self.wrong)
        self.wrong.hide()
        self.show_picture("")

    def show_picture(self, digest: str) -> None:
        """Show the picture of that hash."""
        if digest == self._digest:
            return
        self._digest = digest
        self.wrong.hide()
        self._act.setText(_("Take off") if digest else _("Choose…"))
        self.image.setPixmap(icon("photo", "faint").pixmap(24, 24))
        if digest:
            files = self._ctx.doors.files
            self._ctx.tasks.aside(lambda: files.get(digest)).then(self, self._paint, slot="picture")

    def take(self, path: Path) -> None:
        """Keep a picture from a file; what cannot be printed is refused in a sentence."""
        files = self._ctx.doors.files

        def keep() -> str:
            return files.put(for_paper(_read(path), path.name))

        self.wrong.hide()
        self._ctx.tasks.aside(keep).then(self, self._keep, slot="keep").refused(self._refuse).troubled(self._refuse)

    def _refuse(self, refusal: UserError | OutsideError) -> None:
        self.wrong.setText(str(refusal))
        self.wrong.show()

    def _paint(self, content: bytes | None) -> None:
        picture = QPixmap()
        if content is None or not picture.loadFromData(content):
            self._refuse(UserError(_("The file of this picture is missing or damaged; papers go without it.")))
            return
        ratio = self.devicePixelRatioF()
        room = SHOWN * ratio
        small = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        self.image.setPixmap(small)

    def _choose_or_drop(self) -> None:
        if self._digest:
            self._keep("")
            return
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", _("Pictures (*.png *.jpg *.jpeg *.svg *.webp)")
        )
        if name:
            self.take(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        event.acceptProposedAction()
        self.take(dropped_files(event)[0])


def _read(path: Path) -> bytes:
    """The bytes of a file of a fit size.

    Raises:
        UserError: it is larger than a picture in an offer may be.
        OutsideError: it cannot be read.
    """
    content = read_file(path)
    if len(content) > LARGEST:
        raise UserError(_("This picture is larger than 8 MB."))
    return content
