"""The office: joining it, and once joined who one is there, how often is exchanged, and leaving."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import number, stamp
from resources.i18n import N_, _, ngettext
from ui.context import zone_info
from ui.dialogs.preferences.joining import JoinPart
from ui.dialogs.preferences.rows import FIELD, INDENT, Page
from ui.office.sign import running_words
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pick import Pick
from ui.widgets.progress import Progress
from ui.widgets.stopping import stop_button
from ui.widgets.switch import Switch
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from app.exchanging import Standing
    from app.views.exchange import ExchangeState
    from ui.context import UiContext
    from ui.wishes import Wishes

ROLES = {"salesperson": N_("salesperson"), "lead": N_("team lead"), "admin": N_("administrator")}
PACES = (0, 5, 15, 60)  # minutes


class OfficePage(Page):
    """One of two parts: joining, or the office one has joined."""

    def __init__(self, ctx: "UiContext", wishes: "Wishes") -> None:
        super().__init__()
        assert ctx.office is not None
        self._ctx, self._desk = ctx, ctx.office
        self.comeback = words("", "body", "dim", wrap=True)
        self.back = button(_("Come back"), self._come_back)
        self.down.addWidget(self.comeback)
        self._back = _beside(self.back)
        self._back.setContentsMargins(0, 0, 0, 2 * metrics.GRID)
        self.down.addWidget(self._back)
        self.joining: JoinPart | None = None
        self.joined = JoinedPart(ctx, wishes)
        self.joined.left.connect(self._leave)
        self.down.addWidget(self.joined)
        self._desk.changed.connect(self._show)
        self._show()
        self._desk.look()

    def _show(self) -> None:
        state, joined = self._desk.state, self._desk.joined()
        left = state.left if state is not None else ""
        self.comeback.setText(_("You have left {office}. Nothing was taken away here.").format(office=left))
        self.comeback.setVisible(bool(left))
        self._back.setVisible(bool(left))
        self.joined.setVisible(joined)
        if joined:
            assert state is not None
            self.joined.show_state(state, self._desk.standing)
        elif self.joining is None:
            self.joining = JoinPart(self._ctx)
            self.joining.joined.connect(self._on_joined)
            self.down.addWidget(self.joining)
        if self.joining is not None:
            self.joining.setVisible(not joined)

    def _on_joined(self, sentence: str) -> None:
        """What would be sent was shown: the first round begins at once."""
        self.joined.tell(sentence)

        def go(_state: "ExchangeState") -> None:
            self._desk.exchange()

        self._desk.look(go)

    def _leave(self) -> None:
        from app.office import leave  # noqa: PLC0415 - only for who has an office

        self._change(leave)

    def _come_back(self) -> None:
        from app.office import come_back  # noqa: PLC0415 - only for who has an office

        self._change(come_back)

    def _change(self, change: Any) -> None:
        workspace: Any = self._ctx.doors  # the doors of a window are a workspace's
        self._desk.stop()
        self._ctx.tasks.aside(lambda: change(workspace), queue="office").then(self, lambda _none: self._desk.look())


class JoinedPart(Page):
    """How the exchange stands, and what may be changed of it."""

    def __init__(self, ctx: "UiContext", wishes: "Wishes") -> None:
        super().__init__()
        assert ctx.office is not None
        self._ctx, self._desk, self._wishes = ctx, ctx.office, wishes
        self.down.setContentsMargins(0, 0, 0, 0)
        self._title = words("", "strong")
        self.down.addWidget(self._title)
        self.me, self.url, self.last = (ElidedWords("") for _place in range(3))
        self.row(_("You are"), self.me)
        self.row(_("Server"), self.url)
        self.row(_("Last exchange"), self.last)
        self.waiting = self.sentence("")
        self.problem = self.sentence("", "warn")
        self.clock = self.sentence("", "warn")
        self._add_exchange()
        self.heading(_("Offer numbers"))
        self.numbers = words("", "body", "dim", wrap=True)
        self.down.addWidget(self.numbers)
        self.heading(_("Leave the office"))
        said = _("Every record stays here and at the office; the two no longer meet. You may come back at any time.")
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.leave = button(_("Leave"))
        self.left = self.leave.clicked
        self.down.addWidget(_beside(self.leave))

    def _add_exchange(self) -> None:
        self.heading(_("Exchange"))
        self.every = Pick(_("How often"), [(str(one), _pace(one)) for one in PACES])
        self.every.show_value(str(self._wishes.settings().exchange_every))
        self.every.picked.connect(lambda key: self._choose(exchange_every=int(key)))
        self.row(_("How often"), self.every)
        self.soon = Switch(_("And as soon as something changes"), on=self._wishes.settings().exchange_soon)
        self.soon.clicked.connect(lambda on: self._choose(exchange_soon=on))
        self.soon.setEnabled(bool(self._wishes.settings().exchange_every))
        self.row("", self.soon, "", 0)
        self.now = button(_("Exchange now"), self._desk.exchange, picture="refresh")
        self.stop = stop_button(self._desk.stop)
        self.review = button(_("Look at conflicts"), self._review)
        self.row("", _beside(self.now, self.stop, self.review), "", 0)
        self.progress = Progress()
        self.told = self.sentence("", "good")
        self.smaller = button(_("That is right: go on"), lambda: self._desk.exchange(smaller_is_right=True))
        for part in (self.progress, self.smaller):
            place = QHBoxLayout()  # without the line of a label: what is hidden takes no room
            place.setContentsMargins(INDENT, 0, 0, 0)
            place.addWidget(part)
            place.addStretch(1)
            self.down.addLayout(place)
        self.progress.setFixedWidth(FIELD)
        self.told.hide()

    def _choose(self, **changes: Any) -> None:
        """In force at once: whoever asks by hand alone is not waited for any longer."""
        self._wishes.choose(**changes)
        self.soon.setEnabled(bool(self._wishes.settings().exchange_every))
        self._desk.look()

    def tell(self, sentence: str) -> None:
        """Say something good."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def show_state(self, state: "ExchangeState", standing: "Standing | None") -> None:
        """Show how the exchange stands."""
        self._title.setText(state.organisation or _("Office"))
        role = _(ROLES.get(state.role, state.role))
        self.me.setText(", ".join(part for part in (state.user_name, role) if part))
        self.url.setText(state.url)
        zone, today = zone_info(self._ctx.zone()), self._ctx.now().date()
        self.last.setText(stamp(state.last_at, zone=zone, today=today) if state.last_at else _("not yet"))
        text = ngettext("{count} record waits to be sent.", "{count} records wait to be sent.", state.waiting)
        _say(self.waiting, text.format(count=number(state.waiting)) if state.waiting else "")
        _say(self.problem, state.last_problem)
        minutes = abs(state.clock_off)
        ahead = _("The clock of this computer is {minutes} min ahead of the office's.")
        behind = _("The clock of this computer is {minutes} min behind the office's.")
        off = (ahead if state.clock_off > 0 else behind).format(minutes=number(minutes))
        _say(self.clock, off if minutes else "")
        lines = [_("{firm}: {count} left").format(firm=firm, count=number(count)) for firm, count in state.numbers]
        self.numbers.setText("\n".join(lines) or _("Numbers are reserved with the first exchange."))
        self.review.setVisible(bool(state.to_review + state.refused))
        self._show_round(standing)

    def _show_round(self, standing: "Standing | None") -> None:
        running = standing is not None and standing.running
        self.now.setEnabled(not running)
        self.stop.setVisible(running)
        self.progress.setVisible(running)
        self.smaller.setVisible(standing is not None and standing.outcome == "smaller" and not running)
        if standing is None:
            return
        if running:
            share = standing.done * 100 // standing.total if standing.total else -1
            self.progress.show_progress(share, running_words(standing))
        elif standing.outcome == "done":
            said = _("Sent {sent}, received {received}.")
            said = said.format(sent=number(standing.sent), received=number(standing.received))
            self.tell(f"{said} {_('To receive, Vizitka has to be updated.')}" if standing.outdated else said)
        else:
            self.tell("")

    def _review(self) -> None:
        """One sheet in the place of the other."""
        sheet = self.window()
        from ui.widgets.sheet import Sheet  # noqa: PLC0415 - a sheet holds this page

        for one in sheet.findChildren(Sheet):
            if one.isVisible():
                one.dismiss()
        self._ctx.actions.run("review")


def _pace(minutes: int) -> str:
    if not minutes:
        return _("When I ask for it")
    return ngettext("Every {count} minute", "Every {count} minutes", minutes).format(count=number(minutes))


def _say(place: Any, sentence: str) -> None:
    place.setText(sentence)
    place.setVisible(bool(sentence))


def _beside(*parts: QWidget) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(2 * metrics.GRID)
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return row
