"""A small sheet that floats over the window beside what opened it, kept inside, left by Esc or a click elsewhere.

What was typed in it is put away then, not lost: see `widgets/unfinished.py`.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from app.views.left_words import About
from ui.section import record_under
from ui.theme import metrics
from ui.theme.palette import Palette, colours
from ui.widgets.unfinished import Leavable

SHADOW = 14
GAP = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def paint_floating(painter: QPainter, card: QRectF, palette: Palette) -> None:
    """Draw the ground of something that floats: a soft shadow, a border, a panel."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    strength = 5 if palette.scheme == "light" else 14
    for spread in range(SHADOW, 0, -2):
        ink = QColor(palette.shadow)
        ink.setAlpha(strength)
        painter.setBrush(ink)
        grown = card.adjusted(-spread + 3, -spread + 6, spread - 3, spread - 2)
        painter.drawRoundedRect(grown, metrics.RADIUS_CARD + spread, metrics.RADIUS_CARD + spread)
    painter.setPen(QPen(QColor(palette.edge), 1))
    painter.setBrush(QColor(palette.panel))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), metrics.RADIUS_CARD, metrics.RADIUS_CARD)


def leave_sheets(window: QWidget) -> None:
    """Another record or section is shown: a sheet, and what is typed in it, was meant for the one before."""
    for floating in window.findChildren(Leavable):
        if floating.isVisible() and floating.holds_words():
            floating.dismiss()
        elif floating.isVisible() and isinstance(floating, Popover) and not floating.stays:
            floating.close()


def cycle_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the keyboard among the parts of something that floats, around its ends, never out of it."""
    order = [root]
    while (following := order[-1].nextInFocusChain()) is not None and following is not root:
        order.append(following)
    stops = [
        part
        for part in order
        if root.isAncestorOf(part) and part.isVisible() and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    if not stops:
        return False
    now = QApplication.focusWidget()
    at = stops.index(now) if now in stops else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


class Popover(Leavable):
    """The floating sheet; `body` is the layout its content goes into."""

    seeks = False  # what is typed in it only looks for something, and is no loss
    stays = False  # it belongs to no record: another one may be shown while it floats

    def __init__(self, anchor: QWidget, width: int = 340) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._under = record_under(anchor)
        self._placed = False
        self.setFixedWidth(width + 2 * SHADOW)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SHADOW + 16, SHADOW + 14, SHADOW + 16, SHADOW + 16)
        self.body.setSpacing(2 * metrics.GRID)

    def open_beside(self) -> None:
        """Show the sheet under its anchor, or above where there is no room; one at a time."""
        others = [other for other in self._home.findChildren(Popover) if other is not self and other.isVisible()]
        # What comes by itself takes no keys from a sheet that is being typed in.
        typed_in = [other for other in others if self.stays and other.holds_words()]
        for other in others:
            if other not in typed_in:
                other.dismiss()
        self.settle()
        self.show()
        self.settle()  # parts that break into lines know their height once they are shown
        self._placed = True
        for floating in (self, *typed_in):
            floating.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def show_again(self) -> None:
        """Show what was put away where it was."""
        Popover.open_beside(self)  # whatever its kind does at the first opening is done

    def holds_words(self) -> bool:
        """Whether something typed here would go with it."""
        return not self.seeks and super().holds_words()

    def records(self) -> tuple[About, ...]:
        """The record on the card it was opened over."""
        return ((self._under.kind, self._under.id),) if self._under is not None else ()

    def settle(self) -> None:
        """Take the height the content needs now and stay inside the window."""
        self.layout().activate()  # type: ignore[union-attr]
        self.resize(
            self.width(),
            self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else self.sizeHint().height(),
        )
        window = self._home
        if not shiboken6.isValid(self._anchor) or (self._placed and not self._anchor.isVisible()):
            left = min(self.x(), window.width() - self.width() + SHADOW - 8)
            top = min(self.y(), window.height() - self.height() + SHADOW - 8)
            self.move(max(8 - SHADOW, left), max(8 - SHADOW, top))
            return  # what it was opened beside is gone: it stays where it is
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + GAP))
        left = min(corner.x() - SHADOW, window.width() - self.width() + SHADOW - 8)
        top = corner.y() - SHADOW
        if top + self.height() > window.height() + SHADOW:
            above = self._anchor.mapTo(window, QPoint(0, 0)).y() - GAP - self.height() + SHADOW
            top = above if above >= 8 - SHADOW else max(8 - SHADOW, window.height() - self.height() + SHADOW - 8)
        self.move(max(8 - SHADOW, left), top)

    def _is_aloft(self, part: QWidget) -> bool:
        """Whether something else floats there, such as what a field of this sheet suggests."""
        if not isinstance(self._home, QMainWindow):
            return False
        while (above := part.parentWidget()) is not None and above is not self._home:
            part = above
        return part is not self._home.centralWidget() and part is not self._home

    def stop_watching(self) -> None:
        """Presses elsewhere are no concern of it any more."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()  # Ctrl+Enter keeps what is typed here, whatever it does in the window
            return True
        return super().event(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Keep Tab inside."""
        return cycle_focus(self, forward=next_)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what concerns it."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if isinstance(watched, QWidget) and watched.window() is self._home:
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside and not self._is_aloft(watched):
                self.dismiss()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_floating(painter, card, colours())
        painter.end()
