"""Freezes the first schema: `python -m tests.helpers.first_release`, until the first release and never after it.

Writes the frozen schema `models/migrations/steps/0001_first.sql` and the sample workspace `tests/data/workspace-v1`: the file and,
in `says.json`, what every row of it says.
"""

import json
import shutil
import tempfile
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any

import apsw

from app.command import Sender
from app.services.contacts import add_contact, edit_contact
from app.services.history import log_call, write_note
from app.workspace import DATABASE_NAME, Workspace
from models.store import schema
from models.store.stamp import APPLICATION_ID
from tests.helpers.builders import a_workspace, an_activity, an_offer, an_offer_line, put
from tests.helpers.clock import NOON, FixedClock

ROOT = Path(__file__).parents[2]
STEP = ROOT / "models" / "migrations" / "steps" / "0001_first.sql"
SAMPLE = ROOT / "tests" / "data" / "workspace-v1"
_END = ";\n\n"  # between two statements: no statement of a schema holds a blank line


def main() -> None:
    """Write both."""
    write_step(STEP)
    SAMPLE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with closing(a_workspace(Path(folder), FixedClock())) as workspace:
            fill(workspace)
        made = Path(folder) / "workspace" / DATABASE_NAME
        shutil.copyfile(made, SAMPLE / DATABASE_NAME)
        says = json.dumps(said(made), ensure_ascii=False, indent=1)
    (SAMPLE / "says.json").write_text(says + "\n", encoding="utf-8")


def write_step(path: Path) -> None:
    """Freeze today's schema as SQL, beside the step that lays it."""
    statements = [*map(_tidy, schema.statements()), f"PRAGMA application_id = {APPLICATION_ID}"]
    path.write_text(_END.join(dedent(statement).strip() for statement in statements) + ";\n", encoding="utf-8")


def fill(workspace: Workspace) -> None:
    """A few people, a talk, a plan, a note with its promise, an offer; the last entry of the journal is an edit."""
    anna = workspace.do(
        add_contact,
        {"last": "Ёлкина", "first": "Анна", "middle": "Сергеевна", "company": "ООО «Ромашка»", "tags": "vip, выставка"},
        [("phone", "mobile", "+7 913 123-45-67"), ("email", "work", "anna@romashka.example")],
    ).result()
    workspace.do(add_contact, {"last": "O'Neil", "first": "Zoë"}, [("phone", "work", "+44 20 7946 0018")]).result()
    workspace.do(log_call, anna, result="reached", text="Просила цены до пятницы", duration=7).result()
    workspace.do(write_note, anna, "Любит зелёный чай. !мы пришлём образцы").result()
    offer = an_offer(
        anna, "КП-2026-1", title="Насосы", dated=date(2026, 11, 21), currency="RUB", total=Decimal("1234.5")
    )
    line = an_offer_line(offer, "Насос НЦ-20", quantity=Decimal("2.5"), price=Decimal("493.8"), position=1)
    put(workspace, offer, line, an_activity(anna, NOON + timedelta(days=3), "Обсудить КП"))
    workspace.do_as(
        Sender(coalesce="card"), edit_contact, anna, {"job_title": "Директор по закупкам", "favourite": True}
    ).result()


def said(path: Path) -> dict[str, dict[str, Any]]:
    """Every row of every noun in a closed file: its columns and its cells, blobs in hexadecimal."""
    connection = apsw.Connection(str(path))
    try:
        names = connection.execute("SELECT name FROM sqlite_sequence WHERE name <> 'journal'").fetchall()
        return {str(name): table for (name,) in sorted(names) if (table := _table(connection, str(name)))["rows"]}
    finally:
        connection.close()


def _table(connection: apsw.Connection, name: str) -> dict[str, Any]:
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({name})").fetchall()]
    rows = [[cell.hex() if isinstance(cell, bytes) else cell for cell in row]
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _tidy(statement: str) -> str:
    return "\n".join("    " + line.rstrip().expandtabs(4) for line in statement.splitlines())


if __name__ == "__main__":
    main()
