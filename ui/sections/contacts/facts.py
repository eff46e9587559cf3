"""The facts of a card, each edited where it stands: phones and addresses of mail at the left, the rest at the right."""

from app.views.contacts import ContactCard
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.fact_commands import FactCommands
from ui.dialogs.record_facts import FactsShown, RecordFacts
from ui.sections.contacts.birthdays import birthday_words

FIELDS = (
    ("interest", N_("Interest")),
    ("lead_source", N_("Lead source")),
    ("birthday", N_("Birthday")),
    ("department", N_("Department")),
    ("referred_by", N_("Referred by")),
    ("time_zone", N_("Time zone")),
    ("about", N_("About")),
)
RARER = (
    ("salutation", N_("Salutation")),
    ("nickname", N_("Nickname")),
    ("language", N_("Language")),
    ("relationship_stage", N_("Relationship stage")),
    ("keep_in_touch_days", N_("Keep in touch, days")),
    ("satisfaction", N_("Satisfaction")),
    ("trust", N_("Trust")),
    ("involvement", N_("Involvement")),
    ("consent_on", N_("Consent given")),
    ("consent_basis", N_("Consent basis")),
    ("consent_channel", N_("Consent channel")),
)


def facts_of(card: ContactCard) -> list[tuple[str, str, str, str]]:
    """The filled fields of a card: name, label, as shown, as typed."""
    labels = {name: _(label) for name, label in (*FIELDS, *RARER)}
    found = [(name, label, shown, shown) for name, label, shown in card.facts]
    if card.birthday:
        found.append(("birthday", labels["birthday"], birthday_words(card.birthday), card.birthday))
    rest = ((name, str(getattr(card, name))) for name in ("department", "salutation", "about"))
    return found + [(name, labels[name], value.replace("\n", " "), value) for name, value in rest if value]


class Facts(RecordFacts):
    """The facts of a contact."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, "contact", FIELDS, RARER)

    def commands(self) -> FactCommands:
        """How what is edited here is written."""
        from app.services import contacts as ways  # noqa: PLC0415 - heavy: after the first paint

        return FactCommands(
            ways.edit_contact, ways.add_channel, ways.edit_channel, ways.add_address, ways.edit_address
        )  # fmt: skip

    def show_card(self, card: ContactCard) -> None:
        """Show the facts of a contact."""
        self.show_record(FactsShown(card.id, card.id, card.channels, card.addresses, facts_of(card), card.own))
