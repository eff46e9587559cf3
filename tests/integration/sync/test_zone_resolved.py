"""A third value for a time zone two people disagree on is typed as it is on a card."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.services import syncing
from tests.helpers.builders import a_contact, put
from tests.helpers.office import Office
from tests.helpers.two_laptops import a_pair, edit, exchange


def test_a_zone_that_settles_a_disagreement_is_said_by_its_city(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    edit(anna, client, time_zone="Томск")
    boris.clock.go_on(minutes=2)
    edit(boris, client, time_zone="UTC+7")
    exchange(anna, boris, anna)
    (conflict,) = anna.workspace.ask(syncing.open_conflicts).result()

    with pytest.raises(UserError, match="No time zone is called “Нигде”"):
        anna.workspace.do(syncing.resolve_with, conflict.id, "Нигде").result()
    anna.workspace.do(syncing.resolve_with, conflict.id, "омск").result()
    exchange(anna, boris)

    assert (conflict.mine, conflict.theirs) == ("Asia/Tomsk", "Etc/GMT-7")
    for laptop in (anna, boris):
        assert laptop.rows("SELECT time_zone FROM contact") == [("Asia/Omsk",)]
