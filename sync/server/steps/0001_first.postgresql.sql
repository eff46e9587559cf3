CREATE TABLE account (
    organisation INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    login TEXT DEFAULT '' NOT NULL,
    password_hash TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT 'salesperson' NOT NULL,
    access_rev BIGINT DEFAULT 1 NOT NULL,
    created_at BIGINT DEFAULT 0 NOT NULL,
    disabled_at BIGINT,
    CONSTRAINT pk_account PRIMARY KEY (organisation, user_id)
);
CREATE UNIQUE INDEX ix_account_login ON account (login) WHERE login <> '';
CREATE TABLE blob (
    organisation INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (organisation, sha256)
);
CREATE TABLE blob_ref (
    organisation INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    entity BYTEA NOT NULL,
    CONSTRAINT pk_blob_ref PRIMARY KEY (organisation, sha256, entity)
);
CREATE INDEX ix_blob_ref_entity ON blob_ref (organisation, entity);
CREATE TABLE blob_upload (
    organisation INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    user_id TEXT NOT NULL,
    CONSTRAINT pk_blob_upload PRIMARY KEY (organisation, sha256, user_id)
);
CREATE TABLE change (
    organisation INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    user_id TEXT DEFAULT '' NOT NULL,
    device TEXT DEFAULT '' NOT NULL,
    batch BIGINT DEFAULT 0 NOT NULL,
    at BIGINT NOT NULL,
    fields JSONB,
    CONSTRAINT pk_change PRIMARY KEY (organisation, seq)
);
CREATE INDEX ix_change_id ON change (organisation, id, seq);
CREATE TABLE departure (
    organisation INTEGER NOT NULL,
    id BYTEA NOT NULL,
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_departure PRIMARY KEY (organisation, id, scope)
);
CREATE INDEX ix_departure_seq ON departure (organisation, seq);
CREATE TABLE device (
    id TEXT NOT NULL,
    organisation INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    workspace TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    token_hash BYTEA NOT NULL,
    token_at BIGINT DEFAULT 0 NOT NULL,
    next_hash BYTEA,
    next_salt BYTEA,
    past_hash BYTEA,
    past_salt BYTEA,
    past_until BIGINT DEFAULT 0 NOT NULL,
    last_batch BIGINT DEFAULT 0 NOT NULL,
    last_cursor BIGINT DEFAULT 0 NOT NULL,
    app_version TEXT DEFAULT '' NOT NULL,
    clock_offset BIGINT DEFAULT 0 NOT NULL,
    created_at BIGINT DEFAULT 0 NOT NULL,
    last_seen BIGINT,
    revoked_at BIGINT,
    CONSTRAINT pk_device PRIMARY KEY (id)
);
CREATE INDEX ix_device_next_hash ON device (next_hash);
CREATE INDEX ix_device_past_hash ON device (past_hash);
CREATE INDEX ix_device_token_hash ON device (token_hash);
CREATE TABLE digest (
    organisation INTEGER NOT NULL,
    scope TEXT NOT NULL,
    page SMALLINT NOT NULL,
    count BIGINT NOT NULL,
    sums BYTEA NOT NULL,
    CONSTRAINT pk_digest PRIMARY KEY (organisation, scope, page)
);
CREATE TABLE entity (
    organisation INTEGER NOT NULL,
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hlc BIGINT NOT NULL,
    born_seq BIGINT NOT NULL,
    born_hlc BIGINT NOT NULL,
    born_device TEXT NOT NULL,
    scope TEXT NOT NULL,
    owner TEXT,
    erased BOOLEAN NOT NULL,
    keeper TEXT DEFAULT '' NOT NULL,
    fields JSONB NOT NULL,
    versions JSONB,
    parents JSONB,
    CONSTRAINT pk_entity PRIMARY KEY (organisation, id)
);
CREATE INDEX ix_entity_kind ON entity (organisation, kind, id);
CREATE INDEX ix_entity_owner ON entity (organisation, owner) WHERE owner IS NOT NULL;
CREATE UNIQUE INDEX ix_entity_seq ON entity (organisation, seq);
CREATE TABLE invitation (
    code_hash BYTEA NOT NULL,
    organisation INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT DEFAULT 'salesperson' NOT NULL,
    created_at BIGINT DEFAULT 0 NOT NULL,
    expires_at BIGINT DEFAULT 0 NOT NULL,
    used_at BIGINT,
    CONSTRAINT pk_invitation PRIMARY KEY (code_hash)
);
CREATE TABLE number_range (
    organisation INTEGER NOT NULL,
    seller TEXT NOT NULL,
    scope TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    device TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_number_range PRIMARY KEY (organisation, seller, scope, first)
);
CREATE TABLE organisation (
    id INTEGER NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    head BIGINT DEFAULT 0 NOT NULL,
    epoch TEXT NOT NULL,
    durable BIGINT DEFAULT 0 NOT NULL,
    created_at BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id)
);
CREATE TABLE parent (
    organisation INTEGER NOT NULL,
    parent BYTEA NOT NULL,
    child BYTEA NOT NULL,
    CONSTRAINT pk_parent PRIMARY KEY (organisation, parent, child)
);
CREATE TABLE push_batch (
    organisation INTEGER NOT NULL,
    device TEXT NOT NULL,
    number BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    at BIGINT NOT NULL,
    outcomes JSONB NOT NULL,
    CONSTRAINT pk_push_batch PRIMARY KEY (organisation, device, number)
);
CREATE TABLE schema_step (
    number INTEGER NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_schema_step PRIMARY KEY (number)
);
CREATE TABLE snapshot (
    organisation INTEGER NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    as_of BIGINT NOT NULL,
    at BIGINT NOT NULL,
    segments JSONB NOT NULL,
    CONSTRAINT pk_snapshot PRIMARY KEY (organisation, id)
);
