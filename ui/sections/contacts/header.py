"""The top of a card: who it is, where they work, what time it is there, their statuses, and what to do with them."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import clock
from app.views.contacts import ContactCard
from resources.i18n import _
from ui.actions import Actions
from ui.theme import metrics
from ui.theme.fonts import Role
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.pill import Avatar, Pill
from ui.widgets.words import ElidedWords, figures

_TONES = {"customer": "good", "hot": "warn", "hot_lead": "warn"}


def local_time(zone: str, now: datetime) -> str:
    """What time it is where the person is; nothing where that is our own time or unknown."""
    try:
        there = now.astimezone(ZoneInfo(zone)) if zone else now
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    if there.utcoffset() == now.utcoffset():
        return ""
    return _("{time} there").format(time=clock(there.timetz()))


class Header(QWidget):
    """Avatar, name, post and company, statuses."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._avatar = Avatar()
        self.name = ElidedWords("", "name")
        self._post = ElidedWords("", "body", "dim")
        self._company = _CompanyName("", "medium", "accent")
        self._company.pressed.connect(lambda: actions.run("open_company"))
        self._time = figures("", "body")
        self.edit = button("", lambda: actions.run("edit_name"), kind="quiet", picture="pencil")
        self.edit.setToolTip(actions.hint("edit_name"))
        self.edit.setAccessibleName(_("Edit name and company"))
        self._statuses = Flow(right=True)
        self._statuses.setMaximumWidth(220)
        self.step = button("", lambda: actions.run("side"), kind="chip", hint=actions.hint("side"))
        self.step.setCheckable(False)
        self.step.hide()
        self._arrange()

    def show_card(self, card: ContactCard, now: datetime) -> None:
        """Show who the card is of."""
        self._avatar.show_initials(card.initials)
        self.name.setText(card.name)
        self._post.setText(card.job_title + (", " if card.job_title and card.company else ""))
        self._company.setText(card.company)
        self.show_time(card, now)
        self._statuses.clear()
        for status in card.statuses:
            self._statuses.add(Pill(status.label, _TONES.get(status.key, "neutral")))
        if card.do_not_call:
            self._statuses.add(Pill(_("do not call"), "bad"))
        for tag in card.tags:
            self._statuses.add(Pill(f"# {tag}", "neutral"))
        bare = not card.statuses and not card.tags
        mark = button(_("Status or tag") if bare else "", partial(self._actions.run, "marks"), kind="chip",
                      picture="plus", hint=self._actions.hint("marks"))  # fmt: skip
        mark.setCheckable(False)
        mark.setAccessibleName(_("Statuses and tags"))
        self._statuses.add(mark)

    def show_time(self, card: ContactCard, now: datetime) -> None:
        """Tell the person's local time."""
        there = local_time(card.time_zone, now)
        between = " · " if there and (card.job_title or card.company) else ""
        self._time.setText(f"{between}{there}")

    def show_step(self, text: str) -> None:
        """On a narrow window: the next step in a chip that brings out the side panel; nothing hides it."""
        self.step.setText(text)
        self.step.setVisible(bool(text))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(metrics.GRID)
        first.addWidget(self.name)
        first.addWidget(self.edit)
        first.addStretch()
        second = QHBoxLayout()
        second.setSpacing(0)
        for part in (self._post, self._company, self._time):
            second.addWidget(part)
        second.addStretch()
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addLayout(first)
        down.addLayout(second)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._avatar)
        across.addLayout(down, 1)
        states = QVBoxLayout()
        states.setSpacing(6)
        states.addWidget(self._statuses)
        states.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)
        states.addStretch()
        across.addLayout(states)


class _CompanyName(ElidedWords):
    """A press opens the company; the keyboard has an action for it."""

    pressed = Signal()

    def __init__(self, text: str, role: Role, tone: str) -> None:
        super().__init__(text, role, tone)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class Touches(Flow):
    """The buttons that reach out to the person; each is an action with its key."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        titles = {
            "call": ("phone", _("Call")),
            "plan_call": ("calendar-plus", _("Plan")),
            "plan_meeting": ("calendar-event", _("Meeting")),
            "plan_todo": ("list-check", _("To-do")),
            "note": ("note", _("Note")),
            "add_offers": ("file-text", _("Offer")),
        }
        for key, (picture, title) in titles.items():
            made = button(title, partial(actions.run, key), kind="primary" if key == "call" else "plain",
                          picture=picture, hint=actions.hint(key))  # fmt: skip
            self.buttons[key] = made
            self.add(made)
