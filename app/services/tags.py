"""Tags: all of them with what they mark, renamed, coloured, put on many at once, taken away."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.tags import TagNames
from app.views.contacts import ContactId
from app.views.tags import TagView
from models.errors import UserError
from models.group import CompanyTag, ContactTag, Tag
from models.ids import joined_id
from models.nouns import TABLES
from resources.i18n import N_, _

_LINKS = (("contact_tag", "contact_id"), ("company_tag", "company_id"))


@query
def tags(asking: Asking) -> tuple[TagView, ...]:
    """All tags in the order of the alphabet, with how many living contacts and companies each marks."""
    rows = asking.raw.execute("""
        SELECT t.id, t.name, t.colour,
          (SELECT count(*) FROM contact_tag l JOIN contact r ON r.id = l.contact_id
            WHERE l.tag_id = t.id AND l.removed_at IS NULL AND r.removed_at IS NULL),
          (SELECT count(*) FROM company_tag l JOIN company r ON r.id = l.company_id
            WHERE l.tag_id = t.id AND l.removed_at IS NULL AND r.removed_at IS NULL)
        FROM tag t WHERE t.removed_at IS NULL ORDER BY search_text(t.name), t.rid
    """)
    return tuple(
        TagView(UUID(bytes=key), str(name), int(str(colour)), int(str(people)), int(str(firms)))
        for key, name, colour, people, firms in rows
        if isinstance(key, bytes)
    )


@command(N_("Rename tag"))
def rename_tag(tx: Tx, tag_id: UUID, name: str) -> UUID:
    """Give a tag another name; where another tag has it already, the two become one. Returns the tag that has the name.

    Raises:
        UserError: the name is empty.
    """
    if not name.strip():
        raise UserError(_("A tag needs a name."), field="name")
    tag = tx.get(Tag, tag_id)
    tx.subject = f"{tag.name} → {name.strip()}"
    present = TagNames(tx).known(name)
    if present is None or present == tag_id:
        tag.name = name.strip()
        return tag_id
    for table, owner in _LINKS:
        _move_marks(tx, TABLES[table], owner, tag_id, present)
    tag.merged_into, tag.removed_at = present.hex, tx.now
    return present


@command(N_("Colour tag"))
def colour_tag(tx: Tx, tag_id: UUID, colour: int) -> None:
    """Give a tag a colour of the palette."""
    tag = tx.get(Tag, tag_id)
    tag.colour, tx.subject = colour, tag.name


@command(N_("Remove tag"))
def remove_tag(tx: Tx, tag_id: UUID) -> None:
    """Take a tag off everything it marks."""
    tag = tx.get(Tag, tag_id)
    tag.removed_at, tx.subject = tx.now, tag.name


@command(N_("Tag contacts"))
def tag_contacts(tx: Tx, contact_ids: Sequence[ContactId], name: str, *, tagged: bool = True) -> int:
    """Put a tag on contacts, or take it off them. Returns on how many that changed something."""
    names = TagNames(tx)
    tag_id = names.find_or_add(name) if tagged else names.known(name)
    tx.subject = name.strip()
    if tag_id is None:
        return 0
    changed = 0
    for contact_id in contact_ids:
        key = joined_id(contact_id, tag_id)
        row = tx.session.scalars(sa.select(ContactTag).where(ContactTag.id == key)).one_or_none()
        if tagged == (row is not None and row.removed_at is None):
            continue
        changed += 1
        if row is None:
            tx.session.add(ContactTag(id=key, contact_id=contact_id, tag_id=tag_id))
        else:
            row.removed_at = None if tagged else tx.now
    return changed


def _move_marks(tx: Tx, link: sa.Table, owner: str, before: UUID, after: UUID) -> None:
    noun: type[ContactTag | CompanyTag] = ContactTag if owner == "contact_id" else CompanyTag
    own = {getattr(row, owner): row for row in tx.session.scalars(sa.select(noun).where(link.c.tag_id == after))}
    for row in tx.session.scalars(sa.select(noun).where(link.c.tag_id == before, link.c.removed_at.is_(None))).all():
        marked = getattr(row, owner)
        row.removed_at = tx.now
        if marked in own:
            own[marked].removed_at = None
        else:
            tx.session.add(noun(id=joined_id(marked, after), tag_id=after, **{owner: marked}))
    tx.flush()
