"""Keeps the reminder watch awake and shows what it finds: the alarm window always, a desktop notification beside it."""

from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.alarms.window import AlarmWindow
from ui.context import Doors, Ref, UiContext

if TYPE_CHECKING:
    from app.reminders.watch import Due
    from app.workspace import Workspace

_SNOOZE_MINUTES = 10  # what the notification's own button puts off by


class Ringing(QObject):
    """Lives as long as the workspace is open. The watch answers on the workspace's threads, the signals bring it home."""

    _came = Signal(object)
    _woken = Signal(object)
    _pressed = Signal(str, str)

    def __init__(self, ctx: UiContext, doors: Doors, home: QWidget) -> None:
        from app.reminders.notifier import Notifier  # noqa: PLC0415 - heavy: after the first paint
        from app.reminders.watch import ReminderWatch  # noqa: PLC0415 - likewise

        super().__init__(home)
        workspace = cast("Workspace", doors)  # the doors of a window are a workspace's; the watch needs its hands too
        self._home = home
        self._ctx = ctx
        self.window = AlarmWindow(ctx)
        self.window.open_record.connect(self._open)
        self._came.connect(self._on_due)
        self._woken.connect(self._on_woken)
        self._pressed.connect(self._on_pressed)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self._notifier = Notifier(workspace.executors.hands, self._pressed.emit)
        self._watch = ReminderWatch(workspace, ctx.clock, self._woken.emit, self._came.emit)
        self._watch.start()
        self._tick()

    def move_to(self, ctx: UiContext) -> None:
        """The frame was built anew, in another language say: what is shown from now on uses it."""
        self._ctx = ctx
        shown = self.window.isVisible()
        self.window.close()
        self.window.deleteLater()
        self.window = AlarmWindow(ctx)
        self.window.open_record.connect(self._open)
        if shown:
            self.window.bring()

    def stop(self) -> None:
        """The workspace is being closed: nothing more is told."""
        self._timer.stop()
        self._watch.stop()
        self._notifier.close()
        self.window.close()

    def _tick(self) -> None:
        pause = self._watch.tick()
        self._timer.start(max(50, int(pause.total_seconds() * 1000)))

    def _on_woken(self, next_at: datetime | None) -> None:
        if next_at is not None:
            self._tick()

    def _on_due(self, due: "Due") -> None:
        from app.reminders.wording import notice_of  # noqa: PLC0415 - heavy: after the first paint

        self.window.bring(away=due.occasion == "away")
        notice = notice_of(due, self._ctx.now())
        if notice is not None:
            self._notifier.notify(notice.title, notice.body, actions=notice.actions, tag=notice.tag)

    def _on_pressed(self, tag: str, action: str) -> None:
        """A button of a desktop notification: put it off, or show it."""
        try:
            activity_id = UUID(tag)
        except ValueError:
            self.window.bring()
            return
        if action == "snooze":
            self.window.snooze((activity_id,), _SNOOZE_MINUTES)
        else:
            self.window.bring()

    def _open(self, ref: Ref) -> None:
        self._home.showNormal()
        self._home.raise_()
        self._home.activateWindow()
        self._ctx.open(ref)
