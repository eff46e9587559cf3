"""Whatever the tables hold, in the recycle bin or not: a full export brought into a new workspace says the same again."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.detect import open_reader
from app.full_export import export_everything
from app.services.importing import import_cards, import_file
from app.workspace import Workspace
from tests.helpers.builders import working
from tests.helpers.random_changes import Step, change, changes, furnish
from tests.helpers.sizes import examples


def exported(workspace: Workspace, path: Path) -> dict[str, Any]:
    """What a full export says, without its journal and without what belongs to nobody who is in it."""
    export_everything(workspace, path)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    records = content["records"]
    del records["journal"]
    users = {row["id"] for row in records["app_user"]}
    for rows in records.values():
        for row in rows:
            if row.get("owner_id") not in users:
                row.pop("owner_id", None)
    known = {(kind, row["id"]) for kind, rows in records.items() for row in rows}
    records["custom_value"] = [
        row for row in records["custom_value"]
        if (row["record_kind"], "0x" + row["record_id"].replace("-", "")) in known
    ]  # fmt: skip
    return content


@contextmanager
def changed_home(folder: Path, steps: list[Step]) -> Iterator[Workspace]:
    """A furnished workspace after these steps."""
    with working(folder / "home", durable=False) as home:
        furnish(home)
        for step in steps:
            change(home, step)
        yield home


def bring(workspace: Workspace, path: Path) -> list[str]:
    """Import an export; the reasons of what was refused."""
    source = import_file(path.name, open_reader(path), path)
    outcome = workspace.do(import_cards, [source], workspace.files).result()
    return [one.reason for _file, one in outcome.refused]


@examples(25)
@given(st.lists(changes(), max_size=25))
def test_an_export_of_anything_says_the_same_again(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with changed_home(folder, steps) as home:
            first = exported(home, folder / "first.json")

        with working(folder / "away", durable=False) as away:
            refused = bring(away, folder / "first.json")
            second = exported(away, folder / "second.json")
            problems = away.check().result().problems

    assert refused == []
    assert second == first
    assert problems == []


@examples(15)
@given(st.lists(changes(), max_size=20))
def test_an_export_of_anything_brought_home_adds_nothing(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with changed_home(folder, steps) as home:
            first = exported(home, folder / "first.json")
            bring(home, folder / "first.json")
            second = exported(home, folder / "second.json")

    assert {kind: len(rows) for kind, rows in second["records"].items()} == {
        kind: len(rows) for kind, rows in first["records"].items()
    }


NONSENSE = (b"5,", b"[],", b"null,", b'"x",', b"{},", b'{"id":5},', b'{"id":"0x00"},', b'{"id":"0xzz","name":7},', b"{")


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(NONSENSE)), min_size=1, max_size=4))
def test_whatever_stands_on_a_line_costs_at_most_what_hangs_on_it(hurts: list[tuple[int, bytes]]) -> None:
    lines = _whole().split(b"\n")
    for place, nonsense in hurts:
        chosen = 2 + place % (len(lines) - 3)
        if lines[chosen].startswith(b"{"):
            lines[chosen] = nonsense

    assert _problems_after(b"\n".join(lines)) == []


@examples(60)
@given(
    st.integers(0, 10_000),
    st.integers(0, 30),
    st.sampled_from((b"7", b"true", b'"?"', b"[1]", b"null", b"-1.5", b"1e99", b"9" * 30, b'"\\ud800"')),
)
def test_a_value_of_another_kind_costs_itself(place: int, which: int, value: bytes) -> None:
    lines = _whole().split(b"\n")
    records = [number for number, line in enumerate(lines) if line.startswith(b'{"id"')]
    chosen = records[place % len(records)]
    text = lines[chosen].decode()
    row, end = json.JSONDecoder().raw_decode(text)
    row[list(row)[which % len(row)]] = json.loads(value)
    lines[chosen] = (json.dumps(row) + text[end:]).encode()

    assert _problems_after(b"\n".join(lines)) == []


@cache
def _whole() -> bytes:
    """An export of something of everything."""
    with tempfile.TemporaryDirectory() as name, working(Path(name), durable=False) as home:
        furnish(home)
        export_everything(home, Path(name) / "all.json")
        return (Path(name) / "all.json").read_bytes()


def _problems_after(content: bytes) -> list[Any]:
    """What the check finds in a workspace such an export was brought into."""
    with tempfile.TemporaryDirectory() as name, working(Path(name), durable=False) as away:
        path = Path(name) / "all.json"
        path.write_bytes(content)
        bring(away, path)
        return [*away.check().result().problems]
