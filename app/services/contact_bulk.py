"""Changes of many contacts at once, each one undo: a field, a tag, a status, a plan, the recycle bin; and what they will do.

The chosen are found inside the change itself, by their conditions: a screen need not have loaded them. `progress` hears
how many are done and answers whether to go on; where it does not, nothing is changed.
"""

from app.command import Asking, Tx, command, query
from app.records.chosen import asking_in, chosen_number, chosen_rids
from app.records.companies import company_named
from app.records.editing import editable_fields, read_all, read_values
from app.records.many import Marks, Progress, go_on, in_parts, update_many
from app.records.many_plans import plan_rows
from app.records.own_cells import PREFIX, own_named
from app.records.own_matching import known_form, own_many, own_same, write_own
from app.records.pick_lists import item_for, key_of, labels
from app.records.tags import TagNames
from app.views.chosen import Chosen, EditorKind, EditPreview, ManyField, MarkShare, PlanForMany
from app.zone_names import zone_named
from models.contact import Contact, ContactStatus
from models.errors import UserError
from models.fields import FieldKind
from models.group import ContactTag
from models.nouns import TABLES
from models.rules.search_text import search_text
from models.store import arrays
from models.store.transaction import stored
from resources.i18n import N_, _

# What belongs to one person alone is not changed for many.
_OWN = frozenset({"last", "first", "middle", "nickname", "birthday", "photo_hash", "is_me", "about"})
_EDITORS: dict[FieldKind, EditorKind] = {
    FieldKind.TEXT: "text",
    FieldKind.CHOICE: "choice",
    FieldKind.INTEGER: "number",
    FieldKind.FLAG: "flag",
    FieldKind.DAY: "day",
}
_MARKED = """
SELECT 'status', coalesce(nullif(i.key, ''), i.label), i.label, count(*)
FROM contact_status l JOIN pick_item i ON i.id = l.status_id JOIN contact c ON c.id = l.contact_id
WHERE l.removed_at IS NULL AND c.rid IN (SELECT value FROM carray(?1)) GROUP BY i.id
UNION ALL
SELECT 'tags', t.name, t.name, count(*)
FROM contact_tag l JOIN tag t ON t.id = l.tag_id JOIN contact c ON c.id = l.contact_id
WHERE l.removed_at IS NULL AND t.removed_at IS NULL AND c.rid IN (SELECT value FROM carray(?1)) GROUP BY t.id
"""


@query
def chosen_count(asking: Asking, chosen: Chosen) -> int:
    """How many are chosen."""
    return chosen_number(asking, chosen)


@query
def many_fields(asking: Asking) -> tuple[ManyField, ...]:
    """The fields that may be changed for many, in the language spoken."""
    company = ManyField("company", _("Company"), "company", choices=True)
    plain = [
        ManyField(name, _(field.label), _EDITORS[field.kind], field.kind in (FieldKind.CHOICE, FieldKind.TEXT))
        for name, field in editable_fields("contact").items()
        if name not in _OWN and field.group != "exchange" and field.kind in _EDITORS
    ]
    return (company, *plain, *own_many(asking.connection, "contact"))


@query
def preview_edit(asking: Asking, chosen: Chosen, field: str, value: str) -> EditPreview:
    """What writing a value into a field of the chosen will come to.

    Raises:
        UserError: the field is unknown or the value cannot be read; it names the field.
    """
    total = chosen_number(asking, chosen)
    if field == "company":
        key = search_text(value)
        alone = "coalesce(s.company_key, '') = ''" if not key else "s.company_key = ?"
        return EditPreview(total, chosen_number(asking, chosen, alone, (key,) if key else ()), value.strip())
    if field.startswith(PREFIX):
        own = own_named(asking.connection, "contact", field)
        kept = known_form(asking, own, value)
        return EditPreview(total, chosen_number(asking, chosen, *own_same(asking, own, kept)), value.strip())
    known = editable_fields("contact").get(field)
    meant = read_values("contact", {field: _meant(field, value)})[field]
    shown = value.strip()
    if known is not None and known.pick_list and meant:
        meant = key_of(asking.raw, known.pick_list, str(meant))
        shown = labels(asking.connection, known.pick_list).get(meant, meant)
    cell = stored(TABLES["contact"], field, meant)
    return EditPreview(total, chosen_number(asking, chosen, f'c."{field}" IS ?', (cell,)), shown)


@query
def marks_of_chosen(asking: Asking, chosen: Chosen) -> tuple[MarkShare, ...]:
    """The statuses and tags the chosen have, and how many have each."""
    rows = asking.raw.execute(_MARKED, (arrays.integers(chosen_rids(asking, chosen)),))
    return tuple(
        MarkShare("status" if field == "status" else "tags", str(value), str(label), int(str(count)))
        for field, value, label, count in rows
    )


@command(N_("Edit contacts"))
def edit_chosen(tx: Tx, chosen: Chosen, field: str, value: str, progress: Progress = go_on) -> int:
    """Write one value into a field of all chosen. Returns for how many it was another one.

    Raises:
        UserError: the field is unknown or the value cannot be read.
    """
    rids = _rids(tx, chosen)
    if field.startswith(PREFIX):
        tx.subject = str(len(rids))
        return write_own(tx, own_named(tx.connection, "contact", field), rids, value, progress)
    if field == "company":
        values: dict[str, object] = {"company_id": company_named(tx, value)}
    else:
        values = read_all(tx, "contact", {field: _meant(field, value)})
    tx.subject = str(len(rids))
    return update_many(tx, Contact, rids, values, progress)


@command(N_("Tag contacts"))
def tag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Put a tag on all chosen. Returns on how many it was not yet.

    Raises:
        UserError: the tag has no name.
    """
    tag_id = TagNames(tx).find_or_add(name)
    if tag_id is None:
        raise UserError(_("A tag needs a name."), field="name")
    return _tags(tx).put_on(tag_id, _rids(tx, chosen), progress)


@command(N_("Take a tag off contacts"))
def untag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Take a tag off all chosen. Returns how many had it."""
    tag_id = TagNames(tx).known(name)
    return _tags(tx).take_off(tag_id, _rids(tx, chosen), progress) if tag_id else 0


@command(N_("Give contacts a status"))
def give_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Give a status (key or label) to all chosen. Returns how many did not have it."""
    return _statuses(tx).put_on(item_for(tx, "contact_status", status), _rids(tx, chosen), progress)


@command(N_("Take a status off contacts"))
def take_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Take a status (key or label) off all chosen. Returns how many had it."""
    return _statuses(tx).take_off(item_for(tx, "contact_status", status), _rids(tx, chosen), progress)


@command(N_("Plan for contacts"))
def plan_for_chosen(tx: Tx, chosen: Chosen, plan: PlanForMany, progress: Progress = go_on) -> int:
    """Plan the same activity with each of the chosen. Returns how many were planned."""
    rids = _rids(tx, chosen)
    tx.subject = str(len(rids))
    for part in in_parts(rids, progress):
        plan_rows(tx, part, plan)
    return len(rids)


@command(N_("Remove contacts"))
def remove_chosen(tx: Tx, chosen: Chosen, progress: Progress = go_on) -> int:
    """Put all chosen into the recycle bin; what belongs to them stays with them. Returns how many."""
    rids = _rids(tx, chosen)
    tx.subject = str(len(rids))
    return update_many(tx, Contact, rids, {"removed_at": tx.now}, progress)


def _meant(field: str, typed: str) -> str:
    """What was typed; of a city, its zone: hours for calls are counted by it."""
    return zone_named(typed) if field == "time_zone" else typed


def _rids(tx: Tx, chosen: Chosen) -> list[int]:
    return chosen_rids(asking_in(tx), chosen)


def _tags(tx: Tx) -> Marks:
    return Marks(tx, "contact", ContactTag, "tag_id")


def _statuses(tx: Tx) -> Marks:
    return Marks(tx, "contact", ContactStatus, "status_id")
