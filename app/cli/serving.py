"""An office's server from the command line: run it, and look after the people and laptops it lets in."""

import json
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from app.cli.desk import Desk
from app.cli.output import Answer, at, columns, plain
from app.formatting import number
from models.column_types import from_millis, to_millis
from models.errors import OutsideError, UserError
from resources.i18n import N_, _, ngettext
from sync.protocol.problems import BusyServerError
from sync.server import accounts, backups
from sync.server.accounts import Invitation, Laptop, Person
from sync.server.certificates import CERTIFICATE, fingerprint
from sync.server.schema import NewerSchemaError
from sync.server.site import open_storage
from sync.server.sql_storage import SqlStorage

_DATABASE = "VIZITKA_DATABASE"  # an address with a password is not for a command line everybody can read
_ROLES = {"salesperson": N_("salesperson"), "lead": N_("lead")}
_SHORT = 8


def serve(args: Namespace, _desk: Desk) -> Answer:
    """Run the office's server until it is told to stop."""
    from sync.server.serving import Serving, Started, serve  # noqa: PLC0415 - uvicorn is for whoever serves

    if args.data is None:
        raise UserError(_("A server needs a folder for its data: --data FOLDER."))
    serving = Serving(
        args.data.absolute(), _database(args), args.host, args.port, args.name, args.plain, tuple(args.proxy),
        args.workers,
    )  # fmt: skip

    def told(started: Started) -> None:
        value = {
            "organisation": started.organisation, "addresses": list(started.addresses),
            "fingerprint": started.fingerprint,
        }  # fmt: skip
        lines = [_("The server of {organisation} runs.").format(organisation=started.organisation)]
        lines += [_("Address: {address}").format(address=each) for each in started.addresses]
        if started.fingerprint:
            lines.append(_("Fingerprint: {fingerprint}").format(fingerprint=started.fingerprint))
        print(json.dumps(value) if getattr(args, "json", False) else "\n".join(lines), flush=True)

    with _database_in_words():
        serve(serving, told)
    return Answer({"stopped": True}, [_("Stopped.")])


def add_user(args: Namespace, desk: Desk) -> Answer:
    """Let somebody in: a code for the first laptop."""
    with _storage(args, desk) as storage:
        return _told(accounts.add_user(storage, args.name, args.role, to_millis(desk.clock())), args, desk)


def invite(args: Namespace, desk: Desk) -> Answer:
    """A new code for somebody who works here already."""
    with _storage(args, desk) as storage:
        return _told(accounts.invite(storage, args.name, to_millis(desk.clock())), args, desk)


def everybody(args: Namespace, desk: Desk) -> Answer:
    """The people and their laptops."""
    with _storage(args, desk) as storage:
        found = accounts.people(storage, to_millis(desk.clock()))
    rows = [row for person in found for row in _rows(person, desk)]
    value = [
        {
            "id": each.id, "name": each.name, "role": each.role, "disabled_at": _moment(each.disabled_at, desk),
            "invited_until": _moment(each.invited_until, desk),
            "laptops": [
                {
                    "id": laptop.id, "name": laptop.name, "version": laptop.app_version,
                    "last_seen": _moment(laptop.last_seen, desk), "revoked_at": _moment(laptop.revoked_at, desk),
                }
                for laptop in each.laptops
            ],
        }
        for each in found
    ]  # fmt: skip
    return Answer(value, columns(rows) if rows else [_("Nobody works here yet.")])


def revoke(args: Namespace, desk: Desk) -> Answer:
    """Shut a person or a laptop out."""
    with _storage(args, desk) as storage:
        done = len(accounts.revoke(storage, args.what, to_millis(desk.clock())))
    said = ngettext("{count} laptop is shut out.", "{count} laptops are shut out.", done)
    return Answer({"revoked": done}, [said.format(count=number(done))])


def hand_over(args: Namespace, desk: Desk) -> Answer:
    """Give all records of one person to another."""
    with _storage(args, desk) as storage:
        done = accounts.hand_over(storage, args.leaving, args.to, to_millis(desk.clock()))
    said = ngettext("{count} record is handed over.", "{count} records are handed over.", done)
    return Answer({"handed_over": done}, [said.format(count=number(done))])


def backup(args: Namespace, desk: Desk) -> Answer:
    """Copy the SQLite file while it serves."""
    with _storage(args, desk) as storage:
        holds = backups.copy_to(storage, args.target.absolute())
    value = {"file": str(args.target.absolute()), "head": holds}
    return Answer(value, [_("The copy is in {file}.").format(file=args.target)])


def head(args: Namespace, desk: Desk) -> Answer:
    """The newest seq, to be asked before a copy of a PostgreSQL begins."""
    with _storage(args, desk) as storage:
        found = backups.head(storage)
    return Answer({"head": found}, [str(found)])


def backed_up(args: Namespace, desk: Desk) -> Answer:
    """A copy made by other means holds everything up to here."""
    with _storage(args, desk) as storage:
        backups.copied(storage, args.seq)
    return Answer({"head": args.seq}, [_("Noted.")])


def restored(args: Namespace, desk: Desk) -> Answer:
    """The database was put back from a copy."""
    with _storage(args, desk) as storage:
        backups.put_back(storage)
    return Answer({"restored": True}, [_("Laptops send again what the copy does not hold.")])


@contextmanager
def _storage(args: Namespace, desk: Desk) -> Iterator[SqlStorage]:
    database = _database(args)
    if args.data is None and not database:
        raise UserError(_("Say where the server's data is: --data FOLDER or --database URL."))
    with _database_in_words():
        storage = open_storage(args.data, database)
        try:
            accounts.ensure_organisation(storage, _("Office"), to_millis(desk.clock()))
            yield storage
        finally:
            storage.close()


@contextmanager
def _database_in_words() -> Iterator[None]:
    try:
        yield
    except (BusyServerError, SQLAlchemyError) as problem:
        raise OutsideError(_("The server's database cannot be used.")) from problem
    except NewerSchemaError as problem:
        raise OutsideError(_("The server's database belongs to a newer version of Vizitka.")) from problem


def _database(args: Namespace) -> str:
    return args.database or os.environ.get(_DATABASE, "")


def _told(invitation: Invitation, args: Namespace, desk: Desk) -> Answer:
    certificate = args.data / CERTIFICATE if args.data is not None else None
    known = fingerprint(certificate) if certificate is not None and certificate.exists() else ""
    value = {
        "name": invitation.name, "role": invitation.role, "code": invitation.code,
        "expires_at": _moment(invitation.expires_at, desk), "fingerprint": known,
    }  # fmt: skip
    until = at(from_millis(invitation.expires_at), desk)
    lines = [
        _("{name}, {role}").format(name=invitation.name, role=_(_ROLES[invitation.role])),
        _("Code: {code}, once, until {until}").format(code=invitation.code, until=until),
    ]
    if known:
        lines.append(_("Fingerprint: {fingerprint}").format(fingerprint=known))
    return Answer(value, lines)


def _rows(person: Person, desk: Desk) -> Iterator[tuple[str, ...]]:
    standing = ""
    if person.disabled_at is not None:
        standing = _("shut out")
    elif person.invited_until is not None:
        standing = _("invited until {until}").format(until=at(from_millis(person.invited_until), desk))
    yield person.name, _(_ROLES[person.role]), standing, ""
    for laptop in person.laptops:
        yield f"  {laptop.id[-_SHORT:]}", laptop.name, _seen(laptop, desk), laptop.app_version


def _seen(laptop: Laptop, desk: Desk) -> str:
    if laptop.revoked_at is not None:
        return _("shut out")
    return at(from_millis(laptop.last_seen), desk) if laptop.last_seen is not None else _("never seen")


def _moment(value: int | None, desk: Desk) -> object:
    return None if value is None else plain(from_millis(value), desk)
