"""What the cells of one row have said so far, and the card it makes."""

import json
import re
from dataclasses import dataclass, field

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, RawProperty
from app.exchange.date_forms import date_of, read_date, read_moment
from app.exchange.json_card import pairs_from_json, photo_from_uri, raw_from_json
from app.exchange.vcard_particulars import GENDERS
from app.exchange.vcard_text import escaped
from models.errors import UserError
from resources.i18n import _

YES = frozenset({"yes", "true", "1", "да"})

_TAGS = re.compile(r"\s*:::\s*|\s*[;,\n]\s*")
_OWN_TAGS = " ::: "
_NO_DATE = re.compile(r"0+[./-]0+[./-]0+")


@dataclass(slots=True)
class Found:
    """Filled cell by cell, then turned into a `Card`."""

    own: bool  # from our own export: cells are taken to the letter
    month_first: bool
    scalars: dict[str, str] = field(default_factory=dict)
    channels: list[CardChannel] = field(default_factory=list)
    addresses: list[CardAddress] = field(default_factory=list)
    dates: list[CardDate] = field(default_factory=list)
    slots: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    extra: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[RawProperty] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def keep(self, title: str, cell: str) -> None:
        """Put aside a cell we have no field for, under the head of its column."""
        self.unknown.append(RawProperty(title, cell if self.own else escaped(cell)))

    def date(self, title: str, cell: str) -> str:
        """A date, or nothing: then the cell is kept and a warning tells."""
        date = read_date(cell, month_first=self.month_first)
        if not date and not _NO_DATE.fullmatch(cell):
            self.keep(title, cell)
            self.warnings.append(
                _("The date “{text}” is no date we know; it was kept as it is.").format(text=cell[:60])
            )
        return date

    def card(self, record: int, line: int) -> Card | None:
        """The finished card, or nothing where no name, company, phone or e-mail was found."""
        get = self.scalars.get
        company = get("company", "")
        named = any(get(name) for name in ("full_name", "first", "middle", "last", "nickname"))
        if not (named or company or self.channels):
            return None
        birthday = self._birthday()
        gender = GENDERS.get(get("gender", "").lower(), "")
        if get("gender") and not gender:
            self.keep("Gender", get("gender", ""))
        return Card(
            record=record,
            line=line,
            uid=get("uid", ""),
            is_company=get("is_company", "").lower() in YES,
            prefix=get("prefix", ""),
            first=get("first", ""),
            middle=get("middle", ""),
            last=get("last", ""),
            suffix=get("suffix", ""),
            full_name=get("full_name", ""),
            nickname=get("nickname", ""),
            gender=gender,
            company=company,
            department=get("department", ""),
            job_title=get("job_title", ""),
            birthday=birthday,
            dates=tuple(self.dates),
            channels=tuple(self.channels),
            addresses=tuple(self.addresses),
            categories=self._categories(),
            note=get("note", ""),
            photo=photo_from_uri(get("photo", "")),
            language=get("language", ""),
            time_zone=get("time_zone", ""),
            revised=read_moment(get("revised", "")),
            extra=(*self.extra, *self._fields()),
            unknown=(*self.unknown, *self._other_properties()),
            warnings=tuple(self.warnings),
        )

    def _birthday(self) -> str:
        cell = self.scalars.get("birthday", "")
        if cell:
            return self.date("Birthday", cell)
        year, month, day = (self.scalars.get(f"birthday.{part}", "") for part in ("year", "month", "day"))
        return date_of(year, month, day)

    def _categories(self) -> tuple[str, ...]:
        cell = self.scalars.get("categories", "")
        if not cell:
            return ()
        if not self.own:
            tags = (tag for tag in _TAGS.split(cell) if tag and not tag.startswith("* "))  # "* My Contacts" is Google's
            return tuple(dict.fromkeys(tags))
        if cell.startswith("["):
            try:
                return tuple(str(tag) for tag in json.loads(cell))
            except ValueError:
                return (cell,)
        return tuple(cell.split(_OWN_TAGS))

    def _fields(self) -> tuple[tuple[str, str], ...]:
        cell = self.scalars.get("fields", "")
        try:
            return pairs_from_json(json.loads(cell), "extra") if cell else ()
        except (ValueError, RecursionError, UserError):
            return (("fields", cell),)

    def _other_properties(self) -> tuple[RawProperty, ...]:
        cell = self.scalars.get("other", "")
        if not cell:
            return ()
        try:
            return raw_from_json(json.loads(cell))
        except (ValueError, RecursionError, UserError):
            return (RawProperty("Other properties", escaped(cell)),)
