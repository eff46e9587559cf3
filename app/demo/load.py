"""Brings a made-up set into a workspace through the bulk path, unrecorded: there is nothing to take back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.command import Tx
from app.demo.generate import DemoSet, generate
from app.demo.lists import logo
from app.demo.load_deals import DealLoader
from app.demo.records import DemoChannel, DemoCompany, DemoLanguage, DemoPerson, DemoTalk
from app.errors import UserError
from app.records.statuses import status_ids
from app.workspace import Workspace
from models.activity import Activity, Alarm
from models.channel import Address, Channel
from models.column_types import to_millis
from models.company import BankAccount, Company, CompanyStatus, Requisites
from models.contact import Contact, ContactStatus
from models.group import ContactTag, Tag
from models.history import HistoryEntry
from models.ids import new_id_bytes
from models.note import Note, Promise
from models.offer import SellerEntity
from models.pick_list import User
from models.rules.person_names import full_name_of
from models.rules.wall_time import to_wall
from resources.i18n import _

_CHUNK = 1_000
_WEIGHTS = {"company": 4, "contact": 4, "history": 1}  # about how long one of a kind takes
_SOLD, _INDEX = 85, 95  # per cent: what is made after all of them
Told = Callable[[str, int, int], bool]  # a kind, how many there are now, per cent of the whole: whether to go on
_MORNING, _NOON = 9, 12  # o'clock
_HISTORY = ("id", "kind", "done", "result", "regarding", "details", "start_at", "duration", "contact_id", "company_id")


def load_demo(
    workspace: Workspace,
    contacts: int,
    history: int,
    seed: int,
    today: date,
    lang: DemoLanguage,
    progress: Told = lambda _what, _count, _share: True,
    *,
    zone: str = "",
) -> dict[str, int]:
    """Fill a new workspace with made-up people and talks. Returns how many of each kind there are now.

    `zone` is where the salesperson works, by whose hours everything happens: that of the screen it is looked at on.

    Raises:
        UserError: `progress`, called on the writer's thread, answered no; there is nothing of the set then.
    """
    demo = generate(contacts, history, seed, today, lang, zone=zone)
    kept = workspace.files.put(logo(lang))
    return workspace.load(lambda tx: _Loader(tx, demo, progress, kept).run()).result()


class _Loader:
    """One load: the ids given to companies and people by their index."""

    def __init__(self, tx: Tx, demo: DemoSet, progress: Told, logo_hash: str) -> None:
        self._tx = tx
        self._logo_hash = logo_hash
        self._demo = demo
        self._progress = progress
        self._companies: list[bytes] = []
        self._people: list[bytes] = []
        self._employer: list[bytes | None] = []
        self._tags: dict[str, bytes] = {}
        self._counts: dict[str, int] = {}
        self._whole = sum(_WEIGHTS[kind] * size for kind, size in demo.sizes().items())
        self._done = 0

    def run(self) -> dict[str, int]:
        self._tell("", 0, 0)
        self._me()
        self._in_chunks("company", self._demo.companies(), self._add_companies)
        self._in_chunks("contact", self._demo.people(), self._add_people)
        self._talks()
        self._plans()
        self._tell("activity", self._counts["activity"], _SOLD)
        deals = DealLoader(self._tx, self._demo, self._companies, self._people)
        self._counts |= deals.run()
        self._tell("offer", self._counts["offer"], _INDEX)
        return self._counts

    def _tell(self, what: str, count: int, share: int) -> None:
        if not self._progress(what, count, share):
            raise UserError(_("Stopped; nothing was made."))

    def _me(self) -> None:
        """The salesperson and the own firm, in place of the empty ones a new workspace begins with."""
        me, firm = self._demo.me(), self._demo.seller()
        name = full_name_of(me.first, "", me.last, "")
        self._tx.connection.execute(
            sa.update(User)
            .where(User.is_me)
            .values(name=name, position=me.job_title, phone=me.phone, email=me.email, time_zone=me.time_zone)
        )
        particulars = firm.requisites[0]
        self._tx.connection.execute(
            sa.update(SellerEntity)
            .where(SellerEntity.is_default)
            .values(
                name=firm.name, legal_name=firm.short_legal, tagline=firm.slogan, form=particulars.kind,
                inn=particulars.inn, kpp=particulars.kpp, ogrn=particulars.ogrn,
                legal_address=particulars.legal_address, phone=firm.phone, email=firm.email, web=firm.web,
                director=firm.director_short, accountant=firm.accountant, currency=firm.currency,
                vat_mode=firm.vat_mode, logo_hash=self._logo_hash,
            )
        )  # fmt: skip
        seller_id = self._tx.connection.execute(sa.select(SellerEntity.id).where(SellerEntity.is_default)).scalar_one()
        self._tx.insert_rows(
            BankAccount,
            ("id", "seller_id", "account", "bic", "bank", "correspondent_account", "is_primary"),
            [(new_id_bytes(), seller_id.bytes, one.account, one.bik, one.bank, one.correspondent, int(not place))
             for place, one in enumerate(particulars.accounts)],
        )  # fmt: skip

    def _in_chunks(self, what: str, made: Iterable[Any], write: Callable[[list[Any]], None]) -> None:
        source = iter(made)
        total = 0
        while chunk := list(islice(source, _CHUNK)):
            write(chunk)
            total += len(chunk)
            self._done += _WEIGHTS[what] * len(chunk)
            self._tell(what, total, self._done * _SOLD // max(self._whole, 1))
        self._counts[what] = total

    def _add_companies(self, chunk: list[DemoCompany]) -> None:
        ids = [new_id_bytes() for _one in chunk]
        self._companies += ids
        self._tx.insert_rows(
            Company,
            ("id", "name", "full_name", "industry", "region", "territory", "employees", "revenue", "web", "parent_id",
             "about"),
            [(key, one.name, one.full_name, one.industry, one.region, one.territory, one.employees, _scaled(one.revenue),
              one.web, self._companies[one.parent] if one.parent is not None else None, one.about)
             for key, one in zip(ids, chunk, strict=True)],
        )  # fmt: skip
        self._add_requisites(ids, chunk)
        self._add_reach([(None, key, one.channels, one.addresses) for key, one in zip(ids, chunk, strict=True)])
        statuses = status_ids(self._tx, "company_status")
        self._tx.insert_rows(
            CompanyStatus,
            ("id", "company_id", "status_id"),
            [(key + statuses[word], key, statuses[word])
             for key, one in zip(ids, chunk, strict=True) for word in one.statuses if word in statuses],
        )  # fmt: skip

    def _add_requisites(self, ids: list[bytes], chunk: list[DemoCompany]) -> None:
        sets, accounts = [], []
        for company_id, company in zip(ids, chunk, strict=True):
            for place, one in enumerate(company.requisites):
                key = new_id_bytes()
                sets.append((key, company_id, one.kind, one.name, one.inn, one.kpp, one.ogrn, one.okpo, one.legal_address,
                             one.postal_address, one.director, one.accountant, int(not place)))  # fmt: skip
                accounts += [(new_id_bytes(), key, bank.account, bank.bik, bank.bank, bank.correspondent, int(not number))
                             for number, bank in enumerate(one.accounts)]  # fmt: skip
        self._tx.insert_rows(
            Requisites,
            ("id", "company_id", "form", "legal_name", "inn", "kpp", "ogrn", "okpo", "legal_address", "postal_address",
             "director", "accountant", "is_primary"),
            sets,
        )  # fmt: skip
        self._tx.insert_rows(
            BankAccount,
            ("id", "requisites_id", "account", "bic", "bank", "correspondent_account", "is_primary"),
            accounts,
        )

    def _add_reach(self, owners: list[tuple[bytes | None, bytes | None, Any, Any]]) -> None:
        self._tx.insert_rows(
            Channel,
            ("id", "contact_id", "company_id", "kind", "type", "service", "value", "normal", "extension", "is_primary"),
            ((new_id_bytes(), person, firm, one.kind, one.type, one.service, one.value, one.normal, one.extension,
              int(primary))
             for person, firm, channels, _addresses in owners for one, primary in _with_primary(channels)),
        )  # fmt: skip
        self._tx.insert_rows(
            Address,
            ("id", "contact_id", "company_id", "type", "street", "city", "region", "postcode", "country", "is_primary"),
            ((new_id_bytes(), person, firm, one.type, one.street, one.city, one.region, one.postcode, one.country,
              int(one.primary))
             for person, firm, _channels, addresses in owners for one in addresses),
        )  # fmt: skip

    def _add_people(self, chunk: list[DemoPerson]) -> None:
        ids = [new_id_bytes() for _one in chunk]
        self._people += ids
        firms = [self._companies[one.company] if one.company is not None else None for one in chunk]
        self._employer += firms
        self._tx.insert_rows(Contact, _PERSON, [_person(*row) for row in zip(ids, firms, chunk, strict=True)])
        self._add_reach([(key, None, one.channels, one.addresses) for key, one in zip(ids, chunk, strict=True)])
        statuses = status_ids(self._tx, "contact_status")
        self._tx.insert_rows(
            ContactStatus,
            ("id", "contact_id", "status_id"),
            [(key + statuses[word], key, statuses[word])
             for key, one in zip(ids, chunk, strict=True) for word in one.statuses if word in statuses],
        )  # fmt: skip
        links = [(key, self._tag(word)) for key, one in zip(ids, chunk, strict=True) for word in one.tags]
        self._tx.insert_rows(ContactTag, ("id", "contact_id", "tag_id"), [(key + tag, key, tag) for key, tag in links])

    def _tag(self, word: str) -> bytes:
        if word not in self._tags:
            self._tags[word] = self._tx.add(Tag(name=word)).id.bytes
        return self._tags[word]

    def _talks(self) -> None:
        """History, oldest first, so that row order is time's order and the newest are found first."""
        talks = list(self._demo.history())
        talks.reverse()
        self._in_chunks("history", talks, self._add_talks)

    def _add_talks(self, chunk: list[DemoTalk]) -> None:
        self._tx.insert_rows(
            HistoryEntry,
            _HISTORY,
            ((new_id_bytes(), one.kind, int(one.done), one.result, one.regarding, one.details, to_millis(one.start),
              one.minutes, self._people[one.person], self._employer[one.person])
             for one in chunk if one.kind != "note"),
        )  # fmt: skip
        self._tx.insert_rows(
            Note,
            ("id", "text", "noted_at", "contact_id", "company_id"),
            ((new_id_bytes(), one.details or one.regarding, to_millis(one.start), self._people[one.person],
              self._employer[one.person])
             for one in chunk if one.kind == "note"),
        )  # fmt: skip

    def _plans(self) -> None:
        activities, alarms = [], []
        for one in self._demo.activities():
            key = new_id_bytes()
            wall = to_wall(one.start, one.time_zone) if one.start else None
            person = self._people[one.person] if one.person is not None else None
            firm = self._employer[one.person] if one.person is not None else None
            due = one.due or (wall.date() if wall else None)
            activities.append((key, one.kind, one.regarding, one.details, to_millis(one.start) if one.start else None,
                               wall.isoformat(timespec="minutes") if wall else "", one.time_zone,
                               due.isoformat() if due else None, int(one.timeless), one.minutes, one.rrule, one.place,
                               one.priority, person, firm, "private" if one.private else "public"))  # fmt: skip
            begin = one.start or self._demo.at(due or date.today(), _MORNING)  # noqa: DTZ011 - never without a day
            alarms += [(new_id_bytes(), key, minutes, to_millis(begin - timedelta(minutes=minutes)))
                       for minutes in one.alarms]  # fmt: skip
        self._tx.insert_rows(
            Activity,
            ("id", "kind", "regarding", "details", "start_at", "wall_start", "time_zone", "due_on", "timeless",
             "duration", "rrule", "place", "priority", "contact_id", "company_id", "access"),
            activities,
        )  # fmt: skip
        self._tx.insert_rows(Alarm, ("id", "activity_id", "minutes_before", "due_at"), alarms)
        self._counts["activity"] = len(activities)
        self._tx.insert_rows(
            Promise,
            ("id", "mine", "text", "due_on", "kept_at", "contact_id"),
            [(new_id_bytes(), int(one.mine), one.text, one.due.isoformat(),
              to_millis(self._demo.at(one.due, _NOON)) if one.kept else None, self._people[one.person])
             for one in self._demo.promises()],
        )  # fmt: skip


_PERSON = (
    "id", "company_id", "prefix", "first", "middle", "last", "suffix", "gender", "job_title", "department", "birthday",
    "lead_source", "interest", "keep_in_touch_days", "time_zone", "language", "about", "favourite", "do_not_call",
    "do_not_mail", "relationship_stage", "satisfaction", "trust", "involvement",
)  # fmt: skip


def _person(key: bytes, firm: bytes | None, one: DemoPerson) -> tuple[object, ...]:
    return (
        key, firm, one.prefix, one.first, one.middle, one.last, one.suffix, one.gender, one.job_title, one.department,
        one.birthday, one.source, one.interest, one.keep_in_touch_days or 0, one.time_zone, one.language, one.about,
        int(one.favourite), int(one.do_not_call), int(one.do_not_mail), one.relationship_stage, one.satisfaction or 0,
        one.trust or 0, one.involvement or 0,
    )  # fmt: skip


def _with_primary(channels: Iterable[DemoChannel]) -> Iterator[tuple[DemoChannel, bool]]:
    """Each channel and whether it is the primary one of its kind: the one that says so, else the first."""
    listed = list(channels)
    chosen: dict[str, DemoChannel] = {}
    for one in sorted(listed, key=lambda one: not one.primary):
        chosen.setdefault(one.kind, one)
    return ((one, chosen[one.kind] is one) for one in listed)


def _scaled(value: Decimal | None) -> int | None:
    return None if value is None else int(value.scaleb(4))
