"""The values of people's own fields on cards: among the fields of ours as `own:KIND:LABEL`, and their way back.

A field of that label takes the value; where there is none, it is added with the kind the card names.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.own_values import add_own_field, kept_form, own_fields_of
from app.records.pick_lists import item_for, key_of
from app.views.own_fields import KINDS, OwnField
from models.errors import UserError
from models.ids import new_id_bytes
from models.nouns import TABLES
from models.pick_list import CustomValue

OWN = "own:"
Pairs = Sequence[tuple[str, str]]

_FIELD, _VALUE = TABLES["custom_field"], TABLES["custom_value"]
_COLUMNS = ("id", "field_id", "record_kind", "record_id", "value")


def own_pairs(connection: sa.Connection, ids: Iterable[UUID]) -> dict[str, list[tuple[str, str]]]:
    """What cards of contacts say of people's own fields, by the text of the contact's id."""
    statement = (
        sa.select(_VALUE.c.record_id, _FIELD.c.kind, _FIELD.c.label, _VALUE.c.value)
        .join(_FIELD, _FIELD.c.id == _VALUE.c.field_id)
        .where(
            _VALUE.c.record_kind == "contact",
            _VALUE.c.record_id.in_([str(one) for one in ids]),
            _VALUE.c.removed_at.is_(None),
            _VALUE.c.value != "",
            _FIELD.c.removed_at.is_(None),
        )
        .order_by(_FIELD.c.position, _FIELD.c.rid, _VALUE.c.rid)
    )
    found: dict[str, dict[str, str]] = {}
    for record_id, kind, label, value in connection.execute(statement):
        found.setdefault(record_id, {})[f"{OWN}{kind}:{label}"] = value
    return {record_id: list(said.items()) for record_id, said in found.items()}


class OwnValues:
    """The own fields of contacts while cards are brought in; what a contact says already stays."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._fields: dict[str, OwnField] = {}

    def write(self, said: Mapping[bytes, Pairs]) -> None:
        """Give contacts (by id) the values their cards tell."""
        if not said:
            return
        self._tx.flush()
        self._fields = {one.label.casefold(): one for one in own_fields_of(self._tx.connection, "contact")}
        rows: list[tuple[Any, ...]] = []
        for contact_id, pairs in said.items():
            record_id = str(UUID(bytes=contact_id))
            here = self._filled(record_id)
            for name, value in pairs:
                field = self._field(name.removeprefix(OWN))
                if field is not None and value and field.id not in here:
                    here.add(field.id)
                    kept = self._kept(field, value)
                    rows.append((new_id_bytes(), field.id.bytes, "contact", record_id, kept))
        self._tx.insert_rows(CustomValue, _COLUMNS, rows)

    def _filled(self, record_id: str) -> set[UUID]:
        statement = sa.select(_VALUE.c.field_id).where(
            _VALUE.c.record_kind == "contact", _VALUE.c.record_id == record_id, _VALUE.c.removed_at.is_(None),
            _VALUE.c.value != "",
        )  # fmt: skip
        return set(self._tx.connection.execute(statement).scalars())

    def _field(self, name: str) -> OwnField | None:
        kind, _colon, label = name.partition(":")
        label = " ".join(label.split())
        if not label:
            return None
        found = self._fields.get(label.casefold())
        if found is None:
            made = add_own_field(self._tx, "contact", label, kind if kind in dict(KINDS) else "text")
            self._tx.flush()
            found = next(one for one in own_fields_of(self._tx.connection, "contact") if one.id == made.id)
            self._fields[label.casefold()] = found
        return found

    def _kept(self, field: OwnField, value: str) -> str:
        """What is kept of it; what cannot be read as a value of that kind is kept as it stands."""
        try:
            kept = kept_form(field, value)
            if kept and field.pick_list:
                item_for(self._tx, field.pick_list, kept)
                self._tx.flush()
                kept = key_of(self._tx.raw, field.pick_list, kept)
        except UserError:
            return value
        return kept
