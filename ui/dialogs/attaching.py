"""Attaching files to the record on a card: dropped or chosen, copied aside, told how far it is, stopped with a press."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from resources.i18n import _
from ui.context import UiContext
from ui.widgets.drop_cover import DropCover
from ui.widgets.lasting import Lasting, SizeTold

if TYPE_CHECKING:
    from app.views.attachments import KeptFile

Whose = Callable[[], tuple[UUID, str] | None]  # the record shown: its id and what it is called


class Attaching(Lasting):
    """A strip that is only seen while a copy takes its time; `whose` tells the record on the card."""

    def __init__(self, ctx: UiContext, kind: str, whose: Whose) -> None:
        super().__init__()
        self._ctx, self._kind, self._whose = ctx, kind, whose

    def cover(self, card: QWidget) -> DropCover:
        """Let files be dropped anywhere on a card."""
        made = DropCover(card, self._sentence)
        made.dropped.connect(self.take)
        return made

    def choose(self) -> None:
        """Ask for files in the system's own way."""
        names, _filter = QFileDialog.getOpenFileNames(self, _("Attach files"))
        self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files and put them to the record shown now, whoever is shown when they are copied."""
        whose = self._whose()
        if whose is None or not paths:
            return
        stop = threading.Event()
        self.begin(stop.set)
        copy = self._ctx.tasks.aside(lambda: self._copy(paths, stop), queue="copying")
        # The window may be built anew in another language meanwhile: what was dropped is attached all the same.
        copy.then(self._ctx.tasks, lambda copied: self._attach(whose[0], copied)).ended(lambda: self.end(stop.set))

    def _copy(self, paths: Sequence[Path], stop: threading.Event) -> "_Copied":
        """Runs aside. A folder among the files does not keep the others away."""
        files = self._ctx.doors.files
        kept: list[KeptFile] = []
        refusal: UserError | None = None
        for path in paths:
            try:
                found = files.put_file(path, SizeTold(self.progress, path.name, stop.is_set))
            except UserError as error:
                refusal = refusal or error
                continue
            if found is None:
                return _Copied([], None)
            kept.append(found)
        return _Copied(kept, refusal)

    def _attach(self, record_id: UUID, copied: "_Copied") -> None:
        from app.services.attachments import attach  # noqa: PLC0415 - heavy: after the first paint

        def tell() -> None:
            if copied.refusal is not None:
                self._ctx.tasks.refused.emit(copied.refusal)

        if copied.kept:
            done = self._ctx.do(attach, self._kind, record_id, copied.kept)
            done.then(self._ctx.tasks, lambda _made: tell())  # after the change was named
        else:
            tell()

    def _sentence(self) -> str:
        whose = self._whose()
        return _("Attach to {record}").format(record=whose[1]) if whose is not None else ""


@dataclass(frozen=True, slots=True)
class _Copied:
    """Whose contents are kept now, and what was refused first."""

    kept: "list[KeptFile]"
    refusal: UserError | None
