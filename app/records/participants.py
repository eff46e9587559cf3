"""Further people of an activity: whoever takes part beside the one it is planned with."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx
from app.records.links import settle
from app.records.names import name_in, shown_name
from models.activity import Activity, ActivityContact
from models.company import Company
from models.contact import Contact
from models.history import HistoryContact, HistoryEntry
from models.ids import joined_id
from models.nouns import TABLES

_CONTACT = TABLES["contact"]
_TAKES_PART = TABLES["activity_contact"]
_TALK = TABLES["history"]
_CAME = TABLES["history_contact"]

Person = tuple[UUID, str]


def add_people(tx: Tx, activity: Activity, people: Iterable[UUID]) -> None:
    """Let people take part, each once; the one it is planned with is there already.

    Raises:
        NotFoundError: one of them is not here.
    """
    for contact_id in dict.fromkeys(people):
        if contact_id != activity.contact_id:
            key = joined_id(activity.id, tx.get(Contact, contact_id).id)
            tx.session.add(ActivityContact(id=key, activity_id=activity.id, contact_id=contact_id))
    tx.flush()


def keep_people(tx: Tx, activity: Activity, people: Sequence[UUID]) -> None:
    """Let exactly these take part beside the one it is planned with; who left and comes back is the same member."""
    wanted = set(people) - {activity.contact_id}
    rows = tx.session.scalars(sa.select(ActivityContact).where(ActivityContact.activity_id == activity.id)).all()
    missing = settle(tx, {row.contact_id: row for row in rows}, wanted)
    add_people(tx, activity, [each for each in people if each in missing])


def carry_people(tx: Tx, activity: Activity, entry: HistoryEntry) -> None:
    """Write those who took part to what has become of the activity."""
    statement = sa.select(ActivityContact.contact_id).where(
        ActivityContact.activity_id == activity.id, ActivityContact.removed_at.is_(None)
    )
    for contact_id in tx.session.scalars(statement).all():
        key = joined_id(entry.id, contact_id)
        tx.session.add(HistoryContact(id=key, history_id=entry.id, contact_id=contact_id))


def subject_of(tx: Tx, activity: Activity) -> str:
    """What an activity is called in the journal: with whom it is, else what it is about."""
    tx.flush()
    who = name_in(tx, activity.contact_id) if activity.contact_id else ""
    if not who and activity.company_id:
        who = tx.session.scalar(sa.select(Company.name).where(Company.id == activity.company_id)) or ""
    return who or activity.regarding


def people_of(asking: Asking, activity_ids: Sequence[UUID]) -> dict[UUID, tuple[Person, ...]]:
    """Who takes part in each of some activities, beside the one it is planned with."""
    names = (_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix"))
    statement = (
        sa.select(_TAKES_PART.c.activity_id, _CONTACT.c.id, *names)
        .join(_CONTACT, _CONTACT.c.id == _TAKES_PART.c.contact_id)
        .where(
            _TAKES_PART.c.activity_id.in_(activity_ids), _TAKES_PART.c.removed_at.is_(None),
            _CONTACT.c.removed_at.is_(None),
        )
        .order_by(_TAKES_PART.c.rid)
    )  # fmt: skip
    found: dict[UUID, tuple[Person, ...]] = {}
    for row in asking.connection.execute(statement):
        found[row.activity_id] = (*found.get(row.activity_id, ()), (row.id, shown_name(row)))
    return found


def people_of_talks(asking: Asking, rids: Sequence[int]) -> dict[int, tuple[Person, ...]]:
    """Everybody each of some entries of the history was shared by, whom it was with first; nothing of what one had alone."""
    took_part = sa.select(_TALK.c.rid, _CAME.c.contact_id, _CAME.c.rid.label("place")).join(
        _CAME, _CAME.c.history_id == _TALK.c.id
    )
    came = took_part.where(_TALK.c.rid.in_(rids), _CAME.c.removed_at.is_(None))
    shared = {row.rid for row in asking.connection.execute(came)}
    if not shared:
        return {}
    own = sa.select(_TALK.c.rid, _TALK.c.contact_id, sa.literal(0).label("place")).where(_TALK.c.rid.in_(shared))
    all_of_them = sa.union_all(came, own).subquery()
    names = (_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix"))
    statement = (
        sa.select(all_of_them.c.rid, _CONTACT.c.id, *names)
        .join(_CONTACT, _CONTACT.c.id == all_of_them.c.contact_id)
        .where(_CONTACT.c.removed_at.is_(None))
        .order_by(all_of_them.c.place)
    )
    found: dict[int, tuple[Person, ...]] = {}
    for row in asking.connection.execute(statement):
        person = (row.id, shown_name(row))
        if person not in found.setdefault(row.rid, ()):
            found[row.rid] = (*found[row.rid], person)
    return found
