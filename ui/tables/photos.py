"""Small round photos for the rows of a list: read and cut aside, a bounded number of them kept, the newest asked first."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from ui.context import UiContext
from ui.theme import metrics
from ui.widgets.pictures import round_thumbnail

KEPT = 400  # photos of a list; at 36 px and double sharpness some 8 MB
WAITING = 40  # rows in sight; what was scrolled past is asked for when it comes into sight again
_Key = tuple[str, int]  # hash, device pixels


class Photos(QObject):
    """`arrived` is told when another one can be drawn."""

    arrived = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._known: OrderedDict[_Key, QPixmap | None] = OrderedDict()  # None: there is none that can be read
        self._wanted: list[_Key] = []  # newest last
        self._asked: _Key | None = None

    def picture(self, digest: str, ratio: float) -> QPixmap | None:
        """The photo of a hash on a screen of that sharpness; None while it is on its way, or where there is none."""
        if not digest:
            return None
        key = (digest, round(metrics.AVATAR * ratio))
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if key != self._asked and key not in self._wanted:
            self._wanted.append(key)
            del self._wanted[:-WAITING]
            self._ask()
        return None

    def _ask(self) -> None:
        if self._asked is not None or not self._wanted:
            return
        self._asked = digest, pixels = self._wanted.pop()
        files = self._ctx.doors.files
        task = self._ctx.tasks.aside(lambda: round_thumbnail(files.get(digest), pixels), queue="photos")
        task.then(self, partial(self._take, self._asked)).refused(lambda _no: self._go_on())
        task.troubled(lambda _failure: self._go_on())

    def _take(self, key: _Key, image: QImage) -> None:
        self._known[key] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.arrived.emit()
        self._go_on()

    def _go_on(self) -> None:
        self._asked = None
        self._ask()
