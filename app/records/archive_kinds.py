"""What a full export keeps of each noun, and by what a record is known again where it has another id here."""

from typing import Any

from models.rules.search_text import search_text

# These come before the cards, which find them by their names.
BEFORE_CARDS = ("app_user", "pick_list", "pick_item", "tag", "custom_field", "company")
# Owners before their parts, targets before what points at them.
KEPT = (
    *BEFORE_CARDS, "company_status", "company_tag", "contact_status", "contact_group", "group_member", "seller",
    "requisites", "bank_account", "channel", "address", "relation", "process", "stage", "opportunity",
    "opportunity_contact", "opportunity_line", "stage_history", "product", "price_list", "price", "number_counter",
    "offer", "offer_section", "offer_line", "activity", "activity_contact", "alarm", "history", "history_contact",
    "note", "promise", "attachment", "custom_value",
)  # fmt: skip
# Nouns that are not kept as records, and why.
ELSEWHERE = {
    "contact": "people are cards; only who is who stands among the records",
    "contact_tag": "a card says its tags by name",
    "conflict": "it tells of an exchange with an office, which knows it still",
}
# Parts of a contact that its card says already.
ONLY = {
    "channel": "company_id IS NOT NULL",
    "address": "company_id IS NOT NULL",
    "custom_value": "record_kind <> 'contact'",
}
# The usual first records: in a workspace nobody has changed yet they take the words of the export.
USUAL = frozenset({"app_user", "pick_list", "pick_item", "seller", "process", "stage"})
_KNOWN_BY: dict[str, tuple[str, ...]] = {
    "company": ("name",),
    "pick_list": ("key",),
    "pick_item": ("list_id", "parent_key", "key", "label"),
    "tag": ("name",),
    "custom_field": ("noun", "label"),
    "custom_value": ("field_id", "record_kind", "record_id"),
    "contact_group": ("name",),
    "channel": ("company_id", "kind", "value"),
    "address": ("company_id", "city", "street", "postcode"),
    "requisites": ("company_id", "legal_name", "inn", "kpp"),
    "bank_account": ("requisites_id", "seller_id", "account"),
    "number_counter": ("seller_id", "scope"),
    "app_user": ("is_me", "name", "email"),
}
LIKENESSES = frozenset(_KNOWN_BY)

Likeness = tuple[object, ...]


def known_by(noun: str) -> tuple[str, ...]:
    """The columns a record of a noun is known by."""
    return _KNOWN_BY[noun]


def likeness(noun: str, row: dict[str, Any]) -> Likeness:
    """What two records of a noun have in common when they are the same one under two ids."""
    if noun == "app_user" and row.get("is_me"):
        return (1,)  # whoever sits at this computer
    if noun == "company":
        return (search_text(str(row.get("name") or "")),)
    values = (row.get(column) for column in _KNOWN_BY[noun])
    return tuple(value.strip().casefold() if isinstance(value, str) else value or "" for value in values)
