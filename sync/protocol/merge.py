"""The merge: what stands on the server, one op, who sent it → what stands then, what came of the op, what was lost.

Pure: no storage, no clock. Field by field: whoever had seen what stands there writes a sequel and wins, whatever the
clocks say; of edits that had not seen each other the later one (time, then device) stands, the other becomes a clash.
A deletion counts only if its author had seen everything; members of sets come back when somebody adds them meanwhile.
A cell whose time is 0 came with the program (a seed): it fills what is empty and never overrides a person.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from sync.protocol.json_reading import sound
from sync.protocol.messages import ACCESS, NOTHING, OWNER, REMOVED, Caller, Cell, Op, Outcome, Row, Value
from sync.protocol.scopes import LIMITED, PRIVATE, PUBLIC, WITHDRAWN, own_scope, sees, strictest

SET_ID_DIGITS = 64  # a member of a set: both its ends in one id
WHOLE = "*"  # the field of a clash that holds a whole op
DONE = frozenset({("activity", "completed_at"), ("promise", "kept_at"), ("history", "done")})
# What the program reads from a value goes with it: whose value stands, his reading of it stands.
READ_FROM: dict[str, dict[str, str]] = {
    "channel": {"normal": "value", "extension": "value"},
    "opportunity": {"stage_since": "stage_id"},
}
# Told by the program, not typed: a lost value is nobody's loss.
QUIET = frozenset(
    {
        ("alarm", "rung_at"),
        ("alarm", "snoozed_until"),
        ("offer", "net"),
        ("offer", "vat"),
        ("offer", "total"),
        ("app_user", "settings"),
    }
)
_RULED = frozenset({REMOVED, ACCESS, OWNER})
What = Literal["edit", "removed", "withdrawn", "renamed"]


class Version(NamedTuple):
    """When a field was written: place in the order, time, device. There are very many: a tuple is made most quickly."""

    seq: int
    hlc: int
    device: str


class Entity(NamedTuple):
    """A record on the server. `versions` says only what differs from `born`; an erased one has no content left."""

    kind: str
    id: str
    seq: int
    born: Version
    fields: Mapping[str, Value] = NOTHING
    versions: Mapping[str, Version] = NOTHING
    parents: tuple[str, ...] = ()
    scope: str = PUBLIC
    erased: bool = False
    keeper: str = ""  # who withdrew it: the one who may make it public again

    def version(self, name: str) -> Version:
        """Who wrote a field last."""
        return self.versions.get(name, self.born)

    @property
    def hlc(self) -> int:
        """The highest time on it."""
        highest = self.born.hlc
        for version in self.versions.values():
            highest = max(highest, version.hlc)
        return highest

    @property
    def owner(self) -> str:
        """Whose it is; empty where it is nobody's."""
        owner = self.fields.get(OWNER)
        return owner if isinstance(owner, str) else ""


class Clash(NamedTuple):
    """Two people's values, one of which stands. `what` is what the noun Conflict says."""

    what: What
    name: str
    kept: Value
    lost: Value
    kept_at: Version
    lost_at: Version
    lost_fields: Mapping[str, Value] = NOTHING  # of an orphan
    lost_base: int = 0


class Merged(NamedTuple):
    """What came of an op. `entity` is None where it was refused and never stood."""

    entity: Entity | None
    outcome: Outcome
    clashes: tuple[Clash, ...] = ()


def merge(entity: Entity | None, op: Op, seq: int, caller: Caller, around: str = PUBLIC) -> Merged:
    """Merge one op. `seq` is the op's place in the order, `around` the strictest scope of the parents it names."""
    if entity is not None and entity.kind != op.kind:
        return _refused(entity, op, "kind")
    if op.withdrawn:
        return _withdrawn(entity, op, seq, caller)
    access = op.cells.get(ACCESS)
    if access is not None and access.value == PRIVATE:
        return _refused(entity, op, "private")
    new = around != WITHDRAWN if entity is None else entity.erased and _brings_back(entity, op, caller, around)
    if new:
        return _born(op, seq, caller)
    if entity is None or entity.erased or not sees(caller, entity.scope):
        return _orphaned(entity or _nothing(op, seq, caller), op, seq, caller)
    continues = _is_plain_sequel(entity, op)
    return _continued(entity, op, seq, caller) if continues else _Edit(entity, op, seq, caller).merged()


def row_of(entity: Entity, caller: Caller) -> Row:
    """The record as this person gets it."""
    if entity.erased or not sees(caller, entity.scope):
        return Row(entity.kind, entity.id, entity.seq, gone=True)
    return Row(entity.kind, entity.id, entity.seq, entity.hlc, entity.fields)


def scope_of(entity: Entity, parents: Mapping[str, Entity]) -> str:
    """The scope a record must have among its parents; one the server has never seen says nothing."""
    if entity.erased:
        return WITHDRAWN
    own = own_scope(entity.fields)
    around = [parents[each].scope for each in entity.parents if each in parents]
    return strictest((own, *around)) if around else own


def erased(entity: Entity, seq: int, keeper: str) -> Entity:
    """The record without its content."""
    return entity._replace(
        seq=seq, fields={}, versions={}, scope=WITHDRAWN, erased=True, keeper=entity.keeper or keeper
    )


def is_set_member(record_id: str) -> bool:
    """Whether a record is a member of a set: then adding wins and nobody is asked."""
    return len(record_id) == SET_ID_DIGITS


def _is_plain_sequel(entity: Entity, op: Op) -> bool:
    """Whether the author of an op had seen all there is and says nothing that has rules of its own."""
    return (
        op.kind not in READ_FROM
        and op.cells.keys().isdisjoint(_RULED)
        and all(cell.base >= entity.seq for cell in op.cells.values())
    )


def _continued(entity: Entity, op: Op, seq: int, caller: Caller) -> Merged:
    """The merge of a plain sequel, which is nearly every op: all of it is taken. What `_Edit` would come to, sooner."""
    rejected = _rejections(entity, op, caller)
    cells = _but(op.cells, rejected)
    fields, versions = dict(entity.fields), dict(entity.versions)
    for name, cell in cells.items():
        hlc = cell.hlc
        if name in fields:
            hlc = max(hlc, versions.get(name, entity.born).hlc + 1)
        fields[name], versions[name] = cell.value, Version(seq, hlc, caller.device)
    parents = _parents(fields, entity.parents, op.parents)
    now = entity._replace(seq=seq, fields=fields, versions=versions, parents=parents)
    return Merged(now, Outcome(op.id, dict.fromkeys(cells, seq), rejected))


class _Edit:
    """The merge of an op into a record its author may see."""

    def __init__(self, entity: Entity, op: Op, seq: int, caller: Caller) -> None:
        self.entity, self.op, self.seq, self.caller = entity, op, seq, caller
        self.fields, self.versions = dict(entity.fields), dict(entity.versions)
        self.accepted: dict[str, int] = {}
        self.clashes: list[Clash] = []

    def merged(self) -> Merged:
        """Fields first, then whether the record lives."""
        rejected = _rejections(self.entity, self.op, self.caller)
        cells = _but(self.op.cells, rejected)
        removal = cells.get(REMOVED)
        if removal is not None and removal.value is not None:
            cells = _but(cells, (REMOVED,))
        else:
            removal = None
        read_from = READ_FROM.get(self.op.kind, {})
        going = {name for name in cells if read_from.get(name) in cells} if read_from else ()
        for name in sorted(cells):
            if name not in going:
                self._write(name, cells[name])
        for name in sorted(going):
            self._go_with(name, cells[name], cells[read_from[name]], read_from[name])
        if removal is not None:
            self._remove(removal)
        elif REMOVED not in cells:
            self._live_on(cells)
        stood = self.entity
        parents = _parents(self.fields, stood.parents, self.op.parents)
        entity = Entity(
            stood.kind, stood.id, self.seq, stood.born, self.fields, self.versions, parents, stood.scope,
            stood.erased, stood.keeper,
        )  # fmt: skip
        return Merged(entity, Outcome(self.op.id, self.accepted, rejected), tuple(self.clashes))

    def _write(self, name: str, cell: Cell) -> None:
        mine = Version(self.seq, cell.hlc, self.caller.device)
        if name not in self.entity.fields:
            self._take(name, cell.value, mine)
            return
        held, stands = self.entity.version(name), self.entity.fields[name]
        if self._seen(held, cell.base):
            # Later than what it follows, whatever the author's clock said: it never loses to it when that is sent again.
            self._take(name, cell.value, mine if mine.hlc > held.hlc else mine._replace(hlc=held.hlc + 1))
        elif stands == cell.value:
            self._take(name, cell.value, mine if mine.hlc >= held.hlc else mine._replace(hlc=held.hlc))
        elif self._wins(name, stands, held, cell):
            self._clash(name, cell.value, stands, mine, held, cell.base)
            self._take(name, cell.value, mine)
        else:
            self.accepted[name] = 0
            if cell.hlc and not (self._done(name) and stands and cell.value):
                self._clash(name, stands, cell.value, held, mine, cell.base)

    def _go_with(self, name: str, cell: Cell, source: Cell, of: str) -> None:
        """What was read from a value that stands, stands; from one that does not, it is nobody's loss."""
        if self.accepted[of]:
            read_from = self.versions[of]
            self._take(name, cell.value, read_from._replace(hlc=max(read_from.hlc, source.hlc)))
        else:
            self.accepted[name] = 0

    def _wins(self, name: str, stands: Value, held: Version, cell: Cell) -> bool:
        """Between two that had not seen each other: what lives, what is done, then the later."""
        if name == REMOVED:
            return True  # a deletion goes its own way: this cell brings the record back
        if self._done(name) and bool(stands) != bool(cell.value):
            return bool(cell.value)
        if self._done(name):
            return False
        return cell.hlc > 0 and (cell.hlc, self.caller.device) > (held.hlc, held.device)

    def _remove(self, cell: Cell) -> None:
        """Into the bin, if nothing there is newer than what its author had seen."""
        mine = Version(self.seq, cell.hlc, self.caller.device)
        removed = self.entity.fields.get(REMOVED) is not None
        newest = max(
            (self.entity.version(name) for name in self.entity.fields if name != REMOVED or not removed),
            key=lambda version: (not self._seen(version, cell.base), version.seq),
            default=self.entity.born,
        )
        if removed or self._seen(newest, cell.base):
            self._take(REMOVED, cell.value, mine)
            return
        self.accepted[REMOVED] = 0
        self.fields.setdefault(REMOVED, None)  # said, so that the one who removed it has it back
        self._removal_clash(cell.value, newest, mine, cell.base)

    def _live_on(self, cells: Mapping[str, Cell]) -> None:
        """An edit whose author did not know of the removal brings the record back."""
        removed, held = self.entity.fields.get(REMOVED), self.entity.version(REMOVED)
        edits = [cell for cell in cells.values() if cell.hlc and not self._seen(held, cell.base)]
        if removed is None or not edits:
            return
        mine = Version(self.seq, max(held.hlc, *(cell.hlc for cell in edits)), self.caller.device)
        self.fields[REMOVED], self.versions[REMOVED] = None, mine
        self._removal_clash(removed, mine, held, min(cell.base for cell in edits))

    def _seen(self, held: Version, base: int) -> bool:
        """Whether the author had this version before him: he pulled it, or it is his own."""
        return held.seq <= base or held.device == self.caller.device

    def _take(self, name: str, value: Value, version: Version) -> None:
        self.fields[name], self.versions[name] = value, version
        self.accepted[name] = self.seq

    def _done(self, name: str) -> bool:
        return (self.op.kind, name) in DONE

    def _clash(self, name: str, kept: Value, lost: Value, kept_at: Version, lost_at: Version, base: int) -> None:
        if (self.op.kind, name) not in QUIET:
            self.clashes.append(Clash("edit", name, kept, lost, kept_at, lost_at, lost_base=base))

    def _removal_clash(self, lost: Value, kept_at: Version, lost_at: Version, base: int) -> None:
        if not is_set_member(self.op.id):
            self.clashes.append(Clash("removed", REMOVED, None, lost, kept_at, lost_at, lost_base=base))


def _but(cells: Mapping[str, Cell], left_out: Collection[str]) -> Mapping[str, Cell]:
    return {name: cell for name, cell in cells.items() if name not in left_out} if left_out else cells


def _born(op: Op, seq: int, caller: Caller) -> Merged:
    rejected = _rejections(None, op, caller)
    cells = _but(op.cells, rejected)
    born = Version(seq, max((cell.hlc for cell in cells.values()), default=0), caller.device)
    fields = {name: cell.value for name, cell in cells.items()}
    versions = {name: born._replace(hlc=cell.hlc) for name, cell in cells.items() if cell.hlc != born.hlc}
    entity = Entity(op.kind, op.id, seq, born, fields, versions, _parents(fields, (), op.parents))
    return Merged(entity, Outcome(op.id, dict.fromkeys(cells, seq), rejected))


def _nothing(op: Op, seq: int, caller: Caller) -> Entity:
    """The place of a record that was never here, for a part of one that was withdrawn."""
    return Entity(op.kind, op.id, seq, Version(seq, 0, caller.device), parents=op.parents, scope=WITHDRAWN, erased=True)


def _withdrawn(entity: Entity | None, op: Op, seq: int, caller: Caller) -> Merged:
    """Its owner made it private. A part goes when its record goes: alone it stays."""
    outcome = Outcome(op.id, dict.fromkeys(op.cells, seq))
    if entity is None:
        return Merged(erased(_nothing(op, seq, caller), seq, caller.user_id), outcome)
    if entity.erased or ACCESS not in entity.fields:
        return Merged(entity, outcome)
    if not sees(caller, entity.scope) or entity.owner not in {"", caller.user_id}:
        return _refused(entity, op, "not-owner")
    return Merged(erased(entity, seq, caller.user_id), outcome)


def _brings_back(entity: Entity, op: Op, caller: Caller, around: str) -> bool:
    """Whether a record or a part that was withdrawn is sent anew by the one who withdrew it."""
    if around == WITHDRAWN or caller.user_id != entity.keeper:
        return False
    access = op.cells.get(ACCESS)
    return access.value in {PUBLIC, LIMITED} if access is not None else bool(op.parents)


def _orphaned(entity: Entity, op: Op, seq: int, caller: Caller) -> Merged:
    """What somebody wrote who may no longer see the record: kept for those who may."""
    fields = {name: cell.value for name, cell in op.cells.items() if _is_kept(cell.value)}
    last = Version(seq, max((cell.hlc for cell in op.cells.values()), default=0), caller.device)
    clash = Clash("withdrawn", WHOLE, None, None, entity.born, last, fields)
    return Merged(entity, Outcome(op.id, dict.fromkeys(op.cells, 0)), (clash,) if fields else ())


def _refused(entity: Entity | None, op: Op, reason: str) -> Merged:
    return Merged(entity, Outcome(op.id, {}, dict.fromkeys(op.cells, reason)))


def _rejections(entity: Entity | None, op: Op, caller: Caller) -> dict[str, str]:
    """The fields that cannot be taken, each with its reason; the others are merged."""
    refused = {name: "text" for name, cell in op.cells.items() if isinstance(cell.value, str) and not sound(cell.value)}
    if entity is None or caller.role == "lead" or entity.owner in {"", caller.user_id}:
        return refused
    for name in (ACCESS, OWNER):
        if name in op.cells and op.cells[name].value != entity.fields.get(name):
            refused[name] = "not-owner"
    return refused


def _is_kept(value: Value) -> bool:
    return not isinstance(value, str) or sound(value)


def _parents(fields: Mapping[str, Value], held: tuple[str, ...], sent: tuple[str, ...]) -> tuple[str, ...]:
    """The parents: of those known and those named, the ones a field really links to."""
    return tuple(sorted({*held, *sent}.intersection(fields.values()))) if held or sent else ()
