"""What the pill of a row says of the next step."""

from datetime import UTC, datetime, timedelta

import pytest

from ui.tables.next_step import next_step

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "kind", "timeless", "text", "tone"),
    [
        (timedelta(days=-1), "call", False, "call yesterday", "bad"),
        (timedelta(days=-3), "todo", True, "to-do, 3 d. late", "bad"),
        (timedelta(hours=-1), "call", False, "call overdue", "bad"),
        (timedelta(hours=-1), "todo", True, "today", "warn"),
        (timedelta(days=1), "call", True, "tomorrow", "neutral"),
        (timedelta(days=3), "meeting", False, "Mon, meeting", "neutral"),
        (timedelta(days=10), "meeting", False, "30\u00a0Nov", "neutral"),
    ],
)
def test_a_planned_step_is_said_as_one_speaks(
    ahead: timedelta,
    kind: str,
    timeless: bool,  # noqa: FBT001 - a column of the table
    text: str,
    tone: str,
) -> None:
    step = next_step(NOW + ahead, kind, timeless=timeless, now=NOW)

    assert (step.text, step.tone) == (text, tone)


def test_no_step_is_said_too() -> None:
    assert next_step(None, "", timeless=False, now=NOW).text == "no step"


def test_a_call_later_today_tells_its_time() -> None:
    step = next_step(NOW + timedelta(hours=2), "call", timeless=False, now=NOW)

    assert step.text.startswith("today ")
    assert step.tone == "warn"
