"""Two contacts made one: everything that points to the second points to the first, which fills its gaps from it."""

from app.command import Tx
from app.records.merging import Membership, drop_doubles, fill_gaps, join_memberships, move_over, put_away
from models.contact import Contact
from models.ids import joined_id

_MEMBERSHIPS: tuple[Membership, ...] = (
    ("contact_status", "status_id", joined_id),
    ("contact_tag", "tag_id", joined_id),
    ("group_member", "group_id", lambda contact, group: joined_id(group, contact)),
    ("opportunity_contact", "opportunity_id", lambda contact, deal: joined_id(deal, contact)),
    ("activity_contact", "activity_id", lambda contact, activity: joined_id(activity, contact)),
    ("history_contact", "history_id", lambda contact, entry: joined_id(entry, contact)),
)


def merge_contact_into(tx: Tx, kept: Contact, other: Contact) -> None:
    """Move everything of one contact to another and put it into the recycle bin; what comes late follows."""
    fill_gaps(kept, other)
    if kept.company_id is None:
        kept.company_id = other.company_id
    drop_doubles(tx, kept, other)
    join_memberships(tx, kept, other, _MEMBERSHIPS)
    move_over(tx, kept, other)
    put_away(tx, kept, other)
