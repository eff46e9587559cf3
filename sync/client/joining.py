"""A workspace joins its office: it takes the person's id there, marks everything as unsent, and tells first what that is."""

import os
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from models.ids import is_seed
from models.store import sync_marks
from models.store.transaction import Raw
from sync.client import counting, outbox, state
from sync.client.cells import blob
from sync.client.privacy import Privacy
from sync.client.shape import DEFAULTS, EDITED, ORDER, RECORDS, WIRE, as_dict
from sync.protocol import clock
from sync.protocol.messages import SignedIn

Pristine = Mapping[tuple[str, bytes], Collection[Mapping[str, Any]]]  # the usual first records as laid in each language
_CHUNK = 5_000


def will_be_sent(raw: Raw) -> tuple[dict[str, int], int]:
    """How many rows of each table would be sent, and how many are private and stay."""
    joined = sync_marks.joined(raw)
    privacy = Privacy(raw)
    counts: dict[str, int] = {}
    private = 0
    for table in ORDER:
        ids = [blob(row[0]) for row in raw.execute(*_candidates(table, joined=joined))]
        hidden = sum(len(privacy.hidden(table, ids[at : at + _CHUNK])) for at in range(0, len(ids), _CHUNK))
        private += hidden
        if len(ids) > hidden:
            counts[table] = len(ids) - hidden
    return counts, private


def workspace_id(raw: Raw) -> str:
    """What the workspace calls itself, made when first asked for."""
    found = state.get(raw, state.WORKSPACE)
    if not found:
        found = os.urandom(16).hex()
        state.put(raw, workspace=found)
    return found


def join(
    raw: Raw, signed: SignedIn, now: datetime, pristine: Pristine, *, url: str = "", fingerprint: str = ""
) -> None:
    """Begin to belong to an office, in one transaction: from here on every change is marked."""
    _adopt(raw, bytes.fromhex(signed.user_id))
    outbox.start_anew(raw, signed.device)
    if sync_marks.joined(raw) and state.get(raw, state.ORGANISATION) == signed.organisation:
        state.put(
            raw, user_id=signed.user_id, user_name=signed.user_name, role=signed.role, url=url, fingerprint=fingerprint
        )
        return
    _forget_server(raw)
    state.forget(raw, state.EPOCH, state.CURSOR, state.ACCESS_REV, state.ROWS_SEEN, "even_at")
    state.put(
        raw, device=signed.device, last_batch=0, user_id=signed.user_id, user_name=signed.user_name, role=signed.role,
        organisation=signed.organisation, url=url, fingerprint=fingerprint,
    )  # fmt: skip
    sync_marks.join(raw, now)
    counting.recount(raw)
    _yield_seeds(raw, pristine)


def _candidates(table: str, *, joined: bool) -> tuple[str, tuple[str, ...]]:
    if joined:
        return 'SELECT DISTINCT id FROM sync_dirty WHERE "table" = ?', (table,)
    return f"SELECT id FROM {table}", ()


def _forget_server(raw: Raw) -> None:
    """Another office: whatever the one before knew is new to this one."""
    for table in ORDER:
        raw.execute(f"UPDATE {table} SET srv_seq = 0 WHERE srv_seq > 0")
    for table in ("sync_dirty", "sync_inbox", "sync_excl", "sync_blob", "sync_orphan"):
        raw.execute(f"DELETE FROM {table}")


def _adopt(raw: Raw, user_id: bytes) -> None:
    """The person has one id on all laptops: the office's. What he owns here is his there."""
    found = raw.execute("SELECT id FROM app_user WHERE is_me AND removed_at IS NULL ORDER BY rid LIMIT 1").fetchone()
    if found is None or found[0] == user_id:
        return
    if raw.execute("SELECT 1 FROM app_user WHERE id = ?", (user_id,)).fetchone():
        raw.execute("UPDATE app_user SET is_me = (id = ?)", (user_id,))
    else:
        raw.execute("UPDATE app_user SET id = ? WHERE id = ?", (user_id, found[0]))
    for table in RECORDS:
        raw.execute(f"UPDATE {table} SET owner_id = ? WHERE owner_id = ?", (user_id, found[0]))


def _yield_seeds(raw: Raw, pristine: Pristine) -> None:
    """The usual first records fill what the office has not (time 0); what somebody changed in them counts as his edit."""
    me = raw.execute("SELECT id FROM app_user WHERE is_me ORDER BY rid LIMIT 1").fetchone()
    for table, record_id in raw.execute(
        "SELECT \"table\", id FROM sync_dirty WHERE field = '*' AND base_seq = 0"
        " AND (substr(hex(id), 13, 1) = '5' OR \"table\" = 'app_user')"
    ).fetchall():
        key = str(table), blob(record_id)
        if not (is_seed(key[1]) or (me is not None and key == ("app_user", me[0]))):
            continue
        raw.execute("UPDATE sync_dirty SET hlc = 0 WHERE \"table\" = ? AND id = ? AND field = '*'", key)
        ((*cells,),) = raw.execute(f"SELECT * FROM {key[0]} WHERE id = ?", (key[1],)).fetchall()
        row = as_dict(key[0], tuple(cells))
        at = clock.at(int(row.get(EDITED) or 1))
        usual = [DEFAULTS[key[0]], *pristine.get(key, ())] if key[0] == "app_user" else pristine.get(key, ())
        raw.executemany(
            'INSERT INTO sync_dirty("table", id, field, hlc, base_seq) VALUES(?, ?, ?, ?, 0) ON CONFLICT DO NOTHING',
            [
                (*key, field, at)
                for field in WIRE[key[0]]
                if field not in ("created_at", "owner_id")
                and usual
                and all(row[field] != each[field] for each in usual)
            ],
        )
