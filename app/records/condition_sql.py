"""Conditions on contacts as SQL: the columns come from the fields' declarations, every value is bound.

Each condition becomes a clause on a contact `c` with its summary `s`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from app.command import Asking
from app.records.contact_rows import matching_contacts
from app.records.editing import editable_fields, read_value
from app.records.me import my_zone
from app.records.own_cells import PREFIX
from app.records.own_matching import own_clause
from app.views.conditions import Condition, Op, Value
from models.column_types import to_millis
from models.errors import UserError
from models.fields import OF_WORDS, FieldKind
from models.rules.partial_date import parse_partial
from models.rules.search_text import search_text
from models.rules.wall_time import to_utc, to_wall
from models.store import arrays
from resources.i18n import N_, _

Clause = tuple[str, tuple[object, ...]]

_SET_OPS: tuple[Op, ...] = ("is", "is_not", "empty", "filled")
_TEXT_OPS: tuple[Op, ...] = (*_SET_OPS, "contains")
_NUMBER_OPS: tuple[Op, ...] = ("is", "at_least", "at_most", "empty", "filled")
_SINCE_OPS: tuple[Op, ...] = ("within", "older_than", "before", "after")
_DAY_OPS: tuple[Op, ...] = ("is", *_SINCE_OPS, "empty", "filled")
_OPS_OF: dict[FieldKind, tuple[Op, ...]] = {
    FieldKind.TEXT: _TEXT_OPS,
    FieldKind.LONG_TEXT: ("contains", "empty", "filled"),
    FieldKind.CHOICE: _TEXT_OPS,
    FieldKind.ZONE: _TEXT_OPS,
    FieldKind.INTEGER: _NUMBER_OPS,
    FieldKind.FLAG: ("is",),
    FieldKind.DAY: _DAY_OPS,
    FieldKind.PARTIAL_DAY: ("empty", "filled"),
}
# What is not a column of a contact: its label and the ways to compare.
OTHERS: dict[str, tuple[str, tuple[Op, ...]]] = {
    "text": (N_("Text"), ("contains",)),
    "city": (N_("City"), _SET_OPS),
    "company": (N_("Company"), _SET_OPS),
    "industry": (N_("Industry"), _SET_OPS),
    "status": (N_("Status"), _SET_OPS),
    "tag": (N_("Tag"), _SET_OPS),
    "owner": (N_("Owner"), _SET_OPS),
    "next_step": (N_("Next step"), ("empty", "filled", "before", "after")),
    "last_touch": (N_("Last touch"), ("older_than", "within", "before", "after", "empty", "filled")),
    "phone": (N_("Phone"), ("empty", "filled")),
    "email": (N_("E-mail"), ("empty", "filled")),
    "created": (N_("Added"), _SINCE_OPS),
    "edited": (N_("Changed"), _SINCE_OPS),
}
# The contacts that have any of some values; `{}` takes the condition on the value.
_HAVING = {
    "city": "SELECT contact_id FROM address WHERE contact_id IS NOT NULL AND removed_at IS NULL AND city <> '' AND {}",
    "status": "SELECT l.contact_id FROM contact_status l JOIN pick_item i ON i.id = l.status_id"
    " WHERE l.removed_at IS NULL AND {}",
    "tag": "SELECT l.contact_id FROM contact_tag l JOIN tag t ON t.id = l.tag_id"
    " WHERE l.removed_at IS NULL AND t.removed_at IS NULL AND {}",
    "owner": "SELECT o.id FROM contact o JOIN app_user u ON u.id = o.owner_id WHERE u.removed_at IS NULL AND {}",
}
_HAVING |= {
    kind: "SELECT contact_id FROM channel WHERE contact_id IS NOT NULL AND removed_at IS NULL"  # noqa: S608 - constants
    f" AND kind = '{kind}' AND {{}}"
    for kind in ("phone", "email")
}
_VALUE = {
    "city": "city IN (SELECT value FROM json_each(?))",
    "status": "coalesce(nullif(i.key, ''), i.label) IN (SELECT value FROM json_each(?))",
    "tag": "t.name IN (SELECT value FROM json_each(?))",
    "owner": "u.name IN (SELECT value FROM json_each(?))",
}
_FIRMS = "SELECT id FROM company WHERE removed_at IS NULL AND {}"
_FIRM_VALUE = {
    "company": "(name IN (SELECT value FROM json_each(?1)) OR lower(hex(id)) IN (SELECT value FROM json_each(?1)))",
    "industry": "industry IN (SELECT value FROM json_each(?))",
}


def ops_of(name: str) -> tuple[Op, ...]:
    """The ways a field can be compared; none for a field no condition can be about."""
    if name in OTHERS:
        return OTHERS[name][1]
    field = editable_fields("contact").get(name)
    return _OPS_OF.get(field.kind, ()) if field else ()


def where(asking: Asking, conditions: Sequence[Condition]) -> Clause:
    """All conditions as one clause.

    Raises:
        UserError: there is no such field, or it cannot be compared so.
    """
    clauses = [_clause(asking, condition) for condition in conditions]
    joined = " AND ".join(f"({text})" for text, _values in clauses)
    return joined or "1", tuple(value for _text, values in clauses for value in values)


def _clause(asking: Asking, condition: Condition) -> Clause:
    name, op = condition.field, condition.op
    if name.startswith(PREFIX):
        return own_clause(asking, name, op, condition.value)
    if op not in ops_of(name):
        raise UserError(_("There is no condition {field} {op}.").format(field=name, op=op), field=name)
    if name in _HAVING:
        return _membership(name, op, condition.value)
    if name in _FIRM_VALUE:
        return _firm(name, op, condition.value)
    if name in _SPECIAL:
        return _SPECIAL[name](asking, op, condition.value)
    return _column(asking, name, op, condition.value)


def _membership(name: str, op: Op, value: Value) -> Clause:
    any_value = op in ("empty", "filled")
    inner = _HAVING[name].format("1" if any_value else _VALUE[name])
    negated = "NOT " if op in ("is_not", "empty") else ""
    return f"c.id {negated}IN ({inner})", () if any_value else (_list(value),)


def _firm(name: str, op: Op, value: Value) -> Clause:
    if op in ("empty", "filled") and name == "company":
        return ("s.company_name = ''" if op == "empty" else "s.company_name <> ''"), ()
    if op in ("empty", "filled"):
        inner = _FIRMS.format(f"{name} <> ''")
        return (
            f"c.company_id IS NULL OR c.company_id NOT IN ({inner})" if op == "empty" else f"c.company_id IN ({inner})"
        ), ()
    asked = (
        [each.replace("-", "") if _is_id(each) else each for each in _values(value)]
        if name == "company"
        else _values(value)
    )
    inner = _FIRMS.format(_FIRM_VALUE[name].replace("?1", "?"))
    times = _FIRM_VALUE[name].count("?1") or 1
    negated = "c.company_id IS NULL OR c.company_id NOT" if op == "is_not" else "c.company_id"
    return f"{negated} IN ({inner})", (json.dumps(asked),) * times


def _text(asking: Asking, op: Op, value: Value) -> Clause:
    del op
    return "c.rid IN (SELECT value FROM carray(?))", (arrays.integers(matching_contacts(asking, str(value or ""))),)


def _next_step(asking: Asking, op: Op, value: Value) -> Clause:
    if op in ("before", "after"):
        return _by_day(asking, "s.next_at", op, value)
    return ("s.next_at IS NULL" if op == "empty" else "s.next_at IS NOT NULL"), ()


def _last_touch(asking: Asking, op: Op, value: Value) -> Clause:
    if op in ("empty", "filled"):
        return ("s.last_touch_at IS NULL" if op == "empty" else "s.last_touch_at IS NOT NULL"), ()
    clause, values = _moment("s.last_touch_at", asking, op, value)
    never = op in ("older_than", "before")  # never touched is not touched since
    return (f"s.last_touch_at IS NULL OR {clause}" if never else clause), values


def _moment(cell: str, asking: Asking, op: Op, value: Value) -> Clause:
    if op in ("before", "after"):
        return _by_day(asking, cell, op, value)
    since = to_millis(asking.now - timedelta(days=_whole(value)))
    return f"{cell} {'>=' if op == 'within' else '<'} ?", (since,)


def _by_day(asking: Asking, cell: str, op: Op, value: Value) -> Clause:
    """Before a day begins, or after it has ended, where I am."""
    day = _day(asking, value)
    edge = datetime.combine(day if op == "before" else day + timedelta(days=1), time())
    return f"{cell} {'<' if op == 'before' else '>='} ?", (to_millis(to_utc(edge, my_zone(asking.connection))),)


_SPECIAL: dict[str, Callable[[Asking, Op, Value], Clause]] = {
    "text": _text,
    "next_step": _next_step,
    "last_touch": _last_touch,
    "created": partial(_moment, "c.created_at"),
    "edited": partial(_moment, "c.edited_at"),
}


def _column(asking: Asking, name: str, op: Op, value: Value) -> Clause:
    field, cell = editable_fields("contact")[name], f'c."{name}"'
    if op in ("empty", "filled"):
        nothing = f"{cell} IS NULL" if field.kind is FieldKind.DAY else f"{cell} IN ('', 0)"
        return (nothing if op == "empty" else f"NOT {nothing}"), ()
    if op == "contains":
        return f"instr(search_text({cell}), ?) > 0", (search_text(str(value or "")),)
    if field.kind in OF_WORDS:
        negated = "NOT " if op == "is_not" else ""
        return f"{cell} {negated}IN (SELECT value FROM json_each(?))", (_list(value),)  # noqa: S608 - a declared field
    if op in ("within", "older_than"):
        since = to_wall(asking.now, my_zone(asking.connection)).date() - timedelta(days=_whole(value))
        return f"{cell} {'>=' if op == 'within' else '<'} ?", (since.isoformat(),)
    said = read_value(field, name, value)
    sign = {"is": "=", "at_least": ">=", "at_most": "<=", "before": "<", "after": ">"}[op]
    return f"{cell} {sign} ?", (said.isoformat() if isinstance(said, date) else int(said),)


def _list(value: Value) -> str:
    return json.dumps(_values(value))


def _values(value: Value) -> list[str]:
    return list(value) if isinstance(value, tuple) else [str(value)]


def _whole(value: Value) -> int:
    try:
        return max(int(str(value)), 0)
    except ValueError:
        raise UserError(_("“{text}” is not a number.").format(text=value), field="value") from None


def _day(asking: Asking, value: Value) -> date:
    """A day as given or as typed; without a year it is this year's."""
    if isinstance(value, date):
        return value
    found = parse_partial(str(value or ""))
    return date(found.year or asking.now.year, found.month, found.day)


def _is_id(text: str) -> bool:
    plain = text.replace("-", "")
    return len(plain) == 32 and all(char in "0123456789abcdef" for char in plain)  # noqa: PLR2004 - hexadecimal digits of a UUID
