"""What stands at the right of the review: one conflict, one refused value, one pair of doubles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.formatting import number, stamp
from resources.i18n import N_, _, pgettext
from ui.context import Ref, zone_info
from ui.office.entries import WHY
from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.typed import begin_with, is_typed_in
from ui.widgets.buttons import button
from ui.widgets.switch import Switch
from ui.widgets.words import ElidedWords, key_cap, words

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QPushButton

    from app.views.exchange import ConflictView, RefusedView, SuggestionView
    from ui.context import UiContext

WHAT = {
    "edit": N_("Two people changed it without knowing of each other."),
    "removed": N_("One person removed the record while the other was changing it."),
    "withdrawn": N_("It was changed by somebody who may no longer see the record."),
    "renamed": N_("Two were called alike: one got another name."),
}
_RADIUS = 8


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """Another value that is not kept yet, as it stood in its field."""

    text: str
    cursor: int
    is_open: bool
    has_keys: bool


class PartShown(QWidget):
    """A column under a title; `act` adds a button with its key."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(4 * metrics.GRID, 0, 0, 0)
        self.down.setSpacing(2 * metrics.GRID)
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * metrics.GRID)
        self.head.addWidget(ElidedWords(title, "name"), 1)
        self.down.addLayout(self.head)
        self.down.addWidget(words(sentence, "body", "dim", wrap=True))
        self.acts = QHBoxLayout()
        self.acts.setSpacing(metrics.GRID)

    def act(self, title: str, keys: str, run: Callable[[], object], *, primary: bool = False) -> "QPushButton":
        """A button, and its key beside it."""
        made = button(title, run, kind="primary" if primary else "plain")
        self.acts.addWidget(made)
        self.acts.addWidget(key_cap(keys))
        self.acts.addSpacing(2 * metrics.GRID)
        return made

    def end(self) -> None:
        """The buttons under everything else, at the top of the room."""
        self.acts.addStretch(1)
        self.down.addSpacing(metrics.GRID)
        self.down.addLayout(self.acts)


class ConflictPart(PartShown):
    """Both values with who and when. `decide` gets "mine" or "theirs", `typed` another value."""

    def __init__(
        self,
        ctx: "UiContext",
        one: "ConflictView",
        others: int,
        decide: Callable[[str], object],
        typed: Callable[[str], object],
        open_record: Callable[[Ref], object],
    ) -> None:
        super().__init__(one.title or _("(no name)"), _(WHAT.get(one.what, WHAT["edit"])))
        self._one, self._decide, self._typed = one, decide, typed
        if one.record is not None:
            ref = Ref(str(one.record.kind), one.record.id)
            self.head.addWidget(button(_("Open"), partial(open_record, ref), kind="link"))
        self.down.addWidget(words(one.label, "strong"))
        self.down.addWidget(words(_("Before: {value}").format(value=one.before), "body", "dim", wrap=True))
        mine = _who(ctx, _("You"), one.mine_at)
        theirs = _who(ctx, one.by or _("Somebody else"), one.theirs_at)
        pairs = [(one.mine, mine), (one.theirs, theirs)]
        self.boxes = [
            ValueBox(heading, *pair, stands=stands)
            for heading, pair, stands in zip(
                (_("Stands now"), pgettext("conflict", "Put aside")),
                pairs if one.mine_stands else pairs[::-1],
                (True, False),
                strict=True,
            )
        ]
        across = QHBoxLayout()
        across.setSpacing(2 * metrics.GRID)
        for box in self.boxes:
            across.addWidget(box, 1)
        self.down.addLayout(across)
        self.field = QLineEdit()
        self.field.setFont(font())
        self.field.setAccessibleName(_("Another value"))
        self.field.setPlaceholderText(_("Another value, kept with Enter"))
        self.field.hide()
        self.down.addWidget(self.field)
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self.down.addWidget(self.wrong)
        self.act(pgettext("conflict", "Keep"), _("Enter"), self.keep, primary=True)
        self.act(_("Swap"), "S", self.swap)
        if one.what == "edit":
            self.act(_("Type another"), "T", self.begin_typing)
        self.end()
        self.whole = Switch(_("The same for all {count} of this record").format(count=number(others)))
        row = QHBoxLayout()
        row.setSpacing(2 * metrics.GRID)
        row.addWidget(self.whole)
        self._whole_key = key_cap("A")
        row.addWidget(self._whole_key)
        row.addStretch(1)
        self.down.addLayout(row)
        self.whole.setVisible(others > 1)
        self._whole_key.setVisible(others > 1)
        self.down.addStretch(1)

    def keep(self) -> None:
        """What stands goes on standing."""
        self._decide("mine" if self._one.mine_stands else "theirs")

    def swap(self) -> None:
        """What was put aside stands from now on."""
        self._decide("theirs" if self._one.mine_stands else "mine")

    def begin_typing(self) -> None:
        """Open the field for a third value, with the one that stands to begin from."""
        if self._one.what != "edit":
            return
        begun = not is_typed_in(self)
        if begun:
            self._begin_with_what_stands()
        self.field.show()
        self.field.setFocus()
        if begun:
            self.field.selectAll()

    def half_typed(self) -> "HalfTyped | None":
        """Another value as it stands in the field; None where nothing was typed."""
        if not is_typed_in(self):
            return None
        field = self.field
        return HalfTyped(field.text(), field.cursorPosition(), is_open=not field.isHidden(), has_keys=field.hasFocus())

    def take_up(self, half: "HalfTyped") -> None:
        """Show another value that was half typed before."""
        self._begin_with_what_stands()
        self.field.setText(half.text)
        self.field.setModified(True)
        self.field.setVisible(half.is_open)
        if half.has_keys:
            self.field.setFocus()
            self.field.setCursorPosition(half.cursor)

    def keep_typed(self) -> None:
        """The typed value stands from now on."""
        self._typed(self.field.text())

    def _begin_with_what_stands(self) -> None:
        stands = self._one.mine if self._one.mine_stands else self._one.theirs
        begin_with(self.field, "" if stands == "—" else stands)
        self.field.setText("" if stands == "—" else stands)

    def refuse(self, sentence: str) -> None:
        """Say why that was not taken."""
        self.wrong.setText(sentence)
        self.wrong.show()


class RefusedPart(PartShown):
    """A value the office would not take: it is kept here."""

    def __init__(self, ctx: "UiContext", one: "RefusedView", seen: Callable[[], object]) -> None:
        super().__init__(one.title or _("(no name)"), _("The office would not take this value. It stands here."))
        self.down.addWidget(words(one.label, "strong"))
        self.down.addWidget(ValueBox(_("Your value"), one.value, _who(ctx, _("You"), one.at), stands=True))
        from app.exchanging import reason_said  # noqa: PLC0415 - only for who has an office

        why = _("Reason: {reason}").format(reason=reason_said(one.reason))
        self.down.addWidget(words(why, "small", "dim", wrap=True))
        self.act(_("All of them are seen"), _("Enter"), seen, primary=True)
        self.end()
        self.down.addStretch(1)


class DoublePart(PartShown):
    """Two records that may be one."""

    def __init__(
        self,
        one: "SuggestionView",
        merge: Callable[[], object],
        apart: Callable[[], object],
        open_record: Callable[[Ref], object],
    ) -> None:
        person = one.kind == "contact"
        asked = _("Is this one person?") if person else _("Is this one firm?")
        super().__init__(asked, _("They have {why}.").format(why=_(WHY[one.why])))
        for heading, title, key in (
            (_("Stays"), one.kept_title, one.kept),
            (_("Joins it"), one.other_title, one.other),
        ):
            row = QHBoxLayout()
            row.setSpacing(2 * metrics.GRID)
            row.addWidget(ValueBox(heading, title or _("(no name)"), "", stands=key == one.kept), 1)
            row.addWidget(button(_("Open"), partial(open_record, Ref(one.kind, key)), kind="link"))
            self.down.addLayout(row)
        said = _("Phones, talks, plans, deals and offers of both will be on one card. It can be undone.")
        self.down.addWidget(words(said, "small", "dim", wrap=True))
        self.act(_("Merge"), _("Enter"), merge, primary=True)
        self.act(_("Not the same"), "N", apart)
        self.end()
        self.down.addStretch(1)


class ValueBox(QWidget):
    """A value with who gave it and when; the one that stands is tinted."""

    def __init__(self, heading: str, value: str, who: str, *, stands: bool) -> None:
        super().__init__()
        self._stands = stands
        self.value = words(value, "medium", wrap=True, copyable=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 8, 12, 8)
        down.setSpacing(2)
        parts: Sequence[QLabel] = (words(heading, "small", "dim"), self.value, words(who, "small", "dim", wrap=True))
        for part in parts:
            down.addWidget(part, 1 if part is self.value else 0, Qt.AlignmentFlag.AlignTop)
        parts[2].setVisible(bool(who))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().accent if self._stands else colours().line), 1))
        painter.setBrush(QColor(colours().accent_soft if self._stands else colours().bg))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()


def _who(ctx: "UiContext", who: str, at: "datetime | None") -> str:
    when = stamp(at, zone=zone_info(ctx.zone()), today=ctx.now().date()) if at is not None else ""
    return ", ".join(part for part in (who, when) if part)
