"""What a desktop notification says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.reminders.watch import Due, Occasion
from app.reminders.wording import LIST_TAG, Notice, notice_of
from app.views.contacts import ActivityView
from resources.i18n import speaking

NOW = datetime(2026, 11, 24, 9, 25, tzinfo=ZoneInfo("Europe/Moscow"))
CALL = UUID(int=7)


def a_view(**fields: Any) -> ActivityView:
    """A call at half past nine."""
    usual: dict[str, Any] = {
        "id": CALL, "kind": "call", "regarding": "price", "details": "", "start": NOW + timedelta(minutes=5),
        "timeless": False, "due": NOW.date(), "duration": 15, "priority": 3, "contact_id": CALL,
        "contact_name": "Anna Pike", "company_name": "Alpha", "late": False, "alarm_at": NOW.astimezone(UTC),
    }  # fmt: skip
    return ActivityView(**{**usual, **fields})


def told(*views: ActivityView, occasion: Occasion = "ring", count: int | None = None) -> Notice | None:
    """The notification for some activities."""
    return notice_of(Due(occasion, views, len(views) if count is None else count, len(views), None), NOW)


def plain(notice: Notice | None) -> tuple[str, str]:
    """Title and body with ordinary spaces."""
    assert notice is not None
    return notice.title, notice.body.replace("\N{NO-BREAK SPACE}", " ")


def test_one_alarm_is_told_in_full_with_buttons() -> None:
    notice = told(a_view())

    assert plain(notice) == ("Call: Anna Pike", "9:30 am\nprice\nAlpha")
    assert notice is not None
    assert (notice.tag, list(notice.actions)) == (str(CALL), ["call", "done", "snooze"])


def test_what_is_no_call_is_done_put_off_or_opened() -> None:
    notice = told(a_view(kind="meeting"))

    assert notice is not None
    assert list(notice.actions) == ["done", "snooze", "open"]


def test_what_concerns_nobody_is_called_by_its_subject() -> None:
    nobody = a_view(contact_name="", company_name="", kind="todo", start=None, timeless=True, due=date(2026, 11, 25))

    assert plain(told(nobody)) == ("To-do: price", "tomorrow")


def test_a_kind_of_the_persons_own_is_named_as_it_is() -> None:
    assert plain(told(a_view(kind="site visit")))[0] == "site visit: Anna Pike"


def test_several_are_a_list_that_ends_in_a_count() -> None:
    views = [a_view(contact_name=f"Client {number}") for number in range(9)]

    notice = told(*views, count=300)

    assert plain(notice) == (
        "300 reminders",
        "\n".join([*(f"9:30 am · Call: Client {number}" for number in range(4)), "and 296 more"]),
    )
    assert notice is not None
    assert (notice.tag, list(notice.actions)) == (LIST_TAG, ["open"])


def test_what_came_meanwhile_is_one_list_even_of_one() -> None:
    yesterday = a_view(start=NOW - timedelta(days=1))

    assert plain(told(yesterday, occasion="away")) == ("While you were away", "yesterday, 9:25 am · Call: Anna Pike")


def test_what_only_waits_is_not_told() -> None:
    assert told(occasion="waiting") is None


def test_the_words_are_the_persons_own() -> None:
    with speaking("ru"):
        notice = told(a_view())

    assert plain(notice)[1].splitlines()[0] == "9:30"
