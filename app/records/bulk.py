"""Changes of many records of one noun: written, marked and removed for all chosen, and counted beforehand.

The chosen are found inside the change itself, by their conditions: a screen need not have loaded them. `progress` hears
how many are done and answers whether to go on; where it does not, nothing is changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.command import Asking, Tx
from app.records.chosen import asking_in
from app.records.editing import editable_fields, read_all, read_values
from app.records.many import Marks, Progress, update_many
from app.records.own_cells import PREFIX, own_named
from app.records.own_matching import known_form, own_many, own_same, write_own
from app.records.pick_lists import item_for, key_of, labels
from app.records.tags import TagNames
from app.views.chosen import Chosen, EditorKind, EditPreview, ManyField, MarkShare
from models.base import Link, Record
from models.errors import UserError
from models.fields import OF_WORDS, FieldKind
from models.nouns import TABLES
from models.store import arrays
from models.store.transaction import stored
from resources.i18n import _

_Clause = tuple[str, tuple[object, ...]]
_EVERY: _Clause = ("1", ())
_EDITORS: dict[FieldKind, EditorKind] = {
    FieldKind.TEXT: "text",
    FieldKind.CHOICE: "choice",
    FieldKind.INTEGER: "number",
    FieldKind.DECIMAL: "decimal",
    FieldKind.FLAG: "flag",
    FieldKind.DAY: "day",
    FieldKind.ZONE: "text",
}
_MARKED = """
SELECT 'status', coalesce(nullif(i.key, ''), i.label), i.label, count(*)
FROM {status} l JOIN pick_item i ON i.id = l.status_id JOIN {noun} r ON r.id = l.{noun}_id
WHERE l.removed_at IS NULL AND r.rid IN (SELECT value FROM carray(?1)) GROUP BY i.id
UNION ALL
SELECT 'tags', t.name, t.name, count(*)
FROM {tag} l JOIN tag t ON t.id = l.tag_id JOIN {noun} r ON r.id = l.{noun}_id
WHERE l.removed_at IS NULL AND t.removed_at IS NULL AND r.rid IN (SELECT value FROM carray(?1)) GROUP BY t.id
"""


@dataclass(frozen=True, slots=True)
class ManyOf:
    """A noun whose records are changed many at once.

    `rids` and `number` find the chosen, narrowed by a further clause in which a record is called `row`; `alone` are the
    fields that belong to one record and are not written for many.
    """

    noun: Literal["contact", "company"]
    row: str
    model: type[Record]
    rids: Callable[[Asking, Chosen], list[int]]
    number: Callable[[Asking, Chosen, str, tuple[object, ...]], int]
    status: type[Link]
    tag: type[Link]
    statuses: str  # the pick list they are of
    alone: frozenset[str]


def fields(asking: Asking, many: ManyOf) -> tuple[ManyField, ...]:
    """The fields that may be changed for many, in the language spoken."""
    plain = [
        ManyField(name, _(field.label), _EDITORS[field.kind], field.kind in OF_WORDS)
        for name, field in editable_fields(many.noun).items()
        if name not in many.alone and field.group != "exchange" and field.kind in _EDITORS
    ]
    return (*plain, *own_many(asking.connection, many.noun))


def preview(asking: Asking, many: ManyOf, chosen: Chosen, field: str, value: str) -> EditPreview:
    """What writing a value into a field of the chosen will come to.

    Raises:
        UserError: the field is unknown or the value cannot be read; it names the field.
    """
    read = _own_value if field.startswith(PREFIX) else _plain_value
    same, shown = read(asking, many, field, value)
    return compared(asking, many, chosen, same, shown)


def compared(asking: Asking, many: ManyOf, chosen: Chosen, same: _Clause, shown: str) -> EditPreview:
    """How many are chosen, and how many of them meet the clause of those who have the value already."""
    return EditPreview(many.number(asking, chosen, *_EVERY), many.number(asking, chosen, *same), shown)


def marks(asking: Asking, many: ManyOf, chosen: Chosen) -> tuple[MarkShare, ...]:
    """The statuses and tags the chosen have, and how many have each."""
    statement = _MARKED.format(noun=many.noun, status=many.status.__tablename__, tag=many.tag.__tablename__)
    rows = asking.raw.execute(statement, (arrays.integers(many.rids(asking, chosen)),))
    return tuple(
        MarkShare("status" if field == "status" else "tags", str(value), str(label), int(str(count)))
        for field, value, label, count in rows
    )


def counted(tx: Tx, many: ManyOf, chosen: Chosen) -> Sequence[int]:
    """The row numbers of the chosen; the change is about so many."""
    rids = _rids(tx, many, chosen)
    tx.subject = str(len(rids))
    return rids


def edit(tx: Tx, many: ManyOf, chosen: Chosen, field: str, value: str, progress: Progress) -> int:
    """Write one value into a field of all chosen. Returns for how many it was another one.

    Raises:
        UserError: the field is unknown or the value cannot be read.
    """
    rids = counted(tx, many, chosen)
    if field.startswith(PREFIX):
        return write_own(tx, own_named(tx.connection, many.noun, field), rids, value, progress)
    return update_many(tx, many.model, rids, read_all(tx, many.noun, {field: value}), progress)


def tag(tx: Tx, many: ManyOf, chosen: Chosen, name: str, progress: Progress) -> int:
    """Put a tag on all chosen. Returns on how many it was not yet.

    Raises:
        UserError: the tag has no name.
    """
    tag_id = TagNames(tx).find_or_add(name)
    if tag_id is None:
        raise UserError(_("A tag needs a name."), field="name")
    return _tags(tx, many).put_on(tag_id, _rids(tx, many, chosen), progress)


def untag(tx: Tx, many: ManyOf, chosen: Chosen, name: str, progress: Progress) -> int:
    """Take a tag off all chosen. Returns how many had it."""
    tag_id = TagNames(tx).known(name)
    return _tags(tx, many).take_off(tag_id, _rids(tx, many, chosen), progress) if tag_id else 0


def give(tx: Tx, many: ManyOf, chosen: Chosen, status: str, progress: Progress) -> int:
    """Give a status (key or label) to all chosen. Returns how many did not have it."""
    return _statuses(tx, many).put_on(item_for(tx, many.statuses, status), _rids(tx, many, chosen), progress)


def take(tx: Tx, many: ManyOf, chosen: Chosen, status: str, progress: Progress) -> int:
    """Take a status (key or label) off all chosen. Returns how many had it."""
    return _statuses(tx, many).take_off(item_for(tx, many.statuses, status), _rids(tx, many, chosen), progress)


def remove(tx: Tx, many: ManyOf, chosen: Chosen, progress: Progress) -> int:
    """Put all chosen into the recycle bin. Returns how many."""
    return update_many(tx, many.model, counted(tx, many, chosen), {"removed_at": tx.now}, progress)


def _own_value(asking: Asking, many: ManyOf, field: str, value: str) -> tuple[_Clause, str]:
    own = own_named(asking.connection, many.noun, field)
    return own_same(asking, own, known_form(asking, own, value), many.row), value.strip()


def _plain_value(asking: Asking, many: ManyOf, field: str, value: str) -> tuple[_Clause, str]:
    """Who has the value already, and the value as a person calls it."""
    meant, shown = read_values(many.noun, {field: value})[field], value.strip()
    pick_list = editable_fields(many.noun)[field].pick_list
    if pick_list and meant:
        meant = key_of(asking.raw, pick_list, str(meant))
        shown = labels(asking.connection, pick_list).get(meant, meant)
    return (f'{many.row}."{field}" IS ?', (stored(TABLES[many.noun], field, meant),)), shown


def _rids(tx: Tx, many: ManyOf, chosen: Chosen) -> Sequence[int]:
    return many.rids(asking_in(tx), chosen)


def _tags(tx: Tx, many: ManyOf) -> Marks:
    return Marks(tx, many.noun, many.tag, "tag_id")


def _statuses(tx: Tx, many: ManyOf) -> Marks:
    return Marks(tx, many.noun, many.status, "status_id")
