"""Phones as typed, as dialled and as shown: several in one cell, national or international, with extensions.

Numbers are judged by the `phonenumbers` library, which is slow to import (so it is imported at the first number that
needs it) and slow to ask (50–100 µs). The forms nearly every Russian cell has – +7, 8 or nothing before ten digits of
a known code – are judged here; the tests hold the two to the same answer.
"""

import re
from dataclasses import dataclass
from typing import Literal

from models.rules.phone_cell import Part, cell_parts, only_digits
from resources.i18n import _

_HOME = "RU"
_USUAL = re.compile(r"(?:\+7|8) ?\(?([0-9]{3})\)? ?([0-9]{3})-?([0-9]{2})-?([0-9]{2})")  # as most cells have it, alone
_RUSSIAN = re.compile(r"(?:\+7|7|8)?(\d{10})")
# Codes of the Russian numbering plan under which every number of ten digits is in use; others go the long way.
_AREA_TEXT = """
301 302 336 341 342 343 345 346 347 349 351 352 353 365 381 382 383 384 385 388 390 391 394 395 401 411 413 415 416
421 423 424 426 427 471 472 473 474 475 481 482 483 484 485 486 487 491 492 493 494 495 496 498 499 811 812 813 814
815 816 817 818 820 821 831 833 834 835 836 840 841 842 843 844 845 846 847 848 851 855 856 857 860 861 862 863 865
866 867 869 871 872 873 877 878 879 800 803 804 808 809
"""
_AREA_CODES = frozenset(_AREA_TEXT.split())
_MOBILE = re.compile(r"9(?!30)\d\d")
_GROUPED = re.compile(r"\+7([349]\d\d|8(?:[02-7]\d|1[1-8]))(\d{3})(\d\d)(\d\d)")
_SHORTEST = 7  # digits; fewer is an internal number and no business of any numbering plan
_VANITY = re.compile(r"\+?[\d\s()\-.]*\d[\s\-.]*[A-Za-z]{3,}[A-Za-z\d\s\-.]*")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as typed (words included), normal (E.164, or digits where not valid), and its extension.

    `normal` of an internet number is its `sip:` address; of a cell of words alone it is empty.
    """

    raw: str
    normal: str
    extension: str = ""
    valid: bool = False


def split_phones(text: str, region: str = _HOME) -> tuple[Phone, ...]:
    """The numbers of one cell; `region` (ISO 3166) is where a number without + is at home. Nothing typed is lost."""
    if region == _HOME and (usual := _USUAL.fullmatch(text)) is not None and _is_in_use(usual[1]):
        return (Phone(text, "+7" + "".join(usual.groups()), "", valid=True),)
    return tuple(_phone(part, region) for part in cell_parts(text)) if text.strip() else ()


def shown(phone: Phone, home_region: str = _HOME, style: Literal["international", "national"] = "international") -> str:
    """The number as a person reads it, extension after it; one that is not valid is shown as it was typed."""
    if not phone.valid or not phone.normal.startswith("+"):
        return phone.raw
    grouped = _shown_number(phone.normal, home_region, style)
    if not phone.extension:
        return grouped
    return _("{phone}, ext. {extension}").format(phone=grouped, extension=phone.extension)


def dial_uri(phone: Phone) -> str:
    """What a softphone is handed: `tel:` with the extension (RFC 3966), or the `sip:` address; "" where none."""
    if not phone.normal or phone.normal.startswith("sip"):
        return phone.normal
    extension = only_digits(phone.extension.partition(",")[0])
    return f"tel:{phone.normal};ext={extension}" if extension else f"tel:{phone.normal}"


def _phone(part: Part, region: str) -> Phone:
    if region == _HOME:
        match = _RUSSIAN.fullmatch(part.number)
        if match and _is_in_use(match[1][:3]):
            return Phone(part.raw, "+7" + match[1], part.extension, valid=True)
    if part.number.startswith("sip"):
        return Phone(part.raw, part.number, part.extension, valid="@" in part.number)
    digits = only_digits(part.number)
    if len(digits) < _SHORTEST and not _VANITY.fullmatch(part.raw):
        return Phone(part.raw, digits, part.extension)
    normal = _judged(part.number, region) or (_judged(part.raw, region) if _VANITY.fullmatch(part.raw) else "")
    if normal:
        return Phone(part.raw, normal, part.extension, valid=True)
    if region == _HOME and re.fullmatch(r"8\d{10}", part.number):
        digits = "7" + digits[1:]  # an unknown code still reads alike with 8 and with +7
    return Phone(part.raw, digits, part.extension)


def _is_in_use(code: str) -> bool:
    """Whether every number of ten digits under a Russian code is one."""
    return code in _AREA_CODES or _MOBILE.match(code) is not None


def _judged(number: str, region: str) -> str:
    """E.164 of a number the numbering plans know, else ""."""
    import phonenumbers  # noqa: PLC0415 - slow to import, rarely needed

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _shown_number(normal: str, home_region: str, style: str) -> str:
    match = _GROUPED.fullmatch(normal)
    if match and style == "international":
        return f"+7 {match[1]} {match[2]}-{match[3]}-{match[4]}"
    if match and home_region == _HOME:
        return f"8 ({match[1]}) {match[2]}-{match[3]}-{match[4]}"
    import phonenumbers  # noqa: PLC0415 - slow to import, rarely needed

    parsed = phonenumbers.parse(normal)
    at_home = style == "national" and phonenumbers.region_code_for_number(parsed) == home_region
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
