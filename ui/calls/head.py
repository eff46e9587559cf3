"""The top of a call's panel: who it is, how long it lasts, what time it is there, and the numbers to dial."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.calls import CallView
from resources.i18n import _
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button, elided_button
from ui.widgets.local_time import local_time, time_there
from ui.widgets.words import ElidedWords, figures, words

EARLY, LATE = 9, 20  # o'clock: outside of these one is not called


def running(length: timedelta) -> str:
    """A running time: "0:07", "12:05", "1:02:03"."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class CallHead(QWidget):
    """Name, post and company, timer; below them a line for each number."""

    def __init__(self, leave: Callable[[], object], open_card: Callable[[], object]) -> None:
        super().__init__()
        self._open_card = open_card
        self._name = QHBoxLayout()
        self._post = ElidedWords("", "body", "dim")
        self.there = words("", "small", "dim")
        self.timer = figures("0:00", "list_heading", "accent")
        self.timer.setFont(font("list_heading", tabular=True))
        self.timer.setAccessibleName(_("Length of the call"))
        self._close = button("", leave, kind="quiet", picture="x", hint=_("Leave the call  Esc"))
        self._phones = QVBoxLayout()
        self._phones.setSpacing(metrics.GRID)
        self._of_company = words("", "small", "dim", wrap=True)
        self._warning = words(_("Asked not to be called."), "medium", "bad")
        self._arrange()

    def show_person(self, view: CallView) -> None:
        """Show who it is."""
        while (old := self._name.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        name = elided_button(view.name or _("Nobody named"))
        name.setFont(font("list_heading"))
        name.setToolTip(_("Open the card"))
        name.clicked.connect(lambda _checked=False: self._open_card())
        self._name.addWidget(name, 1)
        self._post.setText(", ".join(part for part in (view.job_title, view.company) if part))
        self._post.setVisible(bool(self._post.text()))
        self._warning.setVisible(view.do_not_call)

    def clear_phones(self) -> None:
        """Take the numbers away."""
        while (old := self._phones.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def add_phone(self, line: QWidget) -> None:
        """Put a number under the others."""
        self._phones.addWidget(line)

    def say_of_phones(self, view: CallView) -> None:
        """Whose the numbers are where they are not the person's own, or that there are none."""
        text = "" if view.phones else _("No phone is known.")
        if view.of_company:
            text = _("The company's phone: the person has none of their own.")
        self._of_company.setText(text)
        self._of_company.setVisible(bool(text))

    def show_time(self, length: timedelta, zone: str, now: datetime) -> None:
        """How long it lasts, and what time it is where the person is."""
        self.timer.setText(running(length))
        there = time_there(zone, now)
        self.there.setVisible(there is not None)
        if there is not None:
            self.there.setText(local_time(zone, now))
            tone = "dim" if EARLY <= there.hour < LATE else "warn"
            if self.there.property("tone") != tone:
                self.there.setProperty("tone", tone)
                self.there.style().unpolish(self.there)
                self.there.style().polish(self.there)

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addLayout(self._name, 1)
        first.addWidget(self.timer)
        first.addWidget(self._close)
        second = QHBoxLayout()
        second.setContentsMargins(3, 0, 6, 0)
        second.setSpacing(8)
        second.addWidget(self._post, 1)
        second.addWidget(self.there, 0, Qt.AlignmentFlag.AlignRight)
        down = QVBoxLayout(self)
        down.setContentsMargins(14, 12, 10, 12)
        down.setSpacing(2)
        down.addLayout(first)
        down.addLayout(second)
        down.addWidget(self._warning)
        down.addSpacing(6)
        self._phones.setContentsMargins(2, 0, 6, 0)  # the edge of the form below
        down.addLayout(self._phones)
        down.addWidget(self._of_company)
        for part in (self._warning, self._of_company, self.there, self._post):
            part.hide()
