"""Contacts in the order of any column of their table, also of fields people added themselves.

No index keeps these orders: one is made when it is asked for, and the last few are remembered while the file stays as it
is. Empty cells come last, whichever end is asked for; within one value people stand by name.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from app.command import Asking
from app.records.contact_cells import cell_of, list_of
from app.records.own_cells import PREFIX, own_named
from app.records.pick_lists import labels
from app.views.contacts import BY, ContactId
from models.errors import UserError
from models.rules.search_text import search_text
from models.store import arrays
from models.store.snapshots import memory
from resources.i18n import _

_MOST = 4  # orders remembered: one of 100,000 people takes some megabytes
_REACH = """(SELECT normal FROM channel WHERE contact_id = c.id AND kind = '{}' AND removed_at IS NULL
  ORDER BY is_primary DESC, rid LIMIT 1)"""
# The text of an id, as values of people's own fields name their records.
_ID = """lower(substr(hex(c.id), 1, 8) || '-' || substr(hex(c.id), 9, 4) || '-' || substr(hex(c.id), 13, 4)
  || '-' || substr(hex(c.id), 17, 4) || '-' || substr(hex(c.id), 21))"""
_OWN = f"""(SELECT value FROM custom_value WHERE record_kind = 'contact' AND record_id = {_ID} AND field_id = ?
  AND removed_at IS NULL AND value <> '' ORDER BY rid DESC LIMIT 1)"""  # noqa: S608 - constants
_FROM = "FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid"


def in_order(asking: Asking, sort: str) -> list[int]:
    """The row numbers of all contacts in the order of a column ("by:city", with a dash from its end).

    Raises:
        UserError: there is no such column.
    """
    known: dict[str, list[int]] = memory(asking.raw).setdefault("orders", {})
    found = known.pop(sort, None) or _sorted(asking, sort)
    if len(known) >= _MOST:
        del known[next(iter(known))]  # the one asked for longest ago
    known[sort] = found
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
    name, backwards = sort.removeprefix("-").removeprefix(BY), sort.startswith("-")
    cell, values, list_key = _cell(asking, name)
    if list_key:
        return _by_words(asking, cell, values, list_key, backwards=backwards)
    statement = (
        f"SELECT rid FROM (SELECT s.contact_rid AS rid, s.sort_key AS named, {cell} AS cell {_FROM})"  # noqa: S608 - constants and declared fields
        f" ORDER BY cell IS NULL OR cell IN ({_empty(name)}), cell {'DESC' if backwards else 'ASC'}, named, rid"
    )
    return [int(str(row[0])) for row in asking.raw.execute(statement, values)]


def _by_words(asking: Asking, cell: str, values: tuple[object, ...], list_key: str, *, backwards: bool) -> list[int]:
    """By the words of a list; looked up in the store for each row, they would take ten times as long."""
    statement = f"SELECT s.contact_rid, {cell} {_FROM} ORDER BY s.sort_key, s.contact_rid"
    rows = [(int(str(rid)), str(key or "")) for rid, key in asking.raw.execute(statement, values)]
    said = labels(asking.connection, list_key)
    words = {key: search_text(said.get(key, key)) for key in {key for _rid, key in rows}}
    filled = sorted((row for row in rows if words[row[1]]), key=lambda row: words[row[1]], reverse=backwards)
    return [rid for rid, _key in filled] + [rid for rid, key in rows if not words[key]]


def _empty(name: str) -> str:
    """What counts as nothing said: of the program's own fields a nought as well, which they begin with."""
    return "''" if name.startswith(PREFIX) else "'', 0"


def _cell(asking: Asking, name: str) -> tuple[str, tuple[object, ...], str]:
    """What a column is ordered by, the values it binds, and the list whose keys it holds."""
    if name.startswith(PREFIX):
        field = own_named(asking.connection, "contact", name)
        bound = (field.id.bytes,)
        if field.kind == "decimal":
            return f"CAST({_OWN} AS NUMERIC)", bound, ""
        plain = field.kind in ("day", "flag") or field.pick_list
        return (_OWN if plain else f"search_text({_OWN})"), bound, field.pick_list
    if name in ("phone", "email"):
        return _REACH.format(name), (), ""
    cell, kind = cell_of(name)
    if cell == "NULL":
        raise UserError(_("The list cannot be sorted by “{column}”.").format(column=name), field=name)
    if kind != "text":
        return cell, (), ""
    if list_key := list_of(name):
        return cell, (), list_key
    return f"search_text({cell})", (), ""
