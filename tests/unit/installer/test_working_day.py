"""The working day reads whatever shape the command line's answers have, and knows when no window can open."""

import pytest

from installer import smoke
from installer.launch import has_display
from installer.steps import StepFailedError


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"id": "a1"}, "a1"),
        ([{"name": "Щукина", "id": "a1"}, {"id": "b2"}], "a1"),
        ({"contacts": [{"id": "a1"}], "id": "outer"}, "outer"),
        ({"number": 12, "id": "a1"}, "a1"),
    ],
)
def test_the_first_id_of_an_answer_is_found(answer: object, found: str) -> None:
    assert smoke.first(answer, "id") == found


def test_an_answer_without_an_id_stops_the_day() -> None:
    with pytest.raises(StepFailedError, match="has no 'id'"):
        smoke.first([], "id")


def test_a_phone_is_told_from_a_moment_and_an_id() -> None:
    card = {
        "id": "0193a5f2-1111-7222-8333-444455556666",
        "edited": "2026-11-20T10:00:00+00:00",
        "channels": [{"value": "+7 (383) 123-45-67"}],
    }

    assert smoke.phone_digits(card) == "1234567"


@pytest.mark.parametrize(
    ("platform", "variables", "opens"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_opens_where_there_is_a_screen(platform: str, variables: dict[str, str], opens: bool) -> None:  # noqa: FBT001 - a column of the table above
    assert has_display(variables, platform) is opens
