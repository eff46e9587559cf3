"""The contacts chosen for one change of many: found by their conditions, not by rows a screen has loaded."""

from app.command import Asking, Tx
from app.records.condition_sql import where
from app.views.chosen import Chosen
from models.store import arrays

_FROM = "FROM contact_summary s JOIN contact c ON c.rid = s.contact_rid"


def asking_in(tx: Tx) -> Asking:
    """A question inside a change: it sees what the change has done so far."""
    tx.flush()
    return Asking(tx, tx.now, tx.user_id)


def chosen_rids(asking: Asking, chosen: Chosen, also: str = "1", values: tuple[object, ...] = ()) -> list[int]:
    """The row numbers of the chosen; `also` is a further clause on the contact `c` and its summary `s`."""
    clause, bound = _clause(asking, chosen)
    statement = f"SELECT c.rid {_FROM} WHERE {clause} AND ({also}) ORDER BY c.rid"
    return [int(str(row[0])) for row in asking.raw.execute(statement, (*bound, *values))]


def chosen_number(asking: Asking, chosen: Chosen, also: str = "1", values: tuple[object, ...] = ()) -> int:
    """How many are chosen, of those that meet a further clause."""
    if chosen.everyone and not chosen.conditions and not chosen.ids and also == "1":
        ((number,),) = asking.raw.execute("SELECT count(*) FROM contact_summary").fetchall()
        return int(str(number))
    clause, bound = _clause(asking, chosen)
    statement = f"SELECT count(*) {_FROM} WHERE {clause} AND ({also})"
    ((number,),) = asking.raw.execute(statement, (*bound, *values)).fetchall()
    return int(str(number))


def _clause(asking: Asking, chosen: Chosen) -> tuple[str, tuple[object, ...]]:
    clause, values = where(asking, chosen.conditions)
    if chosen.everyone and not chosen.ids:
        return clause, values
    negated = "NOT " if chosen.everyone else ""
    among = f"c.id {negated}IN (SELECT value FROM carray(?))"  # noqa: S608 - constants
    return f"{among} AND {clause}", (arrays.blobs(sorted(one.bytes for one in chosen.ids)), *values)
