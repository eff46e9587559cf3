"""Joining by invitation code or by name and password.

What is wrong with a sign-in is never told apart: unknown names, wrong passwords and dead codes get one answer.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, Select, exists, or_, select, update

from sync.protocol.json_reading import ID
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import MalformedError, NotSignedInError, RevokedError
from sync.server import tables as t
from sync.server.codes import code_hash, login_of, new_token, token_hash
from sync.server.sql_storage import SqlStorage, sorted_problems

SHORTEST_PASSWORD = 8
_RECORD_ID = 32
_AGAIN = 15 * 60 * 1_000  # for so long a laptop whose answer was lost may ask with its code once more
_WRONG = "Name, password or code are not right."


@dataclass(frozen=True, slots=True)
class _Joining:
    """A laptop about to be let in, within a transaction."""

    connection: Connection
    asked: SignIn
    now: int


def sign_in(storage: SqlStorage, asked: SignIn, now: int) -> SignedIn:
    """Let a laptop in. Slow on purpose where a password is checked.

    Raises:
        NotSignedInError: the code, or name and password, are not right.
        RevokedError: the person was shut out.
        MalformedError: the new password is too short.
    """
    if asked.code:
        return _by_code(storage, asked, now)
    return _by_password(storage, asked, now)


def subject_of(asked: SignIn) -> str:
    """Whose sign-in that would be: guesses at one name or one code are counted together."""
    return code_hash(asked.code).hex() if asked.code else login_of(asked.name)


def _by_code(storage: SqlStorage, asked: SignIn, now: int) -> SignedIn:
    if asked.new_password and len(asked.new_password) < SHORTEST_PASSWORD:
        raise MalformedError(f"A password has at least {SHORTEST_PASSWORD} characters.")
    hashed = _hasher().hash(asked.new_password) if asked.new_password else ""
    with sorted_problems(), storage.engine.begin() as connection:
        joining = _Joining(connection, asked, now)
        account = _invited(joining)
        user_id = _bound(joining, account)
        if hashed:
            mine = (t.account.c.organisation == account.organisation) & (t.account.c.user_id == user_id)
            connection.execute(update(t.account).where(mine).values(password_hash=hashed))
        return _let_in(joining, account, user_id)


def _by_password(storage: SqlStorage, asked: SignIn, now: int) -> SignedIn:
    with sorted_problems(), storage.backend.reader.connect() as connection:
        account = connection.execute(_accounts().where(t.account.c.login == login_of(asked.name))).first()
    known = account is not None and asked.name.strip() and account.password_hash
    if not _fits(account.password_hash if account is not None and known else _nobodys(), asked.password):
        raise NotSignedInError(_WRONG)
    if account is None or not known:
        raise NotSignedInError(_WRONG)
    with sorted_problems(), storage.engine.begin() as connection:
        if account.disabled_at is not None:
            raise RevokedError("This person was shut out.")
        return _let_in(_Joining(connection, asked, now), account, account.user_id)


def _invited(joining: _Joining) -> Row[*tuple[Any, ...]]:
    """The account of a code, which is used up by this; once more where the same workspace never heard the answer."""
    i = t.invitation.c
    mine = i.code_hash == code_hash(joining.asked.code)
    used = joining.connection.execute(
        update(t.invitation).where(mine, i.used_at.is_(None), i.expires_at > joining.now).values(used_at=joining.now)
    ).rowcount
    found = joining.connection.execute(select(i.organisation, i.user_id, i.used_at).where(mine)).first()
    if found is None or not (used or _unheard(joining, found)):
        raise NotSignedInError(_WRONG)
    a = t.account.c
    account = joining.connection.execute(
        _accounts().where(a.organisation == found.organisation, a.user_id == found.user_id)
    ).one()
    if account.disabled_at is not None:
        raise RevokedError("This person was shut out.")
    return account


def _unheard(joining: _Joining, invitation: Row[*tuple[Any, ...]]) -> bool:
    """Whether this very workspace used the code a moment ago and has sent nothing since."""
    if invitation.used_at is None or invitation.used_at < joining.now - _AGAIN:
        return False
    return _idle_device(joining, invitation.organisation, invitation.user_id) is not None


def _idle_device(joining: _Joining, organisation: int, user_id: str) -> str | None:
    """A line of batches made for this workspace on which nothing was ever said."""
    if not joining.asked.workspace:
        return None
    d = t.device.c
    found: str | None = joining.connection.execute(
        select(d.id).where(
            d.organisation == organisation, d.user_id == user_id, d.workspace == joining.asked.workspace,
            d.last_seen.is_(None), d.last_batch == 0, d.revoked_at.is_(None),
        )
    ).scalar()  # fmt: skip
    return found


def _bound(joining: _Joining, account: Row[*tuple[Any, ...]]) -> str:
    """The person's id: that of his record in the first workspace he joins with, unless it means somebody here already."""
    wanted, c = joining.asked.user_id, joining.connection
    if wanted == account.user_id or len(wanted) != _RECORD_ID or not ID.fullmatch(wanted):
        return str(account.user_id)
    a, d, e = t.account.c, t.device.c, t.entity.c
    taken = [
        exists().where(a.user_id == wanted),
        exists().where(d.user_id == account.user_id, d.organisation == account.organisation),
        exists().where(e.organisation == account.organisation, or_(e.owner == wanted, e.owner == account.user_id)),
        exists().where(e.organisation == account.organisation, e.id == bytes.fromhex(wanted)),
    ]
    if c.execute(select(or_(*taken))).scalar():
        return str(account.user_id)
    for table in (t.account, t.invitation):
        mine = (table.c.organisation == account.organisation) & (table.c.user_id == account.user_id)
        c.execute(update(table).where(mine).values(user_id=wanted))
    return wanted


def _let_in(joining: _Joining, account: Row[*tuple[Any, ...]], user_id: str) -> SignedIn:
    token = new_token()
    device = _idle_device(joining, account.organisation, user_id)
    if device is None:
        device = uuid4().hex
        joining.connection.execute(
            t.device.insert().values(
                id=device, organisation=account.organisation, user_id=user_id, workspace=joining.asked.workspace,
                name=joining.asked.device_name, token_hash=token_hash(token), token_at=joining.now,
                created_at=joining.now,
            )
        )  # fmt: skip
    else:
        joining.connection.execute(
            update(t.device).where(t.device.c.id == device).values(token_hash=token_hash(token), token_at=joining.now)
        )
    return SignedIn(device, token, user_id, account.name, account.role, account.firm)


def _accounts() -> Select[Any]:
    a = t.account.c
    columns = (a.organisation, a.user_id, a.name, a.role, a.password_hash, a.disabled_at)
    return select(*columns, t.organisation.c.name.label("firm")).join(
        t.organisation, t.organisation.c.id == a.organisation
    )


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # Argon2id with the parameters of RFC 9106 for little memory


@cache
def _nobodys() -> str:
    """A hash to check against where there is no such person: the answer takes as long."""
    return _hasher().hash(new_token())


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
