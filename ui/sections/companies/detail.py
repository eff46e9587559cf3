"""The card of a company: header, facts, people, requisites, timeline; one column that scrolls; files dropped are kept."""

from typing import Any
from uuid import UUID

from app.views.companies import CompanyCard, CompanyTimelineEntry
from app.views.contacts import CompanyId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.attaching import Attaching
from ui.dialogs.timeline import Timeline, Told, Wish
from ui.sections.companies.facts import CompanyFacts
from ui.sections.companies.header import CompanyHeader
from ui.sections.companies.people import PeopleGroup
from ui.sections.companies.requisites import RequisitesGroup
from ui.tables.next_step import with_others
from ui.tasks import Task
from ui.widgets.card_stack import CardStack
from ui.widgets.words import hairline


class CompanyDetail(CardStack):
    """The card of one company at a time."""

    card: CompanyCard | None

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.tasks, _("All companies"))
        self._ctx = ctx
        self.header = CompanyHeader(ctx)
        self.attaching = Attaching(ctx, "company", lambda: (self.card.id, self.card.name) if self.card else None)
        self.facts = CompanyFacts(ctx)
        self.people = PeopleGroup(ctx)
        self.requisites = RequisitesGroup(ctx)
        self.timeline = company_timeline(ctx)
        self.lay(
            [self.header, 16, self.attaching, self.facts, self.facts.addresses, self.facts.own, hairline(), self.people, 12,
             hairline(), self.requisites, 8, hairline(), self.timeline]
        )  # fmt: skip
        self.cover = self.attaching.cover(self)

    def ask_card(self, record_id: UUID) -> Task[CompanyCard]:
        """Ask for the card of a company."""
        from app.services.company_cards import company_card  # noqa: PLC0415 - heavy: after the first paint

        return self._ctx.ask(company_card, CompanyId(record_id))

    def fill(self, card: Any) -> None:
        """Show what the card says."""
        self.header.show_card(card)
        self.facts.show_card(card)
        self.people.show_card(card)
        self.requisites.show_card(card)
        self.timeline.show_record(card.id)

    def want_more(self) -> None:
        """Older entries of the timeline."""
        self.timeline.want_more()


def company_timeline(ctx: UiContext) -> Timeline:
    """What happened with a company and the people who work there now."""

    def ask(company_id: UUID, wish: Wish) -> "Task[Any]":
        from app.services.company_cards import company_timeline as pages  # noqa: PLC0415 - heavy: after the first paint

        return ctx.ask(
            pages, CompanyId(company_id), kinds=wish.kinds, system=wish.system, before=wish.before, limit=wish.limit
        )

    def read(row: CompanyTimelineEntry) -> Told:
        who = Ref("contact", row.contact_id) if row.contact_id else None
        return Told(row.entry, who, with_others(row.contact_name, len(row.entry.people) - 1))

    return Timeline(ctx, ask, read, _("Nothing has happened here yet."))
