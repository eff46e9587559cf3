"""How many records are here and at which versions, kept up as they come: compared with the server when both are even."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.store.transaction import Raw
from sync.client.cells import blob, whole
from sync.client.shape import ORDER
from sync.protocol import digests
from sync.protocol.json_form import read_rows
from sync.protocol.messages import Bucket


def moved(raw: Raw, versions: Iterable[tuple[bytes, int, int]]) -> None:
    """Rows went from one seq to another (0: not here, or not known to the server)."""
    counts: dict[int, int] = defaultdict(int)
    sums: dict[int, int] = defaultdict(int)
    for record_id, before, after in versions:
        if before == after:
            continue
        number = record_id[-1]
        if before:
            counts[number] -= 1
            sums[number] -= digests.row_hash(record_id, before)
        if after:
            counts[number] += 1
            sums[number] += digests.row_hash(record_id, after)
    for number, count in counts.items():
        known = raw.execute("SELECT count, sum FROM sync_digest WHERE number = ?", (number,)).fetchone() or (0, "0")
        total = digests.added(int(str(known[1])), sums[number])
        raw.execute(
            "INSERT INTO sync_digest(number, count, sum) VALUES(?1, ?2, ?3)"
            " ON CONFLICT(number) DO UPDATE SET count = ?2, sum = ?3",
            (number, whole(known[0]) + count, str(total)),
        )


def buckets(raw: Raw) -> tuple[Bucket, ...]:
    """The counts and sums as kept."""
    rows = raw.execute("SELECT number, count, sum FROM sync_digest WHERE count <> 0 ORDER BY number").fetchall()
    return tuple(Bucket(whole(number), whole(count), int(str(total))) for number, count, total in rows)


def recount(raw: Raw) -> tuple[Bucket, ...]:
    """The same from the rows themselves, and kept from now on."""
    found = digests.buckets((record_id, seq) for _table, record_id, seq in versions(raw))
    raw.execute("DELETE FROM sync_digest")
    raw.executemany(
        "INSERT INTO sync_digest(number, count, sum) VALUES(?, ?, ?)",
        [(each.number, each.count, str(each.sum)) for each in found],
    )
    return found


def versions(raw: Raw, bucket: int | None = None) -> Iterator[tuple[str, bytes, int]]:
    """Every record the server knows of as it is here: table, id, seq. Those put aside are among them."""
    within = "" if bucket is None else f" AND substr(id, -1) = x'{bucket:02x}'"
    for table in ORDER:
        for record_id, seq in raw.execute(f"SELECT id, srv_seq FROM {table} WHERE srv_seq > 0{within}"):
            yield table, blob(record_id), whole(seq)
    for name, body in raw.execute("SELECT \"table\", body FROM sync_orphan WHERE field = '*'").fetchall():
        for row in read_rows(blob(body)):
            here = raw.execute(f"SELECT 1 FROM {name} WHERE id = ?", (bytes.fromhex(row.id),)).fetchone()
            if here is None and bucket in (None, int(row.id[-2:], 16)):
                yield row.kind, bytes.fromhex(row.id), row.seq
    for kind, record_id, seq in raw.execute(
        f"SELECT \"table\", id, seq FROM sync_unknown WHERE field = '*'{within}"
    ).fetchall():
        yield str(kind), blob(record_id), whole(seq)


def known(raw: Raw) -> int:
    """How many records the server knows of are here."""
    found = raw.execute("SELECT coalesce(sum(count), 0) FROM sync_digest").fetchone()
    return whole(found[0]) if found else 0
