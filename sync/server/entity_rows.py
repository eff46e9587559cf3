"""Records as rows of the table `entity` and back."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from sync.protocol.merge import Entity, Version

COLUMNS = (
    "id", "kind", "seq", "hlc", "born_seq", "born_hlc", "born_device", "scope", "erased", "keeper", "fields", "versions",
    "parents",
)  # fmt: skip
_HASH_DIGITS = 64
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: object) -> str:
    """A structure for the database."""
    return _ENCODER.encode(value)


def from_json(text: str) -> Any:
    """A structure from the database."""
    return json.loads(text)


def row_of(organisation: int, entity: Entity) -> dict[str, Any]:
    """The row that keeps a record."""
    born = entity.born
    versions = {
        name: [version.seq, version.hlc, version.device]
        for name, version in entity.versions.items()
        if version != born and name in entity.fields
    }
    return {
        "organisation": organisation,
        "id": bytes.fromhex(entity.id),
        "kind": entity.kind,
        "seq": entity.seq,
        "hlc": entity.hlc,
        "born_seq": born.seq,
        "born_hlc": born.hlc,
        "born_device": born.device,
        "scope": entity.scope,
        "owner": entity.owner or None,
        "erased": entity.erased,
        "keeper": entity.keeper,
        "fields": dict(entity.fields),
        "versions": versions or None,
        "parents": list(entity.parents) or None,
    }


def entity_of(row: RowMapping) -> Entity:
    """The record a row keeps."""
    return Entity(
        kind=row["kind"],
        id=row["id"].hex(),
        seq=row["seq"],
        born=Version(row["born_seq"], row["born_hlc"], row["born_device"]),
        fields=row["fields"],
        versions={name: Version(*version) for name, version in (row["versions"] or {}).items()},
        parents=tuple(row["parents"] or ()),
        scope=row["scope"],
        erased=row["erased"],
        keeper=row["keeper"],
    )


def files_of(fields: Mapping[str, object]) -> frozenset[str]:
    """The files a record's fields name, by the hash of their content."""
    return frozenset(
        value
        for name, value in fields.items()
        if isinstance(value, str) and len(value) == _HASH_DIGITS and (name == "sha256" or name.endswith("_hash"))
    )
