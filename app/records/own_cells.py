"""Fields people added themselves as columns of a table: which there are, and what stands in their cells."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking
from app.records.own_values import own_fields_of
from app.records.pick_lists import labels
from app.views.contacts import BY
from app.views.own_fields import OwnField
from app.views.tables import CellEditor, CellKind, CellValue, ListColumn
from models.errors import UserError
from resources.i18n import _

PREFIX = "own:"
_KINDS: dict[str, tuple[CellKind, CellEditor]] = {
    "text": ("text", "line"),
    "long_text": ("text", "line"),
    "choice": ("text", "choice"),
    "decimal": ("number", "line"),
    "day": ("day", "line"),
    "flag": ("flag", "flag"),
}
_VALUES = """
SELECT field_id, record_id, value FROM custom_value
WHERE record_kind = ? AND record_id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL AND value <> '' ORDER BY rid
"""


def own_name(field: OwnField) -> str:
    """What a field of one's own is called among columns and conditions."""
    return f"{PREFIX}{field.id.hex}"


def own_named(connection: sa.Connection, noun: str, name: str) -> OwnField:
    """The field of one's own with that name.

    Raises:
        UserError: there is none, or none any more.
    """
    for field in own_fields_of(connection, noun) if name.startswith(PREFIX) else ():
        if own_name(field) == name:
            return field
    raise UserError(_("This field is no longer here."), field=name)


def own_columns(connection: sa.Connection, noun: str) -> tuple[ListColumn, ...]:
    """The fields added to a noun as columns."""
    return tuple(
        ListColumn(own_name(field), field.label, *_column(field, noun), pick_list=field.pick_list)
        for field in own_fields_of(connection, noun)
    )


def own_cells(
    asking: Asking, noun: str, ids: Sequence[bytes], columns: Sequence[str]
) -> dict[tuple[bytes, str], CellValue]:
    """What was said of these records in those of the columns that are fields of one's own."""
    wanted = {own_name(one): one for one in own_fields_of(asking.connection, noun) if own_name(one) in columns}
    if not wanted:
        return {}
    read = {field.id.bytes: (name, _reader(asking, field)) for name, field in wanted.items()}
    rows = asking.raw.execute(_VALUES, (noun, json.dumps([str(UUID(bytes=one)) for one in ids])))
    return {
        (UUID(str(record_id)).bytes, read[bytes(field_id)][0]): read[bytes(field_id)][1](str(value))
        for field_id, record_id, value in rows
        if field_id in read
    }


def _column(field: OwnField, noun: str) -> tuple[CellKind, str, str, CellEditor]:
    kind, edits = _KINDS.get(field.kind, ("text", "line"))
    sort = f"{BY}{own_name(field)}" if noun == "contact" else ""  # companies stand in orders of their own
    return kind, _("Own fields"), sort, edits


def _reader(asking: Asking, field: OwnField) -> Callable[[str], CellValue]:
    if field.pick_list:
        words = labels(asking.connection, field.pick_list)
        return lambda value: words.get(value, value)
    plain: dict[str, Callable[[str], CellValue]] = {
        "decimal": Decimal, "day": date.fromisoformat, "flag": lambda value: value == "1",
    }  # fmt: skip
    read = plain.get(field.kind, str)

    def told(value: str) -> CellValue:
        try:
            return read(value)
        except (ValueError, InvalidOperation):
            return value  # its field was of another kind once

    return told
