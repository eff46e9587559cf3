"""One thing that rings, and the answers to it: call, done, put off, another time, open."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ActivityView
from resources.i18n import _, pgettext
from ui.context import Ref, UiContext
from ui.dialogs.planning import read_when
from ui.dialogs.results import DIGITS, results_of
from ui.dialogs.step_card import moment
from ui.keys import latin_key
from ui.tables.next_step import kind_title, with_others
from ui.theme import icons, metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.words import ElidedWords, words

_ROWS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


class AlarmRow(QWidget):
    """`answered` comes before a change is made: the keyboard goes on to the next row then."""

    opened = Signal(object)  # Ref
    called = Signal(object)  # ActivityView
    edited = Signal(object)  # ActivityView
    put_off = Signal(object, object)  # where the choices open, ids of activities
    left = Signal(int)  # the arrow up or down

    def __init__(self, ctx: UiContext, step: ActivityView) -> None:
        super().__init__()
        self._ctx, self.step = ctx, step
        self.setAccessibleName(f"{kind_title(step.kind)}: {_who(step) or step.regarding}")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 10, 0, 10)
        down.setSpacing(metrics.GRID)
        self.at = words("", "small_medium")
        down.addLayout(self._head())
        down.addLayout(self._buttons())
        self.when = QLineEdit()
        self.when.setPlaceholderText(_("tomorrow 10:30, fri 3pm"))
        self.when.setAccessibleName(_("Another time"))
        self.when.returnPressed.connect(self._move)
        self.when.installEventFilter(self)
        self.when.hide()
        self.refusal = words("", "small", "bad", wrap=True)
        self.refusal.hide()
        typing = QVBoxLayout()
        typing.setContentsMargins(metrics.ICON + 10, 0, 0, 0)
        typing.setSpacing(metrics.GRID)
        typing.addWidget(self.when)
        typing.addWidget(self.refusal)
        down.addLayout(typing)
        self.tell_time()

    def tell_time(self) -> None:
        """Say when it is, as seen now."""
        self.at.setText(moment(self.step, self._ctx.now()))
        self.at.setProperty("tone", "bad" if self.step.late else "dim")
        self.at.style().polish(self.at)

    def take_keyboard(self) -> None:
        """Begin with the first answer."""
        (self.call if self.call is not None else self.done).setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, key: int) -> bool:
        """Whether a letter was one of the answers; the same keys work on a Russian layout."""
        answers = {
            Qt.Key.Key_D: self._offer_results, Qt.Key.Key_S: self._offer_times, Qt.Key.Key_R: self._ask_when,
            Qt.Key.Key_O: self._open, Qt.Key.Key_E: self._edit, Qt.Key.Key_C: self._call, Qt.Key.Key_F5: self._call,
        }  # fmt: skip
        run = answers.get(Qt.Key(key)) if key in {int(one) for one in answers} else None
        if run is not None:
            run()
        return run is not None

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
        who, about = _who(step), step.regarding or kind_title(step.kind)
        texts.addWidget(ElidedWords(who or about, "strong"))
        if who:
            texts.addWidget(ElidedWords(about, "body", "dim"))
        across.addLayout(texts, 1)
        across.addWidget(self.at, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _buttons(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setContentsMargins(metrics.ICON + 10, 2, 0, 0)
        answers = Flow()
        across.addWidget(answers)
        self.call: QPushButton | None = None
        if self.step.contact_id is not None:
            title = pgettext("button", "Call")
            self.call = button(title, self._call, kind="small", picture="phone", hint=_with(title, "C"))
        self.done = button(_("Done"), self._offer_results, kind="small", hint=_with(_("Done"), "D"))
        self.later = button(_("Put off"), self._offer_times, kind="small", hint=_with(_("Put off"), "S"))
        self.move_it = button(_("Another time"), self._ask_when, kind="small", hint=_with(_("Another time"), "R"))
        self.open_it = button(_("Open"), self._open, kind="small", hint=_with(_("Open"), "O"))
        self.edit_it = button(
            "", self._edit, kind="small", picture="pencil", hint=_with(_("Edit what is planned"), "E")
        )
        for one in (self.call, self.done, self.later, self.move_it, self.open_it, self.edit_it):
            if one is not None:
                answers.add(one)
                one.installEventFilter(self)  # a button keeps the arrows for itself
        return across

    def _call(self) -> None:
        if self.step.contact_id is not None:
            self.called.emit(self.step)

    def _edit(self) -> None:
        self.edited.emit(self.step)

    def _open(self) -> None:
        step = self.step
        if step.contact_id is not None:
            self.opened.emit(Ref("contact", step.contact_id))
        elif step.company_id is not None:
            self.opened.emit(Ref("company", step.company_id))
        else:
            self.opened.emit(Ref("activity", step.id))

    def _offer_results(self) -> None:
        """How it went, a key each."""
        menu = QMenu(self)
        kind = self.step.kind
        for place, (key, title) in enumerate(results_of(kind, self._ctx.kinds.own_results(kind)), 1):
            digit = f"&{place}  " if place <= DIGITS else ""
            menu.addAction(f"{digit}{title.replace('&', '&&')}", partial(self.complete, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.done.mapToGlobal(QPoint(0, self.done.height())))

    def _offer_times(self) -> None:
        self.put_off.emit(self.later, [self.step.id])

    def complete(self, result: str) -> None:
        """It went so."""
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from row to row; Esc in the field of another time puts that field away, not the window."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        by = _ROWS.get(event.key(), 0)
        if by:
            self.left.emit(by)
        elif watched is self.when and event.key() == Qt.Key.Key_Escape:
            self._put_field_away()
        else:
            return super().eventFilter(watched, event)
        return True

    def _put_field_away(self) -> None:
        self.when.hide()  # what was typed is there when it is asked for again
        self.refusal.hide()
        self.move_it.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter answers."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and self.answer(latin_key(event) or event.key())):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show and change all there is about it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._edit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the answers."""
        super().focusInEvent(event)
        self.take_keyboard()


def _who(step: ActivityView) -> str:
    name = with_others(step.contact_name, len(step.people))
    return " · ".join(part for part in (name, step.company_name) if part)


def _with(title: str, key: str) -> str:
    return f"{title}  {key}"
