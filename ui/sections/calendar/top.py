"""The line over the calendar: back and forth, today, what is shown, and how much at once."""

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import number
from resources.i18n import N_, _
from ui.actions import Actions
from ui.widgets.buttons import button
from ui.widgets.words import ElidedWords

Mode = Literal["day", "workweek", "week", "month"]
MODES: tuple[tuple[Mode, str], ...] = (
    ("day", N_("Day")), ("workweek", N_("Mon–Fri")), ("week", N_("Week")), ("month", N_("Month")),
)  # fmt: skip


class Top(QWidget):
    """`mode_chosen` carries how much is shown at once; the rest are actions with keys."""

    mode_chosen = Signal(str)
    all_wished = Signal()  # nothing is sought any more

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 0)
        across.setSpacing(4)
        for key, picture in (("calendar_back", "chevron-left"), ("calendar_on", "chevron-right")):
            across.addWidget(
                button("", partial(actions.run, key), kind="quiet", picture=picture, hint=actions.hint(key))
            )
        self.today = button(
            _("Today"), partial(actions.run, "calendar_today"), kind="small", hint=actions.hint("calendar_today")
        )
        across.addWidget(self.today)
        across.addSpacing(12)
        self.title = ElidedWords("", "list_heading")
        across.addWidget(self.title, 1)
        self.sought = button("", self.all_wished.emit, kind="chip", picture="search", hint=_("Show all"))
        self.sought.hide()
        across.addWidget(self.sought)
        self.done = button(
            _("+ done"), partial(actions.run, "calendar_done"), kind="chip", hint=actions.hint("calendar_done")
        )
        across.addWidget(self.done)
        across.addSpacing(12)
        self._chips = {}
        for mode, title in MODES:
            hint = actions.hint(f"calendar_{mode}")
            self._chips[mode] = button(_(title), partial(self.mode_chosen.emit, mode), kind="chip", hint=hint)
            across.addWidget(self._chips[mode])

    def show_title(self, title: str) -> None:
        """Say what is shown."""
        self.title.setText(title)

    def show_sought(self, text: str, found: int) -> None:
        """Say what is sought and how much of it these days hold."""
        said = _("“{text}”: {count}").format(text=text, count=number(found))
        self.sought.setText(f"{said}  ✕")
        self.sought.setAccessibleName(said)
        self.sought.setChecked(True)
        self.sought.setVisible(bool(text))

    def show_mode(self, mode: Mode) -> None:
        """Mark how much is shown at once."""
        for key, chip in self._chips.items():
            chip.setChecked(key == mode)
