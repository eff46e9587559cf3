"""The next step as a small card: what and when; done with its result, put off, or edited whole."""

from datetime import datetime

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.formatting import clock, relative_day
from app.views.contacts import ActivityView
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.clearing import clear_step
from ui.dialogs.editing_plan import edit_activity
from ui.dialogs.planning import PlanStep
from ui.tables.next_step import kind_title
from ui.theme import icons, metrics
from ui.widgets.buttons import button
from ui.widgets.words import words


def moment(step: ActivityView, now: datetime) -> str:
    """When a step is, as one says it: «Сегодня 14:30»."""
    today = now.date()
    start = step.start.astimezone(now.tzinfo) if step.start is not None else None
    if start is None or step.timeless:
        day = step.due or (start.date() if start else None)
        text = relative_day(day, today) if day else _("any time")
    else:
        text = f"{relative_day(start.date(), today)} {clock(start.timetz())}"
    return text[:1].upper() + text[1:]


class StepCard(QFrame):
    """A planned activity of the record beside it."""

    def __init__(self, ctx: UiContext, step: ActivityView, *, done_hint: str = "") -> None:
        super().__init__()
        self._ctx, self._step = ctx, step
        self.setObjectName("card")
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 11, 12, 12)
        down.setSpacing(metrics.GRID)
        picture, colour = icons.kind_icon(step.kind)
        top = QHBoxLayout()
        top.setSpacing(8)
        image = QLabel()
        image.setPixmap(icons.icon(picture, colour).pixmap(metrics.ICON, metrics.ICON))
        image.setFixedSize(metrics.ICON, metrics.ICON)
        image.setAccessibleName(kind_title(step.kind))
        top.addWidget(image)
        top.addWidget(words(moment(step, ctx.now()), "strong", "bad" if step.late else ""), 1)
        down.addLayout(top)
        down.addWidget(words(step.regarding or kind_title(step.kind), "body", "dim", wrap=True))
        down.addSpacing(metrics.GRID)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        self._later = button(_("Put off"), self._put_off, kind="small")
        self._edit = button("", self.edit, kind="quiet", picture="pencil", hint=_("Edit what is planned"))
        self._done = button(_("Done"), self._complete, kind="small", hint=done_hint)
        buttons.addWidget(self._done)
        buttons.addWidget(self._later)
        buttons.addStretch()
        buttons.addWidget(self._edit)
        down.addLayout(buttons)

    def edit(self) -> None:
        """Show and change all there is about it."""
        edit_activity(self._ctx, self, self._step.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same."""
        del event
        self.edit()

    def _put_off(self) -> None:
        PlanStep(self._ctx, self._later, self._step.contact_id, self._step).open_beside()

    def _complete(self) -> None:
        clear_step(self._ctx, self._done, self._step)
