"""The cards of the page: a heading with its number, and lines with one thing to press on each."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import counted, money, number, relative_day, short_date
from app.views.today import Birthday, ExpiringOffer, NeglectedContact, StalledDeal, TodayPromise
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures, words

_LINE = 30
_MOST = 6  # lines of a card; its heading counts all


class Block(QFrame):
    """A card with a heading; empty cards are not shown at all."""

    def __init__(self, title: str, total: int, rows: Sequence[QWidget], *, spacing: int = 0) -> None:
        super().__init__()
        self.setObjectName("card")
        down = QVBoxLayout(self)
        down.setContentsMargins(18, 14, 18, 14)
        down.setSpacing(spacing)
        heading = title if total <= 0 else f"{title} · {number(total)}"
        down.addWidget(words(heading, "small_strong", "dim"))
        down.addSpacing(metrics.GRID)
        for row in rows:
            down.addWidget(row)
        more = total - len(rows)
        if more > 0:
            text = counted("and {count} more", "and {count} more", more)
            down.addSpacing(metrics.GRID)
            down.addWidget(words(text, "small", "dim"))


class Line(QWidget):
    """A name that opens something, a pill, figures to the right."""

    def __init__(self, name: str, rest: str, run: Callable[[], object] | None, *, pill: str = "", tone: str = "neutral",
                 right: str = "") -> None:  # fmt: skip
        super().__init__()
        self.setFixedHeight(_LINE)
        self.setAccessibleName(" · ".join(part for part in (name, rest, right) if part))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        if run is not None:
            across.addWidget(button(name, run, kind="person"))
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

    def offer(self, title: str, run: Callable[[], object]) -> "Line":
        """Put a quiet button at the end."""
        self._across.addSpacing(6)
        self._across.addWidget(button("", run, kind="quiet", picture="check", hint=title))
        return self


def promises(ctx: UiContext, found: Sequence[TodayPromise], total: int) -> Block:
    """What was promised, by me and to me, each kept with one press."""
    today = ctx.now().date()
    rows = []
    for one in found[:_MOST]:
        whose = _("mine") if one.mine else _whose(one.contact_gender)
        tone = "bad" if one.late else "warn" if one.mine else "neutral"
        line = Line(one.text, one.contact_name, _opener(ctx, "contact", one.contact_id), pill=whose, tone=tone,
                    right=relative_day(one.due, today))  # fmt: skip
        rows.append(line.offer(_("Kept"), _keeper(ctx, one)))
    return Block(_("Promises"), total, rows)


def offers(ctx: UiContext, found: Sequence[ExpiringOffer], total: int) -> Block:
    """Offers that run out soon and have no answer."""
    rows = [
        Line(one.number, one.company_name or one.contact_name, _opener(ctx, "offer", one.id),
             right=f"{short_date(one.valid_through, ctx.now().date())} · {money(one.total, one.currency, 0)}")
        for one in found[:_MOST]
    ]  # fmt: skip
    return Block(_("Offers running out"), total, rows)


def deals(ctx: UiContext, found: Sequence[StalledDeal], total: int) -> Block:
    """Deals nobody does anything about."""
    rows = [
        Line(one.company_name or one.contact_name or one.name, one.name if one.company_name or one.contact_name else "",
             _opener(ctx, "opportunity", one.id),
             right=f"{money(one.amount, one.currency, 0)} · {_days(one.days)}")
        for one in found[:_MOST]
    ]  # fmt: skip
    return Block(_("Deals without a next step"), total, rows)


def neglected(ctx: UiContext, found: Sequence[NeglectedContact], total: int) -> Block:
    """People whose rhythm asks for a word."""
    rows = [
        Line(one.name, _("usually every {days}").format(days=_days(one.every_days)), _opener(ctx, "contact", one.id),
             right=_days(one.days_since) if one.days_since is not None else _("never yet"))
        for one in found[:_MOST]
    ]  # fmt: skip
    return Block(_("Time to be in touch"), total, rows)


def birthdays(ctx: UiContext, found: Sequence[Birthday], total: int) -> Block:
    """Birthdays of the next days."""
    today = ctx.now().date()
    rows = [
        Line(one.name, one.company_name, _opener(ctx, "contact", one.contact_id),
             pill=counted("{count} year", "{count} years", one.age) if one.age else "",
             right=relative_day(one.on, today))
        for one in found[:_MOST]
    ]  # fmt: skip
    return Block(_("Birthdays"), total, rows)


def _whose(gender: str) -> str:
    return {"male": _("his"), "female": _("hers")}.get(gender, _("theirs"))


def _days(count: int) -> str:
    return counted("{count} day", "{count} days", count)


def _opener(ctx: UiContext, kind: str, key: UUID | None) -> Callable[[], object] | None:
    return None if key is None else lambda: ctx.open(Ref(kind, key))


def _keeper(ctx: UiContext, promise: TodayPromise) -> Callable[[], object]:
    def keep() -> None:
        from app.services.history import keep_promise  # noqa: PLC0415 - heavy: after the first paint

        ctx.do(keep_promise, promise.id)

    return keep
