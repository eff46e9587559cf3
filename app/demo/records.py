"""What the generator hands over: frozen records named as the nouns of the product; people by their index."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

DemoLanguage = Literal["ru", "en"]
Gender = Literal["", "male", "female"]
Day = date  # for the record whose own field is named date


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """A phone, e-mail, page or messenger: as typed, and normalised (E.164 for phones)."""

    kind: str  # phone | email | web | messenger
    value: str  # as a person typed it
    normal: str
    type: str = "work"  # mobile | work | home | main
    service: str = ""  # telegram | whatsapp
    extension: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class DemoAddress:
    """A typed postal address."""

    type: str  # work | home | delivery
    street: str
    city: str
    region: str
    postcode: str
    country: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class DemoBankAccount:
    """An account whose key digits agree with the bank's БИК."""

    bank: str
    bik: str
    account: str
    correspondent: str


@dataclass(frozen=True, slots=True)
class DemoRequisites:
    """Requisites of an organisation or an ИП; every checksum is right."""

    kind: str  # organisation | entrepreneur
    name: str
    inn: str
    kpp: str
    ogrn: str
    okpo: str
    legal_address: str
    postal_address: str
    director: str
    accountant: str
    accounts: tuple[DemoBankAccount, ...]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A firm; `parent` is the index of another one."""

    index: int
    name: str
    full_name: str
    industry: str
    region: str
    territory: str
    city: str
    time_zone: str
    language: str
    employees: int
    revenue: Decimal | None
    web: str
    parent: int | None
    statuses: tuple[str, ...]
    requisites: tuple[DemoRequisites, ...]
    channels: tuple[DemoChannel, ...]
    addresses: tuple[DemoAddress, ...]
    about: str
    created: datetime


@dataclass(frozen=True, slots=True)
class DemoDate:
    """A date worth remembering: `YYYY-MM-DD`, or `--MM-DD` where the year is not known."""

    date: str
    label: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A contact; `company`, `referred_by`, `double_of` and `namesake_of` are indexes."""

    index: int
    prefix: str
    first: str
    middle: str
    last: str
    suffix: str
    gender: Gender
    company: int | None
    job_title: str
    department: str
    statuses: tuple[str, ...]
    tags: tuple[str, ...]
    channels: tuple[DemoChannel, ...]
    addresses: tuple[DemoAddress, ...]
    birthday: str  # YYYY-MM-DD, --MM-DD or ""
    dates: tuple[DemoDate, ...]
    source: str
    referred_by: int | None
    interest: str
    keep_in_touch_days: int | None
    time_zone: str
    language: str
    about: str
    favourite: bool
    do_not_call: bool
    do_not_mail: bool
    relationship_stage: (
        str  # hesitating | prospect | first_buyer | repeat_buyer | client | supporter | advocate | partner
    )
    satisfaction: int | None  # 1–5
    trust: int | None
    involvement: int | None
    created: datetime
    double_of: int | None = None  # the same person entered twice: planted for the search of duplicates
    namesake_of: int | None = None  # another person of the same name: must not be merged


@dataclass(frozen=True, slots=True)
class DemoTalk:
    """What happened with a person; `start` is aware UTC. `done` is false for an attempt that came to nothing."""

    person: int
    kind: str  # call | meeting | todo | email | note | letter
    result: str  # "" for a note
    done: bool
    start: datetime
    minutes: int
    regarding: str
    details: str


@dataclass(frozen=True, slots=True)
class DemoActivity:
    """What is planned; a timeless one has `due` and no `start`. `person` is None for one's own affairs."""

    person: int | None
    kind: str  # call | meeting | todo | email | personal
    regarding: str
    details: str
    start: datetime | None  # aware UTC
    timeless: bool
    due: date | None
    minutes: int
    priority: int  # 1 highest … 5
    place: str
    alarms: tuple[int, ...]  # minutes before the start
    rrule: str
    time_zone: str
    private: bool


@dataclass(frozen=True, slots=True)
class DemoPromise:
    """Whose promise it is, what and by when."""

    person: int
    mine: bool
    text: str
    made: date
    due: date
    kept: bool


@dataclass(frozen=True, slots=True)
class DemoStage:
    """A stage of the process of selling, by what the client did."""

    name: str
    client_did: str
    probability: int  # per cent


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product or service of the price list; the category is a path like "Станки/Токарные"."""

    index: int
    code: str
    category: str
    name: str
    description: str
    unit: str
    cost: Decimal
    price: Decimal
    floor_price: Decimal
    vat_rate: int
    minimum_order: int
    lead_days: int  # working days
    kind: str  # one_off | recurring | licence | rent | commission
    archived: bool


@dataclass(frozen=True, slots=True)
class DemoLine:
    """A line of a deal or an offer; `amount` is after the discount and before VAT on top."""

    product: int | None
    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    discount: Decimal  # per cent
    vat_rate: int | None  # None: without VAT
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DemoBuyer:
    """A person's part in a deal."""

    person: int
    role: str  # decision_maker | economic_buyer | influencer | user | gatekeeper
    attitude: int  # −2 … +2


@dataclass(frozen=True, slots=True)
class DemoOpportunity:
    """A deal; `amount` is with VAT. `stage_dates` says when each stage was entered, up to the present one."""

    index: int
    name: str
    company: int | None
    buyers: tuple[DemoBuyer, ...]
    stage: int  # index into stages()
    probability: int
    days_in_stage: int
    stage_dates: tuple[date, ...]
    opened: date
    estimated_close: date
    closed: date | None
    status: str  # open | won | lost
    close_reason: str
    competitor: str
    source: str
    lines: tuple[DemoLine, ...]
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """A commercial offer; versions of one number form a chain, the newest is the one not superseded."""

    number: str
    version: int
    date: Day
    valid_through: Day
    person: int
    company: int | None
    opportunity: int | None
    status: str  # draft | sent | discussed | accepted | declined | expired | superseded
    sent_at: datetime | None
    basis: str
    intro: str
    lines: tuple[DemoLine, ...]
    subtotal: Decimal
    vat: Decimal
    total: Decimal
    vat_mode: str  # on_top | none
    vat_reason: str
    currency: str
    language: str
    payment: str
    delivery: str
    warranty: str


@dataclass(frozen=True, slots=True)
class DemoSeller:
    """The salesperson's own firm."""

    name: str
    full_name: str
    short_legal: str
    slogan: str
    phone: str
    email: str
    web: str
    director: str
    director_short: str
    accountant: str
    offer_number: str  # the pattern
    vat_mode: str
    currency: str
    address: DemoAddress
    requisites: tuple[DemoRequisites, ...]


@dataclass(frozen=True, slots=True)
class DemoOwner:
    """The salesperson: "my record"."""

    last: str
    first: str
    middle: str
    gender: Gender
    job_title: str
    phone: str
    email: str
    time_zone: str
    channels: tuple[DemoChannel, ...] = field(default=())
