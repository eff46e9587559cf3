"""The quiet sign in the status line: when the last exchange was, what it does now, what there is to look at."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.formatting import clock, number, short_date
from resources.i18n import _, ngettext
from ui.context import zone_info
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from datetime import datetime

    from app.exchanging import Standing
    from ui.context import Office, UiContext


class OfficeSign(QWidget):
    """Nothing at all before somebody has joined. Being offline is normal and says so calmly."""

    def __init__(self, ctx: "UiContext", desk: "Office", place: QWidget) -> None:
        super().__init__(place)  # shown before it lies somewhere, it would be a window of its own
        self._ctx, self._desk = ctx, desk
        self.review = button("", partial(ctx.actions.run, "review"), kind="link", hint=ctx.actions.hint("review"))
        self.review.setFont(font("small_medium"))
        self.now = button("", partial(ctx.actions.run, "office"), kind="link", hint=ctx.actions.hint("office"))
        self.now.setFont(font("small"))
        self.now.setProperty("look", "sign")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * metrics.GRID)
        across.addWidget(self.review)
        across.addWidget(self.now)
        desk.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state, standing = self._desk.state, self._desk.standing
        self.setVisible(state is not None and state.joined)
        if state is None or not state.joined:
            return
        waiting = state.to_review + state.refused
        _say(self.review, ngettext("{count} to look at", "{count} to look at", waiting).format(count=number(waiting)))
        self.review.setVisible(bool(waiting))
        zone, now = zone_info(self._ctx.zone()), self._ctx.now()
        said = sign_of(standing, state.last_at.astimezone(zone) if state.last_at else None, now)
        _say(self.now, said)
        self.now.setToolTip(standing.sentence or state.last_problem if standing else state.last_problem)


def sign_of(standing: "Standing | None", last: "datetime | None", now: "datetime") -> str:
    """The words of the sign; `last` as the person's own clock shows it."""
    if standing is not None and standing.running:
        return running_words(standing)
    when = said_when(last, now)
    if standing is not None and standing.outcome == "offline":
        return _("Offline, last exchange {when}").format(when=when) if when else _("Offline")
    if standing is not None and standing.outcome in ("refused", "smaller"):
        return _("The exchange needs you")
    return _("Exchanged {when}").format(when=when) if when else _("Not exchanged yet")


def running_words(standing: "Standing") -> str:
    """What the round under way does: its step, and how much of it is done."""
    from app.exchanging import STEPS  # noqa: PLC0415 - only for who has an office

    said = _(STEPS[standing.step])
    if standing.total:
        return _("{step}: {done} of {total}").format(
            step=said, done=number(standing.done), total=number(standing.total)
        )
    return f"{said}: {number(standing.done)}" if standing.done else f"{said} …"


def said_when(last: "datetime | None", now: "datetime") -> str:
    """The time today, the day before that."""
    if last is None:
        return ""
    return clock(last.time()) if last.date() == now.date() else short_date(last.date(), now.date())


def _say(place: QPushButton, text: str) -> None:
    place.setText(text)
    place.setAccessibleName(text)
