"""The icon beside the clock: the program goes on ringing there when its window is closed.

Where the desktop has no such place (GNOME without an extension, no desktop at all) nothing is shown, and `is_there` says so.
"""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.formatting import counted
from resources.i18n import _
from ui.alarms.home import Home, as_object
from ui.navigation import PRODUCT
from ui.theme import icons
from ui.theme.palette import LIGHT
from ui.tray_place import is_there

if TYPE_CHECKING:
    from app.services.alarms import Alarms
    from app.views.activities import ActivityCounts
    from app.views.contacts import ActivityView
    from ui.context import UiContext

SIZES = (16, 20, 22, 24, 32, 44, 48, 64)  # what trays ask for, at usual scales
PAUSE = 250  # ms: many changes in a row are counted once
_MINUTE = 60_000
_HOUR = timedelta(hours=1)
_KINDS = frozenset({"activity", "alarm", "contact"})
_WHO = QKeySequence("F2")  # the box that tells who is calling, where there is one
_PRESSED = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """The icon and its menu; `begin` when the workspace is open."""

    def __init__(self, window: Home) -> None:
        super().__init__(as_object(window))
        self._window = window
        self._waiting = -1
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()  # a tray's menu has no window over it
        self.open_it = QAction(self)
        self.who = QAction(self)
        self.day = QAction(self)
        self.later = QAction(self)
        self.quit_it = QAction(self)
        for action, run in (
            (self.open_it, window.come_forward), (self.day, self._show_day), (self.who, self._ask_who),
            (self.later, self._put_all_off), (self.quit_it, window.leave),
        ):  # fmt: skip
            action.triggered.connect(lambda _checked=False, run=run: run())
        for group in ((self.open_it, self.who), (self.day, self.later), (self.quit_it,)):
            self.menu.addActions(list(group))
            self.menu.addSeparator()
        self.menu.aboutToShow.connect(self.refresh)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.refresh)
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self.refresh)
        self._show_waiting(0)
        self._speak()

    def begin(self) -> None:
        """The workspace is open: show the icon and keep its numbers right."""
        ctx = self._window.context()
        if ctx is None:
            return
        ctx.relay.changed.connect(self._on_changed)
        self._tick.start()
        self.refresh()

    def come(self) -> None:
        """Show the icon if there is a place for it by now: a new desktop may take its time."""
        if is_there() and not self.icon.isVisible():
            self.icon.show()

    def end(self) -> None:
        """The program ends."""
        self._tick.stop()
        self._soon.stop()
        self.icon.hide()
        self.menu.deleteLater()

    def tell(self, sentence: str, title: str = "") -> None:
        """Say something beside the icon."""
        self.icon.showMessage(title or _(PRODUCT), sentence, self.icon.icon())

    def refresh(self) -> None:
        """Ask how many things there are; the words are spoken at once."""
        from app.services.activity_lists import activity_counts  # noqa: PLC0415 - heavy: after the first paint
        from app.services.alarms import alarms_now  # noqa: PLC0415 - likewise
        from app.views.activities import ActivityFilter  # noqa: PLC0415 - likewise

        self._speak()
        ctx = self._window.context()
        if ctx is not None and self._tick.isActive():
            self.come()
            counts = ctx.ask(activity_counts, ActivityFilter(), ctx.zone())
            counts.then(self, self._count, slot="counts").troubled(lambda _error: None)
            ctx.ask(alarms_now).then(self, self._on_alarms, slot="alarms").troubled(lambda _error: None)

    def _speak(self) -> None:
        self.open_it.setText(_("Open Vizitka"))
        self.who.setText(_("Who is it?"))
        self.who.setVisible(self._who_action() is not None)
        self.later.setText(_("Put all reminders off for an hour"))
        self.quit_it.setText(_("Quit"))
        if not self.day.text():
            self.day.setText(_("Today"))

    def _count(self, counts: "ActivityCounts") -> None:
        spans = dict(counts.spans)
        today, late = spans.get("today", 0), spans.get("overdue", 0)
        said = counted("Today: {count} activity", "Today: {count} activities", today)
        if late:
            said += ", " + counted("{count} late", "{count} late", late)
        self.day.setText(said)
        self.icon.setToolTip(f"{_(PRODUCT)}\n{said}")

    def _on_alarms(self, alarms: "Alarms") -> None:
        self._show_waiting(alarms.due_count)

    def _show_waiting(self, count: int) -> None:
        self.later.setEnabled(count > 0)
        if (count > 0) != (self._waiting > 0) or self._waiting < 0:
            self.icon.setIcon(tray_icon(waiting=count > 0))
        self._waiting = count

    def _on_changed(self, changed: Any) -> None:
        if not _KINDS.isdisjoint(changed.kinds) and not self._soon.isActive():
            self._soon.start()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _PRESSED and sys.platform != "darwin":  # there a press opens the menu
            self._window.come_forward()

    def _show_day(self) -> None:
        self._window.come_forward()
        self._window.frame.show_section("today")

    def _who_action(self) -> QAction | None:
        listed = self._window.frame.actions_.listed()
        return next((entry.action for entry in listed if _WHO in entry.action.shortcuts()), None)

    def _ask_who(self) -> None:
        action = self._who_action()
        if action is not None:
            self._window.come_forward()
            action.trigger()

    def _put_all_off(self) -> None:
        from app.services.activities import due_alarms  # noqa: PLC0415 - heavy: after the first paint

        ctx = self._window.context()
        if ctx is not None:
            ctx.ask(due_alarms, limit=self._waiting + 1).then(self, lambda due: self._snooze(ctx, due), slot="later")

    def _snooze(self, ctx: "UiContext", due: "tuple[ActivityView, ...]") -> None:
        from app.services.alarms import snooze_until  # noqa: PLC0415 - heavy: after the first paint

        if due:
            ctx.do(snooze_until, [one.id for one in due], ctx.clock() + _HOUR)


def tray_icon(*, waiting: bool = False) -> QIcon:
    """The sign of the program on a ground of its own, so that it is seen on a dark tray and on a light one.

    A dot tells that something waits. On macOS a tray is one colour: there the sign is a mask.
    """
    made = QIcon()
    for side in SIZES:
        made.addPixmap(_mask(side) if sys.platform == "darwin" else _badge(side, waiting=waiting))
    made.setIsMask(sys.platform == "darwin")
    return made


def _badge(side: int, *, waiting: bool) -> QPixmap:
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
    inner = round(side * 0.7)
    icons.paint(painter, "address-book", QRectF((side - inner) // 2, (side - inner) // 2, inner, inner), "#ffffff")
    if waiting:
        dot = side * 0.44
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.drawEllipse(QRectF(side - dot * 1.12, -dot * 0.12, dot * 1.24, dot * 1.24))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(QColor("#e5484d"))
        painter.drawEllipse(QRectF(side - dot, 0, dot, dot))
    painter.end()
    return image


def _mask(side: int) -> QPixmap:
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icons.paint(painter, "address-book", QRectF(0, 0, side, side), "#000000")
    painter.end()
    return image
