"""When what repeats is over, as a person types it: «10 раз», "10 times", «до 31.12», "end of year"; nothing: never."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from models.errors import UserError
from models.rules.natural_time import parse_when
from models.rules.recurrence_rule import Rule, format_rule, parse_rule
from resources.i18n import _, ngettext

_TIMES = re.compile(r"([0-9]{1,4})\s*(?:x|×|times?|раза?)?")
_UNTIL = re.compile(r"(?:until|till|through|by|до|по)\s+")


def with_end(rule: str, typed: str, today: datetime) -> str:
    """A rule without an end given the end that was typed; `today` is a wall time the words count from.

    Raises:
        UserError: the words name neither a number of times nor a day; the field is `until`.
    """
    text = typed.strip().casefold()
    whole = replace(parse_rule(rule), count=None, until=None)
    if not text:
        return format_rule(whole)
    if times := _TIMES.fullmatch(text):
        if not int(times[1]):
            raise UserError(_("This repetition never happens."), field="until")
        return format_rule(replace(whole, count=int(times[1])))
    try:
        day, _clock = parse_when(_UNTIL.sub("", text, count=1), today)
    except UserError as refusal:
        raise UserError(str(refusal), field="until") from refusal
    return format_rule(replace(whole, until=day))


def without_end(rule: str) -> tuple[str, str]:
    """A rule without its end, and the end as one would type it."""
    whole = parse_rule(rule)
    return format_rule(replace(whole, count=None, until=None)), _typed(whole)


def _typed(rule: Rule) -> str:
    if rule.count is not None:
        return ngettext("{count} time", "{count} times", rule.count).format(count=rule.count)
    if rule.until is None:
        return ""
    until: date = rule.until
    if isinstance(until, datetime) and until.time() == time():
        until = until.date()
    return f"{until:%d.%m.%Y}"
