"""What whoever runs the server does: firms, people, laptops, hand-over, restore from backup. All of it in the audit log."""

from collections.abc import Iterable
from uuid import uuid4

from sync.protocol.clock import at
from sync.protocol.merge import Version, scope_of
from sync.protocol.messages import OWNER
from sync.protocol.problems import UnknownError
from sync.server.closure import carry_down
from sync.server.storage import Account, Device, Organisation, Storage, Writing
from sync.server.work import Work

AHEAD = 1_000_000  # how far a restored server goes on, so that no seq it had given out is given out twice
_AT_ONCE = 1_000  # records handed over in one transaction: merges wait no longer than that


def add_organisation(storage: Storage, organisation: int, name: str, now: int) -> None:
    """A new firm."""
    storage.add_organisation(Organisation(organisation, name, 0, uuid4().hex, 0), now)


def add_account(storage: Storage, organisation: int, account: Account, now: int) -> None:
    """A person of the firm."""
    with storage.writing(organisation) as tx:
        tx.add_account(account, now)


def add_device(storage: Storage, organisation: int, device: Device, now: int) -> None:
    """A laptop that has joined."""
    with storage.writing(organisation) as tx:
        tx.add_device(device, now)


def server_restored(storage: Storage, organisation: int) -> str:
    """The database was put back from a backup: another life begins, far past every seq it may have given out since."""
    epoch = uuid4().hex
    with storage.writing(organisation) as tx:
        tx.new_epoch(epoch, tx.organisation.head + AHEAD)
    return epoch


def backup_taken(storage: Storage, organisation: int, seq: int) -> None:
    """Everything up to this seq lies in a backup: laptops may forget what they sent until then."""
    with storage.writing(organisation) as tx:
        tx.set_durable(max(tx.organisation.durable, min(seq, tx.organisation.head)))


def revoke_devices(storage: Storage, organisation: int, devices: Iterable[str], now: int) -> None:
    """Shut laptops out; what they hold stays on them, what they send is refused."""
    with storage.writing(organisation) as tx:
        tx.revoke(devices, now)


def dismiss(storage: Storage, organisation: int, user_id: str, now: int) -> None:
    """A person leaves: no sign-in, every laptop shut out. The records are handed over by `hand_over`."""
    with storage.writing(organisation) as tx:
        tx.disable(user_id, now)
        tx.revoke(tx.devices_of(user_id), now)


def set_role(storage: Storage, organisation: int, user_id: str, role: str) -> None:
    """Make somebody a lead or a salesperson."""
    with storage.writing(organisation) as tx:
        if tx.account(user_id) is None:
            raise UnknownError("There is no such person.")
        tx.set_role(user_id, role)


def hand_over(storage: Storage, organisation: int, leaving: str, to: str, now: int) -> int:
    """Give all records of one person to another; returns how many. Begun again, it goes on where it stopped."""
    given, after = 0, ""
    while True:
        with storage.writing(organisation) as tx:
            ids = tx.owned(leaving, after, _AT_ONCE)
            if not ids:
                return given
            _hand_over(tx, ids, to, now)
        given, after = given + len(ids), ids[-1]


def _hand_over(tx: Writing, ids: list[str], to: str, now: int) -> None:
    work = Work(tx, now)
    work.load(ids)
    rescoped = []
    for record_id in ids:
        entity = work.records[record_id]
        held = entity.version(OWNER)
        version = Version(work.next(), max(at(now), held.hlc + 1), "")
        changed = entity._replace(
            seq=version.seq,
            fields={**entity.fields, OWNER: to},
            versions={**entity.versions, OWNER: version},
        )
        changed = changed._replace(scope=scope_of(changed, work.records))
        work.put(changed)
        work.note(changed, "handed over", {OWNER: (entity.owner, to, version.seq)})
        if changed.scope != entity.scope:
            rescoped.append(record_id)
    carry_down(work, rescoped)
    work.finish()
