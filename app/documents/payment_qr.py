"""The payment QR code of Russian banks: its text by ГОСТ Р 56042-2014 and its modules by segno.

The standard fixes the five required fields, their order and the lengths below; sums are in kopecks; "2" in the head
says UTF-8. The separator may not occur inside a value.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import segno

from app.documents.offer_paper import Payment

_HEAD = "ST00012"
_SEPARATOR = "|"
_LIMITS = {
    "Name": 160,
    "PersonalAcc": 20,
    "BankName": 45,
    "BIC": 9,
    "CorrespAcc": 20,
    "Sum": 18,
    "Purpose": 210,
    "PayeeINN": 12,
    "KPP": 9,
}
_REQUIRED = ("Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc")


def payment_string(payment: Payment) -> str:
    """The text of the code; empty when one of the five required fields is, for a bank would refuse such a code."""
    fields = {
        "Name": payment.name,
        "PersonalAcc": _digits(payment.account),
        "BankName": payment.bank,
        "BIC": _digits(payment.bic),
        "CorrespAcc": _digits(payment.correspondent_account),
        "Sum": _kopecks(payment.amount),
        "Purpose": payment.purpose,
        "PayeeINN": _digits(payment.inn),
        "KPP": _digits(payment.kpp),
    }
    said = {key: _fitted(key, value) for key, value in fields.items()}
    if not all(said[key] for key in _REQUIRED):
        return ""
    return _SEPARATOR.join([_HEAD, *(f"{key}={value}" for key, value in said.items() if value)])


@lru_cache(maxsize=32)
def payment_modules(payment: Payment) -> tuple[bytes, ...]:
    """The rows of the code, a byte a module (1 is dark), without the quiet zone; empty when there is nothing to pay by."""
    text = payment_string(payment)
    if not text:
        return ()
    code = segno.make_qr(text, error="m", encoding="utf-8", eci=False)
    return tuple(bytes(row) for row in code.matrix)


def _kopecks(amount: Decimal | None) -> str:
    if amount is None or amount <= 0:
        return ""
    return str(int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def _digits(value: str) -> str:
    return re.sub(r"\s", "", value)


def _fitted(key: str, value: str) -> str:
    plain = " ".join(value.replace(_SEPARATOR, "/").split())
    limit = _LIMITS[key]
    if len(plain) <= limit:
        return plain
    return "" if key == "Sum" else plain[:limit].rstrip()
