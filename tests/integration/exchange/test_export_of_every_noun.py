"""A row of every noun goes out with every cell it has and comes back with them, whatever its texts look like."""

from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.exchange.detect import open_reader
from app.full_export import export_everything
from app.records.archive_kinds import KEPT
from app.records.archive_rows import MINE_ALONE, links_of
from app.services.importing import import_cards, import_file
from models.base import Link
from models.column_types import Day
from models.ids import new_id_bytes
from models.nouns import NOUNS, TABLES
from tests.helpers.builders import working
from tests.helpers.raw_sql import run_sql


def test_a_row_of_every_noun_with_every_column_said_comes_back(tmp_path: Path) -> None:
    path, again = tmp_path / "first.json", tmp_path / "second.json"
    with working(tmp_path / "home", durable=False) as home:
        for removed in (None, 77):
            ids: dict[str, bytes] = {}
            for name in KEPT:
                run_sql(home, _said_in_full(name, ids, removed))
        export_everything(home, path)

    with working(tmp_path / "away", durable=False) as away:
        source = import_file("first.json", open_reader(path), path)
        outcome = away.do(import_cards, [source], away.files).result()
        export_everything(away, again)

    assert outcome.refused == []
    assert again.read_text("utf-8").partition('"journal"')[0] == path.read_text("utf-8").partition('"journal"')[0]


def _said_in_full(name: str, ids: dict[str, bytes], removed: int | None) -> tuple[str, list[Any]]:
    """A row all of whose cells say something; texts look like ids, to be taken for none."""
    noun = next(one for one in NOUNS if one.__tablename__ == name)
    links = links_of(name)
    row = {column.name: _cell(column) for column in TABLES[name].columns if column.name not in MINE_ALONE}
    row |= {column: ids.get(target) for column, target in links.items()} | {"removed_at": removed}
    if name == "group_member":
        row["company_id"] = None  # a member is one of two
    ends = [row[column] for column in links if row[column] is not None]
    ids[name] = row["id"] = b"".join(ends) if issubclass(noun, Link) else new_id_bytes()
    row |= _in_its_own_form(name, ids)
    columns = ", ".join(f'"{one}"' for one in row)
    return f"INSERT INTO {name}({columns}) VALUES({', '.join('?' * len(row))})", [*row.values()]


def _cell(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, (sa.Integer, sa.Boolean)):
        return 1
    if isinstance(getattr(column.type, "impl", None), sa.BigInteger):
        return 12_345
    return "2026-11-22" if isinstance(column.type, Day) else "0x6162"


def _in_its_own_form(name: str, ids: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = {"access": "limited"} if "access" in TABLES[name].columns else {}
    if "merged_into" in TABLES[name].columns:
        found["merged_into"] = ids[name].hex()
    if name == "custom_value":
        found |= {"record_kind": "product", "record_id": str(UUID(bytes=ids["product"]))}
    if name == "contact":
        found |= {"important_dates": '[["x","2020-01-01"]]', "foreign_properties": '[["","X-A",[],"y"]]', "gender": ""}
    if name in ("channel", "address"):
        found["type"] = "work"
    if name == "channel":
        found["kind"] = "phone"
    return found
