"""What hangs on a record: its parts, what speaks about it, and what merely links to it."""

from collections.abc import Iterator
from uuid import UUID

from models.store.transaction import Raw
from sync.client.cells import blob
from sync.client.shape import PARENTS, POINTING_AT, VITAL

OWN_VALUES = "custom_value"  # name their record by kind and text


def hanging(raw: Raw, table: str, record_id: bytes) -> Iterator[tuple[str, str, bytes, bool]]:
    """Every row that points to a record: its table, the column, its id, and whether it follows the record out of sight."""
    for child, column in POINTING_AT[table]:
        follows = column in VITAL[child] or column in PARENTS[child]
        for (found,) in raw.execute(f'SELECT id FROM {child} WHERE "{column}" = ?', (record_id,)).fetchall():
            yield child, column, blob(found), follows
    if len(record_id) == 16:  # noqa: PLR2004 - an id, not the key of a member of a set
        named = raw.execute(
            f"SELECT id FROM {OWN_VALUES} WHERE record_kind = ? AND record_id = ?", (table, str(UUID(bytes=record_id)))
        )
        for (found,) in named.fetchall():
            yield OWN_VALUES, "field_id", blob(found), True
