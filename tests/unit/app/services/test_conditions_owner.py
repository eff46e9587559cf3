"""Contacts by whose they are: what a team lead asks the list for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.conditions import choices, condition_fields, conditioned_ids
from app.views.conditions import Condition
from app.workspace import Workspace
from models.pick_list import User
from tests.helpers.builders import a_contact, put
from tests.helpers.furnished import furnished


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Two of Anna's, one of Boris's, one of nobody's."""
    with furnished(tmp_path) as opened:
        anna, boris = put(opened, User(name="Анна Ким"), User(name="Борис Ли"))
        for name, owner in (("Олег", anna), ("Вера", anna), ("Глеб", boris), ("Дина", None)):
            put(opened, a_contact(name, owner_id=owner))
        opened.act_as(anna)
        yield opened


def named(workspace: Workspace, op: str, value: str = "") -> int:
    return len(workspace.ask(conditioned_ids, [Condition("owner", op, value)]).result())  # type: ignore[arg-type]


def test_the_contacts_of_one_salesperson_are_found_and_those_of_the_others(workspace: Workspace) -> None:
    assert [named(workspace, "is", "Анна Ким"), named(workspace, "is", "Борис Ли")] == [2, 1]
    assert named(workspace, "is_not", "Анна Ким") == 2
    assert [named(workspace, "empty"), named(workspace, "filled")] == [1, 3]


def test_who_can_be_chosen_is_told_with_how_many_are_his(workspace: Workspace) -> None:
    told = {(each.value, each.count) for each in workspace.ask(choices, "owner").result()}

    assert {("Анна Ким", 2), ("Борис Ли", 1)} <= told
    assert "owner" in [each.name for each in workspace.ask(condition_fields).result()]
