"""What was shared by several people stands in the past of each of them, and of the firms they work at."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.activities import complete, schedule
from app.services.activity_edits import edit_activity
from app.services.company_cards import company_timeline
from app.services.contact_cards import contact_card
from app.services.history import timeline
from app.views.calendar import When
from app.views.contacts import CompanyId, ContactId
from app.workspace import Workspace
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import out_of_step, rows_of

TODAY = date(2026, 11, 11)  # noon in Novosibirsk


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


def a_meeting(workspace: Workspace, *people: ContactId, days: int = 0) -> Any:
    """A meeting of several people, planned."""
    when = When(TODAY + timedelta(days=days), time(15), ZONE)
    return workspace.do(
        schedule, people[0], kind="meeting", when=when, regarding="показ", participants=people[1:]
    ).result()


def past(workspace: Workspace, person: ContactId) -> list[tuple[str, list[str]]]:
    entries = workspace.ask(timeline, person).result()
    return [(entry.title, [name for _id, name in entry.people]) for entry in entries]


def firm_of(workspace: Workspace, person: ContactId) -> CompanyId:
    found = workspace.ask(contact_card, person).result().company_id
    assert found is not None
    return found


def test_a_meeting_stands_in_the_past_of_everybody_who_came(workspace: Workspace) -> None:
    anna, olga, ivan, stranger = (a_person(workspace, last=name) for name in ("Щукина", "Орлова", "Иванов", "Чужой"))

    workspace.do(complete, a_meeting(workspace, anna, olga, ivan), result="held").result()

    expected = [("Meeting · held", ["Щукина", "Орлова", "Иванов"])]
    assert past(workspace, anna) == past(workspace, olga) == past(workspace, ivan) == expected
    assert past(workspace, stranger) == []


def test_it_is_counted_on_each_card_and_gone_from_each_when_undone(workspace: Workspace) -> None:
    anna, olga = (a_person(workspace, last=name) for name in ("Щукина", "Орлова"))
    workspace.do(complete, a_meeting(workspace, anna, olga), result="held").result()
    counted = [dict(workspace.ask(contact_card, one).result().timeline_counts)["meeting"] for one in (anna, olga)]

    workspace.undo().result()

    assert counted == [1, 1]
    assert past(workspace, anna) == past(workspace, olga) == []
    assert workspace.redo().result()
    assert len(past(workspace, olga)) == 1


def test_the_firm_of_somebody_who_came_has_it_too_once(workspace: Workspace) -> None:
    anna = a_person(workspace, last="Щукина", company="СибМаш")
    olga, ivan = (a_person(workspace, last=name, company="Вектор") for name in ("Орлова", "Иванов"))
    workspace.do(complete, a_meeting(workspace, anna, olga, ivan), result="held").result()

    for person in (anna, olga):
        rows = workspace.ask(company_timeline, firm_of(workspace, person)).result()
        assert [(row.entry.title, row.contact_name) for row in rows] == [("Meeting · held", "Щукина")]


def test_pages_of_the_past_hold_each_shared_entry_once(workspace: Workspace) -> None:
    anna, olga = (a_person(workspace, last=name) for name in ("Щукина", "Орлова"))
    for day in range(6):
        pair = (anna, olga) if day % 2 else (olga, anna)
        made = a_meeting(workspace, *pair, days=-day)
        at = workspace.ask(contact_card, anna).result().edited - timedelta(days=day)
        workspace.do(complete, made, result="held", at=at).result()

    pages, before = [], None
    while page := workspace.ask(timeline, olga, before=before, limit=2).result():
        pages.append([entry.id for entry in page])
        before = page[-1].at

    assert [len(page) for page in pages] == [2, 2, 2]
    assert len({one for page in pages for one in page}) == 6


def test_what_one_had_alone_names_nobody_else(workspace: Workspace) -> None:
    anna = a_person(workspace)

    workspace.do(complete, a_meeting(workspace, anna), result="held").result()

    assert past(workspace, anna) == [("Meeting · held", [])]


def test_what_is_planned_with_several_is_the_next_step_of_each(workspace: Workspace) -> None:
    anna, olga = (a_person(workspace, last=name) for name in ("Щукина", "Орлова"))
    made = a_meeting(workspace, anna, olga, days=1)
    later = a_meeting(workspace, olga, days=2)

    card = workspace.ask(contact_card, olga).result()

    assert card.next_activity is not None
    assert (card.next_activity.id, [one.id for one in card.further]) == (made, [later])


def test_a_shared_meeting_is_a_touch_of_everybody_and_of_their_firms(workspace: Workspace) -> None:
    anna = a_person(workspace, last="Щукина", company="СибМаш")
    olga = a_person(workspace, last="Орлова", company="Вектор", keep_in_touch_days=30)
    workspace.do(complete, a_meeting(workspace, anna, olga), result="held").result()

    (row,) = rows_of(
        workspace,
        "SELECT s.last_meeting_at = s.last_touch_at, s.last_result, s.touch_due_at - s.last_touch_at FROM contact_summary s"
        " JOIN contact c ON c.rid = s.contact_rid WHERE c.last = 'Орлова'",
    )
    firms = rows_of(workspace, "SELECT count(*) FROM company_summary WHERE last_touch_at IS NOT NULL")

    assert row == (1, "held", 30 * 86_400_000)
    assert firms == [(2,)]
    assert out_of_step(workspace) == []


def test_the_lists_know_the_next_step_of_somebody_who_only_comes_along(workspace: Workspace) -> None:
    anna, olga = (a_person(workspace, last=name) for name in ("Щукина", "Орлова"))
    made = a_meeting(workspace, anna, olga, days=1)
    steps = "SELECT count(*) FROM contact_summary WHERE next_activity_rid IS NOT NULL AND next_at IS NOT NULL"
    before = rows_of(workspace, steps)

    workspace.do(edit_activity, made, {"people": [anna]}).result()
    without = rows_of(workspace, steps)
    workspace.do(edit_activity, made, {"people": [anna, olga]}).result()
    workspace.do(edit_activity, made, {"when": When(TODAY, time(18), ZONE)}).result()

    assert (before, without, rows_of(workspace, steps)) == ([(2,)], [(1,)], [(2,)])
    assert out_of_step(workspace) == []
    workspace.do(complete, made, result="held").result()
    assert rows_of(workspace, steps) == [(0,)]
    assert out_of_step(workspace) == []
