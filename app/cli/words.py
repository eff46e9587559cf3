"""Words the file keeps as keys, as a person reads them: kinds, results, statuses."""

from models.kinds import KIND_LABELS
from models.pick_list_seeds import SEEDS
from resources.i18n import N_, _

_PARTS = {
    "channel": N_("Phone or address"),
    "address": N_("Address"),
    "requisites": N_("Requisites"),
    "bank_account": N_("Bank account"),
    "contact_status": N_("Status"),
    "company_status": N_("Status"),
    "contact_tag": N_("Tag"),
    "company_tag": N_("Tag"),
    "tag": N_("Tag"),
    "pick_item": N_("Value of a list"),
    "alarm": N_("Alarm"),
    "offer_section": N_("Section of an offer"),
    "offer_line": N_("Line of an offer"),
    "price": N_("Price"),
    "contact_group": N_("Group"),
    "app_user": N_("User"),
}


def kind_word(kind: str) -> str:
    """A kind of records: «Контакт»."""
    label = next((label for key, label in KIND_LABELS.items() if key == kind), None)
    return _(label or _PARTS.get(kind, kind))


def activity_word(kind: str) -> str:
    """A kind of activities: «Звонок»."""
    return _seeded("activity_kind", kind)


def result_word(result: str) -> str:
    """A result: «Дозвонился»."""
    return _seeded("result", result)


def offer_status_word(status: str) -> str:
    """A status of offers: «Черновик»."""
    return _seeded("offer_status", status)


def _seeded(pick_list: str, key: str) -> str:
    _name, items = SEEDS[pick_list]
    return next((_(label) for item, label, _parent in items if item == key), key)
