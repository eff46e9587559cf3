"""The page of today: the plan on the left, what waits on the right, one scroll for both."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.errors import OutsideError
from app.formatting import counted, full_day
from app.views.today import TodayItem, TodayView
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.section import SectionPage
from ui.sections.today import blocks
from ui.sections.today.plan_row import NowLine, PlanRow
from ui.widgets.buttons import button
from ui.widgets.states import Notice, trouble
from ui.widgets.words import figures, words

_MINUTE = 60_000
CALM = 8  # late things shown before one asks for more
LONG = 16  # things of a day beyond which what is done steps back
_KINDS = ("activity", "history", "promise", "offer", "opportunity", "contact", "note")


class TodayPage(SectionPage):
    """Asks anew after every change that may touch the day, and every minute."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows: list[PlanRow] = []
        self._lines: list[blocks.Line] = []
        self._view: TodayView | None = None
        self._unfolded: set[str] = set()  # what was asked for in full
        self._place: tuple[UUID, int, str] | None = None  # where the keyboard was
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
        self._remember()
        self._rows, self._lines = [], []  # they go with what was shown
        self._scroll.setWidget(trouble(str(error), self.refresh))
        self._shown = True

    def _show(self, view: TodayView) -> None:
        at = self._scroll.verticalScrollBar().value()
        self._remember()
        self._view = view
        ground = QWidget()
        down = QVBoxLayout(ground)
        down.setContentsMargins(24, 20, 24, 24)
        down.setSpacing(14)
        down.addLayout(self._heading(view))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(_column(self._plan(view)), 5)
        waiting = _column(self._waiting(view))
        if self._lines:
            columns.addWidget(waiting, 4)
        else:
            waiting.deleteLater()
        down.addLayout(columns)
        down.addStretch()
        self._scroll.setWidget(ground)
        self._scroll.verticalScrollBar().setValue(at)
        self._come_back()
        self._shown = True

    def _remember(self) -> None:
        """Where the keyboard is: everything is built anew."""
        focus = QApplication.focusWidget()
        rows = [(row.item.id, at, "row") for at, row in enumerate(self._rows) if row.hasFocus()]
        lines = [
            (line.key, at, "line")
            for at, line in enumerate(self._lines)
            if focus is not None and line.isAncestorOf(focus)
        ]
        self._place = next(iter(rows + lines), self._place)

    def _come_back(self) -> None:
        """The keyboard goes back to where it was, or to what stands there now; not away from a field of a popover."""
        focus = QApplication.focusWidget()
        if self._place is None or not self.isVisible() or (focus is not None and not self.isAncestorOf(focus)):
            return
        key, at, what = self._place
        if what == "row" and self._rows:
            same = next((row for row in self._rows if row.item.id == key), None)
            (same or self._rows[min(at, len(self._rows) - 1)]).setFocus()
        elif what == "line" and self._lines:
            line = next((one for one in self._lines if one.key == key), self._lines[min(at, len(self._lines) - 1)])
            self._to_line(line)
        self._place = None

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
            down.addWidget(self._late(view))
        if view.timed or view.timeless:
            down.addWidget(self._of_today(view))
        elif view.overdue:
            plan = blocks.Block(
                _("Today"), 0, [words(_("Nothing is planned for today."), "body", "dim")], more=_("Plan something"),
                unfold=lambda: PlanStep(self._ctx, plan, None, kind="todo").open_beside(),
            )  # fmt: skip
            down.addWidget(plan)
        elif not view.overdue:
            down.addWidget(self._free())
        down.addStretch()
        return down

    def _late(self, view: TodayView) -> QWidget:
        """A bad morning stays calm: the first few, the others when asked for."""
        folds = "late" not in self._unfolded and view.overdue_total > CALM + 2  # one or two more are no burden
        shown = view.overdue[:CALM] if folds else view.overdue
        rows = self._made(shown, overdue=True)
        left, total = len(view.overdue) - len(shown), view.overdue_total
        if left:
            said = counted("Show {count} more", "Show {count} more", total - len(shown))
            return blocks.Block(_("Late"), total, rows, more=said, unfold=lambda: self._unfold("late"))
        beyond = total - len(shown)
        last = view.overdue[-1].id
        said = (
            counted("{count} more among the activities", "{count} more among the activities", beyond) if beyond else ""
        )
        opener = (lambda: self._ctx.open(Ref("activity", last))) if beyond else None
        return blocks.Block(_("Late"), total, rows, more=said, unfold=opener)

    def _of_today(self, view: TodayView) -> QWidget:
        """The day with its line of now. Of a long one what is done steps back until it is asked for."""
        folds = len(view.timed) + len(view.timeless) > LONG and "done" not in self._unfolded
        timed = [one for one in view.timed if not (folds and one.done)]
        timeless = [one for one in view.timeless if not (folds and one.done)]
        before = sum(1 for one in view.timed[: view.now_row] if not (folds and one.done))
        rows: list[QWidget] = list(self._made(timed, overdue=False))
        if rows:
            rows.insert(before, NowLine())
        rows += self._made(timeless, overdue=False)
        hidden = len(view.timed) + len(view.timeless) - len(timed) - len(timeless)
        said = counted("Show {count} that is done", "Show {count} that are done", hidden) if hidden else ""
        unfold = (lambda: self._unfold("done")) if hidden else None
        return blocks.Block(_("Today"), 0, rows, more=said, unfold=unfold)

    def _unfold(self, part: str) -> None:
        self._unfolded.add(part)
        if self._view is not None:
            self._show(self._view)

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

    def _step_line(self, line: blocks.Line, by: int) -> None:
        at = self._lines.index(line) + by
        if 0 <= at < len(self._lines):
            self._to_line(self._lines[at])

    def _to_line(self, line: blocks.Line) -> None:
        if line.stops():
            line.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(line)

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
        self._lines = []
        for found, block in made:
            if found:
                down.addWidget(block)
                for line in block.rows:
                    if isinstance(line, blocks.Line):
                        line.left.connect(partial(self._step_line, line))
                        self._lines.append(line)
            else:
                block.deleteLater()
        down.addStretch()
        return down

    def _free(self) -> QWidget:
        notice = Notice("calendar-check", _("Nothing is planned for today."), _("Plan something"), lambda: None)
        notice.action.clicked.connect(lambda: PlanStep(self._ctx, notice.action, None, kind="todo").open_beside())
        notice.setMinimumHeight(220)
        return notice


def _column(layout: QVBoxLayout) -> QWidget:
    """A column of the page: its width is its share, whatever stands in it."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made
