"""The facts of a deal, each edited where it stands."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import long_date, money, percent
from app.views.deals import OpportunityCard
from app.views.offers import OpportunityId
from resources.i18n import _
from ui.context import UiContext
from ui.tasks import Task
from ui.widgets.facts import Fact, FactRow

LABEL = 118
DAYS = frozenset({"estimated_close", "return_on"})


def day_fact(day: date | None) -> tuple[str, str]:
    """A day as shown and as one starts typing over it."""
    return (long_date(day), f"{day:%d.%m.%Y}") if day else ("", "")


def facts_of(card: OpportunityCard) -> list[tuple[str, str, str, str]]:
    """Name, label, as shown, as typed."""
    row = card.row
    amount = f"{row.amount.normalize():f}" if row.amount else ""
    found = [
        ("amount", _("Amount"), money(row.amount, row.currency) if row.amount else "", amount),
        ("currency", _("Currency"), row.currency, row.currency),
        ("probability", _("Probability, %"), percent(row.probability), str(row.probability)),
        ("estimated_close", _("Close by"), *day_fact(row.estimated_close)),
        ("source", _("Source"), card.source, card.source),
        ("competitor", _("Competitor"), card.competitor, card.competitor),
    ]
    if row.status in ("lost", "inactive") or card.return_on:
        found.append(("return_on", _("Come back on"), *day_fact(card.return_on)))
    found.append(("details", _("Details"), card.details.replace("\n", " "), card.details))
    return found


class DealFacts(QWidget):
    """One column; a fact being edited is left alone when the card is shown anew."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._deal: OpportunityId | None = None
        self._rows: dict[str, FactRow] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)

    def show_card(self, card: OpportunityCard) -> None:
        """Show the facts of a deal."""
        facts = [self._fact(card, *one) for one in facts_of(card)]
        if card.row.id == self._deal and [fact.key for fact in facts] == list(self._rows):
            for fact in facts:
                self._rows[fact.key].show_fact(fact)
            return
        self._deal = card.row.id
        for old in self._rows.values():
            old.hide()
            self._down.removeWidget(old)
            old.deleteLater()
        self._rows = {fact.key: FactRow(fact, LABEL) for fact in facts}
        for row in self._rows.values():
            row.field.setPlaceholderText("—")
            self._down.addWidget(row)

    def row(self, key: str) -> FactRow:
        """The line of a fact."""
        return self._rows[key]

    def _fact(self, card: OpportunityCard, name: str, label: str, shown: str, typed: str) -> Fact:
        def save(text: str) -> "Task[Any]":
            from app.services.opportunities import edit_opportunity  # noqa: PLC0415 - heavy: after the first paint

            value = self._day(text) if name in DAYS else text
            return self._ctx.do(edit_opportunity, card.row.id, {name: value})

        return Fact(name, label, shown, typed, save)

    def _day(self, text: str) -> str:
        """A day may be said in words («через 2 недели»); what they do not mean is left to the field."""
        from app.services.activities import read_when  # noqa: PLC0415 - heavy: after the first paint

        try:
            return read_when(text, self._ctx.now(), self._ctx.zone()).day.isoformat() if text else ""
        except UserError:
            return text
