"""The office's sign in the status line, and the list of what there is to look at."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.exchanging import Standing
from app.views.exchange import ConflictView, SuggestionView
from ui.office.entries import EntryModel, conflict_entry, double_entry
from ui.office.sign import sign_of

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("standing", "last", "said"),
    [
        (None, None, "Not exchanged yet"),
        (None, NOW, "Exchanged 11:12 am"),
        (None, NOW - timedelta(days=2), "Exchanged 18 Nov"),
        (Standing(outcome="done"), NOW, "Exchanged 11:12 am"),
        (Standing(outcome="stopped"), NOW, "Exchanged 11:12 am"),
        (Standing(outcome="offline"), NOW, "Offline, last exchange 11:12 am"),
        (Standing(outcome="offline"), None, "Offline"),
        (Standing(outcome="refused"), NOW, "The exchange needs you"),
        (Standing(outcome="smaller"), NOW, "The exchange needs you"),
        (Standing(running=True, step="push"), NOW, "Sending …"),
        (Standing(running=True, step="pull", done=1200), NOW, "Receiving: 1,200"),
        (Standing(running=True, step="first", done=3, total=12), NOW, "Receiving everything: 3 of 12"),
    ],
)
def test_the_sign_says_how_the_exchange_stands(standing: Standing | None, last: datetime | None, said: str) -> None:
    assert sign_of(standing, last, NOW).replace("\N{NO-BREAK SPACE}", " ") == said


def test_the_list_keeps_to_the_rules_of_item_models(qtmodeltester: Any) -> None:
    model = EntryModel()

    model.show_entries([conflict_entry(a_conflict()), double_entry(a_double())])

    qtmodeltester.check(model, force_py=True)


def test_a_row_says_whose_record_which_field_and_with_whom() -> None:
    row = conflict_entry(a_conflict()).drawn

    assert (row.initials, row.first, row.second) == ("AS", "Anna Shchukina", "Job title, Boris")


def test_two_of_one_name_are_named_once() -> None:
    assert double_entry(a_double()).drawn.first == "Shchukina"


def a_conflict() -> ConflictView:
    return ConflictView(
        "1", "edit", None, "contact", "Anna Shchukina", "job_title", "Job title", "—", "head", "chief",
        mine_stands=True, by="Boris", mine_at=NOW, theirs_at=NOW,
    )  # fmt: skip


def a_double() -> SuggestionView:
    return SuggestionView("contact", uuid4(), uuid4(), "Shchukina", "Shchukina", "phone")
