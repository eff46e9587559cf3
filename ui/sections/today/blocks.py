"""The cards of the page: a heading with its number, and lines with one thing to press on each."""

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import counted, money, number, relative_day, short_date
from app.views.calendar import When
from app.views.today import Birthday, ExpiringOffer, NeglectedContact, StalledDeal, TodayPromise
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.section import concerns
from ui.theme import metrics
from ui.widgets.buttons import button, elided_button
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures, words

PLAN = "calendar-plus"
MORNING = time(10)  # when one congratulates
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_BY_KEY = Qt.FocusReason.TabFocusReason
INSET = 6  # a row's own ground reaches so far beyond its words
_LINE = 30
_MOST = 6  # lines of a card; its heading counts all


class Block(QFrame):
    """A card with a heading; empty cards are not shown at all. `more` says what else there is, `unfold` shows it."""

    def __init__(
        self, title: str, total: int, rows: Sequence[QWidget], *, more: str = "",
        unfold: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("card")
        self.rows = tuple(rows)
        down = QVBoxLayout(self)
        down.setContentsMargins(18 - INSET, 14, 18 - INSET, 14)
        down.setSpacing(0)
        heading = title if total <= 0 else f"{title} · {number(total)}"
        title_ = words(heading, "small_strong", "dim")
        title_.setContentsMargins(INSET, 0, 0, 0)
        down.addWidget(title_)
        down.addSpacing(metrics.GRID)
        for row in rows:
            down.addWidget(row)
        left = total - len(rows)
        said = more or (counted("and {count} more", "and {count} more", left) if left > 0 else "")
        if said:
            down.addSpacing(metrics.GRID)
            told: QWidget = words(said, "small", "dim") if unfold is None else button(said, unfold, kind="link")
            inset = QHBoxLayout()
            inset.setContentsMargins(INSET, 0, 0, 0)
            inset.addWidget(told)
            inset.addStretch()
            down.addLayout(inset)


class Line(QWidget):
    """A name that opens something, a pill, figures to the right. Up and Down go from line to line."""

    left = Signal(int)

    def __init__(
        self, key: UUID, name: str, rest: str, run: Callable[[], object] | None, *, pill: str = "",
        tone: str = "neutral", right: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.key = key
        self.setFixedHeight(_LINE)
        self.setAccessibleName(" · ".join(part for part in (name, rest, right) if part))
        across = QHBoxLayout(self)
        across.setContentsMargins(INSET - 3, 0, INSET, 0)
        across.setSpacing(0)
        if run is not None:
            opener = elided_button(name)
            opener.setMaximumWidth(opener.fontMetrics().horizontalAdvance(name) + 8)
            opener.clicked.connect(lambda _checked=False: run())
            opener.installEventFilter(self)
            across.addWidget(opener, 4)
        else:
            across.addWidget(ElidedWords(name))
        across.addWidget(ElidedWords(f" · {rest}" if rest else "", "body", "dim"), 1)
        across.addSpacing(10)
        if pill:
            across.addWidget(Pill(pill, tone), 0, Qt.AlignmentFlag.AlignVCenter)
            across.addSpacing(10)
        if right:
            across.addWidget(figures(right, "body"))
        self._across = across

    def offer(self, title: str, run: Callable[[QWidget], object], picture: str = "check") -> "Line":
        """Put a quiet button at the end; `run` gets it, for what opens beside."""
        self._across.addSpacing(6)
        made = button("", None, kind="quiet", picture=picture, hint=title)
        made.clicked.connect(lambda: run(made))
        made.installEventFilter(self)
        self._across.addWidget(made)
        return self

    def stops(self) -> list[QPushButton]:
        """What can be pressed, from left to right."""
        return [one for one in self.findChildren(QPushButton) if one.isEnabled()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button would take arrows for Tab."""
        del watched
        arrow = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ARROWS
        if arrow and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
        return arrow

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk among the lines, and along one."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        stops = self.stops()
        at = next((place for place, one in enumerate(stops) if one.hasFocus()), 0)
        if event.key() in steps:
            self.left.emit(steps[Qt.Key(event.key())])
        elif event.key() in along and stops:
            stops[max(0, min(len(stops) - 1, at + along[Qt.Key(event.key())]))].setFocus(_BY_KEY)
        else:
            super().keyPressEvent(event)


def promises(ctx: UiContext, found: Sequence[TodayPromise], total: int) -> Block:
    """What was promised, by me and to me, each kept with one press."""
    today = ctx.now().date()
    rows = []
    for one in found[:_MOST]:
        whose = _("mine") if one.mine else _whose(one.contact_gender)
        tone = "bad" if one.late else "warn" if one.mine else "neutral"
        line = Line(one.id, one.text, one.contact_name, _opener(ctx, "contact", one.contact_id), pill=whose, tone=tone,
                    right=relative_day(one.due, today))  # fmt: skip
        concerns(line, one.contact_id)
        rows.append(line.offer(_("Kept"), _keeper(ctx, one)))
    return Block(_("Promises"), total, rows)


def offers(ctx: UiContext, found: Sequence[ExpiringOffer], total: int) -> Block:
    """Offers that run out soon and have no answer."""
    rows = [
        Line(one.id, one.number, one.company_name or one.contact_name, _opener(ctx, "offer", one.id),
             right=f"{short_date(one.valid_through, ctx.now().date())} · {money(one.total, one.currency, 0)}")
        .offer(_("Plan a call"), _planner(ctx, one.contact_id, one.company_id, one.company_name), PLAN)
        for one in found[:_MOST]
    ]  # fmt: skip
    _concern(rows, [one.contact_id for one in found])
    return Block(_("Offers running out"), total, rows)


def deals(ctx: UiContext, found: Sequence[StalledDeal], total: int) -> Block:
    """Deals nobody does anything about."""
    rows = [
        Line(one.id, one.company_name or one.contact_name or one.name,
             one.name if one.company_name or one.contact_name else "", _opener(ctx, "opportunity", one.id),
             right=f"{money(one.amount, one.currency, 0)} · {_days(one.days)}")
        .offer(_("Plan the next step"), partial(_plan_deal, ctx, one), PLAN)
        for one in found[:_MOST]
    ]  # fmt: skip
    _concern(rows, [one.contact_id for one in found])
    return Block(_("Deals without a next step"), total, rows)


def neglected(ctx: UiContext, found: Sequence[NeglectedContact], total: int) -> Block:
    """People whose rhythm asks for a word."""
    rows = [
        Line(one.id, one.name, _("usually every {days}").format(days=_days(one.every_days)),
             _opener(ctx, "contact", one.id),
             right=_days(one.days_since) if one.days_since is not None else _("never yet"))
        .offer(_("Call now"), partial(_call, ctx, one.id), "phone")
        .offer(_("Plan a call"), _planner(ctx, one.id), PLAN)
        for one in found[:_MOST]
    ]  # fmt: skip
    _concern(rows, [one.id for one in found])
    return Block(_("Time to be in touch"), total, rows)


def birthdays(ctx: UiContext, found: Sequence[Birthday], total: int) -> Block:
    """Birthdays of the next days."""
    today = ctx.now().date()
    rows = [
        Line(one.contact_id, one.name, one.company_name, _opener(ctx, "contact", one.contact_id),
             pill=counted("{count} year", "{count} years", one.age) if one.age else "",
             right=relative_day(one.on, today))
        .offer(_("Call now"), partial(_call, ctx, one.contact_id), "phone")
        .offer(_("Plan a call"), _planner(ctx, one.contact_id, on=one.on), PLAN)
        for one in found[:_MOST]
    ]  # fmt: skip
    _concern(rows, [one.contact_id for one in found])
    return Block(_("Birthdays"), total, rows)


def _concern(rows: Sequence[QWidget], people: Sequence[UUID | None]) -> None:
    """F5 on a line calls whom it is about."""
    for row, contact_id in zip(rows, people, strict=False):
        concerns(row, contact_id)


def _whose(gender: str) -> str:
    return {"male": _("his"), "female": _("hers")}.get(gender, _("theirs"))


def _days(count: int) -> str:
    return counted("{count} day", "{count} days", count)


def _opener(ctx: UiContext, kind: str, key: UUID | None) -> Callable[[], object] | None:
    return None if key is None else lambda: ctx.open(Ref(kind, key))


def _planner(
    ctx: UiContext, contact_id: UUID | None, company_id: UUID | None = None, company: str = "", on: date | None = None
) -> Callable[[QWidget], object]:
    def plan(anchor: QWidget) -> None:
        firm = (company_id, company) if company_id is not None and contact_id is None else None
        at = When(on, MORNING, ctx.zone()) if on is not None else None
        PlanStep(ctx, anchor, contact_id, kind="call", company=firm, at=at).open_beside()

    return plan


def _plan_deal(ctx: UiContext, deal: StalledDeal, anchor: QWidget) -> None:
    PlanStep(ctx, anchor, deal.contact_id, opportunity_id=deal.id).open_beside()


def _call(ctx: UiContext, contact_id: UUID, anchor: QWidget) -> None:
    del anchor
    ctx.call(contact_id, None)


def _keeper(ctx: UiContext, promise: TodayPromise) -> Callable[[QWidget], object]:
    def keep(anchor: QWidget) -> None:
        del anchor
        from app.services.history import keep_promise  # noqa: PLC0415 - heavy: after the first paint

        ctx.do(keep_promise, promise.id)

    return keep
