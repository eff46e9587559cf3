"""The line over the list: which days with how many on them, which kind, which priority, what is searched for."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.formatting import full_day, number
from app.views.activities import SPANS, ActivityCounts, ActivityFilter, Span
from resources.i18n import N_, _
from ui.kinds import PLANNED
from ui.tables.next_step import kind_title
from ui.widgets.buttons import button
from ui.widgets.choice import Choice
from ui.widgets.flow import Flow

TITLES: dict[Span, str] = {
    "all": N_("All"), "overdue": N_("Overdue"), "today": N_("Today"), "tomorrow": N_("Tomorrow"), "week": N_("7 days"),
}  # fmt: skip
PRIORITIES = (N_("1, highest"), N_("2, high"), N_("3, usual"), N_("4, low"), N_("5, lowest"))
_CHOICE = 160


class Filters(QWidget):
    """`changed` carries the filter a person asks for."""

    changed = Signal(object)  # ActivityFilter

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wanted = ActivityFilter()
        self._counts: dict[Span, int] = {}
        self.spans = Flow(spacing=6)
        self.kind = Choice(_("Kind"))
        self.offer_kinds(PLANNED)
        priorities = ((str(place), _(title)) for place, title in enumerate(PRIORITIES, 1))
        self.priority = Choice(_("Priority"), (("", _("Any priority")), *priorities))
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 8, 16, 8)
        across.setSpacing(8)
        chips = QVBoxLayout()
        chips.setContentsMargins(0, 4, 0, 4)
        chips.addWidget(self.spans)
        across.addLayout(chips, 1)
        for choice in (self.kind, self.priority):
            choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            choice.setFixedWidth(_CHOICE)
            choice.show_value("")
            across.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        self.kind.chosen.connect(lambda kind: self._ask(replace(self.wanted, kind=kind)))
        self.priority.chosen.connect(lambda value: self._ask(replace(self.wanted, priority=int(value or 0))))
        self._build()

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        """Let one of these be chosen."""
        self.kind.offer((("", _("Any kind")), *((kind, kind_title(kind)) for kind in kinds)))

    def show_counts(self, counts: ActivityCounts) -> None:
        """Write how many there are of each span."""
        self._counts = dict(counts.spans)
        self._build()

    def show_wanted(self, wanted: ActivityFilter) -> None:
        """Show what is in force."""
        self.wanted = wanted
        self.kind.show_value(wanted.kind)
        self.priority.show_value(str(wanted.priority or ""))
        self._build()

    def _build(self) -> None:
        self.spans.clear()
        if self.wanted.text:
            clear = partial(self._ask, replace(self.wanted, text=""))
            self.spans.add(_chip(f"{self.wanted.text}  ✕", clear, checked=True, hint=_("Show all")))
        if self.wanted.day is not None:
            clear = partial(self._ask, replace(self.wanted, day=None))
            self.spans.add(_chip(f"{full_day(self.wanted.day)}  ✕", clear, checked=True, hint=_("Show all")))
        for span in SPANS:
            count = self._counts.get(span, 0)
            title = f"{_(TITLES[span])} {number(count)}" if count else _(TITLES[span])
            choose = partial(self._ask, replace(self.wanted, span=span, day=None))
            self.spans.add(_chip(title, choose, checked=span == self.wanted.span and not self.wanted.day))

    def _ask(self, wanted: ActivityFilter) -> None:
        self.show_wanted(wanted)
        self.changed.emit(wanted)


def _chip(title: str, run: partial[None], *, checked: bool, hint: str = "") -> QWidget:
    chip = button(title, run, kind="chip", hint=hint)
    chip.setChecked(checked)
    return chip
