"""The hand-written people every demo begins with, so that the first screen tells a story."""

from dataclasses import dataclass
from functools import cache

from app.demo.lists import rows
from app.demo.places import City, city_named
from app.demo.records import DemoAddress, DemoChannel, DemoLanguage, DemoPerson
from app.demo.world import World


@dataclass(frozen=True, slots=True)
class CastCompany:
    """A hand-written firm."""

    key: str
    form: str
    name: str
    industry: int
    city: City
    statuses: tuple[str, ...]
    site: str
    employees: int
    about: str


@cache
def cast_company(lang: DemoLanguage, index: int) -> CastCompany:
    """A hand-written firm by its index."""
    key, form, name, industry, city, status, site, employees, about = rows(lang, "cast/companies")[index]
    return CastCompany(key, form, name, int(industry), city_named(lang, city), (status,), site, int(employees), about)


@cache
def cast_company_index(lang: DemoLanguage) -> dict[str, int]:
    """Indexes of the hand-written firms by their keys."""
    return {row[0]: index for index, row in enumerate(rows(lang, "cast/companies"))}


@cache
def cast_index(lang: DemoLanguage) -> dict[str, int]:
    """Indexes of the hand-written people by their keys."""
    return {row[0]: index for index, row in enumerate(rows(lang, "cast/people"))}


def cast_person(world: World, index: int) -> DemoPerson:
    """A hand-written person as a full record."""
    row = rows(world.lang, "cast/people")[index]
    (_key, last, first, middle, gender, company, job_title, department, statuses, mobile, work, extension) = row[:12]
    (email, telegram, birthday, source, interest, days, zone, favourite, tags, about, stage) = row[12:]
    firm = cast_company_index(world.lang)[company]
    city = cast_company(world.lang, firm).city
    return DemoPerson(
        index=index,
        prefix="",
        first=first,
        middle=middle,
        last=last,
        suffix="",
        gender="female" if gender == "female" else "male",
        company=firm,
        job_title=job_title,
        department=department,
        statuses=tuple(statuses.split(",")),
        tags=tuple(filter(None, tags.split(","))),
        channels=_channels(world, mobile, work, extension, email, telegram),
        addresses=(DemoAddress("work", "", city.name, city.region, "", city.country, primary=True),),
        birthday=birthday,
        dates=(),
        source=source,
        referred_by=None,
        interest=interest,
        keep_in_touch_days=int(days) if days else None,
        time_zone=zone,
        language="en" if company == "northstar" else world.lang,
        about=about,
        favourite=favourite == "1",
        do_not_call=False,
        do_not_mail=False,
        relationship_stage=stage,
        satisfaction=4,
        trust=4,
        involvement=3,
        created=world.created(index),
    )


def _channels(
    world: World, mobile: str, work: str, extension: str, email: str, telegram: str
) -> tuple[DemoChannel, ...]:
    channels = []
    if mobile:
        channels.append(DemoChannel("phone", mobile, _dialled(mobile), "mobile", primary=True))
    if work:
        shown = f"{work}, {world.words['extension']} {extension}" if extension else work
        channels.append(DemoChannel("phone", shown, _dialled(work), "work", extension=extension))
    if email:
        channels.append(DemoChannel("email", email, email, "work", primary=True))
    if telegram:
        channels.append(DemoChannel("messenger", f"@{telegram}", telegram, "other", service="telegram", primary=True))
    return tuple(channels)


def _dialled(shown: str) -> str:
    return "+" + "".join(filter(str.isdigit, shown))
