"""When what repeats is over: a number of times or a day, in either language, and back as one would type it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.recurrence_end import with_end, without_end
from resources.i18n import speaking

TODAY = datetime(2026, 11, 20, 11, 12)  # noqa: DTZ001 - a wall


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", "FREQ=WEEKLY"),
        ("10", "FREQ=WEEKLY;COUNT=10"),
        ("10 times", "FREQ=WEEKLY;COUNT=10"),
        ("3 раза", "FREQ=WEEKLY;COUNT=3"),
        ("10 раз", "FREQ=WEEKLY;COUNT=10"),
        ("31.12.2026", "FREQ=WEEKLY;UNTIL=20261231"),
        ("до 31.12", "FREQ=WEEKLY;UNTIL=20261231"),
        ("until 25 December", "FREQ=WEEKLY;UNTIL=20261225"),
        ("по 25 декабря", "FREQ=WEEKLY;UNTIL=20261225"),
    ],
)
def test_an_end_is_read_in_either_language(typed: str, rule: str) -> None:
    assert with_end("FREQ=WEEKLY;COUNT=2", typed, TODAY) == rule


@pytest.mark.parametrize("typed", ["never ever", "0 times", "до"])
def test_what_names_no_end_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        with_end("FREQ=DAILY", typed, TODAY)

    assert refused.value.field == "until"


@given(end=st.one_of(st.integers(1, 900), st.integers(0, 900).map(lambda ahead: date(2026, 11, 21) + timedelta(ahead))))
def test_an_end_comes_back_as_it_was_typed(end: int | date) -> None:
    rule = f"FREQ=WEEKLY;COUNT={end}" if isinstance(end, int) else f"FREQ=WEEKLY;UNTIL={end:%Y%m%d}"

    for language in ("ru", "en"):
        with speaking(language):
            base, typed = without_end(rule)
            assert (base, with_end(base, typed, TODAY)) == ("FREQ=WEEKLY", rule)
