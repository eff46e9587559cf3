"""A disk that fails at any write of a round: the workspace opens, is sound, and the next round makes good what is missing.

A few places on every run; `pytest -m slow tests/integration/sync/test_sync_disk_faults.py` at every one of them.
"""

from itertools import count
from pathlib import Path

import pytest

from models.errors import VizitkaError
from sync.client.round import Ways
from tests.helpers.builders import a_contact, a_note, a_phone, put
from tests.helpers.failing_disk import Disk, failing, possible
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql
from tests.helpers.sync_content import content_of, the_queues_of
from tests.helpers.two_laptops import a_pair

_PARTS = 8  # of the writes, each a test: there are very many

pytestmark = [
    pytest.mark.skipif(not possible(), reason="the system does not tell which file is written"),
    pytest.mark.may_log(""),
]


class Story:
    """Two laptops; each turn brings edits, a conflict, new records, removals and a withdrawal to one round of Boris's."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.anna, self.boris = a_pair(office, folder)
        self.turn = 0
        people = [a_contact(f"Клиент {n}") for n in range(4)]
        put(self.anna.workspace, *people, *(a_phone(each) for each in people))
        for laptop in (self.anna, self.boris):
            laptop.sync()

    def prepare(self) -> None:
        """Something of everything happens on both sides."""
        self.turn += 1
        mark = f"{self.turn}"
        secret = a_contact(f"Тайный {mark}")
        put(self.anna.workspace, secret, a_note(secret, "заметка"))
        for laptop in (self.anna, self.boris):
            laptop.sync()
        run_sql(
            self.anna.workspace,
            ("UPDATE contact SET interest = ? WHERE first LIKE 'Клиент%'", (f"насосы {mark}",)),
            ("UPDATE contact SET access = 'private' WHERE id = ?", (secret.id.bytes,)),
        )
        self.anna.sync()
        run_sql(self.boris.workspace, ("UPDATE contact SET interest = ? WHERE first = 'Клиент 1'", (f"краны {mark}",)))
        put(self.boris.workspace, a_contact(f"Новый {mark}"))

    def round_on(self, disk: Disk, ways: Ways) -> None:
        """A round of Boris's on this disk, and whatever comes of it."""
        with failing(disk):
            try:
                self.boris.sync(ways)
            except VizitkaError:
                assert disk.failed

    def reopen(self) -> None:
        """Boris starts the program anew."""
        old = self.boris
        old.close()
        self.boris = Laptop(self.office, old.folder, old.user_id, old.line.hub.caller.device, old.clock)

    def look(self) -> None:
        """All is well."""
        assert self.boris.workspace.check().result().problems == []
        for laptop in (self.boris, self.anna, self.boris):
            laptop.sync()
        theirs, mine = content_of(self.anna), content_of(self.boris)
        private = {record.hex() for (record,) in self.anna.rows("SELECT id FROM contact WHERE access = 'private'")}
        notes = {
            record.hex()
            for (record,) in self.anna.rows(
                "SELECT n.id FROM note n JOIN contact c ON c.id = n.contact_id WHERE c.access = 'private'"
            )
        }
        assert {key: cells for key, cells in theirs.items() if key[1] not in private | notes} == mine
        assert the_queues_of(self.boris) == []


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_round_on_a_disk_that_fails_is_made_good(
    office: Office, tmp_path: Path, share: float, *, for_good: bool
) -> None:
    story = Story(office, tmp_path)
    story.prepare()
    whole = Disk(story.boris.folder)
    story.round_on(whole, Ways())
    story.prepare()

    disk = Disk(story.boris.folder, int(whole.calls * share), for_good)
    story.round_on(disk, Ways())
    story.reopen()

    assert disk.failed
    story.look()
    assert out_of_step(story.boris.workspace) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("ways", [Ways(), Ways(rows=1, page=2, at_once=2)], ids=["at once", "in parts"])
def test_it_is_at_every_single_write(office: Office, tmp_path: Path, ways: Ways, part: int, *, for_good: bool) -> None:
    story = Story(office, tmp_path)
    for failing_at in count(part, _PARTS):
        story.prepare()
        disk = Disk(story.boris.folder, failing_at, for_good)
        story.round_on(disk, ways)
        story.reopen()
        story.look()
        if not disk.failed:
            break
    assert failing_at > 20
    assert out_of_step(story.boris.workspace) == []
