"""Contacts in the order of any column of their table, also of fields people added themselves.

No index keeps these orders: one is made when it is asked for and remembered while the file stays as it is. Empty cells
come last, whichever end is asked for; within one value people stand by name.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from app.command import Asking
from app.records.contact_cells import cell_of, list_of
from app.records.own_cells import PREFIX, own_named
from app.views.contacts import BY, ContactId
from models.errors import UserError
from models.store import arrays
from models.store.snapshots import memory
from resources.i18n import _

_REACH = """(SELECT normal FROM channel WHERE contact_id = c.id AND kind = '{}' AND removed_at IS NULL
  ORDER BY is_primary DESC, rid LIMIT 1)"""
_LABEL = """coalesce((SELECT i.label FROM pick_item i JOIN pick_list p ON p.id = i.list_id
  WHERE p.key = ? AND i.key = {0} AND i.removed_at IS NULL), {0})"""
# The text of an id, as values of people's own fields name their records.
_ID = """lower(substr(hex(c.id), 1, 8) || '-' || substr(hex(c.id), 9, 4) || '-' || substr(hex(c.id), 13, 4)
  || '-' || substr(hex(c.id), 17, 4) || '-' || substr(hex(c.id), 21))"""
_OWN = f"""(SELECT value FROM custom_value WHERE record_kind = 'contact' AND record_id = {_ID} AND field_id = ?
  AND removed_at IS NULL AND value <> '' LIMIT 1)"""  # noqa: S608 - constants


def in_order(asking: Asking, sort: str) -> list[int]:
    """The row numbers of all contacts in the order of a column ("by:city", with a dash from its end).

    Raises:
        UserError: there is no such column.
    """
    known = memory(asking.raw)
    if ("order", sort) not in known:
        known["order", sort] = _sorted(asking, sort)
    found: list[int] = known["order", sort]
    return found


def put_in_order(asking: Asking, sort: str, rids: Iterable[int]) -> list[int]:
    """These row numbers in the order of a column."""
    wanted = set(rids)
    return [rid for rid in in_order(asking, sort) if rid in wanted]


def ids_of(asking: Asking, rids: Sequence[int]) -> tuple[ContactId, ...]:
    """Who has these row numbers, in their order."""
    statement = "SELECT rid, id FROM contact WHERE rid IN (SELECT value FROM carray(?))"
    rows = asking.raw.execute(statement, (arrays.integers(rids),))
    ids = {rid: ContactId(UUID(bytes=key)) for rid, key in rows if isinstance(key, bytes)}
    return tuple(ids[rid] for rid in rids if rid in ids)


def _sorted(asking: Asking, sort: str) -> list[int]:
    name = sort.removeprefix("-").removeprefix(BY)
    cell, values = _cell(asking, name)
    direction = "DESC" if sort.startswith("-") else "ASC"
    statement = (
        f"SELECT rid FROM (SELECT s.contact_rid AS rid, s.sort_key AS named, {cell} AS cell"  # noqa: S608 - constants and declared fields
        " FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid)"
        f" ORDER BY cell IS NULL OR cell IN ('', 0), cell {direction}, named, rid"
    )
    return [int(str(row[0])) for row in asking.raw.execute(statement, values)]


def _cell(asking: Asking, name: str) -> tuple[str, tuple[object, ...]]:
    """What a column is ordered by, and the values it binds."""
    if name.startswith(PREFIX):
        field = own_named(asking.connection, "contact", name)
        if field.kind == "decimal":
            return f"CAST({_OWN} AS NUMERIC)", (field.id.bytes,)
        return (_OWN if field.kind in ("day", "flag") else f"search_text({_OWN})"), (field.id.bytes,)
    if name in ("phone", "email"):
        return _REACH.format(name), ()
    cell, kind = cell_of(name)
    if cell == "NULL":
        raise UserError(_("The list cannot be sorted by “{column}”.").format(column=name), field=name)
    if kind != "text":
        return cell, ()
    if list_key := list_of(name):
        return f"search_text({_LABEL.format(cell)})", (list_key,)
    return f"search_text({cell})", ()
