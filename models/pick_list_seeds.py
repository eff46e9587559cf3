"""The usual values of the pick lists: key for the program, label for people (translated when a workspace is made)."""

from resources.i18n import N_

Item = tuple[str, str, str]  # key, label, the key it belongs to


def _items(*pairs: tuple[str, str], parent: str = "") -> tuple[Item, ...]:
    return tuple((key, label, parent) for key, label in pairs)


SEEDS: dict[str, tuple[str, tuple[Item, ...]]] = {
    "contact_status": (
        N_("Statuses"),
        _items(
            ("customer", N_("Customer")), ("prospect", N_("Prospect")), ("hot_lead", N_("Hot lead")),
            ("warm_lead", N_("Warm lead")), ("cold_lead", N_("Cold lead")), ("decision_maker", N_("Decision maker")),
            ("influencer", N_("Influencer")), ("gatekeeper", N_("Gatekeeper")), ("partner", N_("Partner")),
            ("supplier", N_("Supplier")), ("competitor", N_("Competitor")), ("personal", N_("Personal contact")),
        ),
    ),
    "company_status": (
        N_("Company statuses"),
        _items(
            ("customer", N_("Customer")), ("prospect", N_("Prospect")), ("partner", N_("Partner")),
            ("supplier", N_("Supplier")), ("competitor", N_("Competitor")),
        ),
    ),
    "activity_kind": (
        N_("Kinds of activities"),
        _items(
            ("call", N_("Call")), ("meeting", N_("Meeting")), ("todo", N_("To-do")), ("email", N_("E-mail message")),
            ("letter", N_("Letter")), ("messenger", N_("Messenger")), ("personal", N_("Personal")),
        ),
    ),
    "result": (
        N_("Results"),
        (
            *_items(
                ("reached", N_("Reached")), ("not_reached", N_("Not reached")), ("left_message", N_("Left a message")),
                ("busy", N_("Busy")), ("secretary", N_("Secretary")), ("wrong_number", N_("Wrong number")),
                ("refused", N_("Refused")), ("interested", N_("Interested")), ("received", N_("Call received")),
                parent="call",
            ),
            *_items(("held", N_("Held")), ("not_held", N_("Not held")), parent="meeting"),
            *_items(("done", N_("Done")), ("not_done", N_("Not done")), parent="todo"),
            *_items(("sent", N_("Sent")), ("received", N_("Received")), parent="email"),
        ),
    ),
    "channel_type": (
        N_("Types of channels"),
        _items(
            ("mobile", N_("Mobile")), ("work", N_("Work")), ("home", N_("Home")), ("main", N_("Main")),
            ("fax", N_("Fax")), ("other", N_("Other")),
        ),
    ),
    "address_type": (
        N_("Types of addresses"),
        _items(("work", N_("Work")), ("home", N_("Home")), ("delivery", N_("For delivery")), ("other", N_("Other"))),
    ),
    "lead_source": (
        N_("Lead sources"),
        _items(
            ("recommendation", N_("Recommendation")), ("exhibition", N_("Exhibition")), ("site", N_("Website")),
            ("cold_call", N_("Cold call")), ("advertising", N_("Advertising")), ("tender", N_("Tender")),
        ),
    ),
    "language": (
        N_("Languages"),
        _items(
            ("ru", N_("Russian")), ("en", N_("English")), ("kk", N_("Kazakh")), ("be", N_("Belarusian")),
            ("uz", N_("Uzbek")), ("zh", N_("Chinese")), ("de", N_("German")), ("tr", N_("Turkish")),
        ),
    ),
    "relationship_stage": (
        N_("Relationship stages"),
        _items(
            ("hesitating", N_("Hesitating")), ("prospect", N_("Prospect")), ("first_buyer", N_("First buyer")),
            ("repeat_buyer", N_("Repeat buyer")), ("client", N_("Client")), ("supporter", N_("Supporter")),
            ("advocate", N_("Advocate")), ("partner", N_("Partner")),
        ),
    ),
    "opportunity_status": (
        N_("Deal statuses"),
        _items(("open", N_("In progress")), ("won", N_("Won")), ("lost", N_("Lost")), ("inactive", N_("Inactive"))),
    ),
    "offer_status": (
        N_("Offer statuses"),
        _items(
            ("draft", N_("Draft")), ("sent", N_("Sent")), ("discussed", N_("Discussed")), ("accepted", N_("Accepted")),
            ("declined", N_("Declined")), ("expired", N_("Expired")), ("superseded", N_("Superseded")),
        ),
    ),
    "close_reason": (
        N_("Close reasons"),
        _items(
            ("price", N_("Price")), ("terms", N_("Terms")), ("competitor", N_("Competitor")), ("no_need", N_("No need")),
            ("no_budget", N_("No budget")), ("no_answer", N_("No answer")),
        ),
    ),
    "unit": (
        N_("Units"),
        _items(
            ("pcs", N_("pcs")), ("set", N_("set")), ("hour", N_("hour")), ("service", N_("service")), ("kg", N_("kg")),
            ("m", N_("m")), ("m2", N_("m²")), ("month", N_("month")),
        ),
    ),
    "legal_form": (
        N_("Legal forms"),
        _items(
            ("organisation", N_("Organisation")), ("entrepreneur", N_("Individual entrepreneur")),
            ("person", N_("Natural person")),
        ),
    ),
    "buying_role": (
        N_("Buying roles"),
        _items(
            ("decides", N_("Decides")), ("pays", N_("Pays")), ("uses", N_("Uses")), ("advises", N_("Advises")),
            ("blocks", N_("Blocks")),
        ),
    ),
}  # fmt: skip
