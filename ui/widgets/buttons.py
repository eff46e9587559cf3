"""Push buttons of the window: plain, primary, small, quiet, a chip that stays pressed, a link."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import metrics
from ui.theme.fonts import Role, font
from ui.theme.icons import icon

Kind = Literal["plain", "primary", "small", "quiet", "link", "chip", "person", "choice", "touch"]
_ROLES: dict[Kind, Role] = {"chip": "small", "link": "medium", "person": "body"}
_ICON_COLOURS: dict[Kind, str] = {
    "primary": "on_accent",
    "quiet": "dim",
    "touch": "dim",
    "link": "accent",
    "chip": "dim",
}


def button(
    title: str,
    run: Callable[[], object] | None = None,
    *,
    kind: Kind = "plain",
    picture: str = "",
    colour: str = "",
    hint: str = "",
) -> QPushButton:
    """A button with a title, an icon or both; a button of an icon alone is named by its hint."""
    made = QPushButton(title)
    made.setProperty("look", kind)
    made.setFont(font(_ROLES.get(kind, "medium")))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    made.setAccessibleName(title or hint)
    if hint:
        made.setToolTip(hint)
    if picture:
        made.setIcon(icon(picture, colour or _ICON_COLOURS.get(kind, "text")))
        made.setIconSize(QSize(metrics.ICON_SMALL, metrics.ICON_SMALL))
    if kind == "chip":
        made.setCheckable(True)
    if kind in ("link", "person"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def elided_button(title: str) -> QPushButton:
    """A press on one of a row's names; what does not fit is told by the tooltip."""
    return _ElidedButton(title)


class _ElidedButton(QPushButton):
    """As wide as there is room; the whole title stays its name for a screen reader."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._title = title
        self.setProperty("look", "person")
        self.setFont(font("body"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, as it opens what is chosen in a list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 6)
        self.setText(shown)
        self.setToolTip("" if shown == self._title else self._title)
