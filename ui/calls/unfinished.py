"""A call that was left before it had a result, and how long a call lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.views.calls import CallDraft

RESUMED = timedelta(minutes=15)  # a call left and taken up again so soon is the same call: its timer has run on


@dataclass(slots=True)
class Unfinished:
    """A call that was left before it had a result, and the note that keeps its words."""

    started: datetime
    left_at: datetime
    result: str = ""
    text: str = ""
    when: str = ""
    kind: str = ""
    about: str = ""
    note: CallDraft | None = None

    def goes_on(self, now: datetime) -> bool:
        """Whether taking it up now is the same call still."""
        return now - self.left_at <= RESUMED

    def is_something(self) -> bool:
        """Whether anything was given."""
        return bool(self.result or self.text or self.when or self.about)


def minutes_of(length: timedelta) -> int:
    """A call's length as history keeps it: whole minutes, a call of seconds is one."""
    seconds = max(0, round(length.total_seconds()))
    return max(1, (seconds + 30) // 60) if seconds else 0
