"""The store's own tables: journal, sync marks, derived summaries and the search index.

Derived tables (summaries and the index) are never journaled and never travel: they can be made anew from the records.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, text

from models.base import Base

meta = Table(
    "workspace_meta",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    Base.metadata,
    Column("rid", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=text("''")),
    Column("source", Text, nullable=False, server_default=text("'person'")),
    Column("user_id", LargeBinary(16)),
    Column("schema_version", Integer, nullable=False),
    Column("coalesce", Text, nullable=False, server_default=text("''")),
    Column("state", Text, nullable=False, server_default=text("'done'")),
    Column("undone_order", Integer, nullable=False, server_default=text("0")),
    Column("rows", Integer, nullable=False),
    Column("changeset", LargeBinary, nullable=False),
    Column("taken_back", LargeBinary),
)
# What can be redone: few, and the only ones asked for by their state. An edit saved does not touch this index.
Index("ix_journal_undone_order", journal.c.undone_order, sqlite_where=journal.c.state == "undone")

sync_dirty = Table(
    "sync_dirty",
    Base.metadata,
    Column("table", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("hlc", Integer, nullable=False),
    Column("gen", Integer, nullable=False, server_default=text("1")),
    Column("base_seq", Integer, nullable=False),
    Column("base_val", LargeBinary),  # BLOB affinity keeps a value of any type as it is
    sqlite_with_rowid=False,
)

# What sync keeps for itself (sync.md, section 2): none of it is recorded, journaled or marked.
sync_state = Table(
    "sync_state",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
sync_outbox = Table(
    "sync_outbox",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("frozen_at", BigInteger, nullable=False),
    Column("answered", Integer, nullable=False, server_default=text("0")),
    Column("last_seq", Integer, nullable=False, server_default=text("0")),
)
sync_outbox_cell = Table(
    "sync_outbox_cell",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("table", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("gen", Integer, nullable=False),
    sqlite_with_rowid=False,
)
sync_inbox = Table(
    "sync_inbox",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("next_cursor", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
sync_excl = Table(
    "sync_excl",
    Base.metadata,
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
sync_unknown = Table(  # fields and whole kinds of newer versions, as they came
    "sync_unknown",
    Base.metadata,
    Column("table", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)
sync_orphan = Table(  # what waits for another record: rows (field "*"), single links, erasures (field "-")
    "sync_orphan",
    Base.metadata,
    Column("table", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("parent", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_sync_orphan_parent", sync_orphan.c.parent)
sync_rejected = Table(  # what a person wrote and the server would not take
    "sync_rejected",
    Base.metadata,
    Column("rid", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("table", Text, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", Integer, nullable=False, server_default=text("0")),
)
sync_blob = Table(  # files the server has
    "sync_blob",
    Base.metadata,
    Column("sha256", Text, primary_key=True),
    Column("sent", Integer, nullable=False),
    sqlite_with_rowid=False,
)
sync_digest = Table(
    "sync_digest",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("sum", Text, nullable=False),
)

contact_summary = Table(
    "contact_summary",
    Base.metadata,
    Column("contact_rid", Integer, primary_key=True),
    Column("sort_key", Text, nullable=False),
    Column("company_name", Text, nullable=False),
    Column("company_key", Text, nullable=False),
    Column("last_reach_at", BigInteger),
    Column("last_attempt_at", BigInteger),
    Column("last_meeting_at", BigInteger),
    Column("last_letter_at", BigInteger),
    Column("last_email_at", BigInteger),
    Column("last_touch_at", BigInteger),
    Column("touch_due_at", BigInteger),  # when the keep-in-touch rhythm asks for the next touch
    Column("last_result", Text, nullable=False, server_default=text("''")),
    Column("next_at", BigInteger),
    Column("next_activity_rid", Integer),
)
Index("ix_contact_summary_sort_key", contact_summary.c.sort_key, contact_summary.c.contact_rid)
Index("ix_contact_summary_company_key", contact_summary.c.company_key, contact_summary.c.sort_key)
Index("ix_contact_summary_last_touch_at", contact_summary.c.last_touch_at, contact_summary.c.contact_rid)
Index("ix_contact_summary_next_at", contact_summary.c.next_at, contact_summary.c.contact_rid)
Index(
    "ix_contact_summary_touch_due_at",
    contact_summary.c.touch_due_at,
    sqlite_where=contact_summary.c.touch_due_at.is_not(None),
)

company_summary = Table(
    "company_summary",
    Base.metadata,
    Column("company_rid", Integer, primary_key=True),
    Column("sort_key", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("last_touch_at", BigInteger),
)
Index("ix_company_summary_sort_key", company_summary.c.sort_key, company_summary.c.company_rid)
Index("ix_company_summary_people", company_summary.c.people.desc(), company_summary.c.sort_key)
Index("ix_company_summary_last_touch_at", company_summary.c.last_touch_at, company_summary.c.company_rid)

# Contentless: the text lives in the records, the index keeps the words alone. `detail=none` because a query is a
# set of words and a last prefix, never a phrase; digits need positions, for any four in a row are a phrase of trigrams.
INDEX_TABLES = {
    "find_text": "fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='ascii')",
    "find_talk": "fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='ascii')",
    "find_digits": "fts5(digits, content='', contentless_delete=1, detail=full, tokenize='trigram')",
}
