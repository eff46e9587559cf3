"""A workspace with its usual first records – pick lists, stages, an own firm, me in Novosibirsk – on a November noon."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from app.command import Command, Tx
from app.services.contacts import add_contact
from app.setting_up import lay_foundations
from app.views.contacts import ContactId
from app.workspace import Workspace
from models.pick_list import User
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock

ZONE = "Asia/Novosibirsk"
NOON = datetime(2026, 11, 11, 5, tzinfo=UTC)  # a Wednesday, noon in Novosibirsk


@contextmanager
def furnished(folder: Path, clock: FixedClock | None = None) -> Iterator[Workspace]:
    """A workspace somebody has set up, for the length of a block: a copy of one made once."""
    shutil.copytree(_pattern(), folder / "workspace")
    with closing(Workspace.open(folder / "workspace", clock=clock or FixedClock(NOON))) as workspace:
        yield workspace


def a_person(workspace: Workspace, last: str = "Щукина", **fields: Any) -> ContactId:
    """A person added as a person would add one: `company`, `status`, `tags`, `phone` may be among the fields."""
    return workspace.do(add_contact, {"last": last, **fields}).result()


def change_of(workspace: Workspace, noun: type[Any], record_id: UUID, **values: Any) -> None:
    """Write cells of a record past every service, as one undoable change."""
    workspace.do(_WRITE, noun, record_id, values).result()


@cache
def _pattern() -> Path:
    """A furnished workspace, closed, to be copied; it goes when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="furnished-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with working(folder, FixedClock(NOON)) as workspace:
        workspace.load(_lay).result()
    return folder / "workspace"


def _lay(tx: Tx) -> None:
    lay_foundations(tx)
    me = tx.session.query(User).one()
    me.name, me.time_zone = "Волков Михаил", ZONE


def _write(tx: Tx, noun: type[Any], record_id: UUID, values: dict[str, Any]) -> None:
    tx.update(noun, record_id, values)


_WRITE = Command("Write", _write)
