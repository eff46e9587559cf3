"""When something planned rings: one choice for each reminder, one more beside it, or none at all."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import duration
from resources.i18n import _
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pick import Pick

WARNINGS = (0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10080)  # minutes before
MOST = 4
_NONE = "none"


class Reminders(QWidget):
    """`changed` tells that a person chose something, `grown` that there is one more line."""

    changed = Signal()
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picks: list[Pick] = []
        self._known = set(WARNINGS)
        self._down = QVBoxLayout()
        self._down.setSpacing(metrics.GRID)
        self._down.setContentsMargins(0, 0, 0, 0)
        self.more = button("", self._add_one, kind="quiet", picture="plus", hint=_("One more reminder"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(metrics.GRID)
        across.addLayout(self._down, 1)
        across.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.show_values(())

    def show_values(self, minutes: Sequence[int]) -> None:
        """Show so many minutes before, a line each."""
        self._known |= set(minutes)
        while self.picks:
            gone = self.picks.pop()
            gone.hide()
            gone.deleteLater()
        for one in sorted(minutes):
            self._put(one)
        if not minutes:
            self._put(None)
        self.setFocusProxy(self.picks[0])

    def values(self) -> tuple[int, ...]:
        """So many minutes before, each once."""
        return tuple(sorted({int(one.value()) for one in self.picks if one.value() != _NONE}))

    def _put(self, minutes: int | None) -> None:
        options = [(_NONE, _("no reminder")), *((str(one), warning(one)) for one in sorted(self._known))]
        pick = Pick(_("Remind"), options, _NONE if minutes is None else str(minutes))
        pick.setMinimumContentsLength(8)
        pick.setFixedHeight(metrics.BUTTON)
        pick.picked.connect(lambda _value: self.changed.emit())
        self.picks.append(pick)
        self._down.addWidget(pick)
        self.more.setEnabled(len(self.picks) < MOST)

    def _add_one(self) -> None:
        """The next usual one that is not there yet."""
        taken = set(self.values())
        self._put(next(one for one in (60, 1440, 15, 30, 5, 0) if one not in taken))
        self.changed.emit()
        self.grown.emit()
        self.picks[-1].setFocus()


def warning(minutes: int) -> str:
    """How long before, in words."""
    if not minutes:
        return _("at the time")
    return _("{time} before").format(time=duration(timedelta(minutes=minutes)))
