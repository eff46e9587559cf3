"""Records as rows of the table `entity` and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from sync.protocol.merge import Entity, Version
from sync.server.backends import Rows, structures

COLUMNS = (
    "id", "kind", "seq", "hlc", "born_seq", "born_hlc", "born_device", "scope", "erased", "keeper", "fields", "versions",
    "parents",
)  # fmt: skip
_HASH_DIGITS = 64
_NONE: frozenset[str] = frozenset()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: object) -> str:
    """A structure for the database."""
    return _ENCODER.encode(value)


def from_json(text: str) -> Any:
    """A structure from the database."""
    return json.loads(text)


def written(table: Table, rows: Rows) -> list[tuple[Any, ...]]:
    """Rows with their structures as texts."""
    places = structures(table)
    found = []
    for row in rows:
        cells = list(row)
        for place in places:
            if cells[place] is not None:
                cells[place] = to_json(cells[place])
        found.append(tuple(cells))
    return found


def row_of(organisation: int, entity: Entity) -> tuple[Any, ...]:
    """The row that keeps a record, in the order of the table's columns."""
    born, fields = entity.born, entity.fields
    versions = {
        name: (version.seq, version.hlc, version.device)
        for name, version in entity.versions.items()
        if version != born and name in fields
    }
    return (
        organisation, bytes.fromhex(entity.id), entity.kind, entity.seq, entity.hlc, born.seq, born.hlc, born.device,
        entity.scope, entity.owner or None, entity.erased, entity.keeper, dict(fields), versions or None,
        list(entity.parents) or None,
    )  # fmt: skip


def entity_of(row: Sequence[Any]) -> Entity:
    """The record a row keeps; its cells are COLUMNS."""
    record_id, kind, seq, _hlc, born_seq, born_hlc, born_device, scope, erased, keeper, fields, versions, parents = row
    return Entity(
        kind,
        record_id.hex(),
        seq,
        Version(born_seq, born_hlc, born_device),
        fields,
        {name: Version(*version) for name, version in versions.items()} if versions else {},
        tuple(parents or ()),
        scope,
        erased,
        keeper,
    )


def files_of(fields: Mapping[str, object]) -> frozenset[str]:
    """The files a record's fields name, by the hash of their content."""
    if _HASH_DIGITS not in [len(value) for value in fields.values() if type(value) is str]:
        return _NONE
    return frozenset(
        value
        for name, value in fields.items()
        if isinstance(value, str) and len(value) == _HASH_DIGITS and (name == "sha256" or name.endswith("_hash"))
    )
