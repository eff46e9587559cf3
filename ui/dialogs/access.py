"""Who sees a record: a chip beside its name, and the menu that chooses."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from resources.i18n import N_, _
from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from ui.context import UiContext

SEEN_BY = {
    "public": (N_("Everybody"), N_("Everybody in the office sees it"), "users"),
    "limited": (N_("Leads and I"), N_("Only its owner and the team leads see it"), "user"),
    "private": (N_("Only I"), N_("It never leaves this computer"), "lock"),
}


class AccessChip(QWidget):
    """Seen where there is something to say: the record is not for everybody, or there are others."""

    def __init__(self, ctx: "UiContext", kind: str) -> None:
        super().__init__()
        self._ctx, self._kind = ctx, kind
        self._id: UUID | None = None
        self._access = "public"
        self.chip = button("", self.choose, kind="chip", picture="users")
        self.chip.setCheckable(False)
        across = QHBoxLayout(self)
        across.setContentsMargins(metrics.GRID, 0, 0, 0)
        across.addWidget(self.chip)
        if ctx.office is not None:
            ctx.office.changed.connect(self._show)
        self.hide()  # shown before it lies on a card, it would be a window of its own

    def show_access(self, record_id: UUID, access: str) -> None:
        """Show who sees a record."""
        self._id, self._access = record_id, access if access in SEEN_BY else "public"
        self._show()

    def choose(self) -> None:
        """Open the menu."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for access, (_title, said, _picture) in SEEN_BY.items():
            action = menu.addAction(_(said), partial(self._set, access))
            action.setCheckable(True)
            action.setChecked(access == self._access)
            group.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        home = self.parentWidget()
        if self.isVisible() or home is None:
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:  # beside the name, where the chip would be
            menu.popup(home.mapToGlobal(self.geometry().bottomLeft()))

    def _set(self, access: str) -> None:
        from app.services.access import set_access  # noqa: PLC0415 - heavy: after the first paint

        if self._id is not None and access != self._access:
            self._ctx.do(set_access, self._kind, self._id, access)  # type: ignore[arg-type]  # one of the two

    def _show(self) -> None:
        if self._id is None:
            return
        title, said, picture = SEEN_BY[self._access]
        self.chip.setText(_(title) if self._access != "public" else "")  # the usual thing: a picture is enough
        self.chip.setIcon(icon(picture, "dim"))
        self.chip.setIconSize(QSize(metrics.ICON_SMALL - 2, metrics.ICON_SMALL - 2))
        self.chip.setToolTip(_(said))
        self.chip.setAccessibleName(_(said))
        others = self._ctx.office is not None and self._ctx.office.joined()
        self.setVisible(self._access != "public" or others)
