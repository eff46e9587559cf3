"""Changes of many contacts at once, each one undo: a field, a tag, a status, a plan, the recycle bin; and what they will do."""

from app.command import Asking, Tx, command, query
from app.records import bulk
from app.records.chosen import chosen_number, chosen_rids
from app.records.companies import company_named
from app.records.many import Progress, go_on, in_parts, update_many
from app.records.many_plans import plan_rows
from app.views.chosen import Chosen, EditPreview, ManyField, MarkShare, PlanForMany
from models.contact import Contact, ContactStatus
from models.group import ContactTag
from models.rules.search_text import search_text
from resources.i18n import N_, _

_ALONE = frozenset({"last", "first", "middle", "nickname", "birthday", "photo_hash", "is_me", "about"})
_CONTACTS = bulk.ManyOf(
    "contact", "c", Contact, chosen_rids, chosen_number, ContactStatus, ContactTag, "contact_status", _ALONE
)


@query
def chosen_count(asking: Asking, chosen: Chosen) -> int:
    """How many are chosen."""
    return chosen_number(asking, chosen)


@query
def many_fields(asking: Asking) -> tuple[ManyField, ...]:
    """The fields that may be changed for many, in the language spoken."""
    return (ManyField("company", _("Company"), "company", choices=True), *bulk.fields(asking, _CONTACTS))


@query
def preview_edit(asking: Asking, chosen: Chosen, field: str, value: str) -> EditPreview:
    """What writing a value into a field of the chosen will come to.

    Raises:
        UserError: the field is unknown or the value cannot be read; it names the field.
    """
    if field != "company":
        return bulk.preview(asking, _CONTACTS, chosen, field, value)
    key = search_text(value)
    same = ("s.company_key = ?", (key,)) if key else ("coalesce(s.company_key, '') = ''", ())
    return bulk.compared(asking, _CONTACTS, chosen, same, value.strip())


@query
def marks_of_chosen(asking: Asking, chosen: Chosen) -> tuple[MarkShare, ...]:
    """The statuses and tags the chosen have, and how many have each."""
    return bulk.marks(asking, _CONTACTS, chosen)


@command(N_("Edit contacts"))
def edit_chosen(tx: Tx, chosen: Chosen, field: str, value: str, progress: Progress = go_on) -> int:
    """Write one value into a field of all chosen. Returns for how many it was another one.

    Raises:
        UserError: the field is unknown or the value cannot be read.
    """
    if field != "company":
        return bulk.edit(tx, _CONTACTS, chosen, field, value, progress)
    rids = bulk.counted(tx, _CONTACTS, chosen)
    return update_many(tx, Contact, rids, {"company_id": company_named(tx, value)}, progress)


@command(N_("Tag contacts"))
def tag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Put a tag on all chosen. Returns on how many it was not yet.

    Raises:
        UserError: the tag has no name.
    """
    return bulk.tag(tx, _CONTACTS, chosen, name, progress)


@command(N_("Take a tag off contacts"))
def untag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Take a tag off all chosen. Returns how many had it."""
    return bulk.untag(tx, _CONTACTS, chosen, name, progress)


@command(N_("Give contacts a status"))
def give_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Give a status (key or label) to all chosen. Returns how many did not have it."""
    return bulk.give(tx, _CONTACTS, chosen, status, progress)


@command(N_("Take a status off contacts"))
def take_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Take a status (key or label) off all chosen. Returns how many had it."""
    return bulk.take(tx, _CONTACTS, chosen, status, progress)


@command(N_("Plan for contacts"))
def plan_for_chosen(tx: Tx, chosen: Chosen, plan: PlanForMany, progress: Progress = go_on) -> int:
    """Plan the same activity with each of the chosen. Returns how many were planned."""
    rids = bulk.counted(tx, _CONTACTS, chosen)
    for part in in_parts(rids, progress):
        plan_rows(tx, part, plan)
    return len(rids)


@command(N_("Remove contacts"))
def remove_chosen(tx: Tx, chosen: Chosen, progress: Progress = go_on) -> int:
    """Put all chosen into the recycle bin; what belongs to them stays with them. Returns how many."""
    return bulk.remove(tx, _CONTACTS, chosen, progress)
