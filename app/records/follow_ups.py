"""What the program plans by itself once an offer has left: a call, and a word before the offer runs out."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.command import Tx
from app.formatting import short_date
from app.records.me import my_zone
from models.activity import Activity, Alarm
from models.offer import Offer
from models.rules.wall_time import to_utc, to_wall
from models.rules.working_days import add_working_days, is_working, russian_calendar
from resources.i18n import _

CALL_AFTER = 2  # working days
_CALL_AT = time(10)
_MORNING = time(9)  # when a timeless activity rings
_CALL_MINUTES, _CALL_WARNING = 15, 5


def plan_follow_ups(tx: Tx, offer: Offer) -> None:
    """Plan a call two working days after an offer was sent, and a to-do on the eve of its last day."""
    zone = my_zone(tx.connection)
    today = to_wall(tx.now, zone).date()
    calendar = russian_calendar()
    call_day = add_working_days(today, CALL_AFTER, calendar)
    asking = _("Ask about the offer {number}").format(number=offer.number)
    _plan(tx, offer, "call", asking, call_day, _CALL_AT, zone)
    if offer.valid_through is None:
        return
    eve = offer.valid_through - timedelta(days=1)
    while eve > today and not is_working(eve, calendar):
        eve -= timedelta(days=1)
    if eve > today:
        tomorrow = offer.valid_through - eve == timedelta(days=1)
        text = (
            _("Tomorrow is the last day of the offer {number}").format(number=offer.number)
            if tomorrow
            else _("The offer {number} runs out on {day}").format(
                number=offer.number, day=short_date(offer.valid_through, eve)
            )
        )
        _plan(tx, offer, "todo", text, eve, None, zone)


def drop_follow_ups(tx: Tx, offer: Offer) -> None:
    """Take off what was planned for an offer and nobody has touched since: it is answered, or replaced."""
    statement = sa.select(Activity).where(
        Activity.offer_id == offer.id, Activity.completed_at.is_(None), Activity.removed_at.is_(None),
        Activity.edited_at == Activity.created_at,
    )  # fmt: skip
    for activity in tx.session.scalars(statement):
        activity.removed_at = tx.now


def _plan(tx: Tx, offer: Offer, kind: str, regarding: str, day: date, at: time | None, zone: str) -> None:
    activity = Activity(
        kind=kind, regarding=regarding, due_on=day, time_zone=zone, timeless=at is None,
        duration=_CALL_MINUTES if kind == "call" else 0,
        contact_id=offer.contact_id, company_id=offer.company_id, opportunity_id=offer.opportunity_id,
        offer_id=offer.id,
    )  # fmt: skip
    begin = to_utc(datetime.combine(day, at or _MORNING), zone)
    if at is not None:
        activity.start_at = begin
        activity.wall_start = datetime.combine(day, at).isoformat(timespec="minutes")
    tx.add(activity)
    warning = _CALL_WARNING if at is not None else 0
    tx.add(Alarm(activity_id=activity.id, minutes_before=warning, due_at=begin - timedelta(minutes=warning)))
