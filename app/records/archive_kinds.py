"""What a full export keeps, in which order, and by what a record is known again where it has another id here."""

from typing import Any

from models.rules.search_text import search_text

# These come before the cards, which find them by their names.
BEFORE_CARDS = ("app_user", "pick_list", "pick_item", "tag", "custom_field", "company")
# Every noun: owners before their parts, targets before what points at them.
KEPT = (
    *BEFORE_CARDS, "contact", "company_status", "company_tag", "contact_status", "contact_tag", "contact_group",
    "group_member", "seller", "requisites", "bank_account", "channel", "address", "relation", "product", "price_list",
    "price", "process", "stage", "opportunity", "opportunity_contact", "opportunity_line", "stage_history",
    "number_counter", "offer", "offer_section", "offer_line", "activity", "activity_contact", "alarm", "history",
    "history_contact", "note", "promise", "attachment", "custom_value", "conflict",
)  # fmt: skip
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
    "channel": ("contact_id", "company_id", "kind", "normal", "value"),
    "address": ("contact_id", "company_id", "city", "street", "postcode"),
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
    if noun == "channel" and row.get("normal"):
        row = {**row, "value": ""}  # one number may be written in several ways
    values = (row.get(column) for column in _KNOWN_BY[noun])
    return tuple(value.strip().casefold() if isinstance(value, str) else value or "" for value in values)
