"""Ring in one minute: whether a reminder gets through on this computer, tried the way a real one goes."""

from datetime import timedelta
from uuid import UUID

from app.command import Tx, command
from app.records.alarms import alarms_to_snooze
from app.services.activities import schedule
from app.views.calendar import When
from models.rules.wall_time import to_wall
from resources.i18n import N_, _

IN = timedelta(minutes=1)


@command(N_("Test reminder"))
def ring_in_one_minute(tx: Tx, zone: str) -> UUID:
    """Plan a to-do that rings in a minute: database, watch, notification and alarm window are all tried with it."""
    then = to_wall(tx.now + IN, zone)
    when = When(then.date(), then.time(), zone)
    activity_id = schedule(tx, None, kind="todo", when=when, regarding=_("Test reminder"), warning=0)
    for alarm in alarms_to_snooze(tx, activity_id):
        alarm.due_at = tx.now + IN  # a plan knows no seconds
    return activity_id
