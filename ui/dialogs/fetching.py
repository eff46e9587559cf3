"""A file that is not on this computer yet: brought from the office when it is asked for, told how far it is, stopped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from resources.i18n import _
from ui.context import UiContext
from ui.widgets.lasting import Lasting, SizeTold

if TYPE_CHECKING:
    from app.errors import UserError
    from app.views.attachments import AttachmentView


class FetchStrip(Lasting):
    """Seen while a file is on its way; being offline is said calmly in the status line."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._coming: set[str] = set()

    def when_here(self, view: "AttachmentView", act: Callable[[], object]) -> None:
        """Do something with a file, at once where it is here, else when the office has given it."""
        files = self._ctx.doors.files

        def found(here: bool) -> None:  # noqa: FBT001 - an answer
            if here or self._ctx.office is None or not self._ctx.office.joined():
                act()
            else:
                self._fetch(view, act)

        self._ctx.tasks.aside(lambda: files.holds(view.sha256), queue="looking").then(self, found)

    def _fetch(self, view: "AttachmentView", act: Callable[[], object]) -> None:
        assert self._ctx.office is not None
        if view.sha256 in self._coming:
            return  # pressed once more
        fetching = self._ctx.office.fetch(
            view.name, view.sha256, view.size, SizeTold(self.progress, view.name)
        )  # it knows by itself when it was stopped
        self._coming.add(view.sha256)
        self.progress.show_progress(-1, _("{name}: asking the office …").format(name=view.name))
        self.begin(fetching.stop)

        def came(here: bool) -> None:  # noqa: FBT001 - an answer
            if here:
                act()

        def over() -> None:
            self._coming.discard(view.sha256)
            self.end(fetching.stop)

        task = self._ctx.tasks.start(fetching.begin, lasting=True).then(self, came)
        task.refused(self._tell).ended(over)

    def _tell(self, refusal: "UserError") -> None:
        self._ctx.tasks.refused.emit(refusal)
