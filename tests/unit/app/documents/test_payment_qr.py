"""The text of the payment code: order, lengths, escaping, kopecks."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.offer_paper import Payment
from app.documents.payment_qr import payment_modules, payment_string

PAYMENT = Payment(
    name="ООО «Завод»",
    account="40702 810 0 0000 0000001",
    bank="АО «Банк»",
    bic="045000000",
    correspondent_account="30101810000000000000",
    inn="5401234567",
    kpp="540101001",
    amount=Decimal("1248609.50"),
    purpose="Оплата по КП-2026-118",
)


def test_the_five_required_fields_come_first_and_in_order() -> None:
    assert payment_string(PAYMENT) == (
        "ST00012|Name=ООО «Завод»|PersonalAcc=40702810000000000001|BankName=АО «Банк»|BIC=045000000"
        "|CorrespAcc=30101810000000000000|Sum=124860950|Purpose=Оплата по КП-2026-118"
        "|PayeeINN=5401234567|KPP=540101001"
    )


@pytest.mark.parametrize("field", ["name", "account", "bank", "bic", "correspondent_account"])
def test_nothing_is_printed_without_a_required_field(field: str) -> None:
    values = asdict(PAYMENT) | {field: " "}
    lacking = Payment(**values)

    assert payment_string(lacking) == ""
    assert payment_modules(lacking) == ()


@given(name=st.text(min_size=1, max_size=400), purpose=st.text(max_size=400))
def test_no_text_breaks_the_fields_apart(name: str, purpose: str) -> None:
    text = payment_string(replace(PAYMENT, name="О" + name, purpose=purpose))

    fields = dict(part.split("=", 1) for part in text.split("|")[1:])
    assert list(fields)[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert len(fields["Name"]) <= 160
    assert len(fields.get("Purpose", "")) <= 210


def test_an_open_amount_is_left_to_the_payer() -> None:
    assert "Sum=" not in payment_string(replace(PAYMENT, amount=None))
    assert "Sum=" not in payment_string(replace(PAYMENT, amount=Decimal(0)))


def test_half_a_kopeck_is_rounded_up() -> None:
    assert "|Sum=101|" in payment_string(replace(PAYMENT, amount=Decimal("1.005")))


def test_the_code_is_a_square_with_its_corner_marks() -> None:
    rows = payment_modules(PAYMENT)

    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0][:8] == bytes([1, 1, 1, 1, 1, 1, 1, 0])
