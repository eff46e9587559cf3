"""The picture of a product: dropped onto its place or chosen, shown as it will stand in offers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.offers import ProductCard, ProductId
from resources.i18n import _
from ui.context import UiContext
from ui.widgets.buttons import button
from ui.widgets.picture_place import PicturePlace
from ui.widgets.pictures import read_file
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task


class ProductPicture(QWidget):
    """The picture, and how to change it."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card: ProductCard | None = None
        self._digest = ""
        self.place = PicturePlace()
        self.place.dropped.connect(self._take)
        if ctx.office is not None:
            ctx.office.came.connect(self._on_came)
        self._choose = button(_("Choose a picture"), self._ask_file, kind="link")
        self._remove = button(_("Remove"), self._take_away, kind="link")
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
        self._ctx.tasks.forget(self, "picture")
        self.place.show_picture(b"")
        if self._digest:
            self._load(self._digest)

    def _load(self, digest: str) -> None:
        from app.services.product_pictures import picture  # noqa: PLC0415 - heavy: after the first paint

        def show(content: bytes) -> None:
            self.place.show_picture(content)
            if not content and self._ctx.office is not None:
                self._ctx.office.bring(digest)

        self._ctx.ask(picture, digest, self._ctx.doors.files).then(self, show, slot="picture")

    def _on_came(self, digest: str) -> None:
        if digest == self._digest:
            self._load(digest)

    def _ask_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if chosen:
            self._take([Path(chosen)])

    def _take(self, files: list[Path]) -> None:
        self._say("")
        if files and self._card is not None:
            read = self._ctx.tasks.aside(lambda: read_file(files[0]))
            read.then(self, partial(self._set, self._card.product.id)).refused(self._on_refused)

    def _take_away(self) -> None:
        if self._card is not None:
            self._set(self._card.product.id, b"")

    def _set(self, product_id: ProductId, content: bytes) -> None:
        """Of the product it was meant for, whichever is on the screen by now."""
        from app.services.product_pictures import set_picture  # noqa: PLC0415 - heavy: after the first paint

        task: Task[Any] = self._ctx.do(set_picture, product_id, content, self._ctx.doors.files)
        task.then(self, lambda _answer: None, slot="set").refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._say(str(refusal))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
