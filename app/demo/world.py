"""The premises of one demo workspace: size, seed, the day and hour it is looked at, language, time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from app.demo.dice import hashed
from app.demo.lists import pairs, words
from app.demo.population import cast_companies, cast_people, companies_for
from app.demo.records import DemoLanguage

_DAYS_KNOWN = 3000  # the oldest contact was written down about eight years ago
VETERANS = 400  # the first random people have been there from the beginning
_NEW_SHARE = 0.03  # of all contacts came in the last two months
_SATURDAY = 5
_WORK_BEGINS, _LAST_MINUTE = 9 * 60, 23 * 60 + 55


@dataclass(frozen=True)
class World:
    """What every generator is told; two equal worlds hold the same people and talks."""

    contacts: int
    history: int
    seed: int
    today: date
    lang: DemoLanguage
    now: time
    zone: ZoneInfo

    @cached_property
    def other(self) -> DemoLanguage:
        """The language of the minority."""
        return "en" if self.lang == "ru" else "ru"

    @cached_property
    def cast(self) -> int:
        """How many of the people are hand-written."""
        return min(self.contacts, cast_people(self.lang))

    @cached_property
    def full_cast(self) -> int:
        """How many people are hand-written when there is room for all: the index of the first random one."""
        return cast_people(self.lang)

    @cached_property
    def companies(self) -> int:
        """How many companies there are."""
        return cast_companies(self.lang) + companies_for(self.contacts - self.full_cast)

    @cached_property
    def words(self) -> dict[str, str]:
        """Single words in the language of the workspace."""
        return pairs(self.lang, "words")

    def days_known(self, person: int) -> int:
        """How many days ago the person was written down; the same for any number of people."""
        if person < self.full_cast + VETERANS:
            return _DAYS_KNOWN
        chance = hashed(self.seed, person)
        if chance < _NEW_SHARE:
            return 1 + int(chance / _NEW_SHARE * 60)
        return 60 + int((_DAYS_KNOWN - 60) * chance**0.6)

    def created(self, person: int) -> datetime:
        """When the person was written down, in working hours."""
        minute = 9 * 60 + person * 7919 % 480
        return self.at(self.today - timedelta(days=self.days_known(person)), minute)

    def at(self, day: date, minute: int) -> datetime:
        """A minute of a local day as aware UTC."""
        local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return local.astimezone(UTC)

    def moment(self, day: date, text: str) -> datetime:
        """A written time: "10:40", or "now+18" counted from the hour the workspace is looked at, kept in that day."""
        if not text.startswith("now"):
            hours, minutes = text.split(":")
            return self.at(day, int(hours) * 60 + int(minutes))
        shift, now = int(text.removeprefix("now")), self.now.hour * 60 + self.now.minute
        minute = -(-(now + shift) // 5) * 5
        if shift < 0:  # looked at early in the morning, the past of the day is short
            minute = max(minute, min(now - 5, _WORK_BEGINS))
        return self.at(day, min(max(minute, 0), _LAST_MINUTE))

    def is_working(self, day: date) -> bool:
        """Whether people can be reached on the day."""
        return day.weekday() < _SATURDAY and f"{day:%m-%d}" not in self._holidays

    def working_days_back(self) -> Iterator[date]:
        """Working days before today, the latest first."""
        day = self.today
        while True:
            day -= timedelta(days=1)
            if self.is_working(day):
                yield day

    def workday(self, days: int) -> date:
        """A day so far from today, moved off the weekend: into the past for the past, else forward."""
        day = self.today + timedelta(days=days)
        step = timedelta(days=1 if days > 0 else -1)
        while days and not self.is_working(day):
            day += step
        return day

    def shown(self, day: date) -> str:
        """A day in words: "3 ноября"."""
        return self.words["day"].format(day=day.day, month=self.words[f"month_{day.month}"])

    @cached_property
    def _holidays(self) -> frozenset[str]:
        return frozenset(words(self.lang, "holidays"))
