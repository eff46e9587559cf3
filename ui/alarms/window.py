"""The window that lists all that rings until each is answered: done, put off, moved or opened."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.formatting import counted
from app.views.contacts import ActivityView
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import read_when
from ui.dialogs.results import RESULTS
from ui.dialogs.step_card import moment
from ui.tables.next_step import kind_title
from ui.theme import icons, metrics
from ui.widgets.buttons import button
from ui.widgets.words import ElidedWords, hairline, words

WIDTH, HEIGHT = 560, 420


class AlarmWindow(QWidget):
    """Stays above other windows while something waits; closes by itself when the last one is answered."""

    open_record = Signal(object)  # Ref

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._ctx = ctx
        self._due: tuple[ActivityView, ...] = ()
        self.rows: list[AlarmRow] = []
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Reminders"))
        self.resize(WIDTH, HEIGHT)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.heading = words("", "list_heading")
        self.since = words("", "small", "dim")
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 12)
        top.setSpacing(2)
        top.addWidget(self.heading)
        top.addWidget(self.since)
        down.addLayout(top)
        down.addWidget(hairline())
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down.addWidget(self._list, 1)
        down.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.addStretch()
        self._all = button(_("Put all off"))
        self._all.clicked.connect(self._put_all_off)
        foot.addWidget(self._all)
        down.addLayout(foot)
        ctx.relay.changed.connect(self._on_changed)

    def bring(self, *, away: bool = False) -> None:
        """Show what waits for an answer, in front of everything."""
        self.since.setText(_("While you were away") if away else "")
        self.since.setVisible(away)
        self._ask(showing=True)

    def snooze(self, activity_ids: Sequence[UUID], minutes: int) -> None:
        """Put some off by so many minutes from now."""
        from app.services.alarms import snooze_until  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(snooze_until, activity_ids, self._ctx.clock() + timedelta(minutes=minutes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the window away; what it lists comes back with the next reminder."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _put_all_off(self) -> None:
        self._offer_snooze(self._all, [one.id for one in self._due])

    def _ask(self, *, showing: bool) -> None:
        from app.services.activities import due_alarms  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(due_alarms).then(self, partial(self._show, showing), slot="due")

    def _on_changed(self, changed: object) -> None:
        if self.isVisible() and changed.touches("activity"):  # type: ignore[attr-defined]  # app.events.Changed
            self._ask(showing=False)

    def _show(self, showing: bool, due: tuple[ActivityView, ...]) -> None:  # noqa: FBT001 - bound by partial
        self._due = due
        if not due:
            self.close()
            return
        self.heading.setText(counted("{count} reminder", "{count} reminders", len(due)))
        ground = QWidget()
        ground.setObjectName("panel")
        down = QVBoxLayout(ground)
        down.setContentsMargins(20, 4, 20, 8)
        down.setSpacing(0)
        self.rows = [AlarmRow(self._ctx, one) for one in due]
        for place, row in enumerate(self.rows):
            row.opened.connect(self.open_record)
            row.put_off.connect(self._offer_snooze)
            if place:
                down.addWidget(hairline())
            down.addWidget(row)
        down.addStretch()
        self._list.setWidget(ground)
        if showing:
            self.show()
            self.raise_()
            self.activateWindow()
            self.rows[0].done.setFocus()

    def _offer_snooze(self, anchor: QPushButton, activity_ids: Sequence[UUID]) -> None:
        """The choices of a snooze, each with the time it comes to."""
        from app.reminders.snooze import snooze_choices  # noqa: PLC0415 - heavy: after the first paint
        from app.services.alarms import snooze_until  # noqa: PLC0415 - likewise

        menu = QMenu(self)
        for choice in snooze_choices(self._ctx.clock(), self._ctx.zone()):
            put_off = partial(self._ctx.do, snooze_until, list(activity_ids), choice.until)
            menu.addAction(f"{choice.label}\t{choice.shown}", put_off)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


class AlarmRow(QWidget):
    """One thing that rings, and the answers to it."""

    opened = Signal(object)
    put_off = Signal(object, object)

    def __init__(self, ctx: UiContext, step: ActivityView) -> None:
        super().__init__()
        self._ctx, self.step = ctx, step
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 10, 0, 10)
        down.setSpacing(metrics.GRID)
        down.addLayout(self._head())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(metrics.ICON + 10, 2, 0, 0)
        buttons.setSpacing(6)
        self.done = button(_("Done"), self._offer_results, kind="small")
        self.later = button(_("Put off"), kind="small")
        self.later.clicked.connect(lambda: self.put_off.emit(self.later, [step.id]))
        self.move_it = button(_("Another time"), self._ask_when, kind="small")
        for one in (self.done, self.later, self.move_it):
            buttons.addWidget(one)
        if step.contact_id is not None:
            buttons.addWidget(button(_("Open"), self._open, kind="small"))
        buttons.addStretch()
        down.addLayout(buttons)
        self.when = QLineEdit()
        self.when.setPlaceholderText(_("tomorrow 10:30, fri 3pm"))
        self.when.returnPressed.connect(self._move)
        self.when.hide()
        self.refusal = words("", "small", "bad", wrap=True)
        self.refusal.hide()
        down.addWidget(self.when)
        down.addWidget(self.refusal)

    def _head(self) -> QHBoxLayout:
        step = self.step
        across = QHBoxLayout()
        across.setSpacing(10)
        picture, colour = icons.kind_icon(step.kind)
        image = QLabel()
        image.setPixmap(icons.icon(picture, colour).pixmap(metrics.ICON, metrics.ICON))
        image.setFixedSize(metrics.ICON, metrics.ICON)
        image.setAccessibleName(kind_title(step.kind))
        across.addWidget(image, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        who = " · ".join(part for part in (step.contact_name, step.company_name) if part)
        about = step.regarding or kind_title(step.kind)
        texts.addWidget(ElidedWords(who or about, "strong"))
        if who:
            texts.addWidget(ElidedWords(about, "body", "dim"))
        across.addLayout(texts, 1)
        across.addWidget(words(moment(step, self._ctx.now()), "small_medium", "bad" if step.late else "dim"), 0,
                         Qt.AlignmentFlag.AlignTop)  # fmt: skip
        return across

    def _open(self) -> None:
        if self.step.contact_id is not None:
            self.opened.emit(Ref("contact", self.step.contact_id))

    def _offer_results(self) -> None:
        """How it went, a key each."""
        menu = QMenu(self)
        for place, (key, title) in enumerate(RESULTS.get(self.step.kind, RESULTS["todo"])):
            menu.addAction(f"&{place + 1}  {_(title)}", partial(self._complete, key))
        menu.popup(self.done.mapToGlobal(self.done.rect().bottomLeft()))

    def _complete(self, result: str) -> None:
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(complete, self.step.id, result=result)

    def _ask_when(self) -> None:
        self.when.show()
        self.when.setFocus()

    def _move(self) -> None:
        from app.services.activities import reschedule  # noqa: PLC0415 - heavy: after the first paint

        when = read_when(self._ctx, self.when.text(), self._refuse)
        if when is not None:
            self._ctx.do(reschedule, self.step.id, when).then(self, lambda _answer: None).refused(self._refuse)

    def _refuse(self, refusal: UserError) -> None:
        self.refusal.setText(str(refusal))
        self.refusal.show()
