"""What a condition says on its chip, and what the ways to compare are called."""

from app.views.conditions import Condition, Op
from resources.i18n import _, ngettext, pgettext


def op_title(op: Op) -> str:
    """A way to compare, in a word or two."""
    titles: dict[Op, str] = {
        "is": pgettext("condition", "is"),
        "is_not": pgettext("condition", "is not"),
        "contains": pgettext("condition", "contains"),
        "empty": pgettext("condition", "not filled"),
        "filled": pgettext("condition", "filled"),
        "at_least": pgettext("condition", "at least"),
        "at_most": pgettext("condition", "at most"),
        "before": pgettext("condition", "before"),
        "after": pgettext("condition", "after"),
        "within": pgettext("condition", "in the last … days"),
        "older_than": pgettext("condition", "not in the last … days"),
    }
    return titles[op]


def compared(field: str, condition: Condition, said: str) -> str:
    """A condition as its chip says it; `said` is the value as a person reads it."""
    if (condition.field, condition.op) == ("next_step", "empty"):
        return _("No next step")
    if condition.op in ("within", "older_than"):
        return _in_days(field, condition)
    return _patterns()[condition.op].format(field=field, value=said)


def _in_days(field: str, condition: Condition) -> str:
    days = int(str(condition.value))
    if condition.field == "last_touch" and condition.op == "older_than":
        return _("No talk for {days} days").format(days=days)
    if condition.op == "within":
        text = ngettext("{field}: in the last {days} day", "{field}: in the last {days} days", days)
    else:
        text = ngettext("{field}: not in the last {days} day", "{field}: not in the last {days} days", days)
    return text.format(field=field, days=days)


def _patterns() -> dict[Op, str]:
    return {
        "is": _("{field}: {value}"),
        "is_not": _("{field}: not {value}"),
        "contains": _("{field}: “{value}” in it"),
        "empty": _("{field}: not filled"),
        "filled": _("{field}: filled"),
        "at_least": _("{field}: {value} or more"),
        "at_most": _("{field}: {value} or less"),
        "before": _("{field}: before {value}"),
        "after": _("{field}: after {value}"),
    }
