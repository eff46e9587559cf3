"""What a merge put aside becomes a record of its own, seen by whoever sees the record it is about.

The noun is models/conflict.py; values are JSON of the value as it travels.
"""

from collections.abc import Iterable, Mapping

from models.ids import new_id
from sync.protocol.clock import at, millis
from sync.protocol.json_form import canonical
from sync.protocol.merge import Clash, Entity, Version, scope_of
from sync.protocol.messages import ACCESS, OWNER, REMOVED, Value
from sync.protocol.scopes import LIMITED, PUBLIC
from sync.protocol.wire import CREATED
from sync.server.closure import keeper_around
from sync.server.work import Work

KIND = "conflict"


def put_aside(work: Work, found: Iterable[tuple[Entity, Clash]]) -> None:
    """A record for each clash, in the transaction that merged."""
    clashes = list(found)
    if not clashes:
        return
    work.flush()  # the audit is asked what stood before
    devices = {clash.kept_at.device for _entity, clash in clashes} | {
        clash.lost_at.device for _entity, clash in clashes
    }
    people = work.tx.devices(devices - {""})
    for entity, clash in clashes:
        _put(work, entity, _fields(work, entity, clash, people))


def _put(work: Work, entity: Entity, fields: Mapping[str, Value]) -> None:
    """A withdrawn record is for its keeper alone: what somebody else wrote on it goes to him."""
    record = {**fields, ACCESS: PUBLIC, OWNER: entity.owner or None}
    parents: tuple[str, ...] = (entity.id,)
    if entity.erased:
        record |= {ACCESS: LIMITED, OWNER: keeper_around(work, entity) or None}
        parents = ()
    seq = work.next()
    born = Version(seq, at(work.now), "")
    conflict = Entity(KIND, new_id().hex, seq, born, record, parents=parents)
    # The record itself may have been refused and never stood: then nothing bounds who sees this.
    work.put(Entity(KIND, conflict.id, seq, born, record, parents=parents, scope=scope_of(conflict, work.records)))
    work.note(conflict, "conflict")


def _fields(work: Work, entity: Entity, clash: Clash, people: Mapping[str, tuple[str, str]]) -> dict[str, Value]:
    lost: object = dict(clash.lost_fields) if clash.lost_fields else clash.lost
    base = work.tx.value_before(entity.id, clash.name, clash.lost_base) if clash.lost_base else None
    return {
        "what": clash.what,
        "record_kind": entity.kind,
        "record_id": entity.id,
        "field": clash.name,
        "base_value": _json(base[0]) if base else "",
        "kept_value": "" if entity.erased else _json(clash.kept),
        "lost_value": _json(lost),
        "kept_by": people.get(clash.kept_at.device, ("", ""))[0],
        "kept_at": _moment(clash.kept_at),
        "lost_by": people.get(clash.lost_at.device, ("", ""))[0],
        "lost_at": _moment(clash.lost_at),
        "device": people.get(clash.lost_at.device, ("", ""))[1],
        "state": "open",
        CREATED: work.now,
        REMOVED: None,
    }


def _json(value: object) -> str:
    return canonical(value).decode()


def _moment(version: Version) -> int | None:
    return millis(version.hlc) or None
