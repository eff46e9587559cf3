"""Check digits of Russian requisites, so that invented numbers pass the same checks as real ones.

Sources: ИНН – order of the Federal Tax Service ММВ-7-6/435@; ОГРН, ОГРНИП – order of the Ministry of Finance 165n;
ОКПО – ПР 50.1.024; the key of an account – rules of the Bank of Russia 515 of 8 September 1997.
"""

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_KEY = (7, 1, 3)


def organisation_inn(body: str) -> str:
    """ИНН of an organisation from its first nine digits."""
    return body + str(_weigh(body, _INN_10) % 11 % 10)


def person_inn(body: str) -> str:
    """ИНН of a person from its first ten digits."""
    eleven = body + str(_weigh(body, _INN_11) % 11 % 10)
    return eleven + str(_weigh(eleven, _INN_12) % 11 % 10)


def ogrn(body: str) -> str:
    """ОГРН from its first twelve digits, ОГРНИП from its first fourteen."""
    divisor = 11 if len(body) == len("123456789012") else 13
    return body + str(int(body) % divisor % 10)


def okpo(body: str) -> str:
    """ОКПО from its digits without the last: seven for an organisation, nine for an ИП."""
    check = _weigh(body, tuple(i % 10 + 1 for i in range(len(body)))) % 11
    if check == 10:  # noqa: PLR2004 - two digits do not fit: the rule weighs anew, shifted by two
        check = _weigh(body, tuple((i + 2) % 10 + 1 for i in range(len(body)))) % 11
    return body + str(check % 10)


def bank_account(account: str, bik: str) -> str:
    """A client's account with its ninth digit, the key, made right for the bank."""
    return _with_key(account, bik[-3:])


def correspondent_account(account: str, bik: str) -> str:
    """A bank's account at the central bank with its key made right."""
    return _with_key(account, "0" + bik[4:6])


def _with_key(account: str, lead: str) -> str:
    zeroed = account[:8] + "0" + account[9:]
    total = sum(int(digit) * _KEY[i % 3] for i, digit in enumerate(lead + zeroed))
    return account[:8] + str(total % 10 * 3 % 10) + account[9:]


def _weigh(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
