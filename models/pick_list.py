"""Allowed values that learn, fields people add themselves, and the people who use the program."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Part, Record
from models.fields import flag_field, integer_field, kept_text, link_field, structure_field, text_field, zone_field
from resources.i18n import N_


class PickList(Record):
    """A list of values offered for a field; an open list learns what is typed."""

    __tablename__ = "pick_list"

    key: Mapped[str] = text_field(N_("Key"))
    name: Mapped[str] = text_field(N_("Name"))
    learns: Mapped[bool] = flag_field(N_("Learns new values"), default=True)


class PickItem(Part):
    """A value of a pick list: `key` is for the program (empty for a person's own), `label` for people."""

    __tablename__ = "pick_item"

    list_id: Mapped[UUID] = link_field(N_("Pick list"), "pick_list", owner=True)
    key: Mapped[str] = text_field(N_("Key"))
    label: Mapped[str] = text_field(N_("Label"))
    position: Mapped[int] = integer_field(N_("Position"))
    colour: Mapped[int] = integer_field(N_("Colour"))
    parent_key: Mapped[str] = text_field(N_("Belongs to"))
    merged_into: Mapped[str] = kept_text(N_("Merged into"))  # the id, in hexadecimal, of the value that has the word


class CustomField(Record):
    """A field somebody added to a noun; it behaves like a built-in one."""

    __tablename__ = "custom_field"

    noun: Mapped[str] = text_field(N_("Belongs to"))
    label: Mapped[str] = text_field(N_("Label"))
    kind: Mapped[str] = text_field(N_("Kind"))
    pick_list_key: Mapped[str] = text_field(N_("Pick list"))
    group: Mapped[str] = text_field(N_("Group"))
    position: Mapped[int] = integer_field(N_("Position"))
    searchable: Mapped[bool] = flag_field(N_("Searchable"))


class CustomValue(Part):
    """The value of a person's own field on one record; a merge unit of its own."""

    __tablename__ = "custom_value"
    __table_args__ = (Index("ix_custom_value_record", "record_kind", "record_id"),)

    field_id: Mapped[UUID] = link_field(N_("Field"), "custom_field", owner=True)
    record_kind: Mapped[str] = text_field(N_("Kind"))
    record_id: Mapped[str] = text_field(N_("Record"))
    value: Mapped[str] = text_field(N_("Value"), searchable=True)


class User(Record):
    """A person who works with this program: owner of records, named on offers."""

    __tablename__ = "app_user"

    name: Mapped[str] = text_field(N_("Full name"))
    position: Mapped[str] = text_field(N_("Job title"))
    phone: Mapped[str] = text_field(N_("Phone"))
    email: Mapped[str] = text_field(N_("E-mail"))
    language: Mapped[str] = text_field(N_("Language"))
    time_zone: Mapped[str] = zone_field(N_("Time zone"))
    is_me: Mapped[bool] = flag_field(N_("This is me"), synced=False)
    settings: Mapped[Any] = structure_field(N_("Settings"))
