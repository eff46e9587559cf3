"""A card being read: what the properties of a vCard have said so far."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from app.exchange.card import (
    Card,
    CardAddress,
    CardChannel,
    CardDate,
    CardPhoto,
    ChannelKind,
    ChannelType,
    Gender,
    RawProperty,
)
from app.exchange.vcard_head import Head
from app.exchange.vcard_text import unescaped
from resources.i18n import _

_APPLE_LABEL = ("_$!<", ">!$_")
_APPLE_TYPES: dict[str, ChannelType] = {
    "home": "home",
    "work": "work",
    "mobile": "mobile",
    "main": "main",
    "homefax": "fax",
    "workfax": "fax",
    "otherfax": "fax",
    "other": "other",
    "homepage": "other",
}


@dataclass(slots=True)
class Draft:
    """Filled property by property, then turned into a `Card`."""

    kind: str = ""
    uid: str = ""
    is_company: bool = False
    names: tuple[str, str, str, str, str] = ("", "", "", "", "")  # last, first, middle, prefix, suffix
    full_name: str = ""
    nickname: str = ""
    gender: Gender = ""
    company: str = ""
    department: str = ""
    job_title: str = ""
    birthday: str = ""
    dates: list[CardDate] = field(default_factory=list)
    channels: list[CardChannel] = field(default_factory=list)
    addresses: list[CardAddress] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    note: str = ""
    photo: CardPhoto | None = None
    language: str = ""
    time_zone: str = ""
    revised: datetime | None = None
    extra: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[RawProperty] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    labels: list[tuple[str, RawProperty]] = field(default_factory=list)  # group, X-ABLabel; in `unknown` as well
    grouped: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # group -> (list it stands in, place)
    printed_addresses: list[tuple[Head, RawProperty]] = field(default_factory=list)  # LABEL, in `unknown` as well

    def keep(self, head: Head, value: str) -> None:
        """Put aside a property we have no field for."""
        if value:
            self.unknown.append(RawProperty(head.written, value, head.group, head.params))

    def add_nickname(self, name: str) -> None:
        """Add a nickname to those already read."""
        self.nickname = f"{self.nickname}, {name}" if self.nickname and name else self.nickname or name

    def warn(self, sentence: str) -> None:
        """Say what was read only in part."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def add_channel(self, head: Head, kind: ChannelKind, value: str, service: str = "") -> None:
        """Add a phone, e-mail, page or messenger, unless it is empty."""
        if not value:
            return
        if head.group:
            self.grouped.setdefault(head.group.lower(), []).append(("channels", len(self.channels)))
        self.channels.append(CardChannel(kind, value, head.type, head.label, service, head.primary))

    def add_date(self, head: Head, date: str, label: str = "") -> None:
        """Add a date worth remembering."""
        if head.group:
            self.grouped.setdefault(head.group.lower(), []).append(("dates", len(self.dates)))
        self.dates.append(CardDate(date, label))

    def add_address(self, head: Head, address: CardAddress) -> None:
        """Add a postal address."""
        if head.group:
            self.grouped.setdefault(head.group.lower(), []).append(("addresses", len(self.addresses)))
        self.addresses.append(address)

    @property
    def identifies(self) -> bool:
        """Whether anything here tells whom the card is about: a name or a phone is enough."""
        return bool(any(self.names) or self.full_name or self.nickname or self.company or self.channels)

    def card(self, record: int, line: int) -> Card:
        """The finished card."""
        if self.labels:
            self._apply_labels()
        last, first, middle, prefix, suffix = self.names
        return Card(
            record=record,
            line=line,
            uid=self.uid,
            is_company=self.is_company,
            prefix=prefix,
            first=first,
            middle=middle,
            last=last,
            suffix=suffix,
            full_name=self.full_name,
            nickname=self.nickname,
            gender=self.gender,
            company=self.company,
            department=self.department,
            job_title=self.job_title,
            birthday=self.birthday,
            dates=tuple(self.dates),
            channels=tuple(self.channels),
            addresses=tuple(self.addresses),
            categories=tuple(self.categories),
            note=self.note,
            photo=self.photo,
            language=self.language,
            time_zone=self.time_zone,
            revised=self.revised,
            extra=tuple(self.extra),
            unknown=tuple(self.unknown),
            warnings=tuple(self.warnings),
        )

    def _apply_labels(self) -> None:
        """Give grouped properties their X-ABLabel; one that belongs to nothing known stays unknown."""
        applied: list[RawProperty] = []
        for group, mine in self.labels:
            for where, index in self.grouped.get(group, ()):
                self._apply_label(where, index, unescaped(mine.value))
                applied.append(mine)
        self.unknown = [raw for raw in self.unknown if not any(raw is mine for mine in applied)]

    def _apply_label(self, where: str, index: int, label: str) -> None:
        standard = ""
        if label.startswith(_APPLE_LABEL[0]) and label.endswith(_APPLE_LABEL[1]):
            standard = label[len(_APPLE_LABEL[0]) : -len(_APPLE_LABEL[1])]
            label = "" if standard.lower() in _APPLE_TYPES else standard
        kind = _APPLE_TYPES.get(standard.lower())
        if where == "dates":
            label = _("Anniversary") if label == "Anniversary" and standard else label
            self.dates[index] = CardDate(self.dates[index].date, label)
        elif where == "channels":
            channel = self.channels[index]
            self.channels[index] = replace(channel, label=label, type=_better(channel.type, kind))
        else:
            address = self.addresses[index]
            if address.type == "other" and (kind == "work" or kind == "home"):  # noqa: PLR1714 - narrows the type
                address = replace(address, type=kind)
            self.addresses[index] = replace(address, label=label)


def _better(declared: ChannelType, labelled: ChannelType | None) -> ChannelType:
    return labelled if declared == "other" and labelled else declared
