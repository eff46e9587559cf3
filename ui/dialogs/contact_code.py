"""A contact as a code on the screen: a phone held before it takes name, numbers and mail without a cable."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.views.contacts import ContactCard
from resources.i18n import _
from ui.context import UiContext
from ui.widgets.popover import Popover
from ui.widgets.words import words

SIDE = 340
QUIET = 4  # modules left white around the code, as ISO/IEC 18004 wants


class ContactCode(Popover):
    """The code of a contact's vCard."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: ContactCard) -> None:
        super().__init__(anchor, SIDE + 32)
        self._ctx, self._card = ctx, card
        self.code = CodePicture()
        self.body.addWidget(words(_("Hold a phone before it"), "list_heading"))
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(words(_("Name, company, phones and mail are in the code."), "small", "dim", wrap=True))

    def open_beside(self) -> None:
        """Show it; the code is made aside."""

        def make() -> tuple[bytes, ...]:
            from app.exchange.qr_card import contact_modules  # noqa: PLC0415 - heavy: after the first paint

            return contact_modules(self._card)

        super().open_beside()
        self.setFocus()
        self._ctx.tasks.aside(make).then(self, self.code.show_modules, slot="code")


class CodePicture(QWidget):
    """Black on white whatever the theme is: readers want it so."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: tuple[bytes, ...] = ()
        self.setFixedSize(SIDE, SIDE)
        self.setAccessibleName(_("Code of the contact"))

    def show_modules(self, modules: Sequence[bytes]) -> None:
        """Show a code, a byte a module."""
        self._modules = tuple(modules)
        self.update()

    def is_shown(self) -> bool:
        """Whether there is a code to read."""
        return bool(self._modules)

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole device pixels a module: blurred edges are hard to read."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if self._modules:
            ratio = self.devicePixelRatioF()
            across = len(self._modules) + 2 * QUIET
            step = max(1, int(SIDE * ratio) // across) / ratio
            start = (SIDE - step * len(self._modules)) / 2
            start = round(start * ratio) / ratio
            ink = QColor("#000000")
            for row, line in enumerate(self._modules):
                for column, dark in enumerate(line):
                    if dark:
                        painter.fillRect(QRectF(start + column * step, start + row * step, step, step), ink)
        painter.end()
