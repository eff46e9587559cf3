"""How deals are spoken of: sums of several currencies, statuses, days, attitudes."""

from collections.abc import Iterable

from app.formatting import MINUS, counted, money
from app.views.deals import STALE_DAYS
from app.views.offers import OpportunityRow, Sum
from resources.i18n import _, pgettext

STATUSES = ("open", "won", "lost", "inactive")
TONES = {"won": "good", "lost": "bad", "inactive": "neutral", "open": "accent"}


def sums(parts: Iterable[Sum]) -> str:
    """Amounts of several currencies in one line; nothing where there is none."""
    return " + ".join(money(part.amount, part.currency, 0) for part in parts)


def added(*groups: Iterable[Sum]) -> tuple[Sum, ...]:
    """Groups of sums added up, currency by currency."""
    totals: dict[str, Sum] = {}
    for group in groups:
        for one in group:
            before = totals.get(one.currency)
            totals[one.currency] = Sum(one.amount + before.amount if before else one.amount, one.currency)
    return tuple(totals[currency] for currency in sorted(totals))


def who(row: OpportunityRow) -> str:
    """The company and the person of a deal."""
    return " · ".join(part for part in (row.company, row.contact) if part)


def status_title(status: str) -> str:
    """A status standing alone."""
    titles = {
        "open": pgettext("deals", "In progress"),
        "won": pgettext("deals", "Won"),
        "lost": pgettext("deals", "Lost"),
        "inactive": pgettext("deals", "Put aside"),
    }
    return titles.get(status, status)


def days_here(row: OpportunityRow) -> str:
    """How long a deal has been at its stage."""
    return counted("{count} day", "{count} days", row.days_in_stage)


def is_stale(row: OpportunityRow) -> bool:
    """Whether an open deal stands still."""
    return row.status == "open" and row.days_in_stage > STALE_DAYS


def attitude_words(attitude: int) -> tuple[str, str]:
    """An attitude as a figure and in words."""
    said = {-2: _("against us"), -1: _("rather against"), 0: _("neutral"), 1: _("rather for us"), 2: _("for us")}
    sign = "+" if attitude > 0 else MINUS if attitude < 0 else ""
    return f"{sign}{abs(attitude)}", said.get(attitude, "")
