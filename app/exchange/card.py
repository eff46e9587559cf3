"""A person as other programs write one: the form between a file and the workspace.

Readers produce cards, the import turns cards into contacts, the export turns contacts into cards and writers
put them on paper. Everything a card says that we have no field for stays in `unknown`, verbatim, for the way back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ChannelKind = Literal["phone", "email", "web", "messenger"]
ChannelType = Literal["mobile", "work", "home", "fax", "main", "other"]
AddressType = Literal["work", "home", "delivery", "other"]
Gender = Literal["", "male", "female"]


@dataclass(frozen=True, slots=True)
class CardChannel:
    """One phone, e-mail, web page or messenger of a card. `service` names the messenger ("telegram")."""

    kind: ChannelKind
    value: str
    type: ChannelType = "other"
    label: str = ""
    service: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class CardAddress:
    """A postal address of a card."""

    type: AddressType = "other"
    label: str = ""
    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class CardDate:
    """A date worth remembering; `date` is `YYYY-MM-DD`, or `--MM-DD` where the year is not known."""

    date: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class RawProperty:
    """A property we have no field for: group, name, parameters and the decoded value, for the way back."""

    name: str
    value: str
    group: str = ""
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """The picture inside a card; `media_type` is like "image/jpeg"."""

    content: bytes
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Card:
    """One person (or, with `is_company`, one firm) read from a file or to be written to one."""

    record: int = 0  # number of the record in its file, from 1
    line: int = 0  # line it starts on, from 1
    uid: str = ""
    is_company: bool = False
    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    full_name: str = ""
    nickname: str = ""
    gender: Gender = ""
    company: str = ""
    department: str = ""
    job_title: str = ""
    birthday: str = ""  # YYYY-MM-DD or --MM-DD
    dates: tuple[CardDate, ...] = ()
    channels: tuple[CardChannel, ...] = ()
    addresses: tuple[CardAddress, ...] = ()
    categories: tuple[str, ...] = ()
    note: str = ""
    photo: CardPhoto | None = None
    language: str = ""
    time_zone: str = ""
    revised: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()  # our own fields by name, as our own exports write them
    unknown: tuple[RawProperty, ...] = ()
    warnings: tuple[str, ...] = field(default=())  # sentences: what was read only in part, and what was kept


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be read: where it stands, why, and how it begins."""

    record: int
    line: int
    reason: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """How far a reader has come, in bytes of the file."""

    done: int
    total: int
