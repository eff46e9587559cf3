"""Changes of many companies at once, each one undo: a field, a tag, a status, the recycle bin; and what they will do.

It says the same under the same names as its brother for contacts, so that one popover serves both.
"""

from collections.abc import Sequence
from uuid import UUID

from app.command import Asking, Tx, command, query
from app.records.chosen import asking_in
from app.records.company_matching import ORDERS, chosen_companies, matching_companies
from app.records.editing import editable_fields, read_all, read_values
from app.records.many import Marks, Progress, go_on, update_many
from app.records.own_cells import PREFIX, own_named
from app.records.own_matching import known_form, own_many, own_same, write_own
from app.records.pick_lists import item_for, key_of, labels
from app.records.tags import TagNames
from app.views.chosen import Chosen, EditorKind, EditPreview, ManyField, MarkShare
from app.views.companies import CompanySort
from app.views.conditions import Choice
from app.views.contacts import CompanyId
from models.company import Company, CompanyStatus
from models.errors import UserError
from models.fields import FieldKind
from models.group import CompanyTag
from models.nouns import TABLES
from models.rules.search_text import search_text
from models.store import arrays
from models.store.transaction import stored
from resources.i18n import N_, _

# What belongs to one company alone is not changed for many.
_OWN = frozenset({"name", "full_name", "about", "web"})
_EDITORS: dict[FieldKind, EditorKind] = {
    FieldKind.TEXT: "text", FieldKind.CHOICE: "choice", FieldKind.INTEGER: "number", FieldKind.DECIMAL: "decimal",
    FieldKind.FLAG: "flag", FieldKind.DAY: "day",
}  # fmt: skip
_WORDS = (FieldKind.TEXT, FieldKind.CHOICE)
_OWN_WORDS = """
SELECT value, count(*) FROM custom_value
WHERE field_id = ? AND record_kind = 'company' AND removed_at IS NULL AND value <> '' GROUP BY value ORDER BY 2 DESC
"""
_MARKED = """
SELECT 'status', coalesce(nullif(i.key, ''), i.label), i.label, count(*)
FROM company_status l JOIN pick_item i ON i.id = l.status_id JOIN company f ON f.id = l.company_id
WHERE l.removed_at IS NULL AND f.rid IN (SELECT value FROM carray(?1)) GROUP BY i.id
UNION ALL
SELECT 'tags', t.name, t.name, count(*)
FROM company_tag l JOIN tag t ON t.id = l.tag_id JOIN company f ON f.id = l.company_id
WHERE l.removed_at IS NULL AND t.removed_at IS NULL AND f.rid IN (SELECT value FROM carray(?1)) GROUP BY t.id
"""


@query
def company_ids(
    asking: Asking, *, text: str = "", sort: CompanySort = "name", offset: int = 0, limit: int = 50
) -> tuple[CompanyId, ...]:
    """Who stands in a stretch of the list."""
    if text.strip():
        rids = matching_companies(asking, text, sort)[offset : offset + limit]
    else:
        statement = f"SELECT company_rid FROM company_summary ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"  # noqa: S608 - a constant
        rids = [int(str(row[0])) for row in asking.raw.execute(statement, (limit, offset))]
    found = asking.raw.execute(
        "SELECT rid, id FROM company WHERE rid IN (SELECT value FROM carray(?))", (arrays.integers(rids),)
    )
    ids = {rid: CompanyId(UUID(bytes=key)) for rid, key in found if isinstance(key, bytes)}
    return tuple(ids[rid] for rid in rids if rid in ids)


@query
def chosen_count(asking: Asking, chosen: Chosen) -> int:
    """How many are chosen."""
    return len(chosen_companies(asking, chosen))


@query
def many_fields(asking: Asking) -> tuple[ManyField, ...]:
    """The fields that may be changed for many, in the language spoken."""
    plain = [
        ManyField(name, _(field.label), _EDITORS[field.kind], field.kind in _WORDS)
        for name, field in editable_fields("company").items()
        if name not in _OWN and field.group != "exchange" and field.kind in _EDITORS
    ]
    return (*plain, *own_many(asking.connection, "company"))


@query
def many_choices(asking: Asking, field: str, *, text: str = "", limit: int = 8) -> tuple[Choice, ...]:
    """The values of a field that companies have, the most frequent first; `text` narrows them by their words.

    Raises:
        UserError: the field's values cannot be chosen from.
    """
    own = own_named(asking.connection, "company", field) if field.startswith(PREFIX) else None
    known = own or editable_fields("company").get(field)
    if known is None or known.kind not in _WORDS:
        raise UserError(_("There is nothing to choose from for {field}.").format(field=field), field=field)
    words = labels(asking.connection, known.pick_list) if known.pick_list else {}
    statement = (
        _OWN_WORDS
        if own
        else (
            f'SELECT "{field}", count(*) FROM company WHERE removed_at IS NULL AND "{field}" <> \'\''  # noqa: S608 - a declared field
            f' GROUP BY "{field}" ORDER BY 2 DESC'
        )
    )
    rows = asking.raw.execute(statement, (own.id.bytes,) if own else ())
    found = [Choice(str(value), words.get(str(value), str(value)), int(str(count))) for value, count in rows]
    return tuple([one for one in found if search_text(text) in search_text(one.label)][:limit])


@query
def preview_edit(asking: Asking, chosen: Chosen, field: str, value: str) -> EditPreview:
    """What writing a value into a field of the chosen will come to.

    Raises:
        UserError: the field is unknown or the value cannot be read; it names the field.
    """
    total = len(chosen_companies(asking, chosen))
    if field.startswith(PREFIX):
        own = own_named(asking.connection, "company", field)
        same = own_same(asking, own, known_form(asking, own, value), "f")
        return EditPreview(total, len(chosen_companies(asking, chosen, *same)), value.strip())
    meant, shown = read_values("company", {field: value})[field], value.strip()
    known = editable_fields("company")[field]
    if known.pick_list and meant:
        meant = key_of(asking.raw, known.pick_list, str(meant))
        shown = labels(asking.connection, known.pick_list).get(meant, meant)
    cell = stored(TABLES["company"], field, meant)
    return EditPreview(total, len(chosen_companies(asking, chosen, f'f."{field}" IS ?', (cell,))), shown)


@query
def marks_of_chosen(asking: Asking, chosen: Chosen) -> tuple[MarkShare, ...]:
    """The statuses and tags the chosen have, and how many have each."""
    rows = asking.raw.execute(_MARKED, (arrays.integers(chosen_companies(asking, chosen)),))
    return tuple(
        MarkShare("status" if field == "status" else "tags", str(value), str(label), int(str(count)))
        for field, value, label, count in rows
    )


@command(N_("Edit companies"))
def edit_chosen(tx: Tx, chosen: Chosen, field: str, value: str, progress: Progress = go_on) -> int:
    """Write one value into a field of all chosen. Returns for how many it was another one.

    Raises:
        UserError: the field is unknown or the value cannot be read.
    """
    rids = _rids(tx, chosen)
    tx.subject = str(len(rids))
    if field.startswith(PREFIX):
        return write_own(tx, own_named(tx.connection, "company", field), rids, value, progress)
    values = read_all(tx, "company", {field: value})
    return update_many(tx, Company, rids, values, progress)


@command(N_("Tag companies"))
def tag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Put a tag on all chosen. Returns on how many it was not yet.

    Raises:
        UserError: the tag has no name.
    """
    tag_id = TagNames(tx).find_or_add(name)
    if tag_id is None:
        raise UserError(_("A tag needs a name."), field="name")
    return _tags(tx).put_on(tag_id, _rids(tx, chosen), progress)


@command(N_("Take a tag off companies"))
def untag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Take a tag off all chosen. Returns how many had it."""
    tag_id = TagNames(tx).known(name)
    return _tags(tx).take_off(tag_id, _rids(tx, chosen), progress) if tag_id else 0


@command(N_("Give companies a status"))
def give_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Give a status (key or label) to all chosen. Returns how many did not have it."""
    return _statuses(tx).put_on(item_for(tx, "company_status", status), _rids(tx, chosen), progress)


@command(N_("Take a status off companies"))
def take_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Take a status (key or label) off all chosen. Returns how many had it."""
    return _statuses(tx).take_off(item_for(tx, "company_status", status), _rids(tx, chosen), progress)


@command(N_("Remove companies"))
def remove_chosen(tx: Tx, chosen: Chosen, progress: Progress = go_on) -> int:
    """Put all chosen into the recycle bin; their people stay. Returns how many."""
    rids = _rids(tx, chosen)
    tx.subject = str(len(rids))
    return update_many(tx, Company, rids, {"removed_at": tx.now}, progress)


def _rids(tx: Tx, chosen: Chosen) -> Sequence[int]:
    return chosen_companies(asking_in(tx), chosen)


def _tags(tx: Tx) -> Marks:
    return Marks(tx, "company", CompanyTag, "tag_id")


def _statuses(tx: Tx) -> Marks:
    return Marks(tx, "company", CompanyStatus, "status_id")
