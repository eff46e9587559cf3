"""The top of the editor: which offer, its state, what can be done with it next; its versions and what they changed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import money, short_date
from app.views.offers import OfferCard
from resources.i18n import _
from ui.context import UiContext
from ui.sections.offers.states import TONES, last_day, numbered
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures, words

# What each state asks for next: the first one stands out.
NEXT = {
    "draft": ("offer_send",),
    "sent": ("offer_accept", "offer_decline", "offer_discuss"),
    "discussed": ("offer_accept", "offer_decline"),
    "expired": ("offer_accept", "offer_revise"),
    "declined": ("offer_revise",),
    "accepted": ("offer_revise",),
    "superseded": (),
}


class Header(QWidget):
    """`version_wished` carries the id of another version."""

    version_wished = Signal(object)

    def __init__(self, ctx: UiContext, back: Callable[[], object], more: Callable[[QWidget], object]) -> None:
        super().__init__()
        self._ctx = ctx
        actions = ctx.actions
        self.number = ElidedWords("", "name")
        self._state = QHBoxLayout()
        self._ends = figures("", "small")
        self.buttons: dict[str, QPushButton] = {}
        self._versions = Flow()
        self._versions.hide()
        back_button = button(
            _("All offers"), back, kind="quiet", picture="chevron-left", hint=_("Back to the list  Esc")
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(back_button)
        line.addWidget(self.number)
        line.addLayout(self._state)
        line.addWidget(self._ends)
        line.addStretch(1)
        for key, title, picture in (
            ("offer_discuss", _("Discussed"), "message-circle"), ("offer_decline", _("Declined"), "x"),
            ("offer_accept", _("Accepted"), "check"), ("offer_revise", _("New version"), "versions"),
            ("offer_send", _("Send"), "send"),
        ):  # fmt: skip
            first = key in ("offer_send", "offer_accept")
            made = button(title, partial(actions.run, key), kind="primary" if first else "plain", picture=picture,
                          hint=actions.hint(key))  # fmt: skip
            self.buttons[key] = made
            line.addWidget(made)
        for key, picture in (("offer_pdf", "download"), ("offer_print", "printer"), ("offer_paper", "eye")):
            made = button("", partial(actions.run, key), picture=picture, hint=actions.hint(key))
            self.buttons[key] = made
            line.addWidget(made)
        self.more = button("", lambda: more(self.more), picture="dots", hint=_("More"))
        line.addWidget(self.more)
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 10, 16, 8)
        down.setSpacing(6)
        down.addLayout(line)
        down.addWidget(self._versions)

    def show_card(self, card: OfferCard) -> None:
        """Show which offer it is and what comes next."""
        row, today = card.row, self._ctx.now().date()
        self.number.setText(numbered(row.number, 1))
        while (old := self._state.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        self._state.addWidget(Pill(row.status_label, TONES.get(row.status, "neutral")))
        ends = last_day(row, today)
        self._ends.setText(ends.note)
        self._ends.setProperty("tone", ends.tone if ends.tone != "neutral" else "dim")
        self._ends.style().polish(self._ends)
        wished = NEXT.get(row.status, ())
        for key in ("offer_discuss", "offer_decline", "offer_accept", "offer_revise", "offer_send"):
            self.buttons[key].setVisible(key in wished)
        self._show_versions(card)

    def _show_versions(self, card: OfferCard) -> None:
        self._versions.clear()
        self._versions.setVisible(len(card.versions) > 1)
        for one in card.versions if len(card.versions) > 1 else ():
            dated = short_date(one.dated, self._ctx.now().date()) if one.dated else ""
            said = _("Version {version} · {day} · {total}").format(
                version=one.version, day=dated, total=money(one.total, card.row.currency)
            )
            chip = button(said, partial(self.version_wished.emit, one.id), kind="chip")
            chip.setChecked(one.id == card.row.id)
            chip.clicked.connect(partial(chip.setChecked, one.id == card.row.id))
            self._versions.add(chip)


class Locked(QWidget):
    """Says plainly that a sent offer does not change any more, and what to do instead."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._said = words("", "body", "dim")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._said)
        across.addWidget(button(_("Make a new version"), partial(ctx.actions.run, "offer_revise"), kind="link"))
        across.addStretch()
        self._ctx = ctx

    def show_card(self, card: OfferCard) -> None:
        """Show it for what has left the house."""
        self.setVisible(card.locked)
        at = card.row.sent_at
        if at is None:
            self._said.setText(_("This offer is locked."))
        else:
            now = self._ctx.now()
            day = short_date(at.astimezone(now.tzinfo).date(), now.date())
            self._said.setText(_("Sent on {day} and locked as the client has it.").format(day=day))


class Changes(QWidget):
    """What a version changed against the one before it."""

    def __init__(self) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2)

    def show_card(self, card: OfferCard) -> None:
        """Show the differences, nothing for a first version."""
        while (old := self._down.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(card.changes))
        if card.changes:
            self._down.addWidget(words(_("Changed since the version before"), "small", "dim"))
        tones = {"added": "good", "removed": "bad"}
        for change in card.changes:
            arrow = " → ".join(part for part in (change.before, change.after) if part)
            said = f"{change.what}: {arrow}" if arrow else change.what
            sign = {"added": "+ ", "removed": "\u2212 "}.get(change.kind, "")
            self._down.addWidget(words(f"{sign}{said}", "body", tones.get(change.kind, ""), wrap=True))
