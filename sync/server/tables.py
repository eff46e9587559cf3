"""The server's tables, the same on PostgreSQL and in a SQLite file.

The entity store is schemaless on purpose: the server needs a record's kind, scope and times; a field it has never heard of
needs no migration here. Ids of records are their 16 or 32 bytes, people, devices and files are hex texts, moments are
milliseconds since 1970.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})
_JSON = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _number(name: str, default: int | None = 0) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default=None if default is None else text(str(default)))


def _text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=None if default is None else text(f"'{default}'"))


def _moment(name: str) -> Column[int | None]:
    return Column(name, BigInteger, nullable=True)


def _organisation() -> Column[int]:
    return Column("organisation", Integer, nullable=False)


def _record(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


# One row a firm: `head` is its newest seq. Locked first by whoever merges, so that commits stand in the order of their seqs.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    _number("head"),
    _text("epoch", None),  # the server's life: another one after a restore from backup
    _number("durable"),
    _number("created_at"),
)

# A person of a firm.
account = Table(
    "account",
    metadata,
    _organisation(),
    _text("user_id", None),
    _text("name"),
    _text("login"),
    _text("password_hash"),
    _text("role", "salesperson"),
    _number("access_rev", 1),
    _number("created_at"),
    _moment("disabled_at"),
    PrimaryKeyConstraint("organisation", "user_id"),
    Index(None, "login", unique=True, sqlite_where=text("login <> ''"), postgresql_where=text("login <> ''")),
)

# A code by which a person's laptop joins, kept hashed.
invitation = Table(
    "invitation",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    _organisation(),
    _text("user_id", None),
    _text("role", "salesperson"),
    _number("created_at"),
    _number("expires_at"),
    _moment("used_at"),
)

# A line of batches. Copies of one workspace share the token's hash, each gets an id of its own once it shows.
device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    _organisation(),
    _text("user_id", None),
    _text("workspace"),
    _text("name"),
    Column("token_hash", LargeBinary, nullable=False),
    _number("token_at"),  # since when it is used; 0: since the device was made
    Column("next_hash", LargeBinary, nullable=True),  # the one that is to follow, and what it is made with
    Column("next_salt", LargeBinary, nullable=True),
    Column("past_hash", LargeBinary, nullable=True),  # the one before, good for a while longer
    Column("past_salt", LargeBinary, nullable=True),
    _number("past_until"),
    _number("last_batch"),
    _number("last_cursor"),
    _text("app_version"),
    _number("clock_offset"),
    _number("created_at"),
    _moment("last_seen"),
    _moment("revoked_at"),
    Index(None, "token_hash"),
    Index(None, "next_hash"),
    Index(None, "past_hash"),
)

# Every record as it stands. `versions` holds the fields whose seq, time or device are not those of its birth.
entity = Table(
    "entity",
    metadata,
    _organisation(),
    _record("id"),
    _text("kind", None),
    _number("seq", None),
    _number("hlc", None),
    _number("born_seq", None),
    _number("born_hlc", None),
    _text("born_device", None),
    _text("scope", None),
    Column("owner", Text, nullable=True),
    Column("erased", Boolean, nullable=False),
    _text("keeper"),
    Column("fields", _JSON, nullable=False),
    Column("versions", _JSON, nullable=True),
    Column("parents", _JSON, nullable=True),
    PrimaryKeyConstraint("organisation", "id"),
    Index("ix_entity_seq", "organisation", "seq", unique=True),
    Index("ix_entity_kind", "organisation", "kind", "id"),
    Index(
        "ix_entity_owner",
        "organisation",
        "owner",
        sqlite_where=text("owner IS NOT NULL"),
        postgresql_where=text("owner IS NOT NULL"),
    ),
)

# Which records are seen no further than which others.
parent = Table(
    "parent",
    metadata,
    _organisation(),
    _record("parent"),
    _record("child"),
    PrimaryKeyConstraint("organisation", "parent", "child"),
)

# The audit log: who changed what when, with the values before and after; `fields` is null for a birth.
change = Table(
    "change",
    metadata,
    _organisation(),
    _number("seq", None),
    _record("id"),
    _text("kind", None),
    _text("action", None),
    _text("user_id"),
    _text("device"),
    _number("batch"),
    _number("at", None),
    Column("fields", _JSON, nullable=True),
    PrimaryKeyConstraint("organisation", "seq"),
    Index("ix_change_id", "organisation", "id", "seq"),
)

# What was answered to a batch, for as long as its device exists: a repeated one is answered alike.
push_batch = Table(
    "push_batch",
    metadata,
    _organisation(),
    _text("device", None),
    _number("number", None),
    Column("sha256", LargeBinary, nullable=False),
    _number("first", None),
    _number("last", None),
    _number("at", None),
    Column("outcomes", _JSON, nullable=False),
    PrimaryKeyConstraint("organisation", "device", "number"),
)

# Records that left a scope: who sees that scope and not the record any more is told that it is gone.
departure = Table(
    "departure",
    metadata,
    _organisation(),
    _record("id"),
    _text("scope", None),
    _text("kind", None),
    _number("seq", None),
    PrimaryKeyConstraint("organisation", "id", "scope"),
    Index("ix_departure_seq", "organisation", "seq"),
)

# Offer numbers given out.
number_range = Table(
    "number_range",
    metadata,
    _organisation(),
    _text("seller", None),
    _text("scope", None),
    _number("first", None),
    _number("last", None),
    _text("device", None),
    _number("at", None),
    PrimaryKeyConstraint("organisation", "seller", "scope", "first"),
)

# Files that are complete, by the hash of their content.
blob = Table(
    "blob",
    metadata,
    _organisation(),
    _text("sha256", None),
    _number("size", None),
    _number("at", None),
    PrimaryKeyConstraint("organisation", "sha256"),
)

# Which records name a file: who sees one of them may have it.
blob_ref = Table(
    "blob_ref",
    metadata,
    _organisation(),
    _text("sha256", None),
    _record("entity"),
    PrimaryKeyConstraint("organisation", "sha256", "entity"),
    Index("ix_blob_ref_entity", "organisation", "entity"),
)

# Who brought a file: it is sent before the record that names it.
blob_upload = Table(
    "blob_upload",
    metadata,
    _organisation(),
    _text("sha256", None),
    _text("user_id", None),
    PrimaryKeyConstraint("organisation", "sha256", "user_id"),
)

# Counts and sums a scope and bucket, sixteen buckets a row (`digest_pages`), kept up with every change.
digest = Table(
    "digest",
    metadata,
    _organisation(),
    _text("scope", None),
    Column("page", SmallInteger, nullable=False),
    _number("count", None),
    Column("sums", LargeBinary, nullable=False),
    PrimaryKeyConstraint("organisation", "scope", "page"),
)

# First syncs: where each part begins and ends. The one of everybody's records, shared by all, is under no person's name.
snapshot = Table(
    "snapshot",
    metadata,
    _organisation(),
    _text("id", None),
    _text("user_id", None),
    _number("as_of", None),
    _number("at", None),
    Column("segments", _JSON, nullable=False),
    PrimaryKeyConstraint("organisation", "id"),
)

# The migration steps this database has gone through.
schema_step = Table(
    "schema_step",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _number("at", None),
)
