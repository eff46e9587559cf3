"""Names across alphabets: the Latin spellings of a Russian word and the Russian words behind a Latin spelling.

Schemes followed: ICAO Doc 9303 (passports since 2014), ГОСТ 7.79-2000 / ISO 9 (system B; system A loses its marks
in `search_text`), BGN/PCGN, and the loose spellings of e-mail addresses (h for х, c for ц, x for кс, sch for щ).
"""

from collections.abc import Iterator

PASSPORT = (
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ъ": "ie", "ь": "", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u"}
)
_COMMON = PASSPORT | {"ё": "yo", "й": "y", "ъ": "", "ю": "yu", "я": "ya"}
_GOST_B = PASSPORT | {"ё": "yo", "й": "j", "х": "x", "щ": "shh", "ъ": "", "ю": "yu", "я": "ya"}
_LOOSE = _COMMON | {"х": "h", "ц": "c", "щ": "sch"}
_LOOSE_J = _LOOSE | {"ё": "e", "й": "i", "ж": "j", "ю": "ju", "я": "ja"}
_LONGEST = 32  # letters; a longer word is no name

# What a Latin group may stand for, likeliest first; the longest group at a place wins. "ь" variants are guesses.
_GROUP_LINES = """
a=а b=б d=д f=ф g=г k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у v=в w=в z=з
shch=щ shh=щ sch=щ,ш sh=ш zh=ж kh=х ch=ч,х tch=ч ts=ц tz=ц ph=ф th=т ck=к dzh=дж
yu=ю iu=ю ju=ю,жу ya=я ja=я yo=е ye=е ia=ия,я iy=ий ij=ий ii=ий iia=ия iya=ия ija=ия iyu=ию yy=ый yi=ый,ьи
e=е,э h=х,г x=кс,х c=к,ц cz=ц q=к i=и y=ы,и j=ж,дж
yev=ев,ьев iev=ьев,иев jev=ьев,ев iyev=иев ll=лл,л ss=сс,с ee=ее,и oo=у
"""
_GROUPS = {group: tuple(means.split(",")) for group, _, means in (one.partition("=") for one in _GROUP_LINES.split())}
_LONGEST_GROUP = max(map(len, _GROUPS))
_VOWELS = frozenset("aeiouy")
_AFTER_CONSONANT = {"ya": ("ья", "я"), "ja": ("ья", "я"), "ia": ("ия", "ья", "я"), "yu": ("ью", "ю"), "yo": ("ье", "е")}
_AT_END = {"y": ("и", "ы"), "ya": ("я", "ья")}
_SOFT_FORM_LINES = """
olga=ольга igor=игорь lubov=любовь liubov=любовь lyubov=любовь kuzmin=кузьмин kuzmina=кузьмина kuzma=кузьма
kseniya=ксения kseniia=ксения ksenia=ксения xenia=ксения peter=петр alexander=александр john=джон
"""
_SOFT_FORMS = dict(one.split("=") for one in _SOFT_FORM_LINES.split())


def latin(text: str) -> str:
    """A Russian name in Latin letters as a passport spells it, capitals kept: "Щукина" → "Shchukina"."""
    shouted = text.isupper() and len(text) > 1
    spelled = (_cased(char, PASSPORT.get(char.lower(), char)) for char in text)
    return "".join(spelled).upper() if shouted else "".join(spelled)


def latin_spellings(word: str) -> tuple[str, ...]:
    """How a folded Russian word may have begun in Latin letters, likeliest first, six at most.

    A spelling that begins with another one is left out: both are looked for as prefixes.
    """
    if not 0 < len(word) <= _LONGEST:
        return ()
    spelled = (
        _ended(_spelled(word, _COMMON)),
        _ended(_spelled(word, PASSPORT)),
        _ended(_spelled(word, _LOOSE).replace("ks", "x")),
        _ended(_spelled(word.replace("ия", "ia").replace("ье", "ie"), _LOOSE_J)).replace("ks", "x"),
        _ended(_spelled(_iotated(word), _COMMON)),
        _spelled(word[:-1], _COMMON) if word.endswith("ий") else _spelled(word, _GOST_B),
    )
    several = tuple(dict.fromkeys(spelled))
    return tuple(one for one in several if not any(one != two and one.startswith(two) for two in several))


def russian_spellings(word: str, limit: int = 4) -> tuple[str, ...]:
    """Russian words a folded Latin spelling may stand for, likeliest first, `limit` at most."""
    if not 0 < len(word) <= _LONGEST:
        return ()
    beam: dict[str, int] = {"": 0}
    place = 0
    while place < len(word):
        group, choices = _choices(word, place)
        longer: dict[str, int] = {}
        for start, cost in beam.items():
            for extra, choice in enumerate(choices):
                longer.setdefault(start + choice, cost + extra)
        beam = dict(sorted(longer.items(), key=lambda pair: pair[1])[: 2 * limit])
        place += len(group)
    known = (_SOFT_FORMS[word],) if word in _SOFT_FORMS else ()
    return tuple(dict.fromkeys((*known, *beam)))[:limit]


def _choices(word: str, place: int) -> tuple[str, tuple[str, ...]]:
    group = next((g for g in _groups_at(word, place) if g in _GROUPS), word[place])
    choices = _GROUPS.get(group, (group,))
    before = word[place - 1] if place else ""
    after = word[place + len(group) : place + len(group) + 1]
    if group in "iyj" and before and before in _VOWELS:
        return group, (("й", "и") if after else ("й",))
    if group == "l" and after and after not in _VOWELS and after != "l":
        return group, ("л", "ль")
    if group == "c" and after and after in "eiy":
        return group, ("ц", "с")
    if group == "e" and before:
        return group, ("е",)
    if before and before not in _VOWELS:
        special = _AT_END.get(group) if not after else None
        return group, special or _AFTER_CONSONANT.get(group, choices)
    return group, choices


def _groups_at(word: str, place: int) -> Iterator[str]:
    return (word[place : place + length] for length in range(_LONGEST_GROUP, 0, -1) if place + length <= len(word))


def _spelled(word: str, scheme: dict[str, str]) -> str:
    return "".join(scheme.get(char, char) for char in word)


def _ended(spelling: str) -> str:
    """«Дмитрий» is written Dmitry, «Белый» Bely, and Dmitri begins both Dmitriy and Dmitrii."""
    if spelling.endswith("ii"):
        return spelling[:-1]
    return spelling[:-2] + "y" if spelling.endswith(("iy", "yy")) else spelling


def _iotated(word: str) -> str:
    """The BGN way: е is "ye" at the start and after ь or ъ; and -ия as English names have it, "Maria"."""
    start = "ye" + word[1:] if word.startswith("е") else word
    return start.replace("ье", "ye").replace("ъе", "ye").replace("ия", "ia")


def _cased(char: str, spelling: str) -> str:
    return spelling.capitalize() if char.isupper() else spelling
