"""The kinds of records and a reference to one of them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from resources.i18n import N_


class Kind(StrEnum):
    """A noun that a person can find, open and link; the value is its table's name."""

    CONTACT = "contact"
    COMPANY = "company"
    GROUP = "group"
    ACTIVITY = "activity"
    HISTORY = "history"
    NOTE = "note"
    PROMISE = "promise"
    ATTACHMENT = "attachment"
    OPPORTUNITY = "opportunity"
    PRODUCT = "product"
    PRICE_LIST = "price_list"
    OFFER = "offer"
    SELLER = "seller"
    USER = "user"


KIND_LABELS: dict[Kind, str] = {
    Kind.CONTACT: N_("Contact"),
    Kind.COMPANY: N_("Company"),
    Kind.GROUP: N_("Group"),
    Kind.ACTIVITY: N_("Activity"),
    Kind.HISTORY: N_("History"),
    Kind.NOTE: N_("Note"),
    Kind.PROMISE: N_("Promise"),
    Kind.ATTACHMENT: N_("File"),
    Kind.OPPORTUNITY: N_("Opportunity"),
    Kind.PRODUCT: N_("Product"),
    Kind.PRICE_LIST: N_("Price list"),
    Kind.OFFER: N_("Offer"),
    Kind.SELLER: N_("Seller"),
    Kind.USER: N_("User"),
}


@dataclass(frozen=True, slots=True)
class Ref:
    """Which record: its kind and its id."""

    kind: Kind
    id: UUID
