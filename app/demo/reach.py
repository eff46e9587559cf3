"""Ways to reach a random person: telephones typed in every manner, e-mail, messengers, addresses."""

from collections.abc import Callable
from random import Random

from app.demo import phones
from app.demo.firms import main_phone
from app.demo.names import Name, slug_of_word
from app.demo.outlines import Outline
from app.demo.places import City, address_in
from app.demo.population import Folk
from app.demo.records import DemoAddress, DemoChannel, DemoLanguage

Draw = Callable[[], float]
_MAIL_HOUSES = ("pochta.example", "mail.example", "box.example")


def channels_of(
    number: int, folk: Folk, name: Name, firm: Outline | None, city: City, draw: Draw
) -> tuple[DemoChannel, ...]:
    """Everything the person can be reached by; one in a hundred is just a name."""
    shape = draw()
    if shape < 0.01:  # noqa: PLR2004 - shares of shapes are chosen here and nowhere else
        return ()
    style = int(draw() * 8)
    channels: list[DemoChannel] = []
    if shape < 0.93:  # noqa: PLR2004
        channels += _own_phones(number, folk, city, style, draw())
    if firm is not None and draw() < 0.5:  # noqa: PLR2004
        work = main_phone(firm, int(draw() * 8), 100 + number % 899)
        if work is not None:
            channels.append(work)
    if draw() < 0.74 or not channels:  # noqa: PLR2004
        channels.append(_email(number, name, firm, draw()))
    channels += _messengers(number, name, channels, draw())
    return tuple(channels)


def addresses_of(city: City, lang: DemoLanguage, chance: Random) -> tuple[DemoAddress, ...]:
    """The city at least, for most; a street for half; a second address for a few."""
    shape = chance.random()
    if shape < 0.1:  # noqa: PLR2004
        return ()
    if shape < 0.5:  # noqa: PLR2004
        return (DemoAddress("work", "", city.name, city.region, "", city.country, primary=True),)
    first = address_in(city, lang, chance)
    if shape < 0.95:  # noqa: PLR2004
        return (first,)
    return (first, address_in(city, lang, chance, "delivery" if shape < 0.975 else "home"))  # noqa: PLR2004


def _own_phones(number: int, folk: Folk, city: City, style: int, more: float) -> list[DemoChannel]:
    match city.code:
        case "GB":
            return []
        case "US":
            own = phones.american(2 * folk.ordinal + 1, "mobile", style)
            return [] if own is None else [_primary(own)]
        case "":
            return [_primary(phones.kazakh_mobile(number, style))]
        case _:
            first = _primary(phones.russian_mobile(number, style))
            if more > 0.1:  # noqa: PLR2004
                return [first]
            kind = "home" if more < 0.03 else "mobile"  # noqa: PLR2004
            return [first, phones.russian_mobile(number, (style + 3) % 8, second=True, kind=kind)]


def _primary(channel: DemoChannel) -> DemoChannel:
    return DemoChannel("phone", channel.value, channel.normal, channel.type, primary=True)


def _email(number: int, name: Name, firm: Outline | None, shape: float) -> DemoChannel:
    first, last = slug_of_word(name.first), slug_of_word(name.last) or "x"
    if firm is None or not firm.site or shape < 0.12:  # noqa: PLR2004 - some give a private one
        box, kind = f"{last}.{number}@{_MAIL_HOUSES[number % 3]}", "home"
    elif shape < 0.7:  # noqa: PLR2004
        box, kind = f"{first[:1]}.{last}@{firm.site}", "work"
    else:
        box, kind = f"{first}.{last}@{firm.site}", "work"
    shown = box.capitalize() if shape > 0.97 else box  # noqa: PLR2004 - the keyboard of a telephone did it
    return DemoChannel("email", shown, box, kind, primary=True)


def _messengers(number: int, name: Name, channels: list[DemoChannel], shape: float) -> list[DemoChannel]:
    if shape < 0.16:  # noqa: PLR2004
        handle = f"{slug_of_word(name.last) or 'x'}_{number}"
        return [DemoChannel("messenger", f"@{handle}", handle, "other", "telegram", primary=True)]
    own = channels[0] if channels and channels[0].type == "mobile" else None
    if shape < 0.26 and own is not None:  # noqa: PLR2004
        return [DemoChannel("messenger", own.value, own.normal, "other", "whatsapp", primary=True)]
    return []
