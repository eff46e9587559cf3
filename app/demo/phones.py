"""Telephone numbers that ring nobody, each given once.

Russian mobiles stand in the codes 935 and 972–976 and Kazakh ones in 751, for which the carrier tables of
libphonenumber (9.0.43) name no operator; Russian landlines begin with 0 after the city's code, which no subscriber's
number does; North American ones are 555-01xx first, then further 555-xxxx; British ones are Ofcom's numbers for drama.
"""

from app.demo.records import DemoChannel

_MOBILE_CODES = ("935", "972", "973", "974", "975", "976")
_TEN_MILLION = 10_000_000
_STEP = 6_180_339  # shares no divisor with powers of ten: a walk through all numbers without meeting one twice
_AREAS = (
    205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248,
    251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313,
    314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 334, 336, 337, 352, 360, 361, 386, 401, 402, 404, 405, 406,
    407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 430, 432, 434, 435, 440, 443, 458, 469, 478, 479, 480,
    484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520, 530, 540, 541, 551, 559, 561,
    562, 563, 567, 570, 571, 573, 574, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615, 616,
    617, 618, 619, 620, 623, 626, 630, 631, 636, 641, 646, 650, 651, 660, 661, 662, 678, 682, 701, 702, 703, 704, 706,
)  # fmt: skip
_CAST_AREAS = frozenset((212, 216, 303, 312, 317, 414, 713))
_FREE_AREAS = tuple(area for area in _AREAS if area not in _CAST_AREAS)  # the cast has its own numbers there
_FIRST_LINE, _LAST_LINE = 100, 9999
_BRITISH_LINES = 1000


def russian_mobile(person: int, style: int, *, second: bool = False, kind: str = "mobile") -> DemoChannel:
    """A mobile number of one's own; `style` (0–7) is the way it was typed."""
    code = _MOBILE_CODES[3 + person % 3 if second else person % 3]
    digits = f"{(person * _STEP + 1_234_567) % _TEN_MILLION:07d}"
    return DemoChannel("phone", _typed(code, digits, style), f"+7{code}{digits}", kind)


def kazakh_mobile(person: int, style: int) -> DemoChannel:
    """A mobile number of one's own in Kazakhstan."""
    digits = f"{(person * _STEP + 1_234_567) % _TEN_MILLION:07d}"
    return DemoChannel("phone", _typed("751", digits, style), f"+7751{digits}", "mobile")


def russian_landline(company: int, code: str, style: int, extension: int = 0, word: str = "доб.") -> DemoChannel:
    """A firm's own number in its city, with the extension of one person where given."""
    width = 9 - len(code)
    room = 10**width
    digits = f"0{(company * _STEP + 271_828) % room:0{width}d}"
    value = _typed(code, digits, style)
    ext = str(extension) if extension else ""
    if ext:
        value += (f", {word} {ext}", f" {word} {ext}", f" ({word} {ext})")[style % 3]
    return DemoChannel("phone", value, f"+7{code}{digits}", "work" if ext else "main", extension=ext)


def american(slot: int, kind: str, style: int, extension: int = 0, word: str = "ext.") -> DemoChannel | None:
    """A North American number by its slot; None where all are given away."""
    line, area_place = divmod(slot, len(_FREE_AREAS))
    line += _FIRST_LINE
    if line > _LAST_LINE:
        return None
    area = _FREE_AREAS[area_place]
    value = (f"+1 {area} 555-{line:04d}", f"({area}) 555-{line:04d}", f"{area}-555-{line:04d}")[style % 3]
    if style % 3:
        value = f"+1 {value}"  # the rest of the base is read as Russian numbers
    ext = str(extension) if extension else ""
    if ext:
        value += f" {word} {ext}"
    return DemoChannel("phone", value, f"+1{area}555{line:04d}", kind, extension=ext)


def british(company: int, prefix: str, extension: int = 0, word: str = "ext.") -> DemoChannel | None:
    """A firm's number from the range set aside for drama in its city; None where all are given away."""
    if company >= _BRITISH_LINES:
        return None
    ext = str(extension) if extension else ""
    value = f"+44 {prefix}{company:03d}" + (f" {word} {ext}" if ext else "")
    normal = f"+44{prefix}{company:03d}".replace(" ", "")
    return DemoChannel("phone", value, normal, "work" if ext else "main", extension=ext)


def _typed(code: str, digits: str, style: int) -> str:
    a, b, c = digits[:-4], digits[-4:-2], digits[-2:]
    match style:
        case 0 | 1 | 2 | 3:
            return f"+7 {code} {a}-{b}-{c}"
        case 4:
            return f"8 ({code}) {a}-{b}-{c}"
        case 5:
            return f"8{code}{digits}"
        case 6:
            return f"+7({code}){a}{b}{c}"
        case _:
            return f"8-{code}-{a}-{b}-{c}"
