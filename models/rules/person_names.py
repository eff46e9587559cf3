"""Names of people: taken apart from one line, and put together for a list, a letter, an avatar and a sort.

Russian names are listed last name first («Щукина Анна Викторовна»), Latin ones as they are spoken ("Mary-Ann O'Neil");
the letters of the name decide, not the language of the screen.
"""

import re
from dataclasses import dataclass

from models.rules import given_names
from models.rules.search_text import folded

_PREFIXES_TEXT = """
dr mr mrs ms miss mx prof sir lord lady rev hon madam herr frau mme mlle д-р др доктор проф профессор г-н г-жа
господин госпожа гр акад академик
"""
_PREFIXES = frozenset(_PREFIXES_TEXT.split())
_SUFFIXES_TEXT = "jr sr ii iii iv phd md mba esq dds cpa мл ст ктн дтн кэн дэн кмн дмн кюн дюн кфн дфн"
_SUFFIXES = frozenset(_SUFFIXES_TEXT.split())
_PARTICLES_TEXT = """
von van der den de del della di da du des dos das la le el al bin ibn ter zu af av фон ван дер ден де дель делла ди
да дю дос ла ле эль аль бин ибн тер цу
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_AFTER_TEXT = "оглы оглу улы уулу кызы гызы ogly oglu uly kyzy qizi gizi ұлы қызы"
_AFTER_PATRONYMIC = frozenset(_AFTER_TEXT.split())
_PATRONYMIC = re.compile(
    r".{2,}(?:ович|евич|ич|овна|евна|ична|инична|-(?:оглы|кызы|улы)|ovich|evich|yevich|ovna|evna|yevna|ichna|inichna)"
)
_SHORT_PATRONYMICS = frozenset(["ильич", "кузьмич", "фомич", "лукич", "никитич", "саввич", "михалыч", "палыч"])
_SURNAME = re.compile(
    r".{2,}(?:[оеё]ва?|[иы]на?|[сц]ки[йх]|[сц]кая|[сц]кой|енко|[чщ]ук|юк|[яа]н|дзе|швили|[ыи]х|ко|ов[аы]|ая"
    r"|ova?|eva?|ina?|sky|skaya|enko|chuk|yan|dze|shvili)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,2}\.|[A-ZА-ЯЁ]")
_GLUED_INITIALS = re.compile(r"(?<=\w\.)(?=[^\W\d_])")
_DEGREE = re.compile(r"[кд]\.\s?\w{1,3}\.\s?н\.?|ph\.\s?d\.?|m\.\s?d\.?", re.IGNORECASE)
_RUSSIAN_LETTER = re.compile(r"[А-яЁёІіЇїҐґЎў]")
_TWO, _THREE = 2, 3  # words of a name


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, each as typed."""

    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""


def split_name(text: str) -> PersonName:
    """The parts of a name written in one line, in any usual order; no word is lost, a guess puts it somewhere."""
    degrees = " ".join(_DEGREE.findall(text))
    head, comma, tail = _DEGREE.sub(" ", text).partition(",")
    words, after = _spaced(head), _spaced(tail.replace(",", " "))
    prefix = _taken(words, _PREFIXES, at=0)
    suffix = _taken(after, _SUFFIXES, at=-1, keep=0)[::-1] or _taken(words, _SUFFIXES, at=-1)[::-1]
    if comma and after:  # "Smith, John" and «Щукина, Анна Викторовна»
        prefix += _taken(after, _PREFIXES, at=0)
        first, middle = _given(after)
        last = words
    else:
        first, middle, last = _ordered(words)
    suffix += [degrees] if degrees else []
    return PersonName(*(" ".join(part) for part in (prefix, first, middle, last, suffix)))


def full_name(name: PersonName) -> str:
    """The name in a list: «Щукина Анна Викторовна», "John F. Smith Jr."; the prefix is left to letters."""
    return full_name_of(name.first, name.middle, name.last, name.suffix)


def full_name_of(first: str, middle: str, last: str, suffix: str) -> str:
    """The same from the parts themselves, for pages of long lists."""
    if _RUSSIAN_LETTER.search(last + first + middle):
        return " ".join(filter(None, (last, first, middle, suffix)))
    return " ".join(filter(None, (first, middle, last, suffix)))


def short_name(name: PersonName) -> str:
    """The name where room is short: «Щукина А. В.», "J. Smith"; without a last name, the given ones."""
    if not name.last:
        return _joined(name.first, name.middle)
    if is_russian(name):
        return _joined(name.last, _initial(name.first), _initial(name.middle))
    return _joined(_initial(name.first), name.last)


def initials(name: PersonName) -> str:
    """One or two capitals for an avatar, in the order of the list: «ЩА», "JS"; "" where there is no letter."""
    order = (name.last, name.first or name.middle) if is_russian(name) else (name.first or name.middle, name.last)
    return "".join(_capital(part) for part in order)


def sort_key(name: PersonName) -> str:
    """What a list of people is sorted by: last, first, middle; folded, particles («фон», "van") at the end."""
    words = name.last.split()
    rest = [word for word in words if word not in _PARTICLES]
    particles = [word for word in words if word in _PARTICLES]
    return folded(" ".join((*rest, name.first, name.middle, *particles)))


def is_russian(name: PersonName) -> bool:
    """Whether the name is written in Russian letters."""
    return _RUSSIAN_LETTER.search(name.last + name.first + name.middle) is not None


def is_initial(word: str) -> bool:
    """Whether a part of a name is only its first letter: «А.», "J", «А. В.»."""
    return all(_INITIAL.fullmatch(one) for one in word.split())


def is_patronymic(word: str) -> bool:
    """Whether a word looks like an отчество."""
    low = word.lower()
    return low in _SHORT_PATRONYMICS or _PATRONYMIC.fullmatch(low) is not None


def _spaced(text: str) -> list[str]:
    """Words, with «А.В.» taken apart and «оглы» kept with its patronymic."""
    words: list[str] = []
    for word in _GLUED_INITIALS.sub(" ", text).split():
        if words and word.lower() in _AFTER_PATRONYMIC:
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def _taken(words: list[str], known: frozenset[str], at: int, keep: int = 1) -> list[str]:
    """Titles taken off one end of the words, at least `keep` of which stay: a lone title is somebody's name."""
    taken: list[str] = []
    while len(words) > keep and _bare(words[at]) in known:
        taken.append(words.pop(at))
    return taken


def _bare(word: str) -> str:
    return word.lower().replace(".", "")


def _given(words: list[str]) -> tuple[list[str], list[str]]:
    """First and middle names of the words after the last name."""
    if len(words) == _TWO and (_is_middle(words[1]) or is_initial(words[0]) or not _RUSSIAN_LETTER.search(words[1])):
        return words[:1], words[1:]
    if len(words) > _TWO and _is_middle(words[-1]):
        return words[:-1], words[-1:]
    return (words, []) if _RUSSIAN_LETTER.search(" ".join(words)) else (words[:1], words[1:])


def _ordered(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """First, middle and last names of words in unknown order."""
    if len(words) < _TWO:
        return _single(words[0]) if words else ([], [], [])
    particle = next((at for at, word in enumerate(words) if word in _PARTICLES), 0)
    if particle:
        return *_given(words[:particle]), words[particle:]
    # «Анна Викторовна Щукина», «Анна Викторовна»; but a known name in second place is no отчество.
    if _is_middle(words[1]) and (len(words) > _TWO or not _is_known(words[1])):
        return words[:1], words[1:2], words[2:]
    if _last_comes_first(words):
        cut = _last_words(words)
        return *_given(words[cut:]), words[:cut]
    if _RUSSIAN_LETTER.search(words[-1]) and not is_initial(words[0]):
        return words[:-1], [], words[-1:]
    return words[:1], words[1:-1], words[-1:]


def _single(word: str) -> tuple[list[str], list[str], list[str]]:
    if _is_known(word) or not _RUSSIAN_LETTER.search(word):
        return [word], [], []
    return ([], [word], []) if _is_middle(word) else ([], [], [word])


def _last_comes_first(words: list[str]) -> bool:
    """Whether the name is in list order. Russian ones are by default, Latin ones only with a reason."""
    if words[0] in _PARTICLES or is_initial(words[-1]) != is_initial(words[0]):
        return not is_initial(words[0])
    if len(words) > _TWO and _is_middle(words[-1]):
        return True
    first_known, last_known = _is_known(words[0]), _is_known(words[-1])
    russian = _RUSSIAN_LETTER.search("".join(words)) is not None
    if not russian:
        return False
    if len(words) == _TWO and first_known != last_known:
        return last_known
    if len(words) > _TWO and first_known and _is_surname(words[-1]):
        return False
    return _is_surname(words[0]) or not _is_surname(words[-1])


def _last_words(words: list[str]) -> int:
    """How many words in front are the last name: one, and its particles."""
    count = 1
    while count < len(words) - 1 and words[count - 1] in _PARTICLES:
        count += 1
    return count


def _is_middle(word: str) -> bool:
    return is_patronymic(word) or word.rsplit(maxsplit=1)[-1].lower() in _AFTER_PATRONYMIC


def _is_known(word: str) -> bool:
    low = folded(word)
    return low in given_names.KNOWN or low.partition(" ")[0] in given_names.KNOWN


def _is_surname(word: str) -> bool:
    return not _is_known(word) and _SURNAME.fullmatch(word.lower()) is not None


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _initial(part: str) -> str:
    """«Анна-Мария» → «А.-М.», "Mary Jane" → "M. J."."""
    words = [word for word in part.split() if word.lower() not in _AFTER_PATRONYMIC]
    return " ".join("-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece) for word in words)


def _capital(part: str) -> str:
    words = part.split()
    main = [word for word in words if word not in _PARTICLES] or words
    letters = [char for char in "".join(main) if char.isalnum()]
    return letters[0].upper()[:1] if letters else ""
