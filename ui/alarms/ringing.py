"""Keeps the reminder watch awake and shows what it finds: the alarm window always, a desktop notification beside it."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.reminders.notification import CALL, DONE, SNOOZE
from ui.alarms.home import Home, as_object
from ui.alarms.window import AlarmWindow
from ui.context import Doors, Ref, UiContext

if TYPE_CHECKING:
    from concurrent.futures import Future

    from app.reminders.watch import Due
    from app.reminders.wording import Notice
    from app.views.contacts import ActivityView
    from app.workspace import Workspace

SNOOZE_MINUTES = 10  # what the notification's own button puts off by


class Ringing(QObject):
    """Lives as long as the workspace is open. The watch answers on the workspace's threads, the signals bring it home."""

    _came = Signal(object)
    _woken = Signal(object)
    _pressed = Signal(str, str)
    _unshown = Signal(object)

    def __init__(self, ctx: UiContext, doors: Doors, home: Home) -> None:
        from app.reminders.notifier import Notifier  # noqa: PLC0415 - heavy: after the first paint
        from app.reminders.watch import ReminderWatch  # noqa: PLC0415 - likewise

        super().__init__(as_object(home))
        workspace = cast("Workspace", doors)  # the doors of a window are a workspace's; the watch needs its hands too
        self._home = home
        self._ctx = ctx
        self._told: set[str] = set()  # tags of notifications that may still be on the screen
        self.window = self._made_window(ctx)
        self._came.connect(self._on_due)
        self._woken.connect(self._on_woken)
        self._pressed.connect(self._on_pressed)
        self._unshown.connect(self._on_unshown)
        ctx.relay.changed.connect(self._on_changed)
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
        self.window = self._made_window(ctx)
        if shown:
            self.window.bring()

    def stop(self) -> None:
        """The workspace is being closed: nothing more is told."""
        self._timer.stop()
        self._watch.stop()
        self._notifier.close()
        self.window.close()

    def _made_window(self, ctx: UiContext) -> AlarmWindow:
        made = AlarmWindow(ctx)
        self.destroyed.connect(made.deleteLater)  # a window of its own has no parent to end with
        made.open_record.connect(self._open)
        made.call_wished.connect(self._call)
        made.edit_wished.connect(self._edit)
        made.all_wished.connect(self._show_all)
        return made

    def _tick(self) -> None:
        pause = self._watch.tick()
        self._timer.start(max(50, int(pause.total_seconds() * 1000)))

    def _on_woken(self, next_at: datetime | None) -> None:
        if next_at is not None:
            self._tick()

    def _on_due(self, due: "Due") -> None:
        from app.reminders.wording import notice_of  # noqa: PLC0415 - heavy: after the first paint

        self.window.bring(away=due.occasion == "away", since=due.since)
        notice = notice_of(due, self._ctx.now())
        if notice is not None:
            self._told.add(notice.tag)
            shown = self._notifier.notify(notice.title, notice.body, actions=notice.actions, tag=notice.tag)
            if sys.platform == "darwin":  # plyer has no way there without a library of its own: the tray has
                shown.add_done_callback(partial(self._check, notice))

    def _check(self, notice: "Notice", shown: "Future[bool]") -> None:
        """On a worker's thread: whether the notification got through."""
        if not shown.cancelled() and shown.exception() is None and not shown.result():
            self._unshown.emit(notice)

    def _on_unshown(self, notice: "Notice") -> None:
        if self._home.staying is not None:
            self._home.staying.tray.tell(notice.body, notice.title)

    def _on_pressed(self, tag: str, action: str) -> None:
        """A button of a desktop notification; what it answers may have been answered since: then the window says so."""
        try:
            activity_id = UUID(tag)
        except ValueError:
            self.window.bring()
            return
        if action == SNOOZE:
            self._answer(partial(self._snooze, activity_id))
        elif action == DONE:
            self._answer(partial(self._complete, activity_id))
        elif action == CALL:
            self._with_step(activity_id, self._call)
        else:
            self.window.bring()

    def _answer(self, run: Callable[[], Any]) -> None:
        run().then(self, lambda _done: None).refused(lambda _refusal: self.window.bring())

    def _snooze(self, activity_id: UUID) -> Any:
        from app.services.alarms import snooze_until  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.do(snooze_until, [activity_id], self._ctx.clock() + timedelta(minutes=SNOOZE_MINUTES))

    def _complete(self, activity_id: UUID) -> Any:
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.do(complete, activity_id)

    def _with_step(self, activity_id: UUID, run: "Callable[[ActivityView], object]") -> None:
        from app.services.activities import due_alarms  # noqa: PLC0415 - heavy: after the first paint

        def found(due: "tuple[ActivityView, ...]") -> None:
            step = next((one for one in due if one.id == activity_id), None)
            if step is not None:
                run(step)
            else:
                self.window.bring()

        self._ctx.ask(due_alarms).then(self, found, slot="step")

    def _on_changed(self, changed: Any) -> None:
        """What was answered in a window needs no notification any more."""
        if self._told and changed.touches("activity"):
            from app.services.activities import due_alarms  # noqa: PLC0415 - heavy: after the first paint

            self._ctx.ask(due_alarms).then(self, self._take_away, slot="told").troubled(lambda _error: None)

    def _take_away(self, due: "tuple[ActivityView, ...]") -> None:
        from app.reminders.wording import LIST_TAG  # noqa: PLC0415 - heavy: after the first paint

        waiting = {str(one.id) for one in due} | ({LIST_TAG} if due else set())
        for tag in self._told - waiting:
            self._notifier.take_away(tag)
        self._told &= waiting

    def _open(self, ref: Ref) -> None:
        self._home.come_forward()
        self._ctx.open(ref)

    def _show_all(self) -> None:
        self._home.come_forward()
        self._home.frame.show_section("activities")

    def _edit(self, step: "ActivityView") -> None:
        """All there is about it, in the window: the reminders have no room for it."""
        from ui.dialogs.editing_plan import edit_activity  # noqa: PLC0415 - not before it is asked for

        self._home.come_forward()
        edit_activity(self._ctx, self._home.frame.top, step.id)

    def _call(self, step: "ActivityView") -> None:
        """Bring out the panel of the call, for this very one where it is a call."""
        if step.contact_id is None:
            self._open(Ref("activity", step.id))
            return
        self._home.come_forward()
        self._ctx.call(step.contact_id, step.id if step.kind == "call" else None)
