"""A recurrence rule said as a person would: “every Tuesday”, “every 2 weeks on Mon, Wed, 10 times”.

Each language keeps its own grammar in its catalogue: a sentence names a weekday whole (“every Tuesday”, «каждый вторник»), or
takes weekdays in the form its place asks for. Rules that other calendars write and no form here offers are told apart only
by their period.
"""

from datetime import date, datetime

from models.rules.recurrence_rule import Frequency, Rule, WeekdayNumber, parse_rule
from resources.i18n import N_, _, ngettext, pgettext

_EVERY_WEEKDAY = (
    *(N_("every Monday"), N_("every Tuesday"), N_("every Wednesday"), N_("every Thursday")),
    *(N_("every Friday"), N_("every Saturday"), N_("every Sunday")),
)
_SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_DATES = (
    *(N_("{day} January"), N_("{day} February"), N_("{day} March"), N_("{day} April")),
    *(N_("{day} May"), N_("{day} June"), N_("{day} July"), N_("{day} August")),
    *(N_("{day} September"), N_("{day} October"), N_("{day} November"), N_("{day} December")),
)
_WORKDAYS = tuple(WeekdayNumber(weekday) for weekday in range(5))


def describe(rule: Rule | str, start: datetime) -> str:
    """The rule in the language in force; `start` tells the day where the rule leaves it open."""
    rule = parse_rule(rule) if isinstance(rule, str) else rule
    said = _odd(rule) if _unusual(rule) else _SAYING[rule.frequency](rule, start)
    if rule.count is not None:
        times = ngettext("{count} time", "{count} times", rule.count).format(count=rule.count)
        return _("{repetition}, {times}").format(repetition=said, times=times)
    if rule.until is not None:
        return _("{repetition}, until {day}").format(repetition=said, day=_full_date(rule.until))
    return said


def _unusual(rule: Rule) -> bool:
    counted = [day for day in rule.weekdays if day.which]
    known = len(counted) in {0, len(rule.weekdays)} and all(-2 <= day.which <= 5 for day in counted)  # noqa: PLR2004
    timed = rule.hours or rule.minutes or rule.seconds
    if timed or rule.week_numbers or rule.year_days or rule.positions or (rule.weekdays and rule.month_days):
        return True
    if not known:
        return True
    if rule.frequency is Frequency.YEARLY:
        return bool(rule.weekdays) or len(rule.months) > 1 or len(rule.month_days) > 1 or _from_end(rule)
    plain_monthly = rule.frequency is Frequency.MONTHLY and bool(rule.weekdays) and not counted
    return bool(rule.months) or plain_monthly or (rule.frequency is Frequency.DAILY and rule.day_parts)


def _from_end(rule: Rule) -> bool:
    return bool(rule.month_days) and (rule.month_days[0] < 0 or not rule.months)


def _odd(rule: Rule) -> str:
    return _("{period}, on days of its own").format(period=_every(rule))


def _every(rule: Rule) -> str:
    """The period alone: every day, every 2 weeks."""
    step = rule.interval
    if rule.frequency is Frequency.DAILY:
        said = _("every day") if step == 1 else ngettext("every {n} day", "every {n} days", step)
    elif rule.frequency is Frequency.WEEKLY:
        said = _("every week") if step == 1 else ngettext("every {n} week", "every {n} weeks", step)
    elif rule.frequency is Frequency.MONTHLY:
        said = _("every month") if step == 1 else ngettext("every {n} month", "every {n} months", step)
    else:
        said = _("every year") if step == 1 else ngettext("every {n} year", "every {n} years", step)
    return said.format(n=step)


def _daily(rule: Rule, _start: datetime) -> str:
    return _every(rule)


def _weekly(rule: Rule, start: datetime) -> str:
    days = rule.weekdays or (WeekdayNumber(start.weekday()),)
    if rule.interval == 1 and len(days) == 1:
        return _(_EVERY_WEEKDAY[days[0].weekday])
    if rule.interval == 1 and days == _WORKDAYS:
        return _("every weekday, Monday to Friday")
    named = ", ".join(_(_SHORT_WEEKDAYS[day.weekday]) for day in days)
    return _("{period} on {days}").format(period=_every(rule), days=named)


def _monthly(rule: Rule, start: datetime) -> str:
    if not rule.weekdays:
        return _on_month_days(rule, rule.month_days or (start.day,))
    weekdays = {day.weekday for day in rule.weekdays}
    if len(weekdays) > 1:
        return _odd(rule)
    which = ", ".join(_which(day.which) for day in rule.weekdays)
    said = _("{period} on the {which} {weekday}")
    return said.format(period=_every(rule), which=which, weekday=_counted_weekday(rule.weekdays[0].weekday))


def _on_month_days(rule: Rule, days: tuple[int, ...]) -> str:
    if days == (-1,):
        return _("{period} on the last day").format(period=_every(rule))
    if days[0] < 0:
        return _odd(rule)
    named = ", ".join(map(str, days))
    return ngettext("{period} on day {days}", "{period} on days {days}", len(days)).format(
        period=_every(rule), days=named
    )


def _yearly(rule: Rule, start: datetime) -> str:
    month = rule.months[0] if rule.months else start.month
    day = rule.month_days[0] if rule.month_days else start.day
    return _("{period} on {day}").format(period=_every(rule), day=_(_DATES[month - 1]).format(day=day))


def _full_date(until: date) -> str:
    day = _(_DATES[until.month - 1]).format(day=until.day)
    return _("{day} {year}").format(day=day, year=until.year)


def _which(number: int) -> str:
    """The ordinal in “every month on the second Tuesday”; its own context, for other languages decline it."""
    return {
        1: pgettext("weekday of a month", "first"),
        2: pgettext("weekday of a month", "second"),
        3: pgettext("weekday of a month", "third"),
        4: pgettext("weekday of a month", "fourth"),
        5: pgettext("weekday of a month", "fifth"),
        -1: pgettext("weekday of a month", "last"),
        -2: pgettext("weekday of a month", "last but one"),
    }[number]


def _counted_weekday(weekday: int) -> str:
    """The weekday in “every month on the second Tuesday”."""
    return (
        pgettext("weekday of a month", "Monday"),
        pgettext("weekday of a month", "Tuesday"),
        pgettext("weekday of a month", "Wednesday"),
        pgettext("weekday of a month", "Thursday"),
        pgettext("weekday of a month", "Friday"),
        pgettext("weekday of a month", "Saturday"),
        pgettext("weekday of a month", "Sunday"),
    )[weekday]


_SAYING = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}
