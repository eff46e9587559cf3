"""Changes of many companies at once, each one undo: a field, a tag, a status, the recycle bin; and what they will do.

It says the same under the same names as its brother for contacts, so that one popover serves both.
"""

from uuid import UUID

from app.command import Asking, Tx, command, query
from app.records import bulk
from app.records.company_matching import ORDERS, chosen_companies, companies_number, matching_companies
from app.records.editing import editable_fields
from app.records.many import Progress, go_on
from app.records.own_cells import PREFIX, own_named
from app.records.pick_lists import labels
from app.views.chosen import Chosen, EditPreview, ManyField, MarkShare
from app.views.companies import CompanySort
from app.views.conditions import Choice
from app.views.contacts import CompanyId
from models.company import Company, CompanyStatus
from models.errors import UserError
from models.fields import OF_WORDS
from models.group import CompanyTag
from models.rules.search_text import search_text
from models.store import arrays
from resources.i18n import N_, _

_ALONE = frozenset({"name", "full_name", "about", "web"})
_COMPANIES = bulk.ManyOf(
    "company", "f", Company, chosen_companies, companies_number, CompanyStatus, CompanyTag, "company_status", _ALONE
)
_OWN_WORDS = """
SELECT value, count(*) FROM custom_value
WHERE field_id = ? AND record_kind = 'company' AND removed_at IS NULL AND value <> '' GROUP BY value ORDER BY 2 DESC
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
    return companies_number(asking, chosen)


@query
def many_fields(asking: Asking) -> tuple[ManyField, ...]:
    """The fields that may be changed for many, in the language spoken."""
    return bulk.fields(asking, _COMPANIES)


@query
def many_choices(asking: Asking, field: str, *, text: str = "", limit: int = 8) -> tuple[Choice, ...]:
    """The values of a field that companies have, the most frequent first; `text` narrows them by their words.

    Raises:
        UserError: the field's values cannot be chosen from.
    """
    own = own_named(asking.connection, "company", field) if field.startswith(PREFIX) else None
    known = own or editable_fields("company").get(field)
    if known is None or known.kind not in OF_WORDS:
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
    return bulk.preview(asking, _COMPANIES, chosen, field, value)


@query
def marks_of_chosen(asking: Asking, chosen: Chosen) -> tuple[MarkShare, ...]:
    """The statuses and tags the chosen have, and how many have each."""
    return bulk.marks(asking, _COMPANIES, chosen)


@command(N_("Edit companies"))
def edit_chosen(tx: Tx, chosen: Chosen, field: str, value: str, progress: Progress = go_on) -> int:
    """Write one value into a field of all chosen. Returns for how many it was another one.

    Raises:
        UserError: the field is unknown or the value cannot be read.
    """
    return bulk.edit(tx, _COMPANIES, chosen, field, value, progress)


@command(N_("Tag companies"))
def tag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Put a tag on all chosen. Returns on how many it was not yet.

    Raises:
        UserError: the tag has no name.
    """
    return bulk.tag(tx, _COMPANIES, chosen, name, progress)


@command(N_("Take a tag off companies"))
def untag_chosen(tx: Tx, chosen: Chosen, name: str, progress: Progress = go_on) -> int:
    """Take a tag off all chosen. Returns how many had it."""
    return bulk.untag(tx, _COMPANIES, chosen, name, progress)


@command(N_("Give companies a status"))
def give_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Give a status (key or label) to all chosen. Returns how many did not have it."""
    return bulk.give(tx, _COMPANIES, chosen, status, progress)


@command(N_("Take a status off companies"))
def take_status(tx: Tx, chosen: Chosen, status: str, progress: Progress = go_on) -> int:
    """Take a status (key or label) off all chosen. Returns how many had it."""
    return bulk.take(tx, _COMPANIES, chosen, status, progress)


@command(N_("Remove companies"))
def remove_chosen(tx: Tx, chosen: Chosen, progress: Progress = go_on) -> int:
    """Put all chosen into the recycle bin; their people stay. Returns how many."""
    return bulk.remove(tx, _COMPANIES, chosen, progress)
