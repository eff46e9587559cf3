"""Companies as full records: legal form, size, requisites, telephones."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from random import Random

from app.demo import phones, requisites
from app.demo.cast import cast_company
from app.demo.dice import dice
from app.demo.lists import pairs, rows, weighted, words
from app.demo.outlines import Outline, Outlines
from app.demo.places import address_in
from app.demo.population import Folk, cast_companies, founder_of, number_of
from app.demo.records import DemoAddress, DemoChannel, DemoCompany, DemoLanguage, DemoRequisites
from app.demo.world import World

_STATUSES = weighted(
    [(9, "prospect"), (8, "customer"), (3, "cold_lead"), (2, "warm_lead"), (1, "hot_lead"), (2, "supplier"),
     (1, "partner"), (1, "competitor")]
)  # fmt: skip


def companies(world: World, outlines: Outlines) -> Iterator[DemoCompany]:
    """Every company in the order of its index."""
    return (company(world, outlines, index) for index in range(world.companies))


def company(world: World, outlines: Outlines, index: int) -> DemoCompany:
    """One company in full."""
    outline = outlines.of(index)
    chance = dice(world.seed, "firm", index)
    draw = chance.random
    written = cast_company(world.lang, index) if outline.folk is None else None
    form, form_full = _form(outline, written.form if written else None, draw())
    address = address_in(outline.city, outline.lang, chance)
    employees = written.employees if written else 1 if outline.sole else int(4 + 20 * draw() + 1400 * draw() ** 4)
    return DemoCompany(
        index=index,
        name=written.name if written else _shown(outline, form, draw()),
        full_name=_full_name(outline, form, form_full),
        industry=words(world.lang, "industries")[outline.industry - 1],
        region=outline.city.region,
        territory=_territory(world.lang, outline.city.zone),
        city=outline.city.name,
        time_zone=outline.city.zone,
        language=outline.lang,
        employees=employees,
        revenue=Decimal(employees * (700 + int(draw() * 4000)) * 1000) if employees > 1 else None,
        web=outline.site,
        parent=_parent(world, outline, draw(), draw()),
        statuses=written.statuses if written else (_STATUSES[int(draw() * len(_STATUSES))],),
        requisites=_requisites(outline, form, address, chance),
        channels=_channels(outline, int(draw() * 8)),
        addresses=(address,),
        about=written.about if written else "",
        created=_created(world, outline),
    )


def main_phone(outline: Outline, style: int, extension: int = 0) -> DemoChannel | None:
    """The firm's telephone, or a person's extension behind it."""
    if outline.folk is None or outline.sole or not outline.city.phone:
        return None
    if outline.lang == "ru":
        return phones.russian_landline(outline.index, outline.city.phone, style, extension)
    if outline.city.code == "GB":
        return phones.british(outline.folk.ordinal, outline.city.phone, extension)
    return phones.american(2 * outline.folk.ordinal, "work" if extension else "main", style, extension)


def _channels(outline: Outline, style: int) -> tuple[DemoChannel, ...]:
    channels = [DemoChannel("web", outline.site, outline.site, "work", primary=True)] if outline.site else []
    phone = main_phone(outline, style)
    if phone is not None:
        channels.insert(0, phone)
    if outline.site and not outline.sole:
        box = f"info@{outline.site}"
        channels.append(DemoChannel("email", box, box, "main", primary=True))
    return tuple(channels)


def _form(outline: Outline, written: str | None, chance: float) -> tuple[str, str]:
    forms = _forms(outline.lang)
    if written is not None:
        return next(((short, full) for short, full in forms if short == written), ("", ""))
    if outline.sole or outline.bare.endswith(("институт", "колледж", "технологий", "Institute", "College")):
        return "", ""
    if outline.city.code == "GB":
        return "Ltd", "Limited"
    return forms[int(chance * len(forms))]


def _shown(outline: Outline, form: str, chance: float) -> str:
    """The name as one would type it: with the form before, after, in quotes of either kind, or without."""
    if outline.sole:
        last, first, *_rest = outline.bare.split(" ")
        return f"ИП {last} {first[0]}." if chance < 0.7 else f"ИП {outline.bare}"  # noqa: PLR2004 - mostly short
    if not form:
        return outline.bare
    if outline.lang == "en":
        return f"{outline.bare}, {form}" if form == "Inc." else f"{outline.bare} {form}"
    shapes = ("{b}", "{b}", "{b}", "{b}", "{b}", "{b}, {f}", "{f} «{b}»", "{f} «{b}»", '{f} "{b}"', "{b}")
    shape = shapes[int(chance * len(shapes))]
    return shape.format(b=outline.bare, f=form)


def _full_name(outline: Outline, form: str, form_full: str) -> str:
    if outline.sole:
        return f"Индивидуальный предприниматель {outline.bare}"
    if not form:
        return outline.bare
    return f"{form_full} «{outline.bare}»" if outline.lang == "ru" else f"{outline.bare} {form_full}"


def _requisites(outline: Outline, form: str, address: DemoAddress, chance: Random) -> tuple[DemoRequisites, ...]:
    if outline.city.country != "Россия":
        return ()
    where = f"{address.postcode}, {address.city}, {address.street}"
    if outline.sole:
        return (requisites.entrepreneur(outline.index, outline.city.code, f"ИП {outline.bare}", where),)
    name = f"{form} «{outline.bare}»" if form else outline.bare
    people = (_invented(chance), _invented(chance))
    return (requisites.organisation(outline.index, outline.city.code, name, where, people),)


def _invented(chance: Random) -> str:
    lasts, firsts, middles = rows("ru", "last_names"), words("ru", "first_names_male"), rows("ru", "patronymics")
    draw = chance.random
    last, middle = lasts[int(draw() * len(lasts))][0], middles[int(draw() * len(middles))][0]
    return f"{last} {firsts[int(draw() * len(firsts))][0]}. {middle[0]}."


def _parent(world: World, outline: Outline, has: float, which: float) -> int | None:
    if outline.folk is None or outline.sole or has > 0.04 or not outline.folk.ordinal:  # noqa: PLR2004 - a few
        return None
    folk = Folk(main=outline.folk.main, ordinal=int(which * outline.folk.ordinal))
    return number_of(folk) + cast_companies(world.lang)


def _created(world: World, outline: Outline) -> datetime:
    if outline.folk is None:
        return world.created(outline.index)
    founder = Folk(main=outline.folk.main, ordinal=founder_of(outline.folk.ordinal))
    return world.created(number_of(founder) + world.full_cast)


def _territory(lang: DemoLanguage, zone: str) -> str:
    known = pairs(lang, "territories")
    return known.get(zone, known["abroad"])


@cache
def _forms(lang: DemoLanguage) -> tuple[tuple[str, str], ...]:
    return weighted([(int(weight), (short, full)) for short, full, weight in rows(lang, "legal_forms")])
