"""Joining an office and exchanging with it: sign-in, the secret of this computer, one round after another.

What speaks HTTP is read only when an office is spoken to: the program starts without it.
"""

import importlib
import socket
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from app.records.offer_numbers import short_code
from app.records.reading_anew import sum_up, with_new_lines
from app.services.who import my_id
from app.setting_up import lay_foundations
from app.sync_door import SyncDoor
from app.versions import program_version
from app.workspace import Workspace
from models.clock import Clock, system_clock
from models.errors import UserError, VizitkaError
from models.store import sync_marks
from models.store.transaction import Raw
from resources.i18n import LANGUAGES, _, speaking
from sync.client import attachments, joining, state
from sync.client.failures import sorted_problems
from sync.client.round import ROUND, Progress, RoundReport, Ways, run
from sync.client.shape import ORDER, as_dict
from sync.client.waiting import Ear
from sync.protocol.hub import Hub
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import NotSignedInError

_KEYRING = "vizitka"
_DEFAULTS = Ways()


class Transport(Protocol):
    """What carries questions to an office."""

    def sign_in(self, url: str, sign_in: SignIn, fingerprint: str) -> SignedIn:
        """Join."""

    def connect(self, url: str, token: str, fingerprint: str, device: str) -> Hub:
        """The office, for a computer that has joined; copies of a workspace share a token and differ in the device."""

    def listen(self, url: str, token: str, fingerprint: str, device: str) -> Ear:
        """The same, to wait at."""


def join(
    workspace: Workspace,
    url: str,
    sign_in: SignIn,
    fingerprint: str = "",
    *,
    clock: Clock = system_clock,
    transport: Transport | None = None,
) -> SignedIn:
    """Join an office: a copy of the workspace is kept first, then everything not private waits to be sent.

    Raises:
        UserError: the code, name or password is not right.
        OutsideError: the office cannot be reached.
    """
    door = SyncDoor(workspace, clock)
    me = workspace.ask(my_id).result()
    named = replace(
        sign_in,
        workspace=door.fill(joining.workspace_id),
        user_id=me.hex if me else "",
        device_name=sign_in.device_name or socket.gethostname(),
    )
    with sorted_problems():
        signed = (transport or _over_http()).sign_in(url, named, fingerprint)
    door.backup()
    usual = usual_records()
    door.fill(lambda raw: joining.join(raw, signed, clock(), usual, url=url, fingerprint=fingerprint))
    _keep_token(door, signed.token)
    _keep_token(door, "", state.TOKEN_BEFORE)  # of an office this one has nothing to do with
    door.fill(lambda raw: state.forget(raw, state.LEFT, state.LAST_PROBLEM))
    workspace.act_as(UUID(signed.user_id))
    return signed


def exchange(
    workspace: Workspace,
    *,
    told: Callable[[Progress], None] = _DEFAULTS.told,
    stopped: Callable[[], bool] = _DEFAULTS.stopped,
    smaller_is_right: bool = False,
    clock: Clock = system_clock,
    transport: Transport | None = None,
) -> RoundReport:
    """One round. To be called from a thread of its own: it waits for the office and for the writer.

    Raises:
        UserError: nobody has joined yet, the person stopped it, or the office shows far fewer records than before.
        OutsideError: the office cannot be reached or refuses; nothing is lost.
    """
    door = SyncDoor(workspace, clock)
    ways = Ways(
        app_version=program_version(),
        told=told,
        stopped=stopped,
        smaller_is_right=smaller_is_right,
        short_code=short_code,
    )
    try:
        with sorted_problems():
            try:
                return _run(workspace, door, ways, _token(door), transport)
            except NotSignedInError:
                before = _token(door, state.TOKEN_BEFORE)
                if not before:
                    raise
                return _run(workspace, door, ways, before, transport)  # a server put back from a copy knows that one
    except VizitkaError as problem:
        sentence = str(problem)
        door.fill(lambda raw: state.put(raw, last_problem=sentence))
        raise


def leave(workspace: Workspace, *, clock: Clock = system_clock) -> None:
    """Exchange no more. Every record stays, and so does what is needed to come back; changes go on waiting for that."""
    SyncDoor(workspace, clock).fill(lambda raw: state.put(raw, left=1))


def come_back(workspace: Workspace, *, clock: Clock = system_clock) -> None:
    """Take leaving back."""
    SyncDoor(workspace, clock).fill(lambda raw: state.forget(raw, state.LEFT))


def fetch_file(
    workspace: Workspace,
    sha256: str,
    size: int | None = None,
    *,
    told: Callable[[int, int], None] | None = None,
    clock: Clock = system_clock,
    transport: Transport | None = None,
) -> bytes | None:
    """A file a record names, from here or from the office; None where neither has it. The size of pictures is not known."""
    found = workspace.files.get(sha256)
    if found is not None:
        return found
    hub = connected(workspace, clock=clock, transport=transport)
    with sorted_problems():
        return attachments.fetch(SyncDoor(workspace, clock), hub, sha256, size, told)


def _run(workspace: Workspace, door: SyncDoor, ways: Ways, token: str, transport: Transport | None) -> RoundReport:
    """A round with this secret; the one that is to follow it is kept before it is used, and this one behind it."""

    def keep(following: str) -> None:
        _keep_token(door, token, state.TOKEN_BEFORE)
        _keep_token(door, following)

    report = run(door, connected(workspace, token=token, transport=transport), replace(ways, keep_token=keep))
    _sum_up_what_came(door)
    return report


def _sum_up_what_came(door: SyncDoor) -> None:
    """Totals of offers to which others have added; also of those that came in a round that was cut short."""
    known = door.ask(state.everything)
    cursor, summed = (int(known.get(key, "0")) for key in (state.CURSOR, state.SUMMED))
    if cursor == summed:
        return
    offers = door.ask(lambda raw: with_new_lines(raw, min(cursor, summed)))
    if offers:
        door.write(ROUND, lambda tx: sum_up(tx, offers), "upkeep")
    door.fill(lambda raw: state.put(raw, summed=cursor))


def connected(
    workspace: Workspace, *, token: str = "", clock: Clock = system_clock, transport: Transport | None = None
) -> Hub:
    """The office of this workspace, with the secret it keeps or another one.

    Raises:
        UserError: it has none.
    """
    place = _place(SyncDoor(workspace, clock), token)
    with sorted_problems():
        return (transport or _over_http()).connect(*place)


def listening(workspace: Workspace, *, clock: Clock = system_clock, transport: Transport | None = None) -> Ear:
    """The office of this workspace, to wait at.

    Raises:
        UserError: it has none.
    """
    place = _place(SyncDoor(workspace, clock))
    with sorted_problems():
        return (transport or _over_http()).listen(*place)


def usual_records() -> Mapping[tuple[str, bytes], list[dict[str, Any]]]:
    """The first records of a new workspace as they are laid in each language: what of them was changed tells itself."""
    found: dict[tuple[str, bytes], list[dict[str, Any]]] = {}
    for lang in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder, speaking(lang):
            workspace = Workspace.create(Path(folder) / "usual")
            workspace.load(lay_foundations).result()
            for table, row in SyncDoor(workspace).ask(_every_row):
                found.setdefault((table, row["id"]), []).append(row)
            workspace.close()
    return found


def _place(door: SyncDoor, token: str = "") -> tuple[str, str, str, str]:
    """Where the office is, the secret, its fingerprint, and which computer this is."""
    known = door.ask(state.everything)
    if not door.ask(sync_marks.joined) or state.LEFT in known:
        raise UserError(_("This workspace has not joined an office."))
    url, fingerprint, device = (known.get(key, "") for key in (state.URL, state.FINGERPRINT, state.DEVICE))
    return url, token or _token(door), fingerprint, device


def _every_row(raw: Raw) -> list[tuple[str, dict[str, Any]]]:
    return [(table, as_dict(table, row)) for table in ORDER for row in raw.execute(f"SELECT * FROM {table}").fetchall()]  # noqa: S608 - our own tables


def _keep_token(door: SyncDoor, token: str, key: str = state.TOKEN) -> None:
    """In the system's keyring; where there is none, in the workspace, which can be encrypted. Never in a plain file.

    The system may take its time, or ask the person: nobody waits to save meanwhile. What stands in the workspace counts,
    so the one there is goes only once the keyring has the new one.
    """
    if _into_keyring(_name_of(door.ask(state.everything), key), token):
        door.fill(lambda raw: state.forget(raw, key))
    else:
        door.fill(lambda raw: state.put(raw, **{key: token}))


def _token(door: SyncDoor, key: str = state.TOKEN) -> str:
    known = door.ask(state.everything)
    return known.get(key, "") or (_from_keyring(_name_of(known, key)) if state.WORKSPACE in known else "")


def _name_of(known: Mapping[str, str], key: str) -> str:
    """What a secret is called in the keyring."""
    name = known.get(state.WORKSPACE, "")
    return name if key == state.TOKEN else f"{name} {key}"


def _into_keyring(name: str, token: str) -> bool:
    import keyring  # noqa: PLC0415 - asks the system at once
    import keyring.errors  # noqa: PLC0415 - likewise

    try:
        keyring.set_password(_KEYRING, name, token)
        return keyring.get_password(_KEYRING, name) == token
    except keyring.errors.KeyringError:
        return False


def _from_keyring(name: str) -> str:
    import keyring  # noqa: PLC0415 - asks the system at once
    import keyring.errors  # noqa: PLC0415 - likewise

    try:
        return keyring.get_password(_KEYRING, name) or ""
    except keyring.errors.KeyringError:
        return ""


def _over_http() -> Transport:
    found: Any = importlib.import_module("sync.client.http")  # slow to read, and only for who has an office
    transport: Transport = found
    return transport
