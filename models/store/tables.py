"""The store's own tables: journal, sync marks, derived summaries and the search index.

Derived tables (summaries and the index) are never journaled and never travel: they can be made anew from the records.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, text

from models.base import Base

APPLICATION_ID = 0x56495A54  # "VIZT"
SCHEMA_VERSION = 1

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
Index("ix_journal_state", journal.c.state, journal.c.rid)

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
