"""Conditions of an offer: what is agreed beside the price, in the order of printing, labelled in the paper's language."""

from collections.abc import Mapping, Sequence

from models.errors import UserError
from resources.i18n import N_, _

# The usual conditions by key; whatever else stands in a key's place is a person's own label, printed as it is.
LABELS: dict[str, str] = {
    "payment": N_("Payment"),
    "delivery": N_("Delivery"),
    "lead_time": N_("Lead time"),
    "warranty": N_("Warranty"),
}
_PAIR = 2


def read_conditions(value: object) -> tuple[tuple[str, str], ...]:
    """Pairs of key (or own label) and text, from pairs, from a mapping, or from what the file keeps.

    Raises:
        UserError: it is neither.
    """
    pairs: object = tuple(value.items()) if isinstance(value, Mapping) else value or ()
    if isinstance(pairs, str) or not isinstance(pairs, Sequence):
        raise _refused()
    found: list[tuple[str, str]] = []
    for pair in pairs:
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != _PAIR:
            raise _refused()
        found.append((str(pair[0]).strip(), str(pair[1]).strip()))
    return tuple(found)


def labelled(conditions: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Label and text in the language spoken now; an empty condition vanishes."""
    return tuple((_(LABELS[key]) if key in LABELS else key, text) for key, text in conditions if text)


def _refused() -> UserError:
    return UserError(_("Conditions are pairs of a label and a text."), field="conditions")
