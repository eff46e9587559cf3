"""Names that people tell things apart by: of two alike made on two laptops, the later one is numbered."""

from collections.abc import Iterable, Iterator
from itertools import count

from sync.protocol.merge import Clash, Entity
from sync.protocol.messages import REMOVED, Op
from sync.protocol.scopes import PUBLIC
from sync.server.work import Work

TOLD_APART = {"contact_group": "name", "custom_field": "label", "price_list": "name", "process": "name"}
_MOST_TRIES = 1_000


def keep_names_apart(work: Work, ops: Iterable[Op]) -> Iterator[tuple[Entity, Clash]]:
    """Give a record of these ops another name where a living one of its kind has it already."""
    for op in ops:
        field = TOLD_APART.get(op.kind)
        entity = work.get(op.id)
        if field is None or field not in op.cells or entity is None or not _counts(entity):
            continue
        name = entity.fields.get(field)
        work.flush()
        if isinstance(name, str) and name and _others(work, entity, field, name):
            yield _renamed(work, entity, field, name)


def _renamed(work: Work, entity: Entity, field: str, name: str) -> tuple[Entity, Clash]:
    free = next(each for n in count(2) if n > _MOST_TRIES or not _others(work, entity, field, each := f"{name} ({n})"))
    held = entity.version(field)
    version = held._replace(seq=work.next(), hlc=held.hlc + 1)
    fields, versions = dict(entity.fields) | {field: free}, dict(entity.versions) | {field: version}
    changed = entity._replace(seq=version.seq, fields=fields, versions=versions)
    work.put(changed)
    work.note(changed, "renamed", {field: (name, free, version.seq)})
    return changed, Clash("renamed", field, free, name, version, held, lost_base=0)


def _others(work: Work, entity: Entity, field: str, name: str) -> bool:
    """Whether somebody would take another record for this one; one that not everybody sees is not given away."""
    found = set(work.tx.named(entity.kind, field, name)) - {entity.id}
    work.load(found)
    return any(_counts(other) for each in found if (other := work.get(each)) is not None)


def _counts(entity: Entity) -> bool:
    return entity.scope == PUBLIC and entity.fields.get(REMOVED) is None
