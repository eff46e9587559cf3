"""The same person written down twice: what a search for duplicates is there to find."""

from dataclasses import replace

from app.demo.dice import hashed
from app.demo.lists import pairs
from app.demo.names import latin
from app.demo.records import DemoChannel, DemoLanguage, DemoPerson
from app.demo.world import World

DOUBLE_EVERY = 89
DOUBLE_BACK = 45  # how many people earlier the first card was written


def double_of(number: int) -> int | None:
    """The random person whose second card this one is, if it is one."""
    if number % DOUBLE_EVERY == DOUBLE_EVERY - 1 and number > 2 * DOUBLE_EVERY:
        return number - DOUBLE_BACK
    return None


def respelled(original: DemoPerson, index: int, world: World) -> DemoPerson:
    """The second card: the name a little different, fewer facts, the telephone typed another way."""
    way = int(hashed(world.seed, index) * 6)
    first, middle, last = _respelled_name(original, way)
    return replace(
        original,
        index=index,
        first=first,
        middle=middle,
        last=last,
        channels=_kept(original.channels, way),
        addresses=(),
        birthday=original.birthday if way % 2 else "",
        tags=(),
        about=world.words["double_about"] if not way else "",
        source="",
        dates=(),
        favourite=False,
        keep_in_touch_days=None,
        referred_by=None,
        created=world.created(index),
        double_of=original.index,
        namesake_of=None,
    )


def _respelled_name(person: DemoPerson, way: int) -> tuple[str, str, str]:
    lang: DemoLanguage = "en" if person.language == "en" else "ru"
    first, middle, last = person.first, person.middle, person.last
    match way:
        case 0:
            return first, "", last
        case 1:
            return _short(lang, person), "", last
        case 2:
            return first.replace("ё", "е"), middle.replace("ё", "е"), last.replace("ё", "е").replace("Ё", "Е")
        case 3:
            return f"{first[0]}.", f"{middle[0]}." if middle else "", last
        case 4 if lang == "ru":
            return latin(first), "", latin(last)
        case _:
            return first, middle, _mistyped(last)


def _short(lang: DemoLanguage, person: DemoPerson) -> str:
    known = pairs(lang, "first_names_female" if person.gender == "female" else "first_names_male")
    return known.get(person.first, person.first)


def _mistyped(word: str) -> str:
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :] if middle > 1 else word


def _kept(channels: tuple[DemoChannel, ...], way: int) -> tuple[DemoChannel, ...]:
    phones = [channel for channel in channels if channel.kind == "phone"][:1]
    emails = [channel for channel in channels if channel.kind == "email"][:1]
    kept = phones if way < 4 and phones else [*phones, *emails]  # noqa: PLR2004 - half keep the e-mail too
    return tuple(_retyped(channel) if channel.kind == "phone" else channel for channel in kept)


def _retyped(phone: DemoChannel) -> DemoChannel:
    word = "доб." if phone.normal.startswith("+7") else "ext."
    inner = f" {word} {phone.extension}" if phone.extension else ""
    return replace(phone, value=f"{phone.normal}{inner}")
