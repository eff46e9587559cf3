"""The secrets of laptops: whose a token is, and how it is followed by another one every month without locking anybody out.

The next token is made of the one that is presented and a salt only the server knows: asked twice, it is the same, so a lost
or a late answer does no harm. Until the next one is used the present one is good; afterwards it is for a month more, for
copies of the workspace and for one put back from a backup, which are told the next one likewise.
"""

import base64
import hashlib
import hmac
import os
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Row, and_, or_, select, update

from sync.protocol.messages import Caller
from sync.protocol.problems import NotSignedInError, RevokedError
from sync.server import tables as t
from sync.server.codes import token_hash
from sync.server.sql_storage import SqlStorage, sorted_problems

LASTS = 30 * 24 * 3_600 * 1_000  # so long a token is used before the next one is told
OVERLAP = 30 * 24 * 3_600 * 1_000
_SALT_BYTES = 32
_SECRETS = ("token_hash", "token_at", "next_hash", "next_salt", "past_hash", "past_salt", "past_until")


class Known(NamedTuple):
    """Whose token that is, and whether another one is to follow it."""

    caller: Caller
    due: bool


def caller_of(storage: SqlStorage, token: str, device: str = "", now: int = 0) -> Caller:
    """Whose token that is. See `known`."""
    return known(storage, token, device, now).caller


def known(storage: SqlStorage, token: str, device: str = "", now: int = 0) -> Known:
    """Whose token that is. Copies of a workspace share one, and each names its device. The next one counts from its first use.

    Raises:
        NotSignedInError: nobody's, or one whose time is over.
        RevokedError: the laptop or its person was shut out.
    """
    d, a, shown = t.device.c, t.account.c, token_hash(token)
    asked = (
        select(d.id, d.organisation, d.user_id, d.revoked_at, d.next_hash, a.role, a.disabled_at, *_dated())
        .join(t.account, (a.organisation == d.organisation) & (a.user_id == d.user_id))
        .where(or_(d.token_hash == shown, d.next_hash == shown, and_(d.past_hash == shown, d.past_until > now)))
        .order_by(d.created_at, d.id)
    )
    with sorted_problems(), storage.backend.reader.connect() as connection:
        found = connection.execute(asked).all()
    row = next((each for each in found if not device or each.id == device), None)
    if row is None:
        raise NotSignedInError("This device is unknown.")
    if row.revoked_at is not None or row.disabled_at is not None:
        raise RevokedError("This device was shut out.")
    if row.next_hash == shown:
        with sorted_problems(), storage.engine.begin() as connection:
            _goes_over(connection, shown, now)
    caller = Caller(row.organisation, row.user_id, row.id, "lead" if row.role == "lead" else "salesperson")
    return Known(caller, _is_due(row, shown, now))


def successor(storage: SqlStorage, device: str, token: str, now: int) -> str:
    """The token that is to follow this one; empty where this one is good for longer."""
    d, shown = t.device.c, token_hash(token)
    with sorted_problems(), storage.backend.reader.connect() as connection:
        row = _row(connection, device)
        if row is None or not _is_due(row, shown, now):
            return ""
    with sorted_problems(), storage.engine.begin() as connection:
        same = update(t.device).where(d.token_hash == shown, d.next_salt.is_(None))
        salt = os.urandom(_SALT_BYTES)
        connection.execute(same.values(next_salt=salt, next_hash=token_hash(_made(token, salt))))
        row = _row(connection, device)
    if row is None:
        return ""
    salt = row.next_salt if row.token_hash == shown else row.past_salt
    return _made(token, salt) if salt else ""


def share(storage: SqlStorage, device: str, fresh: str) -> None:
    """A device that was made of another one has its secrets."""
    d = t.device.c
    with sorted_problems(), storage.engine.begin() as connection:
        row = connection.execute(select(*(d[name] for name in _SECRETS)).where(d.id == device)).mappings().one()
        connection.execute(update(t.device).where(d.id == fresh).values(**row))


def _goes_over(connection: Connection, shown: bytes, now: int) -> None:
    """The next one is in use: it is the present one now, everywhere it was told."""
    d = t.device.c
    connection.execute(
        update(t.device).where(d.next_hash == shown).values(
            past_hash=d.token_hash, past_salt=d.next_salt, past_until=now + OVERLAP,
            token_hash=d.next_hash, token_at=now, next_hash=None, next_salt=None,
        )
    )  # fmt: skip


def _is_due(row: Row[*tuple[Any, ...]], shown: bytes, now: int) -> bool:
    if row.past_hash == shown:
        return row.past_salt is not None
    return bool(row.token_hash == shown and now - (row.token_at or row.created_at) >= LASTS)


def _row(connection: Connection, device: str) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(select(*_dated()).where(t.device.c.id == device)).first()


def _dated() -> tuple[Column[Any], ...]:
    d = t.device.c
    return d.token_hash, d.token_at, d.created_at, d.next_salt, d.past_hash, d.past_salt


def _made(token: str, salt: bytes) -> str:
    made = hmac.digest(salt, token.encode("utf-8", "replace"), hashlib.sha256)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
