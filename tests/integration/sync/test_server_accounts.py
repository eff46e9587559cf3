"""Invitations, sign-in, tokens: on each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from models.errors import NotFoundError, UserError
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import MalformedError, NotSignedInError, RevokedError
from sync.server import accounts
from sync.server.hub import ServerHub
from sync.server.signing_in import sign_in
from sync.server.sql_storage import SqlStorage
from sync.server.tables import device, invitation
from sync.server.tokens import caller_of
from tests.helpers.served import a_batch

NOW = 1_800_000_000_000
MINUTE = 60_000


@pytest.fixture
def firm(storage: SqlStorage) -> SqlStorage:
    """A storage with a firm in it."""
    accounts.ensure_organisation(storage, "Vector", NOW)
    return storage


def joined(storage: SqlStorage, name: str, role: str = "salesperson", **said: str) -> SignedIn:
    code = accounts.add_user(storage, name, role, NOW).code
    return sign_in(storage, SignIn(code=code, **said), NOW)


def test_a_code_lets_one_laptop_in_and_is_used_up(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, " Anna  Kim ", "lead", NOW).code

    signed = sign_in(firm, SignIn(code=code.lower().replace("-", " "), device_name="Anna's"), NOW)

    assert (signed.user_name, signed.role, signed.organisation) == ("Anna Kim", "lead", "Vector")
    found = caller_of(firm, signed.token)
    assert (found.user_id, found.device, found.role) == (signed.user_id, signed.device, "lead")
    with pytest.raises(NotSignedInError):
        sign_in(firm, SignIn(code=code, workspace="another"), NOW)


def test_a_code_is_asked_with_again_where_the_answer_was_lost(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, "Anna", "salesperson", NOW).code
    first = sign_in(firm, SignIn(code=code, workspace="w"), NOW)

    again = sign_in(firm, SignIn(code=code, workspace="w"), NOW + MINUTE)

    assert (again.device, again.user_id) == (first.device, first.user_id)
    with pytest.raises(NotSignedInError):
        caller_of(firm, first.token)
    with pytest.raises(NotSignedInError):
        sign_in(firm, SignIn(code=code, workspace="w"), NOW + 60 * MINUTE)


def test_a_code_does_not_let_two_in_at_once(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, "Anna", "salesperson", NOW).code

    def try_it(number: int) -> bool:
        try:
            sign_in(firm, SignIn(code=code, workspace=f"w{number}"), NOW)
        except NotSignedInError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_it, range(4))) == 1


def test_an_old_code_lets_nobody_in_and_a_new_one_does(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, "Anna", "salesperson", NOW).code
    late = NOW + accounts.VALID_FOR

    with pytest.raises(NotSignedInError):
        sign_in(firm, SignIn(code=code), late)

    assert sign_in(firm, SignIn(code=accounts.invite(firm, "ANNA", late).code), late).user_name == "Anna"


def test_the_second_laptop_signs_in_with_name_and_password(firm: SqlStorage) -> None:
    first = joined(firm, "Anna Kim", new_password="correct horse")

    second = sign_in(firm, SignIn(name="anna kim", password="correct horse"), NOW)

    assert second.user_id == first.user_id
    assert second.device != first.device
    for wrong in (
        SignIn(name="anna kim", password="wrong horse"),
        SignIn(name="nobody", password="correct horse"),
        SignIn(name="", password=""),
        SignIn(code="00000-00000"),
    ):
        with pytest.raises(NotSignedInError):
            sign_in(firm, wrong, NOW)


def test_who_has_no_password_cannot_sign_in_with_an_empty_one(firm: SqlStorage) -> None:
    joined(firm, "Anna")

    with pytest.raises(NotSignedInError):
        sign_in(firm, SignIn(name="Anna"), NOW)


def test_a_short_password_is_refused_and_the_code_stays_good(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, "Anna", "salesperson", NOW).code

    with pytest.raises(MalformedError, match="8 characters"):
        sign_in(firm, SignIn(code=code, new_password="short"), NOW)

    assert sign_in(firm, SignIn(code=code), NOW).token


def test_a_person_keeps_the_id_of_the_first_workspace(firm: SqlStorage) -> None:
    mine = uuid4().hex

    signed = joined(firm, "Anna", user_id=mine)

    assert signed.user_id == mine
    assert caller_of(firm, signed.token).user_id == mine


def test_nobody_becomes_somebody_else_by_naming_his_id(firm: SqlStorage) -> None:
    mine, claimed = uuid4().hex, uuid4().hex
    anna = joined(firm, "Anna", user_id=mine)
    hub = ServerHub(firm, caller_of(firm, anna.token))
    hub.push(1, a_batch(uuid4().hex, owner_id=claimed, access="limited", last="Secret"))

    assert joined(firm, "Boris", user_id=mine).user_id != mine
    assert joined(firm, "Vera", user_id=claimed).user_id != claimed


def test_a_device_that_is_shut_out_is_out_with_its_copies(firm: SqlStorage) -> None:
    signed = joined(firm, "Anna", new_password="correct horse")
    copy = ServerHub(firm, caller_of(firm, signed.token)).new_device()
    assert caller_of(firm, signed.token, copy).device == copy
    other = sign_in(firm, SignIn(name="Anna", password="correct horse"), NOW)

    assert len(accounts.revoke(firm, signed.device[-8:], NOW)) == 2

    for device_id in (signed.device, copy):
        with pytest.raises(RevokedError):
            caller_of(firm, signed.token, device_id)
    assert caller_of(firm, other.token).device == other.device


def test_who_leaves_is_out_everywhere_and_his_records_are_handed_over(firm: SqlStorage) -> None:
    anna, boris = joined(firm, "Anna", new_password="correct horse"), joined(firm, "Boris")
    hub, client = ServerHub(firm, caller_of(firm, anna.token)), uuid4().hex
    hub.push(1, a_batch(client, owner_id=anna.user_id, access="limited", last="Ёлкин"))

    assert list(accounts.revoke(firm, "anna", NOW)) == [anna.device]
    assert accounts.hand_over(firm, "Anna", "Boris", NOW) == 1

    with pytest.raises(RevokedError):
        caller_of(firm, anna.token)
    with pytest.raises(RevokedError):
        sign_in(firm, SignIn(name="Anna", password="correct horse"), NOW)
    (row,) = ServerHub(firm, caller_of(firm, boris.token)).rows((client,))
    assert row.fields["last"] == "Ёлкин"


def test_a_token_of_one_device_does_not_open_another(firm: SqlStorage) -> None:
    anna, boris = joined(firm, "Anna"), joined(firm, "Boris")

    with pytest.raises(NotSignedInError):
        caller_of(firm, anna.token, boris.device)


def test_neither_codes_nor_tokens_nor_passwords_lie_in_the_database(firm: SqlStorage) -> None:
    code = accounts.add_user(firm, "Anna", "salesperson", NOW).code
    signed = sign_in(firm, SignIn(code=code, new_password="correct horse"), NOW)

    with firm.engine.connect() as connection:
        kept = [*connection.execute(device.select()), *connection.execute(invitation.select())]
        kept += connection.exec_driver_sql("SELECT * FROM account").all()
    said = repr(kept)
    assert not [secret for secret in (code, code.replace("-", ""), signed.token, "correct horse") if secret in said]
    assert "$argon2id$" in said


def test_names_are_told_apart_whatever_their_case_and_spaces(firm: SqlStorage) -> None:
    accounts.add_user(firm, "Ёлкина Ольга", "salesperson", NOW)

    with pytest.raises(UserError):
        accounts.add_user(firm, "ёлкина   ОЛЬГА", "lead", NOW)
    with pytest.raises(UserError):
        accounts.add_user(firm, "  ", "lead", NOW)
    with pytest.raises(NotFoundError):
        accounts.revoke(firm, "zzzz", NOW)
    with pytest.raises(NotFoundError):
        accounts.hand_over(firm, "Ёлкина Ольга", "Nobody", NOW)
    (person,) = accounts.people(firm, NOW)
    assert (person.name, person.invited_until, person.laptops) == ("Ёлкина Ольга", NOW + accounts.VALID_FOR, ())
