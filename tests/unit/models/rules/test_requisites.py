"""Requisites: what passes, what is doubted, and that nothing is ever refused."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.requisites import (
    Hint,
    check_account,
    check_bik,
    check_correspondent,
    check_inn,
    check_kpp,
    check_ogrn,
    check_okpo,
    check_snils,
    normal_requisite,
)

Check = Callable[[str], Hint | None]
ALONE: list[Check] = [check_inn, check_kpp, check_ogrn, check_okpo, check_bik, check_snils]


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (check_inn, "7707083893"),
        (check_inn, "77 07 083893"),
        (check_inn, "500100732259"),
        (check_kpp, "773601001"),
        (check_kpp, "7736AB001"),
        (check_ogrn, "1027700132195"),
        (check_ogrn, "304500116000157"),
        (check_okpo, "00032537"),
        (check_bik, "044525225"),
        (check_bik, "017003983"),
        (check_snils, "112-233-445 95"),
        (check_snils, "001-001-998 00"),
    ],
)
def test_a_right_number_raises_no_doubt(check: Check, number: str) -> None:
    assert check(number) is None


@pytest.mark.parametrize(
    ("check", "number", "field"),
    [
        (check_inn, "7707083894", "inn"),
        (check_inn, "500100732258", "inn"),
        (check_kpp, "77360100", "kpp"),
        (check_ogrn, "1027700132194", "ogrn"),
        (check_ogrn, "3027700132195", "ogrn"),
        (check_okpo, "00032538", "okpo"),
        (check_bik, "944525225", "bik"),
        (check_snils, "112-233-445 96", "snils"),
    ],
)
def test_a_mistyped_number_is_doubted_beside_its_field(check: Check, number: str, field: str) -> None:
    hint = check(number)

    assert hint is not None
    assert hint.field == field


def test_a_lost_leading_zero_is_suspected() -> None:
    hint = check_bik("44525225")

    assert hint is not None
    assert hint.message == "BIK: 8 digits typed, 9 expected. A leading zero may have been lost in a spreadsheet."


def test_letters_are_told_from_a_wrong_length() -> None:
    hint = check_inn("77О7083893")

    assert hint is not None
    assert hint.message == "INN: only digits are expected here."


@pytest.mark.parametrize(
    ("account", "bik"),
    [
        ("40702810733270000011", "043807606"),
        ("40702810400060001999", "040507705"),
        ("4070 2810 4380 0023 6919", "044525225"),
        ("40702810627060018754", "044525411"),
        ("03100643000000018500", "017003983"),
        ("40702810733270000011", ""),
        ("", "044525225"),
    ],
)
def test_published_accounts_match_the_bik_of_their_bank(account: str, bik: str) -> None:
    assert check_account(account, bik) is None


@pytest.mark.parametrize(
    ("account", "bik"),
    [
        ("30101810400000000225", "044525225"),
        ("30101810145250000411", "044525411"),
        ("40102810445370000059", "017003983"),
    ],
)
def test_published_correspondent_accounts_match_their_bik(account: str, bik: str) -> None:
    assert check_correspondent(account, bik) is None


@pytest.mark.parametrize("account", ["30101810400000000226", "40702810400000000225", "3010181040000000022"])
def test_a_wrong_correspondent_account_is_doubted(account: str) -> None:
    assert check_correspondent(account, "044525225") is not None


@given(st.integers(0, 19), st.integers(1, 9))
def test_any_one_mistyped_digit_of_an_account_is_seen(place: int, step: int) -> None:
    account = "40702810733270000011"
    digit = str((int(account[place]) + step) % 10)
    mistyped = account[:place] + digit + account[place + 1 :]

    doubted = check_account(mistyped, "043807606") is not None

    assert doubted or mistyped.startswith("0")


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_exactly_one_check_digit_makes_an_inn(body: str) -> None:
    assert [check_inn(body + str(digit)) for digit in range(10)].count(None) == 1


@given(st.from_regex(r"3[0-9]{13}", fullmatch=True))
def test_exactly_one_check_digit_makes_an_ogrnip(body: str) -> None:
    assert [check_ogrn(body + str(digit)) for digit in range(10)].count(None) == 1


@given(st.text() | st.from_regex(r"[0-9 A-Z-]{0,25}", fullmatch=True))
def test_anything_can_be_typed_into_a_requisite(text: str) -> None:
    hints = [check(text) for check in ALONE] + [check_account(text, text), check_correspondent(text, text)]

    assert all(hint is None or hint.message.endswith(".") for hint in hints)
    assert normal_requisite(text) or set(hints) == {None}
