"""The page of today: the plan on the left, what waits on the right, one scroll for both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import OutsideError
from app.formatting import counted, full_day
from app.views.today import TodayItem, TodayView
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.planning import PlanStep
from ui.section import SectionPage
from ui.sections.today import blocks
from ui.sections.today.plan_row import NowLine, PlanRow
from ui.widgets.buttons import button
from ui.widgets.states import Notice, trouble
from ui.widgets.words import figures, words

_MINUTE = 60_000
_KINDS = ("activity", "history", "promise", "offer", "opportunity", "contact", "note")


class TodayPage(SectionPage):
    """Asks anew after every change that may touch the day, and every minute."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows: list[PlanRow] = []
        self._shown = False
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        down.addWidget(self._scroll)
        ctx.relay.changed.connect(self._on_changed)
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        self.refresh()

    def refresh(self) -> None:
        """Ask what the day looks like now."""
        from app.services.today import today  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(today, self._ctx.zone()).then(self, self._show, slot="today").troubled(self._on_trouble)

    def arrive(self) -> None:
        """The keyboard begins with the first thing to do."""
        (self._rows[0] if self._rows else self).setFocus()

    def settled(self) -> bool:
        """Whether the day is shown."""
        return self._shown

    def _on_changed(self, changed: object) -> None:
        if any(changed.touches(kind) for kind in _KINDS):  # type: ignore[attr-defined]  # app.events.Changed
            self.refresh()

    def _on_trouble(self, error: OutsideError) -> None:
        self._scroll.setWidget(trouble(str(error), self.refresh))
        self._shown = True

    def _show(self, view: TodayView) -> None:
        at = self._scroll.verticalScrollBar().value()
        focused = next((row.item.id for row in self._rows if row.hasFocus()), None)
        self.counted.emit(view.rail.late)
        ground = QWidget()
        down = QVBoxLayout(ground)
        down.setContentsMargins(24, 20, 24, 24)
        down.setSpacing(14)
        down.addLayout(self._heading(view))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._plan(view), 5)
        columns.addLayout(self._waiting(view), 4)
        down.addLayout(columns)
        down.addStretch()
        self._scroll.setWidget(ground)
        self._scroll.verticalScrollBar().setValue(at)
        for row in self._rows:
            if row.item.id == focused:
                row.setFocus()
        self._shown = True

    def _heading(self, view: TodayView) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(words(full_day(view.day), "name"))
        week = ", ".join(
            (
                counted("{count} call", "{count} calls", view.week.calls),
                counted("{count} meeting", "{count} meetings", view.week.meetings),
                counted("{count} offer", "{count} offers", view.week.offers),
            )
        )
        across.addWidget(figures(_("{counts} this week").format(counts=week), "body"), 0, Qt.AlignmentFlag.AlignBottom)
        across.addStretch()
        plan = button(_("Plan"), picture="plus")
        plan.clicked.connect(lambda: PlanStep(self._ctx, plan, None, kind="todo").open_beside())
        across.addWidget(plan)
        return across

    def _plan(self, view: TodayView) -> QVBoxLayout:
        """Overdue, today with its line of now, and what has no hour."""
        self._rows = []
        down = QVBoxLayout()
        down.setSpacing(16)
        if view.overdue:
            down.addWidget(blocks.Block(_("Late"), view.overdue_total, self._made(view.overdue, overdue=True)))
        timed: list[QWidget] = list(self._made(view.timed, overdue=False))
        if view.timed:
            timed.insert(view.now_row, NowLine())
        rows = [*timed, *self._made(view.timeless, overdue=False)]
        if rows:
            down.addWidget(blocks.Block(_("Today"), 0, rows))
        elif not view.overdue:
            down.addWidget(self._free())
        down.addStretch()
        return down

    def _made(self, items: Sequence[TodayItem], *, overdue: bool) -> list[PlanRow]:
        made = [PlanRow(self._ctx, item, overdue=overdue) for item in items]
        for row in made:
            row.left.connect(self._step)
        self._rows += made
        return made

    def _step(self, by: int) -> None:
        at = next((place for place, row in enumerate(self._rows) if row.hasFocus()), 0)
        row = self._rows[max(0, min(len(self._rows) - 1, at + by))]
        row.setFocus()
        self._scroll.ensureWidgetVisible(row)

    def _waiting(self, view: TodayView) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(16)
        made = (
            (view.promises, blocks.promises(self._ctx, view.promises, view.promises_total)),
            (view.offers, blocks.offers(self._ctx, view.offers, view.offers_total)),
            (view.deals, blocks.deals(self._ctx, view.deals, view.deals_total)),
            (view.neglected, blocks.neglected(self._ctx, view.neglected, view.neglected_total)),
            (view.birthdays, blocks.birthdays(self._ctx, view.birthdays, view.birthdays_total)),
        )
        for found, block in made:
            if found:
                down.addWidget(block)
            else:
                block.deleteLater()
        down.addStretch()
        return down

    def _free(self) -> QWidget:
        notice = Notice("calendar-check", _("Nothing is planned for today."), _("Plan something"), lambda: None)
        notice.action.clicked.connect(lambda: PlanStep(self._ctx, notice.action, None, kind="todo").open_beside())
        notice.setMinimumHeight(220)
        return notice
