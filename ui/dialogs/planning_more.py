"""The rarer half of a plan: how long, when to ring, whether and how long it repeats, where, a few words, for whose eyes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.formatting import duration
from app.views.planning import WholeActivity
from resources.i18n import N_, _
from ui.dialogs.reminding import Reminders
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.pick import Pick
from ui.widgets.switch import Switch
from ui.widgets.words import words

LENGTHS = (0, 15, 30, 45, 60, 90, 120, 180, 240, 480)  # minutes
REPEATS = (
    ("", N_("Does not repeat")), ("FREQ=DAILY", N_("Every day")),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_("Every workday")), ("FREQ=WEEKLY", N_("Every week")),
    ("FREQ=WEEKLY;INTERVAL=2", N_("Every two weeks")), ("FREQ=MONTHLY", N_("Every month")),
    ("FREQ=MONTHLY;INTERVAL=3", N_("Every three months")), ("FREQ=YEARLY", N_("Every year")),
)  # fmt: skip
PRIORITIES = (N_("1, highest"), N_("2, high"), N_("3, usual"), N_("4, low"), N_("5, lowest"))
TALL = 52


class More(QWidget):
    """What is left alone comes from the kind: `values` names only what a person chose. `grown` tells of another height."""

    grown = Signal()

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self._touched: set[str] = set()
        self.length = Pick(_("How long"), _lengths(length or 0))
        self.reminders = Reminders()
        self.repeat = Pick(_("Repeats"), [(rule, _(title)) for rule, title in REPEATS], "")
        self.until = QLineEdit()
        self.until.setPlaceholderText(_("31.12 or 10 times"))
        self.priority = Pick(_("Priority"), [(str(at), _(title)) for at, title in enumerate(PRIORITIES, 1)])
        self.place = QLineEdit()
        self.details = QPlainTextEdit()
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(TALL)
        self.all_day = Switch(_("All day"))
        self.private = Switch(_("Only I see it"))
        self.wrong = words("", "small", "bad", wrap=True)
        for field, name in ((self.place, _("Where")), (self.details, _("Details")), (self.until, _("Until"))):
            field.setFont(font())
            field.setAccessibleName(name)
        for key, pick in (("duration", self.length), ("priority", self.priority)):
            pick.picked.connect(lambda _value, key=key: self._touched.add(key))
        self.reminders.changed.connect(lambda: self._touched.add("warnings"))
        self.reminders.grown.connect(self.grown)
        self.repeat.picked.connect(lambda _rule: self._on_repeat())
        self._arrange()
        self._on_repeat()

    def show_usual(self, length: int, warning: int, priority: int) -> None:
        """What a kind begins with, unless a person chose something else."""
        if "duration" not in self._touched:
            self.length.show_value(str(length))
        if "priority" not in self._touched:
            self.priority.show_value(str(priority))
        if "warnings" not in self._touched:
            self.reminders.show_values((warning,))

    def show_whole(self, whole: WholeActivity) -> None:
        """What a planned activity has."""
        self.length.show_value(str(whole.duration))
        self.priority.show_value(str(whole.priority))
        self.reminders.show_values(whole.warnings)
        if whole.repeats not in dict(REPEATS):
            own = whole.repetition[:1].upper() + whole.repetition[1:]
            self.repeat.offer([*((rule, _(title)) for rule, title in REPEATS), (whole.repeats, own)])
        self.repeat.show_value(whole.repeats)
        self.until.setText(whole.ends)
        self.place.setText(whole.place)
        self.details.setPlainText(whole.details)
        self.private.setChecked(whole.private)
        self._on_repeat()

    def minutes(self) -> int:
        """How long it would take."""
        return int(self.length.value() or 0)

    def values(self) -> dict[str, Any]:
        """What was chosen, by the names the command takes."""
        said = self.all_values()
        chosen = {key: said[key] for key in sorted(self._touched)}
        return chosen | {key: said[key] for key in ("where", "details", "private") if said[key]}

    def all_values(self) -> dict[str, Any]:
        """Everything that stands here but the repetition, chosen or not."""
        return {
            "duration": self.minutes(), "priority": int(self.priority.value() or 3),
            "warnings": self.reminders.values(), "where": self.place.text().strip(),
            "details": self.details.toPlainText().strip(), "private": self.private.isChecked(),
        }  # fmt: skip

    def repetition(self) -> tuple[str, str]:
        """The rule that was chosen, and its end as it was typed."""
        return self.repeat.value(), self.until.text().strip()

    def refuse_end(self, sentence: str) -> None:
        """Say that the end of the repetition cannot be read."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if sentence:
            self.until.setFocus()

    def _on_repeat(self) -> None:
        """What does not repeat has no end."""
        self.until.setEnabled(bool(self.repeat.value()))
        self.until_title.setEnabled(bool(self.repeat.value()))

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * metrics.GRID)
        grid.setVerticalSpacing(metrics.GRID)
        self.until_title = words(_("Until"), "small", "dim")
        titles: dict[QWidget, QWidget] = {self.until: self.until_title}
        pairs: Sequence[tuple[str, QWidget, int, int, int]] = (
            (_("How long"), self.length, 0, 0, 1), (_("Remind"), self.reminders, 0, 1, 1),
            (_("Repeats"), self.repeat, 2, 0, 1), (_("Until"), self.until, 2, 1, 1),
            (_("Priority"), self.priority, 5, 0, 1), (_("Where"), self.place, 5, 1, 1),
            (_("Details"), self.details, 7, 0, 2),
        )  # fmt: skip
        for title, field, row, column, span in pairs:
            grid.addWidget(titles.get(field) or words(title, "small", "dim"), row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self.wrong.hide()
        grid.addWidget(self.wrong, 4, 0, 1, 2)
        grid.addWidget(self.all_day, 9, 0)
        grid.addWidget(self.private, 9, 1)
        for column in range(2):
            grid.setColumnStretch(column, 1)


def _lengths(own: int) -> list[tuple[str, str]]:
    """The usual lengths, and the one it has."""
    return [(str(one), _length(one)) for one in sorted({*LENGTHS, own})]


def _length(minutes: int) -> str:
    return duration(timedelta(minutes=minutes)) if minutes else _("no length")
