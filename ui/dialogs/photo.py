"""The photo on a contact's card: shown, dropped, pasted, chosen, taken off; read and cut aside from the window."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu

from app.views.contacts import ContactCard, ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.widgets.picture_place import PhotoPlace
from ui.widgets.pictures import photo_of, read_file, square_photo, thumbnail

KEPT = 64  # photos kept decoded, the last ones looked at
PICTURES = "*.jpg *.jpeg *.png *.webp *.gif *.bmp"


class ContactPhoto(PhotoPlace):
    """Initials until the photo is here; the change is undone like any other."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._contact: ContactId | None = None
        self._digest = ""
        self._seen: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self.dropped.connect(self._take)
        self.pasted.connect(self._take_image)
        self.pressed.connect(self.ask)
        if ctx.office is not None:
            ctx.office.came.connect(self._on_came)

    def show_card(self, card: ContactCard) -> None:
        """Show whose card it is."""
        self._contact = card.id
        self.show_initials(card.initials)
        self.setToolTip(_("Change the photo") if card.photo_hash else _("Drop a photo here, paste one, or press"))
        if card.photo_hash == self._digest:
            return
        self._digest = card.photo_hash
        pixels = round(self.width() * self.devicePixelRatioF())
        found = self._seen.get((self._digest, pixels)) if self._digest else QImage()
        self.show_image(found or QImage())
        if self._digest and found is None:
            self._load(self._digest, pixels)

    def ask(self) -> None:
        """What can be done with the photo."""
        if self._contact is None:
            return
        menu = QMenu(self)
        menu.addAction(_("Choose a photo…"), self._choose)
        held = QGuiApplication.clipboard().mimeData()
        paste = menu.addAction(_("Paste from the clipboard"), self.paste)
        paste.setEnabled(held.hasImage() or held.hasUrls())
        if self._digest:
            menu.addSeparator()
            menu.addAction(_("Remove the photo"), lambda: self._keep(self._contact, b""))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _load(self, digest: str, pixels: int) -> None:
        files = self._ctx.doors.files

        def show(image: QImage) -> None:
            if image.isNull():
                self._bring(digest)
                return
            self._seen[digest, pixels] = image
            while len(self._seen) > KEPT:
                self._seen.popitem(last=False)
            if digest == self._digest:
                self.show_image(image)

        self._ctx.tasks.aside(lambda: thumbnail(files.get(digest), pixels)).then(self, show, slot="photo")

    def _bring(self, digest: str) -> None:
        """It may be that only the office has it: the letters stay until it comes."""
        if self._ctx.office is not None:
            self._ctx.office.bring(digest)

    def _on_came(self, digest: str) -> None:
        if digest == self._digest:
            self._load(digest, round(self.width() * self.devicePixelRatioF()))

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a photo"), "", _("Pictures ({endings})").format(endings=PICTURES)
        )
        if chosen:
            self._take([Path(chosen)])

    def _take(self, files: list[Path]) -> None:
        if files:
            self._prepare(lambda: square_photo(read_file(files[0])))

    def _take_image(self, image: QImage) -> None:
        self._prepare(lambda: photo_of(image))

    def _prepare(self, make: Callable[[], bytes]) -> None:
        """Cut it aside, then keep it with the person it was meant for, whoever is shown by then."""
        whose = self._contact
        self._ctx.tasks.aside(make).then(self, lambda content: self._keep(whose, content), slot="cut")

    def _keep(self, whose: ContactId | None, content: bytes) -> None:
        from app.services.contact_photos import set_photo  # noqa: PLC0415 - heavy: after the first paint

        if whose is not None:
            self._ctx.do(set_photo, whose, content, self._ctx.doors.files)
