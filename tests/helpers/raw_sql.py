"""SQL of a test's own, past every service but through the doors, and a look into the file."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.command import Asking, Command, Query, Sender, Tx
from app.workspace import Workspace
from models.nouns import TABLES

SUMMARIES = ("contact_summary", "company_summary")
Statement = tuple[str, Sequence[Any]]
Rows = list[tuple[Any, ...]]
State = dict[tuple[str, bytes], dict[str, Any]]  # every row by table and id


def run_sql(workspace: Workspace, *statements: str | Statement, sender: Sender | None = None) -> None:
    """Run statements as one recorded change."""
    workspace.do_as(sender or Sender(), _SQL, statements).result()


def rows_of(workspace: Workspace, query: str, *values: Any) -> Rows:
    """What a query answers."""
    return workspace.ask(_ROWS, query, values).result()


def value_of(workspace: Workspace, query: str, *values: Any) -> Any:
    """The first cell of a query's answer; None where there is no row."""
    found = rows_of(workspace, query, *values)
    return found[0][0] if found else None


def nouns_of(workspace: Workspace) -> dict[str, Rows]:
    """Every row of every noun's table, cell by cell with its type."""
    return {name: found for name in TABLES if (found := rows_of(workspace, f"SELECT * FROM {name} ORDER BY rid"))}


def state_of(workspace: Workspace) -> State:
    """Every row of every noun, by table and id."""
    return {
        (name, row[1]): dict(zip(TABLES[name].columns.keys(), row, strict=True))
        for name, found in nouns_of(workspace).items()
        for row in found
    }


def derived_of(workspace: Workspace) -> dict[str, Rows]:
    """The summaries, and each word of the search index with the row it leads to."""
    found = {name: rows_of(workspace, f"SELECT * FROM {name} ORDER BY 1") for name in SUMMARIES}
    for index in ("find_text", "find_talk", "find_digits"):
        found[index] = workspace.ask(_VOCABULARY, index).result()
    return found


def out_of_step(workspace: Workspace) -> list[Any]:
    """What the check finds, and where index and summaries differ from what a rebuild makes (which it does)."""
    kept_up = derived_of(workspace)
    problems: list[Any] = list(workspace.check(rebuild_index=True).result().problems)
    rebuilt = derived_of(workspace)
    for name, rows in rebuilt.items():
        problems += [(name, "missing", row) for row in rows if row not in kept_up[name]]
        problems += [(name, "stale", row) for row in kept_up[name] if row not in rows]
    return problems


def _sql(tx: Tx, statements: Iterable[str | Statement]) -> None:
    for each in statements:
        text, values = (each, ()) if isinstance(each, str) else each
        tx.raw.execute(text, tuple(values)).fetchall()


def _rows(asking: Asking, query: str, values: Sequence[Any]) -> Rows:
    return asking.raw.execute(query, tuple(values)).fetchall()


def _vocabulary(asking: Asking, index: str) -> Rows:
    asking.raw.execute("PRAGMA query_only = OFF")
    try:
        asking.raw.execute(f"CREATE VIRTUAL TABLE temp.words_of USING fts5vocab(main, {index}, instance)")
        return sorted(asking.raw.execute("SELECT DISTINCT doc, term, offset FROM temp.words_of").fetchall(), key=repr)
    finally:
        asking.raw.execute("DROP TABLE IF EXISTS temp.words_of")
        asking.raw.execute("PRAGMA query_only = ON")


_SQL = Command("SQL", _sql)
_ROWS = Query(_rows)
_VOCABULARY = Query(_vocabulary)
