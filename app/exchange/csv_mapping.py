"""What each column of a table means: targets by name, and finding them by the head of a column.

A target is a short text, one a column:
`first`, `company`, `note` … a field of the card; `phone.mobile`, `email.work`, `messenger.telegram` a channel of that
type (with `:label` after it where it has one); `address.work.city` a part of the address of that type, `address.work`
a whole one; `date.anniversary` a day; `phone#1.value`, `phone#1.type`, `address#2.city` … parts of a numbered channel,
address or day spread over several columns; `extra:name` a field of our own; `keep` an unknown column whose cells go
along under its head; an empty text a column left out.
"""

import re
from collections.abc import Sequence

from app.exchange.csv_heads import HEADS, normalised_head
from resources.i18n import N_

KEEP = "keep"
IGNORE = ""
OWN_PREFIX = "vizitka - "
OWN_FIELD = "vizitka field - "
SCALARS = (
    "full_name",
    "prefix",
    "first",
    "middle",
    "last",
    "suffix",
    "nickname",
    "gender",
    "company",
    "department",
    "job_title",
    "birthday",
    "categories",
    "note",
    "language",
    "time_zone",
)
# What a person may choose for a column, with its name on the screen.
CHOICES: tuple[tuple[str, str], ...] = (
    (KEEP, N_("Keep as it is")),
    (IGNORE, N_("Leave out")),
    ("full_name", N_("Full name")),
    ("last", N_("Last name")),
    ("first", N_("First name")),
    ("middle", N_("Middle name")),
    ("prefix", N_("Prefix")),
    ("suffix", N_("Suffix")),
    ("nickname", N_("Nickname")),
    ("gender", N_("Gender")),
    ("company", N_("Company")),
    ("department", N_("Department")),
    ("job_title", N_("Job title")),
    ("phone.mobile", N_("Mobile phone")),
    ("phone.work", N_("Work phone")),
    ("phone.home", N_("Home phone")),
    ("phone.main", N_("Main phone")),
    ("phone.fax", N_("Fax")),
    ("phone.other", N_("Phone")),
    ("email.other", N_("E-mail")),
    ("email.work", N_("Work e-mail")),
    ("email.home", N_("Home e-mail")),
    ("web.other", N_("Web page")),
    ("messenger.telegram", N_("Telegram")),
    ("messenger.whatsapp", N_("WhatsApp")),
    ("messenger.skype", N_("Skype")),
    ("address.work", N_("Work address")),
    ("address.home", N_("Home address")),
    ("address.other", N_("Address")),
    ("address.other.city", N_("City")),
    ("address.other.region", N_("Region")),
    ("address.other.postcode", N_("Postcode")),
    ("address.other.country", N_("Country")),
    ("birthday", N_("Birthday")),
    ("date.anniversary", N_("Anniversary")),
    ("categories", N_("Tags")),
    ("note", N_("Note")),
    ("language", N_("Language")),
    ("time_zone", N_("Time zone")),
)

_SLOTTED = re.compile(r"(e-mail|email|phone|address|website|im|messenger|event|custom field|organization) (\d+) - (.+)")
_SLOT_KINDS = {
    "e-mail": "email",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "website": "web",
    "im": "messenger",
    "messenger": "messenger",
    "event": "date",
    "custom field": "custom",
}
_SLOT_PARTS = {
    "value": "value",
    "type": "type",
    "label": "label",
    "primary": "primary",
    "service": "service",
    "formatted": "formatted",
    "street": "street",
    "city": "city",
    "region": "region",
    "postal code": "postcode",
    "country": "country",
    "po box": "po_box",
    "extended address": "extended",
}
_ORGANIZATION = {"name": "company", "title": "job_title", "department": "department"}
_OWN = {
    "uid": "uid",
    "company": "is_company",
    "time zone": "time_zone",
    "revised": "revised",
    "photo": "photo",
    "fields": "fields",
    "other properties": "other",
}


def mapping_by_heads(columns: Sequence[str]) -> tuple[str, ...]:
    """A target for each column by its head; unknown columns are kept."""
    heads = [normalised_head(column) for column in columns]
    return tuple(_target(head, column, heads) for head, column in zip(heads, columns, strict=True))


def is_own_export(columns: Sequence[str]) -> bool:
    """Whether the heads are those of our own export, whose cells are taken to the letter."""
    return any(normalised_head(column).startswith((OWN_PREFIX, OWN_FIELD)) for column in columns)


def _target(head: str, column: str, heads: list[str]) -> str:
    if found := _SLOTTED.fullmatch(head):
        return _slot_target(found[1], found[2], found[3])
    if head.startswith(OWN_PREFIX):
        return _OWN.get(head.removeprefix(OWN_PREFIX), KEEP)
    if head.startswith(OWN_FIELD):
        return "extra:" + column.strip("\ufeff")[len(OWN_FIELD) :]
    if head == "title":  # Outlook's form of address beside "Job Title", elsewhere the job itself
        return "prefix" if "job title" in heads else "job_title"
    if head in {"name", "имя"}:
        return _name_target(head, heads)
    return HEADS.get(head, KEEP) if head else KEEP


def _name_target(head: str, heads: list[str]) -> str:
    if head == "имя" and not {"фамилия", "отчество"}.isdisjoint(heads):
        return "first"
    if head == "name" and not {"surname", "last name"}.isdisjoint(heads) and "first name" not in heads:
        return "first"
    return "full_name"


def _slot_target(kind: str, number: str, part: str) -> str:
    if kind == "organization":
        return _ORGANIZATION.get(part, KEEP) if number == "1" else KEEP
    known = _SLOT_PARTS.get(part)
    return f"{_SLOT_KINDS[kind]}#{number}.{known}" if known else KEEP
