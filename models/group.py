"""Hand-made groups, tags and relations: how people are put together."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Link, Record
from models.fields import integer_field, kept_text, link_field, long_text_field, text_field
from resources.i18n import N_


class Group(Record):
    """A hand-made group of contacts and companies; groups nest."""

    __tablename__ = "contact_group"

    name: Mapped[str] = text_field(N_("Name"))
    parent_id: Mapped[UUID | None] = link_field(N_("Within"), "contact_group")
    about: Mapped[str] = long_text_field(N_("About"))


class GroupMember(Link):
    """Membership of a contact or a company in a group."""

    __tablename__ = "group_member"

    group_id: Mapped[UUID] = link_field(N_("Group"), "contact_group", owner=True)
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company")


class Tag(Record):
    """A word one marks records with."""

    __tablename__ = "tag"

    name: Mapped[str] = text_field(N_("Name"))
    colour: Mapped[int] = integer_field(N_("Colour"))
    merged_into: Mapped[str] = kept_text(N_("Merged into"))  # the id, in hexadecimal, of the tag that has the name


class ContactTag(Link):
    """A tag on a contact."""

    __tablename__ = "contact_tag"

    contact_id: Mapped[UUID] = link_field(N_("Contact"), "contact", owner=True)
    tag_id: Mapped[UUID] = link_field(N_("Tag"), "tag")


class CompanyTag(Link):
    """A tag on a company."""

    __tablename__ = "company_tag"

    company_id: Mapped[UUID] = link_field(N_("Company"), "company", owner=True)
    tag_id: Mapped[UUID] = link_field(N_("Tag"), "tag")


class Relation(Record):
    """A relation between any two contacts or companies, with a role on each side."""

    __tablename__ = "relation"

    contact_a_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact")
    company_a_id: Mapped[UUID | None] = link_field(N_("Company"), "company")
    role_a: Mapped[str] = text_field(N_("Role"), pick_list="relation_role")
    contact_b_id: Mapped[UUID | None] = link_field(N_("Other contact"), "contact")
    company_b_id: Mapped[UUID | None] = link_field(N_("Other company"), "company")
    role_b: Mapped[str] = text_field(N_("Other role"), pick_list="relation_role")
    about: Mapped[str] = text_field(N_("About"))
