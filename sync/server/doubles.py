"""What people call by one word is one thing: of two tags, or two values of a list, of one name the first one stays.

The later one lies in the bin and says where it went; what it marked is marked with the first. What comes late for it, from
a laptop that does not know yet, follows. Decided here alone, in the transaction that merged, so every laptop ends alike.
"""

from collections.abc import Iterable, Iterator, Mapping

from sync.protocol.clock import at
from sync.protocol.merge import Clash, Entity, Version, scope_of
from sync.protocol.messages import REMOVED, Op, Value
from sync.protocol.scopes import PUBLIC
from sync.server.work import Work

MERGED_INTO = "merged_into"  # set on a record that turned out to be another one: its late parts follow
# What makes two of a kind one: these fields alike, the last of them whatever its case.
ALIKE = {"tag": ("name",), "pick_item": ("list_id", "parent_key", "label")}
# The members of sets that mark with them, and the field that says with which one. It is the second half of their ids.
MARKS = {
    "contact_tag": ("tag", "tag_id"),
    "company_tag": ("tag", "tag_id"),
    "contact_status": ("pick_item", "status_id"),
    "company_status": ("pick_item", "status_id"),
}
_KEY = "key"  # the program's own word for a value: such a one stays, and two of different keys are two
_FILLED = "colour"  # what the one that stays takes over where it has none
_HALF = 32  # digits of an id


def make_one(work: Work, ops: Iterable[Op], clashes: list[tuple[Entity, Clash]]) -> list[tuple[Entity, Clash]]:
    """Join what these ops made alike, and carry late marks over. Returns the clashes that are still worth telling."""
    given = tuple(ops)
    named = {op.id: op.kind for op in given if op.kind in ALIKE}
    marks = {op.id: _takes_off(op) for op in given if op.kind in MARKS}
    if not (named or marks):
        return clashes
    joining = _Joining(work)
    for kind in sorted(set(named.values())):
        joining.join(kind, [each for each, of in named.items() if of == kind])
    joining.follow(marks)
    told = [(entity, clash) for entity, clash in clashes if not (entity.id in joining.gone and clash.name == REMOVED)]
    return told + joining.clashes


class _Joining:
    """One batch's worth of it."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._living: dict[str, list[Entity]] = {}
        self.gone: set[str] = set()
        self.clashes: list[tuple[Entity, Clash]] = []

    def join(self, kind: str, ids: Iterable[str]) -> None:
        """Look at records that were just written: who is now called like another one, who went into another one."""
        for record_id in ids:
            entity = self._work.get(record_id)
            if entity is None or entity.erased:
                continue
            if not _lives(entity):
                self._went(entity)
                continue
            if entity.fields.get(MERGED_INTO):  # somebody who did not know brought it back
                entity = self._write(entity, {MERGED_INTO: ""}, "brought back")
            if _counts(entity) and _word(entity):
                self._gather(entity, kind)

    def follow(self, marks: Mapping[str, bool]) -> None:
        """Marks whose tag or value is no more, and lives on in another one, go there; those taken off are off there too."""
        here = [entity for each in marks if (entity := self._work.get(each)) is not None and not entity.erased]
        ends = {each.id: said for each in here if isinstance(said := each.fields.get(MARKS[each.kind][1]), str)}
        self._work.load(ends.values())
        for mark in here:
            end = self._work.get(ends.get(mark.id, ""))
            if end is None or end.erased or _lives(end) or end.kind != MARKS[mark.kind][0]:
                continue
            stays = self._where_it_went(end) or self._first_called_so(end)
            if stays is not None and _lives(mark):
                self._move(mark, stays)
            elif stays is not None and marks[mark.id]:
                self._take_off(mark, stays)

    def _gather(self, entity: Entity, kind: str) -> None:
        alike = [each for each in self._all_living(kind) if each.id == entity.id or _same(each, entity)]
        if len(alike) < 2:  # noqa: PLR2004 - itself
            return
        stays = min(alike, key=_age)
        for other in alike:
            if other.id != stays.id and _same(other, stays):
                self._put_away(other, stays)

    def _went(self, entity: Entity) -> None:
        """Somebody joined it to another one: whatever was marked with it meanwhile goes there too."""
        if not entity.fields.get(MERGED_INTO):
            return
        stays = self._where_it_went(entity)
        if stays is None:
            stays = self._out_of_the_ring(entity)
        if stays is not None and stays.id != entity.id:
            self._move_all(entity, stays)

    def _where_it_went(self, entity: Entity) -> Entity | None:
        """The living end of the chain of joinings."""
        return next((each for each in self._chain(entity) if _counts(each)), None)

    def _chain(self, entity: Entity) -> Iterator[Entity]:
        passed = {entity.id}
        into = entity.fields.get(MERGED_INTO)
        while isinstance(into, str) and into and into not in passed:
            passed.add(into)
            self._work.load([into])
            found = self._work.get(into)
            if found is None or found.kind != entity.kind or found.erased:
                return
            yield found
            into = found.fields.get(MERGED_INTO) if not _lives(found) else ""

    def _out_of_the_ring(self, entity: Entity) -> Entity | None:
        """Two people joined the same two crosswise: the older one comes back, for neither meant to lose both."""
        ring = [entity, *self._chain(entity)]
        if ring[-1].fields.get(MERGED_INTO) != entity.id:
            return None
        stays = min(ring, key=_age)
        back = self._write(stays, {REMOVED: None, MERGED_INTO: ""}, "brought back")
        for other in ring:
            if other.id not in {stays.id, entity.id}:
                self._move_all(other, back)
        self._living.pop(entity.kind, None)
        return back

    def _first_called_so(self, entity: Entity) -> Entity | None:
        alike = [each for each in self._all_living(entity.kind) if _same(each, entity)] if _word(entity) else []
        return min(alike, key=_age, default=None)

    def _all_living(self, kind: str) -> list[Entity]:
        """Everybody's living records of a kind; there are few of these kinds."""
        if kind not in self._living:
            self._work.flush()
            self._living[kind] = [*self._work.living(kind)]
        return [now for each in self._living[kind] if (now := self._work.get(each.id)) is not None and _counts(now)]

    def _put_away(self, other: Entity, stays: Entity) -> None:
        self._keep(stays, other)
        gone = self._write(other, {REMOVED: self._work.now, MERGED_INTO: stays.id}, "joined")
        self.gone.add(gone.id)
        self._move_all(gone, stays)

    def _keep(self, stays: Entity, other: Entity) -> None:
        """The one that stays was not seen like this by anybody who removes it meanwhile; it takes a colour it has not."""
        stays = self._work.get(stays.id) or stays
        word = ALIKE[stays.kind][-1]
        values = {word: stays.fields.get(word)}
        mine, theirs = stays.fields.get(_FILLED), other.fields.get(_FILLED)
        if mine and theirs and mine != theirs:
            clash = Clash("edit", _FILLED, mine, theirs, stays.version(_FILLED), other.version(_FILLED))
            self.clashes.append((stays, clash))
        elif theirs:
            values[_FILLED] = theirs
        self._write(stays, values, "joined")

    def _move_all(self, gone: Entity, stays: Entity) -> None:
        self._work.flush()
        kinds = [kind for kind, (of, _field) in MARKS.items() if of == gone.kind]
        found = self._work.tx.marked_with(kinds, gone.id)
        self._work.load(found)
        for each in found:
            mark = self._work.get(each)
            if mark is not None and _lives(mark):
                self._move(mark, stays)

    def _move(self, mark: Entity, stays: Entity) -> None:
        """The same mark with the one that stays; adding wins, so one that was there and taken off is there again."""
        field = MARKS[mark.kind][1]
        moved = mark.id[:_HALF] + stays.id
        if len(mark.id) != 2 * _HALF or moved == mark.id:
            return
        self._work.load([moved])
        there = self._work.get(moved)
        if there is None:
            born = Version(self._work.next(), at(self._work.now), "")
            fields = {**mark.fields, field: stays.id}
            made = Entity(mark.kind, moved, born.seq, born, fields, parents=mark.parents)
            made = made._replace(scope=scope_of(made, self._work.records))
            self._work.put(made)
            self._work.note(made, "joined")
        elif not _lives(there) and not there.erased:
            self._write(there, {REMOVED: None}, "joined")
        self._write(mark, {REMOVED: self._work.now}, "joined")

    def _take_off(self, mark: Entity, stays: Entity) -> None:
        """Somebody took off what had gone elsewhere: there it goes too, unless somebody had put it there himself."""
        moved = mark.id[:_HALF] + stays.id
        self._work.load([moved])
        there = self._work.get(moved)
        if there is not None and _lives(there) and not there.version(REMOVED).device:
            self._write(there, {REMOVED: self._work.now}, "joined")

    def _write(self, entity: Entity, values: Mapping[str, Value], action: str) -> Entity:
        """New values on a record, as the server's own sequel of what stands."""
        entity = self._work.get(entity.id) or entity
        seq = self._work.next()
        versions = {name: Version(seq, max(at(self._work.now), entity.version(name).hlc + 1), "") for name in values}
        changed = entity._replace(seq=seq, fields={**entity.fields, **values}, versions={**entity.versions, **versions})
        self._work.put(changed)
        told = {name: (entity.fields.get(name), value, seq) for name, value in values.items()}
        self._work.note(changed, action, told)
        return changed


def _takes_off(op: Op) -> bool:
    removal = op.cells.get(REMOVED)
    return removal is not None and removal.value is not None


def _lives(entity: Entity) -> bool:
    return entity.fields.get(REMOVED) is None and not entity.erased


def _counts(entity: Entity) -> bool:
    """One that not everybody sees is not given away by being joined to another one."""
    return entity.scope == PUBLIC and _lives(entity)


def _word(entity: Entity) -> str:
    said = entity.fields.get(ALIKE[entity.kind][-1])
    return " ".join(said.split()).casefold() if isinstance(said, str) else ""


def _same(one: Entity, other: Entity) -> bool:
    keys = {one.fields.get(_KEY) or "", other.fields.get(_KEY) or ""}
    if "" not in keys and len(keys) > 1:
        return False
    within = ALIKE[one.kind][:-1]
    return _word(one) == _word(other) and all(
        (one.fields.get(name) or "") == (other.fields.get(name) or "") for name in within
    )


def _age(entity: Entity) -> tuple[bool, int]:
    """Whose key the program knows stays, else the one the server has known longest."""
    return not entity.fields.get(_KEY), entity.born.seq
