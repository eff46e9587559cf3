"""The top of a deal's card: its name, with whom, how far it has come, and how it may end."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import percent, short_date
from app.views.deals import OpportunityCard
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.picking import PickRecord
from ui.sections.opportunities.stage_bar import StageBar
from ui.sections.opportunities.wording import TONES, days_here, is_stale, status_title
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import Kind, button
from ui.widgets.in_place import InPlaceField
from ui.widgets.pill import Pill
from ui.widgets.suggest import Suggestion
from ui.widgets.words import figures, words

if TYPE_CHECKING:
    from ui.tasks import Task


class DealHeader(QWidget):
    """Everything about a deal that is looked at first."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._card: OpportunityCard | None = None
        self._pill = QHBoxLayout()
        self.close_card = button("", lambda: ctx.actions.run("deal_close"), kind="quiet", picture="x")
        self.close_card.setToolTip(ctx.actions.hint("deal_close"))
        self.close_card.setAccessibleName(_("Close the card"))
        self.name = InPlaceField("", name=_("Name"))
        self.name.setFont(font("list_heading"))
        self.name.edited.connect(lambda typed: self._edit({"name": typed}))
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self.contact = button("", self._open_contact, kind="link")
        self.company = button("", self._open_company, kind="link")
        self.change_contact = button("", self._pick_contact, kind="quiet", picture="pencil", hint=_("Another contact"))
        self.change_company = button("", self._pick_company, kind="quiet", picture="pencil", hint=_("Another company"))
        self.bar = StageBar()
        self.bar.wished.connect(self._advance)
        self.place = figures("", "small")
        self.buttons: dict[str, QPushButton] = {}
        self._arrange()

    def show_card(self, card: OpportunityCard) -> None:
        """Show whose deal it is and how far it has come."""
        self._card = card
        row = card.row
        self.name.show_value(row.name)
        self.name.setToolTip(row.name)
        self.contact.setText(row.contact or _("Choose a contact"))
        self.change_contact.setVisible(row.contact_id is not None)
        self.company.setText(row.company or _("Choose a company"))
        self.change_company.setVisible(row.company_id is not None)
        moving = row.status == "open"
        self.bar.show_stages(card.stages, row.stage_id, moving=moving)
        self.place.setText(self._place(card))
        self.place.setProperty("tone", "warn" if is_stale(row) else "dim")
        self.place.style().polish(self.place)
        while (old := self._pill.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._pill.addWidget(Pill(status_title(row.status), TONES.get(row.status, "neutral")))
        for key, one in self.buttons.items():
            one.setVisible((key == "deal_reopen") != moving)

    def _place(self, card: OpportunityCard) -> str:
        row, today = card.row, self._ctx.now().date()
        if row.status == "open":
            return " · ".join((row.stage, days_here(row), percent(row.probability)))
        said = [row.stage]
        if card.closed_on:
            said.append(short_date(card.closed_on, today))
        if card.close_reason:
            said.append(card.close_reason)
        if card.return_on:
            said.append(_("come back {day}").format(day=short_date(card.return_on, today)))
        return " · ".join(said)

    def _edit(self, edits: dict[str, object]) -> None:
        from app.services.opportunities import edit_opportunity  # noqa: PLC0415 - heavy: after the first paint

        if self._card is not None:
            self._say("")
            task: Task[Any] = self._ctx.do(edit_opportunity, self._card.row.id, edits)
            task.then(self, lambda _answer: None, slot="edit").refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._say(str(refusal))
        if self._card is not None:
            self.name.show_value(self._card.row.name)

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def _advance(self, stage_id: UUID) -> None:
        from app.services.opportunities import advance  # noqa: PLC0415 - heavy: after the first paint

        if self._card is not None:
            self._ctx.do(advance, self._card.row.id, stage_id)

    def _open_contact(self) -> None:
        if self._card is not None and self._card.row.contact_id is not None:
            self._ctx.open(Ref("contact", self._card.row.contact_id))
        else:
            self._pick_contact()

    def _open_company(self) -> None:
        if self._card is not None and self._card.row.company_id is not None:
            self._ctx.open(Ref("company", self._card.row.company_id))
        else:
            self._pick_company()

    def _pick_contact(self) -> None:
        self._pick(self.contact, _("Whose deal is it?"), "contact")

    def _pick_company(self) -> None:
        self._pick(self.company, _("Which company?"), "company")

    def _pick(self, anchor: QPushButton, heading: str, kind: str) -> None:
        def take(chosen: Suggestion) -> None:
            self._edit({f"{kind}_id": chosen.key})

        PickRecord(self._ctx, anchor, heading, kind, take).open_beside()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(self._pill)
        top.addStretch()
        top.addWidget(self.close_card)
        people = QVBoxLayout()
        people.setSpacing(0)
        people.setContentsMargins(4, 0, 0, 0)
        for one, change in ((self.company, self.change_company), (self.contact, self.change_contact)):
            line = QHBoxLayout()
            line.setSpacing(2)
            one.setSizePolicy(one.sizePolicy().Policy.Maximum, one.sizePolicy().Policy.Fixed)
            change.setFixedSize(24, 24)
            line.addWidget(one)
            line.addWidget(change)
            line.addStretch()
            people.addLayout(line)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(metrics.GRID)
        down.setAlignment(Qt.AlignmentFlag.AlignTop)
        down.addLayout(top)
        down.addWidget(self.name)
        down.addWidget(self.wrong)
        down.addLayout(people)
        down.addSpacing(metrics.GRID)
        down.addWidget(self.bar)
        down.addWidget(self.place)
        down.addSpacing(2 * metrics.GRID)
        down.addLayout(self._ends())

    def _ends(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(6)
        ends: tuple[tuple[str, str, Kind], ...] = (
            ("deal_win", _("Won"), "primary"),
            ("deal_lose", _("Lost"), "plain"),
            ("deal_aside", _("Put aside"), "plain"),
            ("deal_reopen", _("Reopen"), "primary"),
        )
        for key, title, kind in ends:
            made = button(title, partial(self._ctx.actions.run, key), kind=kind, hint=self._ctx.actions.hint(key))
            self.buttons[key] = made
            across.addWidget(made)
        across.addStretch()
        return across
