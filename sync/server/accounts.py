"""Who works here: people, invitations, laptops. What whoever runs the server does on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from models.errors import NotFoundError, UserError
from models.ids import new_id
from resources.i18n import _
from sync.server import administration
from sync.server import tables as t
from sync.server.codes import code_hash, login_of, new_code
from sync.server.sql_storage import SqlStorage, sorted_problems

FIRM = 1  # a server of our own serves one firm; the tables know of several
ROLES = ("salesperson", "lead")
VALID_FOR = 14 * 24 * 3_600 * 1_000
_SHORTEST_END = 4  # letters of a device's id that name it


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code as it is told once; only its hash is kept."""

    name: str
    role: str
    code: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Laptop:
    """A device as a list shows it; moments are milliseconds since 1970."""

    id: str
    name: str
    app_version: str
    last_seen: int | None
    revoked_at: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here."""

    id: str
    name: str
    role: str
    disabled_at: int | None
    invited_until: int | None
    laptops: tuple[Laptop, ...]


def ensure_organisation(storage: SqlStorage, name: str, now: int) -> None:
    """Make the firm at the first start."""
    if not _has_firm(storage):
        try:
            administration.add_organisation(storage, FIRM, name, now)
        except IntegrityError:  # another server on the same database was first
            return


def organisation_name(storage: SqlStorage) -> str:
    """What the firm is called."""
    with storage.reading(FIRM) as reading:
        return reading.organisation.name


def add_user(storage: SqlStorage, name: str, role: str, now: int) -> Invitation:
    """Somebody begins to work here; the code lets his first laptop in.

    Raises:
        UserError: the name is empty or taken.
    """
    shown, login = " ".join(name.split()), login_of(name)
    if not login:
        raise UserError(_("A name is needed."), field="name")
    with sorted_problems(), storage.engine.begin() as connection:
        if _by_login(connection, login) is not None:
            raise UserError(_("There is a person of that name already."), field="name")
        user_id = new_id().hex
        row = {"organisation": FIRM, "user_id": user_id, "name": shown, "login": login, "role": role, "created_at": now}
        connection.execute(t.account.insert().values(row))
        return _invitation(connection, user_id, (shown, role), now)


def invite(storage: SqlStorage, name: str, now: int) -> Invitation:
    """A new code for somebody: the first one is lost or out of date, or the password is forgotten.

    Raises:
        NotFoundError: there is no such person.
    """
    with sorted_problems(), storage.engine.begin() as connection:
        found = _person(connection, name)
        return _invitation(connection, found.user_id, (found.name, found.role), now)


def people(storage: SqlStorage, now: int) -> tuple[Person, ...]:
    """Everybody with their laptops."""
    a, d, i = t.account.c, t.device.c, t.invitation.c
    open_codes = select(i.user_id, i.expires_at).where(i.organisation == FIRM, i.used_at.is_(None), i.expires_at > now)
    with sorted_problems(), storage.backend.reader.connect() as connection:
        accounts = connection.execute(select(t.account).where(a.organisation == FIRM).order_by(a.login)).all()
        devices = connection.execute(select(t.device).where(d.organisation == FIRM).order_by(d.created_at)).all()
        invited = {row.user_id: row.expires_at for row in connection.execute(open_codes)}
    return tuple(
        Person(
            each.user_id, each.name, each.role, each.disabled_at, invited.get(each.user_id),
            tuple(_laptop(row) for row in devices if row.user_id == each.user_id),
        )
        for each in accounts
    )  # fmt: skip


def revoke(storage: SqlStorage, what: str, now: int) -> Sequence[str]:
    """Shut out a person by name with every laptop, or one laptop by the end of its id. Returns the laptops shut out.

    Copies of a laptop's workspace hold the same secret: they are shut out with it.

    Raises:
        NotFoundError: neither a person nor a laptop is called so.
    """
    with sorted_problems(), storage.backend.reader.connect() as connection:
        account = _by_login(connection, login_of(what))
        devices = [] if account is not None else _devices(connection, what)
    if account is not None:
        with storage.writing(FIRM) as tx:
            mine = tx.devices_of(account.user_id)
        administration.dismiss(storage, FIRM, account.user_id, now)
        return mine
    if not devices:
        raise NotFoundError(_("There is neither a person nor a laptop called {name}.").format(name=what))
    administration.revoke_devices(storage, FIRM, devices, now)
    return devices


def hand_over(storage: SqlStorage, leaving: str, to: str, now: int) -> int:
    """Give all records of one person to another. Returns how many.

    Raises:
        NotFoundError: one of them does not work here.
        UserError: it is one and the same person.
    """
    with sorted_problems(), storage.backend.reader.connect() as connection:
        giver, taker = _person(connection, leaving), _person(connection, to)
    if giver.user_id == taker.user_id:
        raise UserError(_("The records are handed over to somebody else."))
    return administration.hand_over(storage, FIRM, giver.user_id, taker.user_id, now)


def _has_firm(storage: SqlStorage) -> bool:
    with sorted_problems(), storage.backend.reader.connect() as connection:
        return connection.execute(select(t.organisation.c.id).where(t.organisation.c.id == FIRM)).first() is not None


def _by_login(connection: Connection, login: str) -> Row[*tuple[Any, ...]] | None:
    c = t.account.c
    return connection.execute(select(c.user_id, c.name, c.role).where(c.organisation == FIRM, c.login == login)).first()


def _person(connection: Connection, name: str) -> Row[*tuple[Any, ...]]:
    found = _by_login(connection, login_of(name))
    if found is None:
        raise NotFoundError(_("Nobody called {name} works here.").format(name=name))
    return found


def _invitation(connection: Connection, user_id: str, named: tuple[str, str], now: int) -> Invitation:
    name, role = named
    code, expires = new_code(), now + VALID_FOR
    row = {"code_hash": code_hash(code), "organisation": FIRM, "user_id": user_id, "role": role}
    connection.execute(t.invitation.insert().values(row | {"created_at": now, "expires_at": expires}))
    return Invitation(name, role, code, expires)


def _devices(connection: Connection, end: str) -> list[str]:
    """The laptop whose id ends so, and whatever holds the same secret."""
    c = t.device.c
    if len(end) < _SHORTEST_END:
        return []
    rows = connection.execute(select(c.id, c.token_hash).where(c.organisation == FIRM)).all()
    secrets = {row.token_hash for row in rows if row.id.endswith(end.lower())}
    return [row.id for row in rows if row.token_hash in secrets] if len(secrets) == 1 else []


def _laptop(row: Row[*tuple[Any, ...]]) -> Laptop:
    return Laptop(row.id, row.name, row.app_version, row.last_seen, row.revoked_at)
