"""How something went and what comes next: results by a digit, a few words, the next step in plain words.

One part for the panel of a call and for clearing what was planned. Outside its fields a digit gives the result and N goes
to the next step; inside them Ctrl or Alt and a digit give the result, Alt+N goes to the next step. Enter keeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.planning import read_when
from ui.dialogs.results import Results
from ui.keys import latin_key
from ui.soon import soon
from ui.tables.next_step import kind_title
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.words import key_cap, words

if TYPE_CHECKING:
    from app.services.activities import When

KINDS = ("call", "meeting", "todo")  # of the next step; a person's own come after them
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_USUAL = (N_("tomorrow 10:00"), N_("in 3 workdays 10:00"), N_("in a week 10:00"))
_BY_RESULT: dict[str, tuple[str, ...]] = {
    "not_reached": (N_("in 1 hour"), N_("tomorrow 10:00"), N_("in 3 workdays 10:00")),
    "busy": (N_("in 1 hour"), N_("in 3 hours"), N_("tomorrow 10:00")),
    "left_message": (N_("tomorrow 10:00"), N_("in 3 workdays 10:00"), N_("in a week 10:00")),
    "refused": (N_("in 3 months 10:00"), N_("in a month 10:00"), N_("in a week 10:00")),
}
_TOMORROW, _MONDAY = "tomorrow 10:00", N_("monday 10:00")
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has given so far; `when` is None where no next step is wished."""

    result: str
    text: str
    when: "When | None"
    kind: str
    regarding: str


def suggestions(result: str, now: datetime) -> tuple[str, ...]:
    """The moments a result suggests, marked texts; tomorrow is nothing to suggest where it is a Saturday or a Sunday."""
    rest = now.weekday() in (_FRIDAY, _SATURDAY)
    return tuple(_MONDAY if rest and one == _TOMORROW else one for one in _BY_RESULT.get(result, _USUAL))


class Outcome(QWidget):
    """`kept` asks to keep it all, `grown` tells that it needs another height, `chosen` that there is a result."""

    kept = Signal()
    grown = Signal()
    chosen = Signal(str)

    def __init__(self, ctx: UiContext, kind: str, *, next_kind: str = "") -> None:
        super().__init__()
        self._ctx = ctx
        self._further: tuple[tuple[str, str], ...] = ()
        self._next_kinds = (*KINDS, *ctx.kinds.own)
        self.kind = next_kind or (kind if kind in self._next_kinds else "call")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("How did it go?"))
        self.results = Results(kind, ctx.kinds.own_results(kind))
        self.results.chosen.connect(self._on_chosen)
        self.form = Form()
        hint = _("Ctrl and a digit give the result here too")
        self.text = self.form.text("text", _("What was said"), hint=hint, tall=60)
        self._kinds: dict[str, QPushButton] = {}
        self.form.put(self._next_heading())
        self.when = self.form.line("when", "", hint=_("tomorrow 10:30, or leave empty"))
        self.when.setAccessibleName(_("Next step"))
        self.about = self.form.beside("regarding", "when", _("What about"))
        self.about.hide()
        self._letter = self._key_in_field()
        self.when.textChanged.connect(self._on_when)
        self._chips = Flow()
        self._arrange()
        self._offer()
        for field in (self.text, self.when, self.about):
            field.installEventFilter(self)

    def give(self, result: str, text: str, when: str, kind: str, about: str) -> None:
        """Fill in what was given before."""
        if result:
            self.results.choose(result)
        self.text.setPlainText(text)
        self.when.setText(when)
        self.about.setText(about)
        self._choose_kind(kind or self.kind)

    def offer_further(self, further: Sequence[tuple[str, str]]) -> None:
        """Suggest other moments too: what stands on the chip, and the moment as one types it."""
        self._further = tuple(further)
        self._offer()

    def said(self) -> Said | None:
        """All that was given; None where something cannot be read, which is said beside it."""
        self.form.clear_refusals()
        typed = self.form.values()
        when: When | None = None
        if typed["when"] and (when := read_when(self._ctx, typed["when"], self.show_refusal)) is None:
            return None
        return Said(self.results.value, typed["text"], when, self.kind, typed["regarding"])

    def show_refusal(self, refusal: UserError) -> None:
        """Say what was wrong beside its field."""
        self.form.show_refusal(refusal)
        self.grown.emit()

    def go_to_next_step(self) -> None:
        """Put the cursor where the next step is said; the likeliest one stands there already, to be typed over."""
        if not self.when.text().strip():
            self.when.setText(self._suggested()[0])
        self.when.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.when.selectAll()

    def take(self, event: QKeyEvent) -> bool:
        """Whether a key outside the fields was one of its own."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._took_chord(event) or self.results.take(event):
            return True
        if event.key() in _ENTER:
            self.kept.emit()
        elif plain and (event.key() == Qt.Key.Key_N or latin_key(event) == Qt.Key.Key_N):
            self.go_to_next_step()
        else:
            return False
        return True

    def _took_chord(self, event: QKeyEvent) -> bool:
        """The keys that work inside the fields too."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        if held == alt and Qt.Key.Key_N in (event.key(), latin_key(event)):
            self.go_to_next_step()
            return True
        if held not in (control, alt):
            return False
        place = event.key() - Qt.Key.Key_1
        return self.results.choose_place(place)

    def _arrange(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * metrics.GRID)
        down.addWidget(self.results)
        down.addWidget(self.form)
        down.addWidget(self._chips)

    def _next_heading(self) -> QWidget:
        """The words over the next step, and the kinds it may be of."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, metrics.GRID, 0, 0)
        across.setSpacing(6)
        heading = words(_("Next step"), "small", "dim")
        heading.setContentsMargins(0, metrics.GRID, 0, 0)  # on the line of the first chips
        across.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        chips = Flow(right=True)
        for kind in self._next_kinds:
            self._kinds[kind] = button(kind_title(kind), partial(self._choose_kind, kind), kind="chip")
            chips.add(self._kinds[kind])
        across.addWidget(chips, 1)
        self._choose_kind(self.kind)
        return row

    def _key_in_field(self) -> QLabel:
        """The key that leads to the next step, in the empty field."""
        cap = key_cap("N")
        inside = QHBoxLayout(self.when)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(cap, 0, Qt.AlignmentFlag.AlignRight)
        return cap

    def _choose_kind(self, kind: str) -> None:
        self.kind = kind
        for name, chip in self._kinds.items():
            chip.setChecked(name == kind)

    def _on_chosen(self, result: str) -> None:
        if not self._is_typing():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter keeps, whatever had the keyboard before
        self._offer()
        self.chosen.emit(result)

    def _is_typing(self) -> bool:
        return any(field.hasFocus() for field in (self.text, self.when, self.about))

    def _on_when(self, text: str) -> None:
        wished = bool(text.strip())
        self.about.setVisible(wished)
        self._letter.setVisible(not wished)
        for chip in self._chips.findChildren(QPushButton):
            chip.setChecked(chip.property("moment") == text.strip())

    def _suggested(self) -> list[str]:
        return [moment for _title, moment in self._moments()]

    def _moments(self) -> list[tuple[str, str]]:
        """What stands on each chip, and the moment it means."""
        found = suggestions(self.results.value, self._ctx.now())
        return [(_(one), _(one)) for one in found] + list(self._further)

    def _offer(self) -> None:
        self._chips.clear()
        for title, moment in self._moments():
            chip = button(title, partial(self._take_moment, moment), kind="chip")
            chip.setProperty("moment", moment)
            chip.setChecked(moment == self.when.text().strip())
            self._chips.add(chip)
        self.grown.emit()

    def _take_moment(self, moment: str) -> None:
        """A second press takes it off again."""
        self.when.setText("" if self.when.text().strip() == moment else moment)
        self._on_when(self.when.text())

    def _step(self, by: int) -> None:
        """Through the suggestions, from the field."""
        moments = self._suggested()
        now = self.when.text().strip()
        at = moments.index(now) + by if now in moments else 0 if by > 0 else -1
        self.when.setText(moments[at % len(moments)])
        self.when.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the chips break into more rows, or into fewer."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            soon(self, self.grown.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if not self.take(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and claim(event):
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Its keys inside the fields."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QLineEdit | QPlainTextEdit):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return claim(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER and not (
            watched is self.text and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.kept.emit()
            return True
        if watched is self.when and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return self._took_chord(event)


def claim(event: QKeyEvent) -> bool:
    """Whether a key belongs here before it is a shortcut of the window: Enter, and a digit with Ctrl or Alt."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    digit = Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9
    mine = event.key() in _ENTER or (bool(held) and digit)
    if mine:
        event.accept()
    return mine
