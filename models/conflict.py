"""What a merge decided between two people, for somebody to look at."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Record
from models.fields import kept_text, moment_field, text_field
from resources.i18n import N_


class Conflict(Record):
    """Two people changed one thing without knowing of each other: which value stands, and which was put aside.

    Made by the server in the transaction that merged; everybody who sees the record sees it, and resolving it travels.
    `what` is edit (two values of a field), removed (one removed what the other edited), withdrawn (an edit of a record
    its author may no longer see) or renamed. Ids are hexadecimal, values are JSON of the value as it travels.
    `state` is open or resolved.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        Index("ix_conflict_state", "state", "created_at"),
        Index("ix_conflict_record_id", "record_id"),
    )

    what: Mapped[str] = kept_text(N_("What happened"))
    record_kind: Mapped[str] = kept_text(N_("Kind"))
    record_id: Mapped[str] = kept_text(N_("Record"))
    field: Mapped[str] = kept_text(N_("Field"))
    base_value: Mapped[str] = kept_text(N_("Value before"))
    kept_value: Mapped[str] = kept_text(N_("Value that stands"))
    lost_value: Mapped[str] = kept_text(N_("Value put aside"))
    kept_by: Mapped[str] = kept_text(N_("Whose value stands"))
    kept_at: Mapped[datetime | None] = moment_field(N_("When it was given"), editable=False)
    lost_by: Mapped[str] = kept_text(N_("Whose value was put aside"))
    lost_at: Mapped[datetime | None] = moment_field(N_("When that one was given"), editable=False)
    device: Mapped[str] = kept_text(N_("Computer"))
    state: Mapped[str] = text_field(N_("State"))
