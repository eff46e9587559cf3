"""The facts of a company: how it is reached at the left, what it is at the right; its addresses below."""

from app.views.companies import CompanyCard
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.fact_commands import FactCommands
from ui.dialogs.record_facts import FactsShown, RecordFacts

FIELDS = (
    ("industry", N_("Industry")),
    ("region", N_("Region")),
    ("territory", N_("Territory")),
    ("employees", N_("Employees")),
    ("revenue", N_("Revenue")),
    ("web", N_("Web")),
    ("about", N_("About")),
)
_OWN = ("industry", "region", "web", "about")  # those the card holds by themselves


def facts_of(card: CompanyCard) -> list[tuple[str, str, str, str]]:
    """The filled fields of a card: name, label, as shown, as typed."""
    own = {name: str(getattr(card, name)) for name in _OWN}
    if any(channel.kind == "web" and channel.raw == card.web for channel in card.channels):
        own["web"] = ""  # it stands among the channels already
    others = {name: shown for name, _label, shown in card.facts}
    found = []
    for name, label in FIELDS:
        if value := own.get(name) or others.pop(name, ""):
            found.append((name, _(label), value.replace("\n", " "), value))
    named = {name for name, _label in FIELDS}
    return found + [(name, label, shown, shown) for name, label, shown in card.facts if name not in named]


class CompanyFacts(RecordFacts):
    """The facts of a company."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, "company", FIELDS)

    def commands(self) -> FactCommands:
        """How what is edited here is written."""
        from app.services import companies as ways  # noqa: PLC0415 - heavy: after the first paint

        return FactCommands(
            ways.edit_company, ways.add_channel, ways.edit_channel, ways.add_address, ways.edit_address
        )  # fmt: skip

    def show_card(self, card: CompanyCard) -> None:
        """Show the facts of a company."""
        self.show_record(FactsShown(card.id, None, card.channels, card.addresses, facts_of(card), card.own))
