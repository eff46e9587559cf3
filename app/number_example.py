"""How the next offers would be numbered by a pattern: shown beside it while it is typed."""

from datetime import date

from app.records.offer_numbers import short_code
from models.rules.numbering import format_number

_COUNTERS = (1, 2, 118)


def number_examples(pattern: str, day: date, seller: str) -> tuple[str, ...]:
    """Some numbers of that day, of an own firm of that name.

    Raises:
        UserError: the pattern cannot be used; it says why.
    """
    return tuple(format_number(pattern, counter, day, short_code(seller)) for counter in _COUNTERS)
