"""The cells of a table of contacts: columns come from the fields' declarations and from what the program keeps.

Cells are read for the rows of a page, never for the whole set.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.command import Asking
from app.records.editing import editable_fields
from app.records.first_reach import first_reach
from app.records.own_cells import PREFIX, own_cells, own_columns
from app.records.pick_lists import labels
from app.views.contacts import BY, ContactRow
from app.views.tables import CellEditor, CellKind, CellValue, ListColumn
from models.column_types import from_millis
from models.fields import FieldKind
from models.store import arrays
from resources.i18n import N_, _, pgettext

NAME = "name"  # stands first and always: it is what a row is
_KINDS: dict[FieldKind, CellKind] = {
    FieldKind.TEXT: "text",
    FieldKind.LONG_TEXT: "text",
    FieldKind.CHOICE: "text",
    FieldKind.INTEGER: "number",
    FieldKind.FLAG: "flag",
    FieldKind.DAY: "day",
    FieldKind.PARTIAL_DAY: "partial_day",
    FieldKind.ZONE: "text",
}
_EDITORS: dict[FieldKind, CellEditor] = {FieldKind.CHOICE: "choice", FieldKind.FLAG: "flag"}
_OTHER_EDITORS: dict[str, CellEditor] = {
    "company": "choice", "phone": "line", "email": "line", "status": "marks", "tags": "marks",
}  # fmt: skip
_HIDDEN = frozenset({"photo_hash", "is_me"})
_JOINED = "(SELECT group_concat(word, ', ') FROM (SELECT {word} AS word FROM {tables} ORDER BY {order}))"
_CITY = """(SELECT city FROM address WHERE contact_id = c.id AND removed_at IS NULL AND city <> ''
  ORDER BY is_primary DESC, rid LIMIT 1)"""
# What is no column of a contact: label, kind, the order an index keeps ready, and where it is read from.
_OTHERS: dict[str, tuple[str, CellKind, str, str]] = {
    "company": (N_("Company"), "text", "company", "s.company_name"),
    "phone": (N_("Phone"), "text", "", "''"),
    "email": (N_("E-mail"), "text", "", "''"),
    "city": (N_("City"), "text", "", _CITY),
    "status": (
        N_("Status"), "text", "",
        _JOINED.format(
            word="i.label", order="i.position, i.rid",
            tables="contact_status l JOIN pick_item i ON i.id = l.status_id"
            " WHERE l.contact_id = c.id AND l.removed_at IS NULL",
        ),
    ),
    "tags": (
        N_("Tags"), "text", "",
        _JOINED.format(
            word="t.name", order="search_text(t.name)",
            tables="contact_tag l JOIN tag t ON t.id = l.tag_id"
            " WHERE l.contact_id = c.id AND l.removed_at IS NULL AND t.removed_at IS NULL",
        ),
    ),
    "next_step": (N_("Next step"), "step", "next", "NULL"),
    "last_touch": (N_("Last touch"), "moment", "last_touch", "s.last_touch_at"),
    "last_reach": (N_("Last reach"), "moment", "", "s.last_reach_at"),
    "last_attempt": (N_("Last attempt"), "moment", "", "s.last_attempt_at"),
    "last_meeting": (N_("Last meeting"), "moment", "", "s.last_meeting_at"),
    "last_letter": (N_("Last letter"), "moment", "", "s.last_letter_at"),
    "last_email": (N_("Last e-mail"), "moment", "", "s.last_email_at"),
    "last_result": (N_("Last result"), "text", "", "s.last_result"),
    "created": (N_("Added"), "moment", "", "c.created_at"),
    "edited": (N_("Changed"), "moment", "", "c.edited_at"),
}  # fmt: skip
_GROUPS = {
    "name": N_("Name"),
    "work": N_("Work"),
    "origin": N_("Origin"),
    "person": N_("Person"),
    "relationship": N_("Relationship"),
    "consent": N_("Consent"),
    "about": N_("About"),
}
_LIST_OF = {"last_result": "result"}


def contact_columns(connection: sa.Connection) -> tuple[ListColumn, ...]:
    """Everything a table of contacts can show beside the name, in the language spoken."""
    kept = [ListColumn(name, _(label), kind, _("Kept by the program") if _is_kept(name) else _("Work"), sort or f"{BY}{name}",
                       _OTHER_EDITORS.get(name, ""))
            for name, (label, kind, sort, _where) in _OTHERS.items()]  # fmt: skip
    plain = [
        ListColumn(
            name,
            _(field.label),
            _KINDS[field.kind],
            _(_GROUPS[field.group]),
            f"{BY}{name}",
            _EDITORS.get(field.kind, "line"),
            field.pick_list or "",
        )
        for name, field in editable_fields("contact").items()
        if field.group in _GROUPS and name not in _HIDDEN
    ]
    own = own_columns(connection, "contact")
    return (ListColumn(NAME, pgettext("contact", "Name"), "text", _("Name"), "name"), *kept, *plain, *own)


def with_cells(asking: Asking, rows: Sequence[ContactRow], columns: Sequence[str]) -> tuple[ContactRow, ...]:
    """The rows with what stands in these columns; a column there is none of stays empty."""
    if not columns or not rows:
        return tuple(rows)
    ids = [row.id.bytes for row in rows]
    spots = [_spot(column) for column in columns]
    statement = (
        f"SELECT c.id, {', '.join(where for where, _read in spots)}"  # noqa: S608 - constants and declared fields
        " FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid WHERE c.id IN (SELECT value FROM carray(?))"
    )
    words = {list_key: labels(asking.connection, list_key) for list_key in set(map(list_of, columns)) if list_key}
    reach = first_reach(asking.raw, ids) if not {"phone", "email"}.isdisjoint(columns) else {}
    own = own_cells(asking, "contact", ids, columns)
    found: dict[bytes, tuple[CellValue, ...]] = {}
    for key, *values in asking.raw.execute(statement, (arrays.blobs(ids),)):
        assert isinstance(key, bytes)
        said = [read(value) for (_where, read), value in zip(spots, values, strict=True)]
        for place, column in enumerate(columns):
            if column in ("phone", "email"):
                said[place] = reach.get(key, {}).get(column, "")
            elif list_key := list_of(column):
                said[place] = words[list_key].get(str(said[place]), said[place])
            elif (key, column) in own:
                said[place] = own[key, column]
        found[key] = tuple(said)
    return tuple(replace(row, cells=found.get(row.id.bytes, ())) for row in rows)


def _is_kept(name: str) -> bool:
    return name.startswith(("last_", "next_")) or name in ("created", "edited")


def list_of(column: str) -> str:
    """The pick list whose keys a column holds; empty for none."""
    field = editable_fields("contact").get(column)
    return _LIST_OF.get(column) or (field.pick_list or "" if field else "")


def cell_of(column: str) -> tuple[str, CellKind]:
    """Where a column is read from in a question about a contact `c` and its summary `s`, and what it holds."""
    field = editable_fields("contact").get(column)
    if column in _OTHERS:
        return _OTHERS[column][3], _OTHERS[column][1]
    return (f'c."{column}"', _KINDS[field.kind]) if field is not None and field.kind in _KINDS else ("NULL", "text")


@cache
def _spot(column: str) -> tuple[str, Callable[[Any], CellValue]]:
    """Where a column is read from, and how."""
    if column in _OTHERS:
        _label, kind, _sort, where = _OTHERS[column]
        return where, _READ[kind]
    field = editable_fields("contact").get(column)
    if field is None or field.kind not in _KINDS:
        return "NULL", _text if not column.startswith(PREFIX) else _nothing
    return f'c."{column}"', _READ[_KINDS[field.kind]]


def _nothing(value: Any) -> CellValue:
    del value
    return None


def _text(value: Any) -> CellValue:
    return str(value or "")


_READ: dict[CellKind, Callable[[Any], CellValue]] = {
    "text": _text,
    "partial_day": _text,
    "number": lambda value: int(value or 0),
    "flag": bool,
    "day": lambda value: date.fromisoformat(value) if value else None,
    "moment": lambda value: from_millis(value) if isinstance(value, int) else None,
    "step": lambda _value: None,
}
