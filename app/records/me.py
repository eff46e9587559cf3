"""The person at this program: named on offers, and whose wall clock says what day it is."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from models.nouns import TABLES
from models.rules.wall_time import to_wall

_USER = TABLES["app_user"]


def me(connection: sa.Connection) -> Any:
    """The row of the user marked as me; None where nobody is."""
    statement = sa.select(_USER).where(_USER.c.is_me, _USER.c.removed_at.is_(None)).order_by(_USER.c.rid).limit(1)
    return connection.execute(statement).one_or_none()


def my_zone(connection: sa.Connection) -> str:
    """The IANA name of my time zone, UTC where it was not said."""
    row = me(connection)
    return (row.time_zone if row is not None else "") or "UTC"


def my_day(connection: sa.Connection, now: datetime) -> date:
    """What day it is where I am."""
    return to_wall(now, my_zone(connection)).date()
