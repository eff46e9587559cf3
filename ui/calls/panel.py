"""The panel of a call: beside whatever is shown, nothing hidden, as long as one talks.

The timer runs from the moment the panel comes out. Left by Esc, by another call or with the window, what was typed stays:
the words become a note at once, all of it is in the panel again when the same person is called next.
"""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.calls import CallPhone, CallView
from app.views.contacts import ContactId
from resources.i18n import _
from ui.calls.dialling import dial
from ui.calls.head import CallHead
from ui.calls.parts import PhoneButton, about_person
from ui.calls.unfinished import Unfinished, minutes_of
from ui.context import Ref, UiContext
from ui.dialogs.outcome import Outcome, claim
from ui.dialogs.results import ask_result
from ui.theme import metrics
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.words import hairline, words

if TYPE_CHECKING:
    from ui.tasks import Task

WIDTH = 360
LEAST_CONTEXT = 60  # px of what is known of the person that stay in sight over the results
TALL = 680  # px of height from which there is room for three lines of words
SECOND = 1_000  # ms
_KINDS = frozenset({"contact", "company", "channel", "activity", "history", "note", "promise", "offer"})


class CallPanel(QWidget):
    """`kept` when the call was written down, `left` with what was given when it was not."""

    kept = Signal()
    left = Signal(object)  # Unfinished

    def __init__(self, ctx: UiContext, contact_id: UUID, planned_id: UUID | None, before: Unfinished | None) -> None:
        super().__init__()
        self._ctx, self.contact_id, self._planned_id = ctx, contact_id, planned_id
        self._before = before
        now = ctx.clock()
        self.started = before.started if before and before.goes_on(now) else now
        self.view: CallView | None = None
        self.phones: list[PhoneButton] = []
        self._keep_when_known = self._touched = self._writing = False
        self.setFixedWidth(WIDTH + 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Call"))
        self.head = CallHead(self.leave, lambda: ctx.open(Ref("contact", contact_id)))
        self.outcome = Outcome(ctx, "call")
        self.said = words("", "small", "bad", wrap=True)
        self.keep_button = button(_("Keep"), self._keep, kind="primary", hint=_("Keep  Enter"))
        self._context = _scroll()
        self._form = _scroll()
        self._context.setMinimumHeight(1)  # on the lowest window the results come first
        self._arrange()
        self.outcome.kept.connect(self._keep)
        self.outcome.chosen.connect(self._on_chosen)
        self.outcome.grown.connect(self._share_height)
        ctx.relay.changed.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self._tick = QTimer(self, interval=SECOND)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        if before is not None:
            self._give_back(before)
        self._show_time()
        self._ask()

    def take_keyboard(self) -> None:
        """A digit, N and Enter work from here on."""
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go without a result; nothing that was typed is lost. A call that is just being written down is kept."""
        if self._writing:
            self.kept.emit()
            return
        form = self.outcome
        unfinished = Unfinished(
            self.started, self._ctx.clock(), form.results.value, form.text.toPlainText().strip(),
            form.when.text().strip(), form.kind, form.about.text().strip(),
            self._before.note if self._before is not None else None,
        )  # fmt: skip
        self.left.emit(unfinished)

    def elapsed(self) -> timedelta:
        """How long it has lasted so far."""
        return max(timedelta(), self._ctx.clock() - self.started)

    def _give_back(self, before: Unfinished) -> None:
        self.outcome.give(before.result, before.text, before.when, before.kind, before.about)

    def _ask(self) -> None:
        from app.services.call_panel import call_panel  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.ask(call_panel, ContactId(self.contact_id), zone=self._ctx.zone(), planned_id=self._planned_id)
        task.then(self, self._show, slot="panel").refused(self._on_gone)

    def _show(self, view: CallView) -> None:
        first = self.view is None
        self.view = view
        self.head.show_person(view)
        self._show_phones(view)
        scrolled = self._context.verticalScrollBar().value()
        self._context.setWidget(about_person(self._ctx, view))
        self._context.verticalScrollBar().setValue(scrolled)
        if view.planned is not None and view.planned.regarding:
            self.outcome.about.setPlaceholderText(view.planned.regarding)
        if view.after_offer is not None:
            self.outcome.offer_further([(_("after the offer"), f"{view.after_offer:%d.%m.%Y} 10:00")])
        self._show_time()
        waiting = first and not self._touched and QApplication.focusWidget() is self.outcome
        if waiting and self.phones and not view.do_not_call:
            self.phones[0].setFocus(Qt.FocusReason.OtherFocusReason)  # Enter dials; a digit moves on to the result
        if self._keep_when_known:
            self._keep_when_known = False
            self._keep()

    def _show_phones(self, view: CallView) -> None:
        self.head.say_of_phones(view)
        if [one.phone for one in self.phones] == list(view.phones):
            return  # the one with the keyboard keeps it
        self.head.clear_phones()
        self.phones = [PhoneButton(one, self._dial) for one in view.phones]
        for one in self.phones:
            self.head.add_phone(one)

    def _dial(self, phone: CallPhone) -> None:
        self._tell(dial(phone))
        self.take_keyboard()

    def _show_time(self) -> None:
        self.head.show_time(self.elapsed(), self.view.time_zone if self.view else "", self._ctx.now())

    def _on_chosen(self, _result: str) -> None:
        self._touched = True
        self._tell("")

    def _keep(self) -> None:
        """Write the call down; before it is known whether it was planned, as soon as it is."""
        self._touched = True
        if not self.outcome.results.value:
            self._tell(ask_result(self.outcome.results))
            self.take_keyboard()
        elif self.view is None:
            self._keep_when_known = True
        elif not self._writing:
            self._write(self.view)

    def _write(self, view: CallView) -> None:
        from app.services.history import log_call  # noqa: PLC0415 - heavy: after the first paint

        if (said := self.outcome.said()) is None:
            return
        self._show_writing(writing=True)
        task: Task[Any] = self._ctx.do(
            log_call, view.contact_id, result=said.result, text=said.text, at=self.started,
            duration=minutes_of(self.elapsed()), next_kind=said.kind, next_when=said.when,
            next_regarding=said.regarding, planned_id=view.planned.id if view.planned is not None else None,
            draft=self._before.note if self._before is not None else None,
        )  # fmt: skip
        task.then(self, lambda _answer: self.kept.emit()).refused(self._on_refused)
        task.ended(partial(self._show_writing, writing=False))

    def _show_writing(self, *, writing: bool) -> None:
        self._writing = writing
        self.keep_button.setEnabled(not writing)

    def _on_refused(self, refusal: UserError) -> None:
        if refusal.field in ("when", "text", "regarding"):
            self.outcome.show_refusal(refusal)
        else:
            self._tell(str(refusal))

    def _on_gone(self, refusal: UserError) -> None:
        self._ctx.tasks.refused.emit(refusal)
        self.leave()

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self._share_height()

    def _on_changed(self, changed: Any) -> None:
        if not _KINDS.isdisjoint(changed.kinds):
            self._ask()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.addWidget(
            words(_("1–{last} result, Esc leaves").format(last=self.outcome.results.digits()), "small", "dim")
        )
        foot.addStretch()
        foot.addWidget(self.keep_button)
        inside = QWidget()
        inside.setObjectName("panel")
        form = QVBoxLayout(inside)
        form.setContentsMargins(16, 10, 16, 4)
        form.setSpacing(6)
        form.addWidget(self.outcome)
        form.addWidget(self.said)
        self.said.hide()
        self._form.setWidget(inside)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 0, 0, 0)
        down.setSpacing(0)
        for part in (self.head, hairline(), self._context, hairline(), self._form):
            down.addWidget(part, 1 if part is self._context else 0)
        down.addLayout(foot)
        self._foot = foot

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """On a low window the field with the keyboard comes into sight."""
        if now is not None and now is not self.outcome and self.outcome.isAncestorOf(now):
            self._form.ensureWidgetVisible(now, 0, metrics.GRID)

    def _share_height(self) -> None:
        """The results and the next step keep their place; what is known of the person scrolls above them."""
        self.outcome.text.setFixedHeight(60 if self.height() > TALL else 48)
        inside = self._form.widget()
        if inside is None:
            return
        layout: Any = inside.layout()
        layout.activate()
        across = WIDTH
        wish = layout.totalHeightForWidth(across) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        taken = self.head.sizeHint().height() + self._foot.sizeHint().height() + LEAST_CONTEXT + 2
        self._form.setFixedHeight(max(120, min(wish, self.height() - taken)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._share_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not self.outcome.take(event):
            event.accept()  # nothing behind the panel hears of keys

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if claim(event):
                return True
            chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if not event.modifiers() & chord and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
                event.accept()  # a letter or Del is not what it means on the page behind
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the hairline where the panels meet."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, 0, 1, self.height(), QColor(colours().line))
        painter.end()


def _scroll() -> QScrollArea:
    made = QScrollArea()
    made.setObjectName("beside")
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
