"""Moving, stretching and taking off items, of a series as much as a person says."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.views.calendar import CalendarItem, Scope, When
from resources.i18n import _
from ui.context import UiContext, zone_info
from ui.sections.calendar.sheets import ScopeSheet
from ui.tasks import Task


class Changing:
    """`anchor` tells where the question about a series opens; `let_go` is called where nothing comes of it."""

    def __init__(
        self, ctx: UiContext, owner: QWidget, anchor: Callable[[CalendarItem], QWidget], let_go: Callable[[], object]
    ) -> None:
        self._ctx, self._owner, self._anchor, self._let_go = ctx, owner, anchor, let_go

    def move(self, item: CalendarItem, far: timedelta, longer: int) -> None:
        """Move an item, make it longer or shorter."""
        self._ask(item, _("What is to be changed?"), partial(self._move, item, far, longer))

    def put(self, item: CalendarItem, when: When, minutes: int) -> None:
        """Give an item an hour, or take its hour away."""
        self._ask(item, _("What is to be changed?"), partial(self._put, item, when, minutes))

    def take_off(self, item: CalendarItem) -> None:
        """Take an item off the plan."""
        self._ask(item, _("What is to be cancelled?"), partial(self._take_off, item))

    def _ask(self, item: CalendarItem, heading: str, run: Callable[[Scope], object]) -> None:
        if item.occurrence is None:
            run("one")
            return
        said: list[Scope] = []
        sheet = ScopeSheet(self._anchor(item), heading, said.append)
        sheet.closed.connect(lambda: run(said[0]) if said else self._let_go())
        sheet.open_beside()

    def _move(self, item: CalendarItem, far: timedelta, longer: int, scope: Scope) -> None:
        from app.services.calendar import move_occurrence, stretch_occurrence  # noqa: PLC0415 - heavy: after the paint

        duration = item.duration + longer
        task: Task[Any]
        if not far:
            task = self._ctx.do(stretch_occurrence, item.id, duration, occurrence=item.occurrence, scope=scope)
        else:
            when = self._target(item, far)
            changed = duration if longer else None
            task = self._ctx.do(
                move_occurrence, item.id, when, occurrence=item.occurrence, scope=scope, duration=changed
            )
        task.then(self._owner, lambda _answer: None).refused(self._refuse)

    def _put(self, item: CalendarItem, when: When, minutes: int, scope: Scope) -> None:
        from app.services.calendar import move_occurrence  # noqa: PLC0415 - heavy: after the first paint

        changed = minutes if minutes != item.duration else None
        task = self._ctx.do(move_occurrence, item.id, when, occurrence=item.occurrence, scope=scope, duration=changed)
        task.then(self._owner, lambda _answer: None).refused(self._refuse)

    def _take_off(self, item: CalendarItem, scope: Scope) -> None:
        from app.services.calendar import cancel_occurrence  # noqa: PLC0415 - heavy: after the first paint

        task = self._ctx.do(cancel_occurrence, item.id, occurrence=item.occurrence, scope=scope)
        task.then(self._owner, lambda _answer: None).refused(self._refuse)

    def _target(self, item: CalendarItem, far: timedelta) -> When:
        zone = self._ctx.zone()
        if item.start is None:
            return When(item.day + far, None, zone)
        wall = item.start.astimezone(zone_info(zone)).replace(tzinfo=None) + far
        return When(wall.date(), wall.time(), zone)

    def _refuse(self, refusal: UserError) -> None:
        self._let_go()
        self._ctx.tasks.refused.emit(refusal)
