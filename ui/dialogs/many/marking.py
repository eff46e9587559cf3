"""The popover where many records get statuses and tags: a mark all have is taken off, any other is put on all."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.formatting import number
from app.views.chosen import Chosen, MarkShare
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.long_work import do_long
from ui.dialogs.many.ways import ManyWays
from ui.dialogs.marks import EditMarks
from ui.tasks import Task
from ui.widgets.flow import Flow


class MarkMany(EditMarks):
    """Each mark says how many of the chosen have it; pressed it is put on all, or taken off where all have it."""

    def __init__(self, ctx: UiContext, ways: ManyWays, anchor: QWidget, chosen: Chosen, count: int) -> None:
        super().__init__(ctx, anchor, ways.list_key, ((), ()), self._give_one)
        self._ways, self._place, self._chosen, self._count = ways, anchor, chosen, count
        self._turning: set[tuple[str, str]] = set()
        self._shares: dict[tuple[str, str], int] = {}
        self._chips: dict[tuple[str, str], tuple[QPushButton, str]] = {}

    def open_beside(self) -> None:
        """Show what may be chosen, and how many have each."""
        super().open_beside()
        self._ask_shares()

    def _ask_shares(self) -> None:
        asked = self._ctx.ask(self._ways.service().marks_of_chosen, self._chosen)
        asked.then(self, self._show_shares, slot="shares")

    def _show_shares(self, found: Sequence[MarkShare]) -> None:
        self._shares = {(one.field, one.value): one.count for one in found}
        for mark in self._chips:
            self._say(mark)
        self.statuses.lay_anew()
        self.tags.lay_anew()
        self.settle()

    def _offer_tags(self, found: Sequence[Any]) -> None:
        self._chips = {mark: chip for mark, chip in self._chips.items() if mark[0] != "tags"}
        super()._offer_tags(found)

    def _add_chip(self, place: Flow, field: str, value: str, title: str) -> None:
        super()._add_chip(place, field, value, title)
        chip = place.last()
        assert isinstance(chip, QPushButton)
        self._chips[field, value] = (chip, title)
        self._say((field, value))
        place.lay_anew()

    def _say(self, mark: tuple[str, str]) -> None:
        chip, title = self._chips[mark]
        share = self._shares.get(mark, 0)
        some = 0 < share < self._count
        part = _("{title} · {part} of {count}").format(title=title, part=number(share), count=number(self._count))
        chip.setText(part if some else title)
        chip.setAccessibleName(chip.text())
        chip.setChecked(share == self._count)

    def _turn(self, field: str, value: str) -> None:
        mark = (field, value)
        if mark in self._turning:
            self._say(mark)  # pressed twice: the first press is under way
            return
        self._turning.add(mark)
        share = 0 if self._shares.get(mark, 0) == self._count else self._count
        task = self._give_one(field, [value]).then(self, lambda _count: self._on_turned(mark, share))
        task.refused(self._on_refused).ended(lambda: self._turning.discard(mark))

    def _on_turned(self, mark: tuple[str, str], share: int) -> None:
        self._shares[mark] = share
        self._ask_shares()

    def _give_one(self, field: str, values: list[str]) -> Task[Any]:
        service = self._ways.service()
        (value,) = values
        all_have = self._shares.get((field, value), 0) == self._count
        if field == "status":
            turn = service.take_status if all_have else service.give_status
        else:
            turn = service.untag_chosen if all_have else service.tag_chosen
        said = self._ways.waiting(self._count)
        return do_long(self._ctx, self._place, said, self._count, turn, self._chosen, value)
