"""The files of a record as a group on its card: each opens with a press, a menu does the rest, one more is chosen or dropped."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.formatting import file_size, short_date
from app.views.attachments import AttachmentView
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.attaching import Attaching
from ui.dialogs.attachments import FileActs
from ui.widgets.buttons import button, elided_button
from ui.widgets.group import Group, group_row
from ui.widgets.words import figures


class FileGroup(Group):
    """For cards without a timeline; `attaching` is the strip of a copy that takes its time."""

    def __init__(self, ctx: UiContext, kind: str, attaching: Attaching) -> None:
        super().__init__(_("Files"), _("File"), lambda _anchor: attaching.choose())
        self._ctx, self._kind = ctx, kind
        self._acts = FileActs(ctx, self)
        self._down.insertWidget(1, self._acts.strip)

    def show_record(self, record_id: UUID) -> None:
        """Show the files of a record."""
        from app.services.attachments import attachments  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(attachments, self._kind, record_id).then(self, self._show, slot="files")

    def _show(self, files: Sequence[AttachmentView]) -> None:
        self.show_rows([self._row(one) for one in files], _("None yet: drop them here."))

    def _row(self, view: AttachmentView) -> QWidget:
        row, across = group_row()
        name = elided_button(view.name)
        name.clicked.connect(partial(self._acts.open, view.id))
        across.addWidget(name, 1)
        more = button("", kind="touch", picture="dots", hint=_("What can be done with the file"))
        more.clicked.connect(partial(self._acts.offer, view.id, view.name, more))
        across.addWidget(more)
        added = short_date(view.added.astimezone(self._ctx.now().tzinfo).date(), self._ctx.now().date())
        across.addWidget(figures(f"{file_size(view.size)} · {added}"))
        return row
