"""The rarer half of a plan: how long, when to ring, whether it repeats, where, and a few words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.formatting import duration
from resources.i18n import N_, _
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.pick import Pick
from ui.widgets.words import words

LENGTHS = (0, 15, 30, 45, 60, 90, 120, 180, 240, 480)  # minutes
WARNINGS = (0, 5, 10, 15, 30, 60, 120, 1440)  # minutes before
REPEATS = (
    ("", N_("Does not repeat")), ("FREQ=DAILY", N_("Every day")),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_("Every workday")), ("FREQ=WEEKLY", N_("Every week")),
    ("FREQ=WEEKLY;INTERVAL=2", N_("Every two weeks")), ("FREQ=MONTHLY", N_("Every month")),
    ("FREQ=MONTHLY;INTERVAL=3", N_("Every three months")), ("FREQ=YEARLY", N_("Every year")),
)  # fmt: skip
PRIORITIES = (N_("1, highest"), N_("2, high"), N_("3, usual"), N_("4, low"), N_("5, lowest"))
TALL = 52


class More(QWidget):
    """What is left alone comes from the kind: `values` names only what a person chose."""

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self._touched: set[str] = set()
        lengths = sorted({*LENGTHS, length or 0})
        self.length = Pick(_("How long"), [(str(one), _length(one)) for one in lengths])
        self.warning = Pick(_("Remind"), [(str(one), _warning(one)) for one in WARNINGS])
        self.repeat = Pick(_("Repeats"), [(rule, _(title)) for rule, title in REPEATS], "")
        self.priority = Pick(_("Priority"), [(str(at), _(title)) for at, title in enumerate(PRIORITIES, 1)])
        self.place = QLineEdit()
        self.details = QPlainTextEdit()
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(TALL)
        for field, name in ((self.place, _("Where")), (self.details, _("Details"))):
            field.setFont(font())
            field.setAccessibleName(name)
        for key, pick in (("duration", self.length), ("warning", self.warning), ("priority", self.priority)):
            pick.picked.connect(lambda _value, key=key: self._touched.add(key))
        self._arrange()

    def show_usual(self, length: int, warning: int, priority: int) -> None:
        """What a kind begins with, unless a person chose something else."""
        usual = {"duration": (self.length, length), "warning": (self.warning, warning),
                 "priority": (self.priority, priority)}  # fmt: skip
        for key, (pick, value) in usual.items():
            if key not in self._touched:
                pick.show_value(str(value))

    def minutes(self) -> int:
        """How long it would take."""
        return int(self.length.value() or 0)

    def values(self) -> dict[str, Any]:
        """What was chosen, by the names the command takes."""
        picks = {"duration": self.length, "warning": self.warning, "priority": self.priority}
        found: dict[str, Any] = {key: int(picks[key].value()) for key in sorted(self._touched)}
        words_ = {"rrule": self.repeat.value(), "where": self.place.text().strip(),
                  "details": self.details.toPlainText().strip()}  # fmt: skip
        return found | {key: text for key, text in words_.items() if text}

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * metrics.GRID)
        grid.setVerticalSpacing(metrics.GRID)
        pairs: Sequence[tuple[str, QWidget, int, int, int]] = (
            (_("How long"), self.length, 0, 0, 1), (_("Remind"), self.warning, 0, 1, 1),
            (_("Repeats"), self.repeat, 2, 0, 1), (_("Priority"), self.priority, 2, 1, 1),
            (_("Where"), self.place, 4, 0, 2), (_("Details"), self.details, 6, 0, 2),
        )  # fmt: skip
        for title, field, row, column, span in pairs:
            grid.addWidget(words(title, "small", "dim"), row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        for column in range(2):
            grid.setColumnStretch(column, 1)


def _length(minutes: int) -> str:
    return duration(timedelta(minutes=minutes)) if minutes else _("no length")


def _warning(minutes: int) -> str:
    if not minutes:
        return _("at the time")
    return _("{time} before").format(time=duration(timedelta(minutes=minutes)))
