"""The only file of the window that knows threads: answers come back as calls on the GUI thread.

An answer whose receiver is gone, or whose question was asked anew or forgotten under the same `slot`, is dropped.
A wait longer than 300 ms is announced by `busy`. Failures are sorted by their owner: a refusal goes to whoever asked
or to `refused`, trouble outside to `troubled` together with a way to try again, a bug to the crash sheet.
"""

import itertools
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import OutsideError, UserError
from ui.theme.metrics import PAUSE_BEFORE_BUSY

T = TypeVar("T")


class Task(Generic[T]):
    """A question or a change on its way. Name who waits for it before returning to the event loop."""

    def __init__(self, tasks: "Tasks", serial: int, submit: "Callable[[], Future[T]]", *, lasting: bool) -> None:
        self._tasks = tasks
        self.serial = serial
        self.submit = submit
        self.lasting = lasting
        self.is_aside = False  # neither command nor query
        self.receiver: QObject | None = None
        self.slot = ""
        self.on_answer: Callable[[T], object] | None = None
        self.on_refusal: Callable[[UserError], object] | None = None
        self.on_trouble: Callable[[OutsideError], object] | None = None
        self.on_end: Callable[[], object] | None = None

    def then(self, receiver: QObject, call: Callable[[T], object], *, slot: str = "") -> Self:
        """Call `call` with the answer while `receiver` lives; a newer task of the same slot replaces this one."""
        self.receiver, self.on_answer, self.slot = receiver, call, slot
        self._tasks.claim(self)
        return self

    def refused(self, call: Callable[[UserError], object]) -> Self:
        """Show a refusal where it belongs, beside the field."""
        self.on_refusal = call
        return self

    def troubled(self, call: Callable[[OutsideError], object]) -> Self:
        """Show trouble in place of the content instead of in a sheet."""
        self.on_trouble = call
        return self

    def ended(self, call: Callable[[], object]) -> Self:
        """Call when the task is over, whatever came of it, unless its receiver is gone."""
        self.on_end = call
        return self


class Tasks(QObject):
    """Watches every future the window waits for."""

    busy = Signal(bool)
    refused = Signal(object)  # UserError nobody shows
    troubled = Signal(object, object)  # OutsideError, Callable[[], None] to try again
    failed = Signal(object)  # UserError or OutsideError of a change, whoever shows it
    _arrived = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serials = itertools.count(1)
        self._waiting: dict[int, Task[Any]] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._aside: dict[str, ThreadPoolExecutor] = {}
        self._over = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_BEFORE_BUSY)
        self._pause.timeout.connect(lambda: self.busy.emit(bool(self._waiting)))

    def start(self, submit: "Callable[[], Future[T]]", *, lasting: bool = False) -> Task[T]:
        """Watch what `submit` sets going; failures of a `lasting` task are told even when its receiver is gone."""
        task = Task(self, next(self._serials), submit, lasting=lasting)
        self._watch(task)
        return task

    def aside(self, call: Callable[[], T], *, queue: str = "aside") -> Task[T]:
        """Run something slow that is neither command nor query, such as opening a workspace.

        What is of one queue runs one after another; something that may take minutes wants a queue of its own.
        """
        if queue not in self._aside:
            self._aside[queue] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=queue)
        pool = self._aside[queue]
        task = self.start(lambda: pool.submit(call), lasting=True)
        task.is_aside = True
        return task

    def claim(self, task: Task[Any]) -> None:
        """Make a task the newest of its slot: answers to older ones are outdated."""
        if task.slot:
            self._newest[(id(task.receiver), task.slot)] = task.serial

    def forget(self, receiver: QObject, slot: str) -> None:
        """Nobody asks any more what was asked under this slot: neither the answer nor trouble with it is delivered.

        For what is put away while its card is still on its way. A change is made all the same, its failure told.
        """
        self._newest[(id(receiver), slot)] = next(self._serials)

    def is_idle(self) -> bool:
        """Whether nothing is waited for."""
        return not self._waiting

    def is_writing(self) -> bool:
        """Whether a change is on its way."""
        return any(task.lasting and not task.is_aside for task in self._waiting.values())

    def forget_all(self) -> None:
        """Drop everything waited for and begin nothing more: the workspace is being closed."""
        self._over = True
        self._waiting.clear()
        self._calm()

    def finish_aside(self) -> None:
        """Wait for what runs aside: a workspace that is just being opened must be closed in order."""
        for pool in self._aside.values():
            pool.shutdown(wait=True)

    def _watch(self, task: Task[Any]) -> None:
        if self._over:
            return
        self._waiting[task.serial] = task
        if not self._pause.isActive():
            self._pause.start()
        task.submit().add_done_callback(lambda future: self._announce(task.serial, future))

    def _announce(self, serial: int, future: "Future[Any]") -> None:
        """On any thread: hand the answer over to the GUI thread, if there still is one."""
        if shiboken6.isValid(self):
            self._arrived.emit(serial, future)

    def _on_arrived(self, serial: int, future: "Future[Any]") -> None:
        task = self._waiting.pop(serial, None)
        wanted = task is not None and self._is_wanted(task)
        self._calm()
        if task is None or future.cancelled():
            return
        self._hand_over(task, future, wanted=wanted)
        if wanted and task.on_end is not None:
            task.on_end()

    def _hand_over(self, task: Task[Any], future: "Future[Any]", *, wanted: bool) -> None:
        heard = wanted or task.lasting
        try:
            answer = future.result()
        except UserError as refusal:
            if heard:
                self._tell_refusal(task, refusal, wanted=wanted)
            self._note_failure(task, refusal)
        except OutsideError as trouble:
            if heard:
                self._tell_trouble(task, trouble, wanted=wanted)
            self._note_failure(task, trouble)
        except Exception as bug:  # noqa: BLE001 - one of the three places where a bug of ours is caught
            sys.excepthook(type(bug), bug, bug.__traceback__)
        else:
            if wanted and task.on_answer is not None:
                task.on_answer(answer)

    def _note_failure(self, task: Task[Any], failure: Exception) -> None:
        if task.lasting and not task.is_aside:
            self.failed.emit(failure)

    def _is_wanted(self, task: Task[Any]) -> bool:
        newest = self._newest.get((id(task.receiver), task.slot), 0)
        if task.receiver is not None and not shiboken6.isValid(task.receiver):
            return False
        return newest <= task.serial

    def _tell_refusal(self, task: Task[Any], refusal: UserError, *, wanted: bool) -> None:
        if wanted and task.on_refusal is not None:
            task.on_refusal(refusal)
        else:
            self.refused.emit(refusal)

    def _tell_trouble(self, task: Task[Any], trouble: OutsideError, *, wanted: bool) -> None:
        if wanted and task.on_trouble is not None:
            task.on_trouble(trouble)
        else:
            self.troubled.emit(trouble, lambda: self._watch(task))

    def _calm(self) -> None:
        if not self._waiting:
            self._newest.clear()
            self._pause.stop()
            self.busy.emit(False)  # noqa: FBT003 - a signal's value
