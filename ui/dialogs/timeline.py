"""What happened with a person or a company, newest first: chips choose the kinds, older pages come while scrolling."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import number
from app.views.attachments import AttachmentId
from app.views.contacts import TimelineEntry
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.dialogs.attachments import FileActs
from ui.dialogs.timeline_row import TimelineRow
from ui.tables.next_step import kind_title
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.states import trouble
from ui.widgets.words import words

PAGE = 30
KINDS = (
    ("call", N_("Calls")),
    ("meeting", N_("Meetings")),
    ("todo", N_("To-dos")),
    ("email", N_("E-mails")),
    ("letter", N_("Letters")),
    ("messenger", N_("Messages")),
    ("note", N_("Notes")),
    ("offer", N_("Offers")),
    ("file", N_("Files")),
)


_NOT_OWN = frozenset({*(kind for kind, _title in KINDS), "personal", "system", ""})


@dataclass(frozen=True, slots=True)
class Told:
    """An entry and, where the past is of several people, with whom it was."""

    entry: TimelineEntry
    who: Ref | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page of the past is asked with."""

    kinds: tuple[str, ...]
    system: bool
    before: datetime | None
    limit: int


class Timeline(QWidget):
    """Shows the past of one record; `ask` is asked for its pages, `read` turns an answer's rows into what is told."""

    shown = Signal()

    def __init__(
        self, ctx: UiContext, ask: Callable[[UUID, Wish], "Task[Any]"], read: Callable[[Any], Told], nothing: str
    ) -> None:
        super().__init__()
        self._ctx, self._asked_of, self._read, self._nothing = ctx, ask, read, nothing
        self._files = FileActs(ctx, self)
        self._record: UUID | None = None
        self._kind = ""
        self._system = False
        self._entries: list[Told] = []
        self._more = False
        self._waiting = False
        self._wished = False  # older ones were asked for: an answer about the newest alone does not end that
        self._another = True
        self._counts: dict[str, int] | None = None
        self._chips = Flow(spacing=6)
        self._system_chip = button("", self._turn_system, kind="chip")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._chips, 1)
        top.addWidget(self._system_chip, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 14, 0, 24)
        down.setSpacing(metrics.GRID)
        down.addLayout(top)
        down.addWidget(self._files.strip)
        down.addLayout(self._rows)
        down.addStretch()
        ctx.kinds.changed.connect(self._on_kinds)

    def show_record(self, record_id: UUID, counts: Sequence[tuple[str, int]] | None = None) -> None:
        """Show the past of a record; of the same one again after a change. Chips say their numbers where known."""
        if record_id != self._record:
            self._record, self._kind, self._entries = record_id, "", []
            self._another, self._wished = True, False
        self._counts = dict(counts) if counts is not None else None
        self._show_chips(self._counts)
        self._ask(None, max(PAGE, len(self._entries)))

    def want_more(self) -> None:
        """The end is near: ask for older entries, as soon as nothing else is on its way."""
        self._wished = self._waiting or self._more
        if self._more and not self._waiting and self._entries:
            self._ask(self._entries[-1].entry.at, PAGE)

    def is_settled(self) -> bool:
        """Whether what is shown belongs to the record asked for."""
        return not self._waiting

    def entries(self) -> Sequence[TimelineEntry]:
        """What is shown now."""
        return tuple(told.entry for told in self._entries)

    def chips(self) -> list[QPushButton]:
        """The chips that choose a kind, in order."""
        return self._chips.findChildren(QPushButton)

    def _ask(self, before: datetime | None, limit: int) -> None:
        if self._record is None:
            return
        self._waiting = True
        kinds = (self._kind,) if self._kind else ()
        task = self._asked_of(self._record, Wish(kinds, self._system, before, limit))
        task.then(self, lambda found: self._take([self._read(one) for one in found], before, limit), slot="timeline")
        task.refused(lambda refusal: self._show_trouble(str(refusal)))
        task.troubled(lambda failure: self._show_trouble(str(failure)))

    def _take(self, found: Sequence[Told], before: datetime | None, limit: int) -> None:
        self._waiting = False
        self._more = len(found) >= limit
        if before is None:
            if self._another or list(found) != self._entries:
                self._entries = list(found)
                self._show_entries()
            self._another = False
            if self._wished:
                self.want_more()
        else:
            self._wished = False
            known = {told.entry.id for told in self._entries}
            older = [told for told in found if told.entry.id not in known]
            self._more = self._more and bool(older)
            self._entries += older
            for told in older:
                self._rows.addWidget(self._row(told))
        self.shown.emit()

    def _show_entries(self) -> None:
        self._clear()
        for told in self._entries:
            self._rows.addWidget(self._row(told))
        if not self._entries:
            empty = words(self._nothing, "body", "dim", wrap=True)
            empty.setContentsMargins(0, 16, 0, 0)
            self._rows.addWidget(empty)

    def _row(self, told: Told) -> TimelineRow:
        row = TimelineRow(told.entry, self._ctx.now(), told.name)
        if row.file is not None and row.more is not None:
            file_id, name, more = AttachmentId(told.entry.id), told.entry.title, row.more
            row.file.clicked.connect(partial(self._files.open, file_id))
            more.clicked.connect(partial(self._files.offer, file_id, name, more))
        if row.person is not None and told.who is not None:
            row.person.clicked.connect(partial(self._ctx.open, told.who))
        return row

    def _show_trouble(self, sentence: str) -> None:
        self._waiting = False
        self._clear()
        self._rows.addWidget(trouble(sentence, lambda: self._ask(None, PAGE)))

    def _clear(self) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_chips(self, counts: dict[str, int] | None) -> None:
        if self._kind and counts is not None and not counts.get(self._kind):
            self._kind = ""
        wanted = [("", _("All"))]
        for kind, title in self._titles(counts):
            if counts is None:
                wanted.append((kind, title))
            elif counts.get(kind):
                wanted.append((kind, f"{title} {number(counts[kind])}"))
        self._chips.clear()
        for kind, title in wanted:
            chip = button(title, partial(self._choose, kind), kind="chip")
            chip.setChecked(kind == self._kind)
            chip.setProperty("kind", kind)
            self._chips.add(chip)
        system = "" if counts is None else number(counts.get("system", 0))
        self._system_chip.setText(_("+ system {count}").format(count=system).rstrip())
        self._system_chip.setVisible(counts is None or bool(counts.get("system")))
        self._system_chip.setChecked(self._system)

    def _titles(self, counts: dict[str, int] | None) -> list[tuple[str, str]]:
        """The kinds in order, a person's own last; one that was put away has its chip where something is of it."""
        own = [kind for kind in dict.fromkeys((*self._ctx.kinds.own, *(counts or ()))) if kind not in _NOT_OWN]
        return [*((kind, _(title)) for kind, title in KINDS), *((kind, kind_title(kind)) for kind in own)]

    def _on_kinds(self) -> None:
        if self._record is not None:
            self._show_chips(self._counts)

    def _choose(self, kind: str) -> None:
        self._kind = kind
        for chip in self.chips():
            chip.setChecked(chip.property("kind") == kind)
        self._ask(None, PAGE)

    def _turn_system(self) -> None:
        self._system = self._system_chip.isChecked()
        self._ask(None, PAGE)
