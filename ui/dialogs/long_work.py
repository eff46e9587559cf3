"""What may take long, such as a change of very many records: after two seconds a small sheet says how far it is and stops it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import number
from resources.i18n import _
from ui.context import UiContext
from ui.widgets.form_sheet import LONG
from ui.widgets.popover import Popover
from ui.widgets.progress import Progress, Word
from ui.widgets.stopping import Work, stop_button
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.command import Command
    from ui.tasks import Task, Tasks

T = TypeVar("T")
GoOn = Callable[[int, int], bool]  # so many are done, of so many: whether to go on

LOOK = 100  # ms between two looks whether it is over
_ALL = 100


def do_long(
    ctx: UiContext, anchor: QWidget, sentence: str, count: int, command: "Command[..., Any]", *args: Any
) -> "Task[Any]":
    """Make a change that takes `progress`; the sheet with the sentence stands beside `anchor` while it lasts."""
    waiting = LongWork(anchor, sentence, count)

    def submit() -> "Future[Any]":
        waiting.future = ctx.doors.do(command, *args, progress=waiting.go_on)
        return waiting.future

    return ctx.tasks.start(submit, lasting=True)


def make_long(
    tasks: "Tasks", anchor: QWidget, sentence: str, make: Callable[[GoOn], T], *, queue: str = "aside"
) -> "Task[T]":
    """Make something aside that hears how far it is and whether to go on, with the sheet while it lasts."""
    waiting = LongWork(anchor, sentence)

    def work() -> T:
        try:
            return make(waiting.go_on)
        finally:
            waiting.end()

    return tasks.aside(work, queue=queue)


class LongWork(Work):
    """What is known of something under way; `go_on` is asked on its thread. `future` or `end` tells when it is over."""

    def __init__(self, anchor: QWidget, sentence: str, count: int = 0, pause: int | None = None) -> None:
        super().__init__(anchor.window())
        self.future: Future[Any] | None = None
        self._anchor, self._sentence, self._count = anchor, sentence, count
        self._over = threading.Event()
        self._word = Word()
        self.sheet: WorkSheet | None = None
        self._long = QTimer(self, singleShot=True, interval=LONG if pause is None else pause)
        self._long.timeout.connect(self._show)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._on_look)
        self._long.start()
        self._look.start()

    def go_on(self, done: int, count: int = 0) -> bool:
        """Hear how many are done, of how many where that was not known before; whether to go on."""
        count = count or self._count
        if done >= count:
            self._word.emit(_ALL, _("Writing it down …"))
        else:
            said = _("{done} of {count}").format(done=number(done), count=number(count))
            self._word.emit(done * _ALL // count, said)
        return not self.is_stopped()

    def end(self) -> None:
        """It is over; on any thread."""
        self._over.set()

    def _is_over(self) -> bool:
        return self._over.is_set() or (self.future is not None and self.future.done())

    def _show(self) -> None:
        if not self._is_over() and shiboken6.isValid(self._anchor):
            self.sheet = WorkSheet(self._anchor, self._sentence, self._word, self.stop)
            self.sheet.open_beside()

    def _on_look(self) -> None:
        if not self._is_over():
            return
        self._look.stop()
        self._long.stop()
        if self.sheet is not None and shiboken6.isValid(self.sheet):
            self.sheet.close()
        self.deleteLater()


class WorkSheet(Popover):
    """How far it is, and a way to stop it. Closed, the work goes on; the window can be used meanwhile."""

    stays = True

    def __init__(self, anchor: QWidget, sentence: str, word: Word, stop: Callable[[], object]) -> None:
        super().__init__(anchor, 320)
        self.progress = Progress(_("Begun …"))
        self.progress.told = word
        self._stop = stop
        self.leave = stop_button(self._on_stop)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.leave)
        self.body.addWidget(words(sentence, "body", wrap=True))
        self.body.addWidget(self.progress)
        self.body.addLayout(foot)

    def _on_stop(self) -> None:
        self._stop()
        self.leave.setEnabled(False)
        self.leave.setText(_("Stopping …"))
