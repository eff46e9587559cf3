"""Ways of selling: their stages, what the client did to get there, how likely a deal is then."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from app.formatting import counted
from resources.i18n import _
from ui.dialogs.preferences.movable import MovableRow
from ui.dialogs.preferences.ordered import OrderedPage
from ui.dialogs.preferences.rows import INDENT
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.in_place import InPlaceField
from ui.widgets.pick import Pick
from ui.widgets.words import figures, words

if TYPE_CHECKING:
    from app.views.deals import ProcessView
    from app.views.stages import StageRow
    from ui.context import UiContext

LIKELY, DEALS = 56, 84
_KINDS = frozenset({"process", "stage", "opportunity"})


class StagesPage(OrderedPage):
    """One way of selling at a time."""

    KINDS = _KINDS

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__(ctx)
        self._wanted = ""  # the way to show, where it is known before it is here
        self.heading(_("Stages of deals"))
        said = _(
            "A stage is what the client did, not what you did. Deals of a stage that is taken away go to the one before."
        )
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.way = Pick(_("Way of selling"), [])
        self.way.picked.connect(lambda _key: self.ask_rows())
        self.row(_("Way of selling"), self.way)
        self._add_name()
        self.place_rows()
        self.place_adding(_("One more stage"), _("One more stage, then Enter"))
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept now."""
        from app.services.opportunity_lists import processes  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(processes).then(self, self._show_ways, slot="ways")

    def _add_name(self) -> None:
        self.name = InPlaceField("", name=_("Name of the way of selling"), hint=_("name"))
        self.name.edited.connect(self._rename_way)
        self.row(_("Name"), self.name)
        line = QHBoxLayout()
        line.setContentsMargins(INDENT - 2, 0, 0, 0)
        line.setSpacing(3 * metrics.GRID)
        line.addWidget(button(_("Add another way"), self._add_way, kind="link", picture="plus"))
        self.remove_way = button(_("Remove this way"), self._remove_way, kind="link")
        line.addWidget(self.remove_way)
        line.addStretch(1)
        self.down.addLayout(line)

    def _process(self) -> UUID:
        return UUID(self.way.value())

    def _show_ways(self, found: "Sequence[ProcessView]") -> None:
        ids = [str(one.id) for one in found]
        shown = next((one for one in (self._wanted, self.way.value()) if one in ids), ids[0] if ids else "")
        self._wanted = ""
        self.way.offer([(str(one.id), one.name) for one in found])
        self.way.show_value(shown)
        self.remove_way.setVisible(len(found) > 1)
        self.add.setEnabled(bool(shown))
        self.ask_rows()

    def ask_rows(self) -> None:
        """Ask for the stages of the way."""
        from app.services.processes import process_stages  # noqa: PLC0415 - heavy: after the first paint

        if self.way.value():
            self.name.show_value(self.way.currentText())
            self._ctx.ask(process_stages, self._process()).then(self, self._show_stages, slot="stages")

    def _show_stages(self, found: "Sequence[StageRow]") -> None:
        by_id = {one.id: one for one in found}
        self.listed.show_rows(list(by_id), lambda stage_id: _Row(by_id[stage_id], self._edit, self._remove), fewest=1)
        for stage_id, row in self.listed.rows.items():
            assert isinstance(row, _Row)
            row.show_stage(by_id[stage_id])

    def _edit(self, stage_id: UUID, name: str, typed: str) -> None:
        from app.services.processes import edit_stage  # noqa: PLC0415 - heavy: after the first paint

        self.do(edit_stage, stage_id, {name: typed.rstrip(" %\u00a0") if name == "probability" else typed})

    def _remove(self, stage_id: UUID) -> None:
        from app.services.processes import remove_stage  # noqa: PLC0415 - heavy: after the first paint

        self.do(remove_stage, stage_id)

    def order(self, ids: Sequence[UUID]) -> None:
        """Go through the stages in this order."""
        from app.services.processes import order_stages  # noqa: PLC0415 - heavy: after the first paint

        self.do(order_stages, ids)

    def add_row(self, typed: str) -> None:
        """Add a stage at the end."""
        from app.services.processes import add_stage  # noqa: PLC0415 - heavy: after the first paint

        self.do(add_stage, self._process(), typed)

    def _rename_way(self, name: str) -> None:
        from app.services.processes import rename_process  # noqa: PLC0415 - heavy: after the first paint

        self.do(rename_process, self._process(), name)

    def _add_way(self) -> None:
        from app.services.processes import add_process  # noqa: PLC0415 - heavy: after the first paint

        if self.way.value():
            task = self._ctx.do(add_process, _("Another way of selling"), self._process())
            task.then(self, self._turn_to).refused(self.refuse)

    def _turn_to(self, process_id: UUID) -> None:
        self._wanted = str(process_id)
        self.refresh()
        self.name.setFocus()

    def _remove_way(self) -> None:
        from app.services.processes import remove_process  # noqa: PLC0415 - heavy: after the first paint

        self.do(remove_process, self._process())


class _Row(MovableRow):
    """A stage: its name, how likely, how many deals; under it what the client did."""

    def __init__(self, stage: "StageRow", edit: Any, remove: Any) -> None:
        self.name = InPlaceField(stage.name, name=_("Stage"))
        self.likely = InPlaceField("", name=_("Probability, %"))
        self.likely.setFixedWidth(LIKELY)
        self.deals = figures("", "small")
        self.deals.setFixedWidth(DEALS)
        self.did = InPlaceField(stage.client_did, name=_("What the client did"), hint=_("what the client did"))
        self.did.setFont(font("small"))
        super().__init__(stage.name, [self.name, self.likely, self.deals], self.did)
        self.name.setFont(font("medium"))
        for field, key in ((self.name, "name"), (self.likely, "probability"), (self.did, "client_did")):
            field.edited.connect(partial(edit, stage.id, key))
        self.removed.connect(partial(remove, stage.id))

    def show_stage(self, stage: "StageRow") -> None:
        """Take what is kept now."""
        self.name.show_value(stage.name)
        self.likely.show_value(f"{stage.probability}\u00a0%", str(stage.probability))
        self.did.show_value(stage.client_did)
        self.deals.setText(counted("{count} deal", "{count} deals", stage.deals) if stage.deals else "")
