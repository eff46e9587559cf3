"""The values a record keeps as keys, in words: of the workspace's own lists first, then of the program."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.services import pick_lists
from models.fields import fields_of
from models.nouns import TABLES
from resources.i18n import N_, _

if TYPE_CHECKING:
    from app.workspace import Workspace

# Columns that keep a key though no list belongs to them.
_KEYED = {
    "contact": {"status": "contact_status", "access": "access"},
    "company": {"status": "company_status", "access": "access"},
    "offer": {"access": "access", "conditions": "condition"},
    "seller": {"access": "access", "conditions": "condition"},
    "offer_line": {"role": "line_role"},
    "channel": {"kind": "channel_kind"},
}
_WORDS = {
    "gender": {"male": N_("male"), "female": N_("female")},
    "language": {"ru": N_("Russian"), "en": N_("English")},
    "vat_mode": {"included": N_("Prices include VAT"), "on_top": N_("VAT is added"), "none": N_("Without VAT")},
    "rounding": {"per_line": N_("each line"), "on_total": N_("the total")},
    "sale": {
        "one_off": N_("one-off"), "recurring": N_("recurring"), "licence": N_("licence to use"), "rent": N_("rent"),
        "commission": N_("commission"),
    },
    "pricing": {
        "list": N_("list price"), "option": N_("by option"), "segment": N_("by segment"), "volume": N_("by volume"),
        "negotiated": N_("negotiated"),
    },
    "access": {"private": N_("private"), "public": N_("public"), "limited": N_("limited")},
    "line_role": {"line": N_("line"), "option": N_("option"), "alternative": N_("alternative")},
    "channel_kind": {
        "phone": N_("Phone"), "email": N_("E-mail"), "web": N_("Web page"), "messenger": N_("Messenger"),
    },
    "condition": {
        "payment": N_("Payment"), "delivery": N_("Delivery"), "lead_time": N_("Lead time"), "warranty": N_("Warranty"),
    },
}  # fmt: skip


class FieldWords:
    """Asks each list of a workspace once."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._lists: dict[str, dict[str, str]] = {}

    def said(self, noun: str, name: str, value: Any) -> Any:
        """A value of the column of a noun as a person calls it; what is no key stays as it is."""
        list_key = self._list_of(noun, name)
        if not list_key:
            return value
        if isinstance(value, list | tuple):
            return [self._word(list_key, str(part)) for part in value]
        if isinstance(value, Mapping):
            return {self._word(list_key, str(key)): part for key, part in value.items()}
        return self._word(list_key, value) if isinstance(value, str) else value

    @staticmethod
    def _list_of(noun: str, name: str) -> str:
        kept = _KEYED.get(noun, {}).get(name)
        if kept:
            return kept
        field = dict(fields_of(TABLES[noun])).get(name)
        return (field.pick_list if field is not None else None) or ""

    def _word(self, list_key: str, key: str) -> str:
        if list_key not in self._lists:
            own = self._workspace.ask(pick_lists.values, list_key).result()
            self._lists[list_key] = {value.key: value.label for value in own}
        ours = _WORDS.get(list_key, {}).get(key)
        return self._lists[list_key].get(key) or (_(ours) if ours else key)
