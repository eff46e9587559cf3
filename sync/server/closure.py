"""Who sees a record changes who sees its parts: the change is carried down to everything that hangs on it."""

from collections.abc import Iterable

from sync.protocol.merge import Entity, erased, scope_of
from sync.server.work import Work


def carry_down(work: Work, changed: Iterable[str]) -> None:
    """Give what hangs on these records its scope anew; what changes gets a seq of its own and is erased with them."""
    front = list(changed)
    while front:
        work.flush()
        found = work.tx.children(front)
        children = list(dict.fromkeys(child for parent in front for child in found.get(parent, ())))
        work.load(children)
        front = [child for child in children if _settle(work, child)]


def keeper_around(work: Work, entity: Entity) -> str:
    """Who withdrew the record, or what it is a part of."""
    parents = (work.get(each) for each in entity.parents)
    return entity.keeper or next((each.keeper for each in parents if each is not None and each.erased), "")


def _settle(work: Work, record_id: str) -> bool:
    """Whether the record's scope had to change."""
    entity = work.get(record_id)
    if entity is None or entity.erased:
        return False
    keeper = keeper_around(work, entity)
    if keeper:
        work.put(erased(entity, work.next(), keeper))
        work.note(work.records[record_id], "withdrawn")
        return True
    scope = scope_of(entity, work.records)
    if scope == entity.scope:
        return False
    work.put(entity._replace(seq=work.next(), scope=scope))
    work.note(work.records[record_id], "scope", {"": (entity.scope, scope, 0)})
    return True
