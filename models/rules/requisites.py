"""Russian requisites: their checksums, told as hints and never as a barrier.

Each check takes what was typed and returns None when there is nothing to say (also for an empty field), else a `Hint`
with a sentence for the person. Numbers are compared without spaces, dashes and no-break spaces.

Rules: ИНН and КПП – structure by ФНС order ММВ-7-6/435@ of 29.06.2012; ОГРН and ОГРНИП – Минфин order 165н of
30.10.2017; account keys – «Порядок расчёта контрольного ключа в номере лицевого счёта» of the Bank of Russia,
08.09.1997 № 515. ОКПО, БИК and СНИЛС are checked by their commonly published algorithms, described at each function.
"""

import re
from dataclasses import dataclass

from resources.i18n import N_, _, ngettext

_SPACES = re.compile(r"[\s\-‐‑–—\xa0\u202f\u2060\ufeff]+")
_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_CLEARING_LETTERS = str.maketrans("ABCEHKMPTX", "0123456789")  # 6th sign of an account in a clearing currency
_ACCOUNT = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")
_KEY_WEIGHTS = (7, 1, 3) * 8
_CASH_CENTRE_BIKS = frozenset({"000", "001", "002"})  # settlement network of the Bank of Russia itself
_LAST_UNCHECKED_SNILS = 1_001_998  # numbers up to 001-001-998 were issued without control digits
_ORGANISATION_INN, _PERSON_INN = 10, 12
_OGRN, _OGRNIP = 13, 15
_BIK = 9
_SNILS = 11

_WRONG_CHECKSUM = N_("The check digit does not match: a digit of the {name} may be mistyped.")


@dataclass(frozen=True, slots=True)
class Hint:
    """A doubt about a requisite: the field it stands beside and the sentence to show there."""

    field: str
    message: str


def normal_requisite(text: str) -> str:
    """The number as it is stored and printed: no spaces or dashes, Latin capitals."""
    return _SPACES.sub("", text).upper()


def check_inn(text: str) -> Hint | None:
    """ИНН: 10 digits of an organisation, 12 of a person or ИП, with one or two check digits at the end."""
    number = normal_requisite(text)
    if (doubt := _digits_doubt(number, "inn", _("INN"), (_ORGANISATION_INN, _PERSON_INN))) or not number:
        return doubt
    from stdnum.ru import inn  # noqa: PLC0415 - asked for when a form is filled, not at start-up

    return None if inn.is_valid(number) else _mistyped("inn", _("INN"))


def check_kpp(text: str) -> Hint | None:
    """КПП: four digits of the tax office, two digits or Latin capitals of the reason, three digits; no checksum."""
    number = normal_requisite(text)
    if not number or _KPP.fullmatch(number):
        return None
    return Hint("kpp", _("A KPP has 9 signs: digits, and at the 5th and 6th place digits or Latin capitals."))


def check_ogrn(text: str) -> Hint | None:
    """ОГРН: 13 digits, first 1 or 5, the rest modulo 11; ОГРНИП: 15 digits, first 3, modulo 13; last digit of that."""
    number = normal_requisite(text)
    if (doubt := _digits_doubt(number, "ogrn", _("OGRN"), (_OGRN, _OGRNIP))) or not number:
        return doubt
    if number[0] not in ("15" if len(number) == _OGRN else "3"):
        return Hint("ogrn", _("An OGRN begins with 1 or 5, an OGRNIP with 3."))
    # The library's ОГРНИП check lacks the last "% 10", so both are counted here.
    key = int(number[:-1]) % (len(number) - 2) % 10
    return None if key == int(number[-1]) else _mistyped("ogrn", _("OGRN"))


def check_okpo(text: str) -> Hint | None:
    """ОКПО: 8 digits (organisation) or 10 (ИП), last the weighted sum modulo 11, weights from 1, then from 3 if it is 10."""
    number = normal_requisite(text)
    if (doubt := _digits_doubt(number, "okpo", _("OKPO"), (8, 10))) or not number:
        return doubt
    key = _okpo_sum(number, first_weight=1)
    if key > 9:  # noqa: PLR2004 - two digits
        key = _okpo_sum(number, first_weight=3) % 10
    return None if key == int(number[-1]) else _mistyped("okpo", _("OKPO"))


def check_bik(text: str) -> Hint | None:
    """БИК: 9 digits, the first 0 (a bank), 1 or 2 (other participants of the payment system); no checksum."""
    number = normal_requisite(text)
    if (doubt := _digits_doubt(number, "bik", _("BIK"), (_BIK,))) or not number:
        return doubt
    return None if number[0] in "012" else Hint("bik", _("A BIK begins with 0, 1 or 2."))


def check_account(account: str, bik: str) -> Hint | None:
    """Bank account: 20 signs, the key at the 9th place checked together with the БИК of its bank."""
    return _account_doubt("account", account, bik)


def check_correspondent(account: str, bik: str) -> Hint | None:
    """Correspondent account: begins with 301, ends as the БИК does, its key checked with the Bank of Russia's office."""
    number, bank = normal_requisite(account), normal_requisite(bik)
    if (doubt := _account_doubt("correspondent", account, bik)) or not number:
        return doubt
    if number.startswith("401"):
        return None  # the single treasury account of a region
    if not number.startswith("301"):
        return Hint("correspondent", _("A correspondent account begins with 301."))
    if len(bank) == _BIK and number[-3:] != bank[-3:]:
        return Hint("correspondent", _("The last three digits differ from those of the BIK."))
    return None


def check_snils(text: str) -> Hint | None:
    """СНИЛС: 9 digits times 9…1 modulo 101 give the last two (100 counts as 00); numbers to 001-001-998 have none."""
    number = normal_requisite(text)
    if (doubt := _digits_doubt(number, "snils", _("SNILS"), (_SNILS,))) or not number:
        return doubt
    if int(number[:9]) <= _LAST_UNCHECKED_SNILS:
        return None
    key = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=False)) % 101 % 100
    return None if key == int(number[9:]) else _mistyped("snils", _("SNILS"))


def _account_doubt(field: str, account: str, bik: str) -> Hint | None:
    number, bank = normal_requisite(account), normal_requisite(bik)
    if not number:
        return None
    if not _ACCOUNT.fullmatch(number):
        return _digits_doubt(number, field, _("Account"), (20,)) or Hint(field, _("An account has 20 digits."))
    treasury = number.startswith("0")  # treasury accounts are keyed by rules of the treasury
    if treasury or check_bik(bik) or not bank:
        return None
    if _key_matches(number, bank):
        return None
    return Hint(field, _("The account does not belong to this BIK, or a digit of either is mistyped."))


def _key_matches(account: str, bik: str) -> bool:
    """The three digits of the bank (or 0 and its settlement office) before the account; the weighted sum ends in 0."""
    of_the_central_bank = account.startswith(("301", "401")) or bik[-3:] in _CASH_CENTRE_BIKS
    bank = f"0{bik[4:6]}" if of_the_central_bank else bik[-3:]
    digits = bank + account.translate(_CLEARING_LETTERS)
    return sum(int(digit) * weight for digit, weight in zip(digits, _KEY_WEIGHTS, strict=False)) % 10 == 0


def _okpo_sum(number: str, first_weight: int) -> int:
    """Weights run 1…10 and round again."""
    body = enumerate(number[:-1], start=first_weight - 1)
    return sum(int(digit) * (weight % 10 + 1) for weight, digit in body) % 11


def _digits_doubt(number: str, field: str, name: str, lengths: tuple[int, ...]) -> Hint | None:
    """The doubt about a number that is not made of digits or not of a known length; None also for an empty one."""
    if not number:
        return None
    if not (number.isascii() and number.isdecimal()):
        return Hint(field, _("{name}: only digits are expected here.").format(name=name))
    if len(number) in lengths:
        return None
    expected = _(" or ").join(map(str, lengths))
    message = ngettext(
        "{name}: {count} digit typed, {expected} expected.",
        "{name}: {count} digits typed, {expected} expected.",
        len(number),
    ).format(name=name, count=len(number), expected=expected)
    if len(number) + 1 in lengths:
        message += " " + _("A leading zero may have been lost in a spreadsheet.")
    return Hint(field, message)


def _mistyped(field: str, name: str) -> Hint:
    return Hint(field, _(_WRONG_CHECKSUM).format(name=name))
