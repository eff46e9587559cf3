"""What can be done with a file of a record: opened, saved elsewhere, called otherwise, taken off."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.errors import UserError
from app.views.attachments import AttachmentId
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.fetching import FetchStrip
from ui.outside import open_file
from ui.widgets.form_sheet import FormSheet

if TYPE_CHECKING:
    from app.views.attachments import AttachmentView


class FileActs:
    """The acts on files of one card; `place` is the widget whose window their sheets lie over.

    A file that is not on this computer yet is brought from the office first.
    """

    def __init__(self, ctx: UiContext, place: QWidget) -> None:
        self._ctx, self._place = ctx, place
        self.strip = FetchStrip(ctx)  # to be laid where the files are listed
        self.strip.setParent(place)

    def open(self, attachment_id: AttachmentId) -> None:
        """Open a copy that cannot be written in the program the file belongs to."""
        self._with(attachment_id, lambda view: self.strip.when_here(view, lambda: self._open(view)))

    def offer(self, attachment_id: AttachmentId, name: str, anchor: QPushButton) -> None:
        """A menu of what can be done."""
        menu = QMenu(anchor)
        menu.addAction(_("Open"), lambda: self.open(attachment_id))
        menu.addAction(_("Save as…"), lambda: self._with(attachment_id, self._ask_where))
        menu.addAction(_("Rename…"), lambda: RenameFile(self._ctx, anchor, attachment_id, name).open_beside())
        menu.addSeparator()
        menu.addAction(_("Remove"), lambda: self.remove(attachment_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def save(self, view: "AttachmentView", target: Path) -> None:
        """Save a copy where the person said; an earlier file of that name stays until the copy is whole."""
        self.strip.when_here(view, lambda: self._save(view, target))

    def remove(self, attachment_id: AttachmentId) -> None:
        """Take the file off its record; Ctrl+Z brings it back."""
        from app.services.attachments import remove_attachment  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_attachment, attachment_id)

    def _save(self, view: "AttachmentView", target: Path) -> None:
        from app.whole_file import write_whole  # noqa: PLC0415 - heavy: after the first paint

        files = self._ctx.doors.files
        task = self._ctx.tasks.aside(lambda: write_whole(target, files.pieces(view.sha256, view.name)), queue="copying")
        said = _("Saved as {file}.").format(file=target)
        task.then(self._place, lambda _answer: self._ctx.tasks.refused.emit(UserError(said)))

    def _with(self, attachment_id: AttachmentId, act: "Callable[[AttachmentView], object]") -> None:
        from app.services.attachments import attachment  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(attachment, attachment_id).then(self._place, act, slot="file")
        task.refused(self._ctx.tasks.refused.emit)

    def _open(self, view: "AttachmentView") -> None:
        from app.opened_copies import opened_copy  # noqa: PLC0415 - heavy: after the first paint

        files = self._ctx.doors.files
        copy = self._ctx.tasks.aside(
            lambda: opened_copy(files.pieces(view.sha256, view.name), view.sha256, view.name), queue="copying"
        )
        copy.then(self._place, self._hand_over, slot="opened")

    def _hand_over(self, path: Path) -> None:
        try:
            open_file(path)
        except UserError as refusal:
            self._ctx.tasks.refused.emit(refusal)

    def _ask_where(self, view: "AttachmentView") -> None:
        name, _filter = QFileDialog.getSaveFileName(self._place, _("Save as"), view.name)
        if name:
            self.save(view, Path(name))


class RenameFile(FormSheet):
    """Another name; the ending stays where none is typed."""

    def __init__(self, ctx: UiContext, anchor: QWidget, attachment_id: AttachmentId, name: str) -> None:
        super().__init__(anchor, _("Rename the file"), _("Keep"))
        self._ctx, self._attachment_id = ctx, attachment_id
        self.form.line("name", _("Name"), name)

    def keep(self) -> None:
        """Write the name."""
        from app.services.attachments import rename_attachment  # noqa: PLC0415 - heavy: after the first paint

        self.save.setEnabled(False)
        task = self._ctx.do(rename_attachment, self._attachment_id, self.form.values()["name"])
        task.then(self, lambda _answer: self.close()).refused(self.show_refusal)
