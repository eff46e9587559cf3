"""Records as rows of the table `entity` and back."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table

from sync.protocol.json_text import dumps, loads
from sync.protocol.merge import Entity, Version
from sync.server.backends import Rows, structures

COLUMNS = (
    "id", "kind", "seq", "hlc", "born_seq", "born_hlc", "born_device", "scope", "erased", "keeper", "fields", "versions",
    "parents",
)  # fmt: skip
_HASH_DIGITS = 64
_NONE: frozenset[str] = frozenset()


def to_json(value: object) -> str:
    """A structure for the database."""
    return dumps(value).decode()


def from_json(text: str | bytes) -> Any:
    """A structure from the database."""
    return loads(text)


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
    versions = {name: version for name, version in entity.versions.items() if version != born and name in fields}
    return (
        organisation, bytes.fromhex(entity.id), entity.kind, entity.seq, entity.hlc, born.seq, born.hlc, born.device,
        entity.scope, entity.owner or None, entity.erased, entity.keeper, dict(fields), versions or None,
        list(entity.parents) or None,
    )  # fmt: skip


def entity_of(row: Sequence[Any]) -> Entity:
    """The record a row keeps; its cells are COLUMNS, the structures among them as texts."""
    record_id, kind, seq, _hlc, born_seq, born_hlc, born_device, scope, erased, keeper, fields, versions, parents = row
    return Entity(
        kind,
        record_id.hex(),
        seq,
        Version(born_seq, born_hlc, born_device),
        loads(fields),
        {name: Version(*version) for name, version in loads(versions).items()} if versions else {},
        tuple(loads(parents)) if parents else (),
        scope,
        erased,
        keeper,
    )


def files_of(fields: Mapping[str, object]) -> frozenset[str]:
    """The files a record's fields name, by the hash of their content."""
    naming = naming_files(tuple(fields))
    if not naming:
        return _NONE
    values = [fields[name] for name in naming]
    return frozenset(value for value in values if isinstance(value, str) and len(value) == _HASH_DIGITS)


@lru_cache(500)
def naming_files(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these fields that may name a file: records of a kind mostly have the same fields."""
    return tuple(name for name in names if name == "sha256" or name.endswith("_hash"))
