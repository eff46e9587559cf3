"""What lies on the laptops of an office: what travels, what waits, what is private."""

from typing import Any

from models.store.transaction import Raw
from sync.client.cells import blob
from sync.client.privacy import Privacy
from sync.client.shape import LINKS, RECORDS, WIRE
from tests.helpers.office import Laptop
from tests.helpers.raw_sql import value_of

TYPED = {
    "contact": ("first", "last", "job_title"),
    "company": ("name", "industry"),
    "channel": ("value", "label"),
    "note": ("text",),
}
Pending = dict[tuple[str, bytes, str], tuple[int, Any]]


def pending(laptop: Laptop) -> Pending:
    """Every cell not sent yet: its generation and what it says."""
    found: Pending = {}
    for table, record_id, name, gen in laptop.rows('SELECT "table", id, field, gen FROM sync_dirty'):
        if table in TYPED and name in TYPED[table]:
            value = value_of(laptop.workspace, f'SELECT "{name}" FROM {table} WHERE id = ?', record_id)
            found[table, record_id, name] = gen, value
    return found


Content = dict[tuple[str, str], dict[str, Any]]


def content_of(laptop: Laptop) -> Content:
    """Everything that travels, record by record."""
    found = {}
    for table, names in WIRE.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        for record_id, *cells in laptop.rows(f"SELECT id, {quoted} FROM {table}"):
            found[table, record_id.hex()] = dict(zip(names, cells, strict=True))
    return found


def differences(first: Content, other: Content) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for key in first.keys() | other.keys():
        one, two = first.get(key, {}), other.get(key, {})
        found += [(*key, name, one.get(name), two.get(name)) for name in one | two if one.get(name) != two.get(name)]
    return found


def the_queues_of(laptop: Laptop, *, private: bool = False) -> list[tuple[Any, ...]]:
    """What waits on a laptop: to be sent, answered, applied, or for another record. What is private waits rightly."""
    hidden: set[tuple[str, bytes]] = set()
    if private:
        hidden = hidden_on(laptop)
    marks = laptop.rows('SELECT "table", id, field FROM sync_dirty')
    left = [mark for mark in marks if mark[:2] not in hidden]
    for query in ("SELECT number FROM sync_outbox WHERE NOT answered", "SELECT number FROM sync_inbox",
                  "SELECT \"table\", id FROM sync_orphan WHERE field IN ('*', '-')"):  # fmt: skip
        left += laptop.rows(query)
    return left


def hidden_on(laptop: Laptop) -> set[tuple[str, bytes]]:
    """What is private on a laptop, and what hangs on it."""

    def look(raw: Raw) -> set[tuple[str, bytes]]:
        privacy = Privacy(raw)
        found: set[tuple[str, bytes]] = set()
        for table in LINKS:
            ids = [blob(row[0]) for row in raw.execute(f"SELECT id FROM {table}").fetchall()]
            found |= {(table, record_id) for record_id in privacy.hidden(table, ids)}
        return found

    return laptop.door.ask(look)


def shared_content(laptop: Laptop, moved: set[tuple[str, str]]) -> Content:
    """What travels and is not private; a link to something private counts as none.

    `moved` are parts that lie on a private record somewhere: elsewhere they are removed, or not there.
    """
    hidden = {(table, record_id.hex()) for table, record_id in hidden_on(laptop)}
    found: Content = {}
    for key, cells in content_of(laptop).items():
        if key in hidden | moved or (key[0] == "conflict" and cells["access"] != "public"):
            continue  # what somebody wrote on what became private is told to its owner alone
        for column, target in LINKS[key[0]].items():
            if cells[column] is not None and (target, cells[column].hex()) in hidden:
                cells[column] = None
        found[key] = cells
    return found


def moved_to_private(laptop: Laptop) -> set[tuple[str, str]]:
    """Parts of private records."""
    return {(table, record_id.hex()) for table, record_id in hidden_on(laptop) if table not in RECORDS}
