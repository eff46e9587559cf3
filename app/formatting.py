"""Numbers, money, dates and times as a person reads them, in the language of the screen or of a paper.

The marks below are CLDR's (the tests compare them with Babel); they stand here as constants because a list paints
thousands of them a second. What is set differently from CLDR is set so by our own look: «12 ноя», "10:40 am", the
real minus sign. Times are turned into `zone` (the computer's own when none is given); a figure never parts from its unit at the end of a line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from resources.i18n import Language, language, ngettext, speaking

NBSP = "\u00a0"
MINUS = "\u2212"

_ROUNDED = Context(prec=60, rounding=ROUND_HALF_UP)
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "KZT": "₸", "BYN": "Br", "UAH": "₴"}
_KILO = 1024
_NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Marks:
    """What one language writes around figures and dates."""

    group: str
    point: str
    percent: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    long_date: str
    near_days: tuple[str, str, str]
    seconds: str
    minutes: str
    hours: str
    days: str
    sizes: tuple[str, ...]


_MARKS: dict[Language, _Marks] = {
    "ru": _Marks(
        group=NBSP,
        point=",",
        percent=NBSP + "%",
        months=(
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ),
        months_short=("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
        weekdays_short=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
        long_date="{day} {month} {year} г.".replace(" ", NBSP),
        near_days=("вчера", "сегодня", "завтра"),
        seconds="с",
        minutes="мин",
        hours="ч",
        days="дн.",
        sizes=("Б", "КБ", "МБ", "ГБ", "ТБ"),
    ),
    "en": _Marks(
        group=",",
        point=".",
        percent="%",
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        long_date="{day} {month} {year}".replace(" ", NBSP),
        near_days=("yesterday", "today", "tomorrow"),
        seconds="s",
        minutes="min",
        hours="h",
        days="d",
        sizes=("B", "KB", "MB", "GB", "TB"),
    ),
}

_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "ru": ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def number(value: Decimal | int, places: int | None = None, lang: Language | None = None) -> str:
    """A figure with its thousands apart; `places` rounds half up, none keeps what is there without idle zeros."""
    marks = _MARKS[lang or language()]
    exact = Decimal(value)
    if places is None:
        text = f"{exact:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-places), context=_ROUNDED):,f}"
    if text[0] == "-":
        text = MINUS + text[1:] if text.strip("-0.,") else text[1:]
    return text if marks.point == "." else text.replace(",", marks.group).replace(".", marks.point)


def money(value: Decimal | int, currency: str, places: int | None = None, lang: Language | None = None) -> str:
    """An amount with its currency: «1 248 609,00 ₽», "₽1,248,609.00"."""
    spoken = lang or language()
    figures = number(value, currency_places(currency) if places is None else places, spoken)
    sign = currency_sign(currency, spoken)
    if spoken == "ru":
        return f"{figures}{NBSP}{sign}"
    gap = NBSP if sign[-1:].isalpha() else ""
    return f"{MINUS}{sign}{gap}{figures[1:]}" if figures[0] == MINUS else f"{sign}{gap}{figures}"


def currency_sign(currency: str, lang: Language | None = None) -> str:
    """The shortest sign of a currency, its code where it has none."""
    return _SIGNS.get(currency) or _other_sign(currency, lang or language())


@cache
def currency_places(currency: str) -> int:
    """How many decimals the smallest coin takes: 2 for most, 0 for the yen."""
    if currency in _SIGNS:
        return 2
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - needed for a rare currency only

    return get_currency_precision(currency)


def quantity(value: Decimal | int, unit: str = "", lang: Language | None = None) -> str:
    """An amount of goods without idle zeros, and its unit: «2,5 компл.»."""
    figures = number(value, None, lang)
    return f"{figures}{NBSP}{unit}" if unit else figures


def percent(value: Decimal | int, lang: Language | None = None) -> str:
    """A share given in hundredths: 22 is «22 %», "22%"."""
    spoken = lang or language()
    return number(value, None, spoken) + _MARKS[spoken].percent


def short_date(day: date, today: date | None = None, lang: Language | None = None) -> str:
    """A date for lists: «12 ноя»; the year is added when it is not today's."""
    marks = _MARKS[lang or language()]
    text = f"{day.day}{NBSP}{marks.months_short[day.month - 1]}"
    return text if day.year == (today or _today()).year else f"{text}{NBSP}{day.year}"


def long_date(day: date, lang: Language | None = None) -> str:
    """A date for papers: «11 ноября 2026 г.», "11 November 2026"."""
    marks = _MARKS[lang or language()]
    return marks.long_date.format(day=day.day, month=marks.months[day.month - 1], year=day.year)


def full_day(day: date, lang: Language | None = None) -> str:
    """A day as a heading: «Пятница, 20 ноября», "Friday, 20 November"."""
    spoken = lang or language()
    return f"{_WEEKDAYS[spoken][day.weekday()]}, {day.day}{NBSP}{_MARKS[spoken].months[day.month - 1]}"


def clock(when: time | datetime, zone: tzinfo | None = None, lang: Language | None = None) -> str:
    """The time of day: «10:40», "10:40 am"."""
    local = when.astimezone(zone) if isinstance(when, datetime) else when
    if (lang or language()) == "ru":
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour % 12 or 12}:{local.minute:02}{NBSP}{'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def stamp(
    when: datetime,
    lasted: timedelta | None = None,
    *,
    zone: tzinfo | None = None,
    today: date | None = None,
    lang: Language | None = None,
) -> str:
    """When something happened and how long it took: «12 ноя, 10:40 · 6 мин»."""
    spoken = lang or language()
    local = when.astimezone(zone)
    text = f"{short_date(local.date(), today, spoken)}, {clock(local.timetz(), lang=spoken)}"
    return f"{text} · {duration(lasted, spoken)}" if lasted else text


def duration(length: timedelta, lang: Language | None = None) -> str:
    """How long something takes, in at most two units: «40 с», «6 мин», «1 ч 20 мин», «2 дн. 3 ч»."""
    marks = _MARKS[lang or language()]
    whole = max(round(length.total_seconds()), 0)
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole}{NBSP}{marks.seconds}"
    minutes = (whole + 30) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, marks.days), (hours, marks.hours), (minutes, marks.minutes)]
    said = [f"{count}{NBSP}{unit}" for count, unit in (parts[:2] if days else parts) if count]
    return NBSP.join(said)


def file_size(size: int, lang: Language | None = None) -> str:
    """The size of a file as file windows show it: «812 Б», «1,2 МБ»."""
    spoken = lang or language()
    names = _MARKS[spoken].sizes
    step, amount = 0, Decimal(size)
    while amount >= _KILO - Decimal("0.5") and step < len(names) - 1:
        amount, step = amount / _KILO, step + 1
    shown = amount.quantize(Decimal("0.1") if step and amount < 10 else Decimal(1), context=_ROUNDED)  # noqa: PLR2004 - two figures are enough
    return f"{number(shown, None, spoken)}{NBSP}{names[step]}"


def relative_day(day: date, today: date | None = None, lang: Language | None = None) -> str:
    """A day as one speaks of it: «вчера», «сегодня», «завтра», «чт, 26 ноя» within the next week, else the date."""
    spoken = lang or language()
    marks, base = _MARKS[spoken], today or _today()
    ahead = (day - base).days
    if -1 <= ahead <= 1:
        return marks.near_days[ahead + 1]
    text = short_date(day, base, spoken)
    return f"{marks.weekdays_short[day.weekday()]},{NBSP}{text}" if 1 < ahead < _NEAR_DAYS else text


def counted(one: str, many: str, count: int, lang: Language | None = None) -> str:
    """A counted sentence with its figure in place: `counted("{count} contact", "{count} contacts", 12000)`."""
    spoken = lang or language()
    with speaking(spoken):
        return ngettext(one, many, count).format(count=number(count, None, spoken))


def _today(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> date:
    return now().astimezone().date()


@cache
def _other_sign(currency: str, lang: Language) -> str:
    from babel.numbers import get_currency_symbol  # noqa: PLC0415 - needed for a rare currency only

    return get_currency_symbol(currency, lang)
