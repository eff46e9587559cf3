"""The top of a card: who it is, where they work, what time it is there, their statuses, and what to do with them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton

from app.views.contacts import ContactCard
from resources.i18n import _
from ui.actions import Actions
from ui.context import UiContext
from ui.dialogs.access import AccessChip
from ui.dialogs.photo import ContactPhoto
from ui.theme import metrics
from ui.theme.fonts import Role
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.local_time import local_time
from ui.widgets.record_head import Marks, RecordHead, head_line, toned
from ui.widgets.words import ElidedWords, figures

_RARER = ("plan_call", "chat", "attach", "code", "photo", "do_not_call", "do_not_mail", "access")
_WORDLESS = ("add_offers", "letter", "note", "plan_todo", "plan_meeting", "call")
_TONES = {"customer": "good", "hot": "warn", "hot_lead": "warn"}


class Header(RecordHead):
    """Photo, name, post and company, statuses."""

    def __init__(self, ctx: UiContext) -> None:
        actions = ctx.actions
        marks = Marks(partial(actions.run, "marks"), actions.hint("marks"))
        super().__init__(marks, partial(actions.run, "side"), actions.hint("side"))
        self.photo = ContactPhoto(ctx)
        self.name = ElidedWords("", "name")
        self._post = ElidedWords("", "body", "dim")
        self._company = _CompanyName("", "medium", "accent")
        self._company.pressed.connect(lambda: actions.run("open_company"))
        self._time = figures("", "body")
        self.edit = button("", lambda: actions.run("edit_name"), kind="quiet", picture="pencil")
        self.edit.setToolTip(actions.hint("edit_name"))
        self.edit.setAccessibleName(_("Edit name and company"))
        self.access = AccessChip(ctx, "contact")
        first = head_line((self.name, self.edit, self.access), metrics.GRID)
        self.lay(self.photo, (first, head_line((self._post, self._company, self._time), 0)))

    def show_card(self, card: ContactCard, now: datetime) -> None:
        """Show who the card is of."""
        self.photo.show_card(card)
        self.name.setText(card.name)
        self.access.show_access(card.id, card.access)
        self._post.setText(card.job_title + (", " if card.job_title and card.company else ""))
        self._company.setText(card.company)
        self.show_time(card, now)
        pills = toned([(status.key, status.label) for status in card.statuses], _TONES)
        if card.do_not_call:
            pills.append((_("do not call"), "bad"))
        if card.do_not_mail:
            pills.append((_("do not mail"), "bad"))
        self.marks.show_marks(pills, card.tags)

    def show_time(self, card: ContactCard, now: datetime) -> None:
        """Tell the person's local time."""
        there = local_time(card.time_zone, now)
        between = " · " if there and (card.job_title or card.company) else ""
        self._time.setText(f"{between}{there}")


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
    """The buttons that reach out to the person; each is an action with its key, what is rarer stands in a menu.

    All in one row: where room is short, those whose picture says enough lose their words first.
    """

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        titles = {
            "call": ("phone", _("Call")),
            "plan_meeting": ("calendar-event", _("Meeting")),
            "plan_todo": ("list-check", _("To-do")),
            "note": ("note", _("Note")),
            "letter": ("mail", _("Letter")),
            "add_offers": ("file-text", _("Offer")),
        }
        for key, (picture, title) in titles.items():
            self._add(key, title, picture, partial(actions.run, key), actions.hint(key))
        self._add("more", "", "dots", self._open_menu, _("More"))
        for key in _RARER:
            self.buttons[key] = self.buttons["more"]  # what it opens stands under the menu's button

    def _add(self, key: str, title: str, picture: str, run: Callable[[], object], hint: str) -> None:
        kind = "primary" if key == "call" else "plain"
        made = button(title, run, kind=kind, picture=picture, hint=hint)  # type: ignore[arg-type]  # one of the two
        self.buttons[key], self._titles[key] = made, title
        self.add(made)

    def _fit(self, width: int) -> None:
        """As many words as there is room for."""
        for key, title in self._titles.items():
            self.buttons[key].setText(title)
        for key in _WORDLESS:
            if self.sizeHint().width() <= width:
                return
            self.buttons[key].setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key in _RARER:
            title, keys = self._actions.title(key), self._actions.keys(key)
            menu.addAction(f"{title}\t{keys}" if keys else title, partial(self._actions.run, key))
        anchor = self.buttons["more"]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
