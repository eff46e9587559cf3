"""The small month beside the list: a press shows one day alone, rows dragged onto a day move there."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.mini_month import MiniMonth
from ui.widgets.drag_tag import DragTag
from ui.widgets.words import hairline, words


class MonthSide(QFrame):
    """`chosen` and `dropped` carry a day."""

    chosen = Signal(object)
    dropped = Signal(object)

    def __init__(self, ctx: UiContext, said: Callable[[], str]) -> None:
        super().__init__()
        self._ctx, self._said = ctx, said
        self._tag: DragTag | None = None
        self.setObjectName("panel")
        self.month = MiniMonth(ctx)
        self.month.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.month.chosen.connect(self.chosen)
        hint = words(
            _("Press a day to see it alone, drag rows onto a day to move them there."), "small", "dim", wrap=True
        )
        hint.setContentsMargins(20, 0, 20, 16)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.month, 0)
        column.addWidget(hint)
        column.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(hairline(upright=True))
        across.addLayout(column)
        self.show_day(None)

    def show_day(self, day: date | None) -> None:
        """Mark the day the list shows alone, or today."""
        shown = day or self._ctx.now().date()
        self.month.show_days(shown, shown)

    def follow(self, spot: QPoint) -> None:
        """Rows are being dragged: `spot` is a point of the screen."""
        self._over(spot)
        if self._tag is None:
            self._tag = DragTag(self.window())
        self._tag.show_at(spot, self._said())

    def let_go(self, spot: QPoint) -> None:
        """They are let go there."""
        day = self._over(spot)
        self.month.days.show_over(None)
        if self._tag is not None:
            self._tag.hide()
        if day is not None:
            self.dropped.emit(day)

    def _over(self, spot: QPoint) -> date | None:
        days: QWidget = self.month.days
        return self.month.days.show_over(QPointF(days.mapFromGlobal(spot))) if days.isVisible() else None
