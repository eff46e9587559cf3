"""Recurrence rules said in plain English; the catalogue says them in Russian."""

from datetime import datetime

import pytest

from models.rules.recurrence_words import describe

START = datetime.fromisoformat("2026-11-10 10:00")  # a Tuesday


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=FR", "every Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "every week on Mon, Wed"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday, Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,MO", "every 2 weeks on Mon, Wed"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks on Tue"),
        ("FREQ=MONTHLY", "every month on day 10"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on days 1, 15"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "every 3 months on the last day"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the first, third Monday"),
        ("FREQ=YEARLY", "every year on 10 November"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=12", "every 2 years on 12 March"),
        ("FREQ=DAILY;COUNT=1", "every day, 1 time"),
        ("FREQ=WEEKLY;COUNT=10", "every Tuesday, 10 times"),
        ("FREQ=WEEKLY;UNTIL=20261231", "every Tuesday, until 31 December 2026"),
    ],
)
def test_a_usual_rule_is_said_whole(rule: str, said: str) -> None:
    assert describe(rule, START) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY;BYDAY=MO", "every day, on days of its own"),
        ("FREQ=DAILY;BYHOUR=9,15", "every day, on days of its own"),
        ("FREQ=WEEKLY;BYMONTH=1", "every week, on days of its own"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "every month, on days of its own"),
        ("FREQ=MONTHLY;BYDAY=1MO,2TU", "every month, on days of its own"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month, on days of its own"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month, on days of its own"),
        ("FREQ=MONTHLY;BYDAY=-5FR", "every month, on days of its own"),
        ("FREQ=YEARLY;BYDAY=20MO", "every year, on days of its own"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year, on days of its own"),
    ],
)
def test_an_unusual_rule_is_said_by_its_period(rule: str, said: str) -> None:
    assert describe(rule, START) == said
