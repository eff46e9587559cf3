CREATE TABLE activity (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    regarding TEXT DEFAULT '' NOT NULL,
    details TEXT DEFAULT '' NOT NULL,
    start_at BIGINT,
    wall_start TEXT DEFAULT '' NOT NULL,
    time_zone TEXT DEFAULT '' NOT NULL,
    due_on TEXT,
    timeless BOOLEAN DEFAULT 0 NOT NULL,
    duration INTEGER DEFAULT 0 NOT NULL,
    rrule TEXT DEFAULT '' NOT NULL,
    exceptions TEXT,
    place TEXT DEFAULT '' NOT NULL,
    priority INTEGER DEFAULT 3 NOT NULL,
    colour INTEGER DEFAULT 0 NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    opportunity_id BLOB,
    offer_id BLOB,
    series_id BLOB,
    completed_at BIGINT,
    result TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_activity_id UNIQUE (id),
    CONSTRAINT fk_activity_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_series_id FOREIGN KEY(series_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_activity_company_id ON activity (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_activity_contact_id ON activity (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_activity_offer_id ON activity (offer_id) WHERE offer_id IS NOT NULL;

CREATE INDEX ix_activity_open_start_at ON activity (completed_at, start_at);

CREATE INDEX ix_activity_opportunity_id ON activity (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE INDEX ix_activity_series_id ON activity (series_id) WHERE series_id IS NOT NULL;

CREATE TABLE activity_contact (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    activity_id BLOB NOT NULL,
    contact_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_activity_contact_id UNIQUE (id),
    CONSTRAINT fk_activity_contact_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_activity_contact_activity_id ON activity_contact (activity_id) WHERE activity_id IS NOT NULL;

CREATE INDEX ix_activity_contact_contact_id ON activity_contact (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE alarm (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    activity_id BLOB NOT NULL,
    minutes_before INTEGER DEFAULT 0 NOT NULL,
    due_at BIGINT,
    snoozed_until BIGINT,
    rung_at BIGINT,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_alarm_id UNIQUE (id),
    CONSTRAINT fk_alarm_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_alarm_activity_id ON alarm (activity_id) WHERE activity_id IS NOT NULL;

CREATE INDEX ix_alarm_due_at ON alarm (due_at);

CREATE TABLE channel (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    kind TEXT DEFAULT '' NOT NULL,
    type TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    service TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    normal TEXT DEFAULT '' NOT NULL,
    extension TEXT DEFAULT '' NOT NULL,
    is_primary BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_channel_id UNIQUE (id),
    CONSTRAINT fk_channel_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_channel_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_channel_company_id ON channel (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_channel_contact_id ON channel (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_channel_normal ON channel (normal) WHERE normal <> '';

CREATE TABLE address (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    type TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    po_box TEXT DEFAULT '' NOT NULL,
    extended TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    is_primary BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_address_id UNIQUE (id),
    CONSTRAINT fk_address_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_address_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_address_city ON address (city, contact_id) WHERE city <> '' AND contact_id IS NOT NULL AND removed_at IS NULL;

CREATE INDEX ix_address_company_id ON address (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_address_contact_id ON address (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE company (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    full_name TEXT DEFAULT '' NOT NULL,
    industry TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    territory TEXT DEFAULT '' NOT NULL,
    employees INTEGER DEFAULT 0 NOT NULL,
    revenue BIGINT,
    web TEXT DEFAULT '' NOT NULL,
    parent_id BLOB,
    about TEXT DEFAULT '' NOT NULL,
    foreign_uid TEXT DEFAULT '' NOT NULL,
    merged_into TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_company_id UNIQUE (id),
    CONSTRAINT fk_company_parent_id FOREIGN KEY(parent_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_company_parent_id ON company (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE company_status (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    company_id BLOB NOT NULL,
    status_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_company_status_id UNIQUE (id),
    CONSTRAINT fk_company_status_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_company_status_status_id FOREIGN KEY(status_id) REFERENCES pick_item (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_company_status_company_id ON company_status (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_company_status_status_id ON company_status (status_id) WHERE status_id IS NOT NULL;

CREATE TABLE requisites (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    company_id BLOB NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    legal_name TEXT DEFAULT '' NOT NULL,
    inn TEXT DEFAULT '' NOT NULL,
    kpp TEXT DEFAULT '' NOT NULL,
    ogrn TEXT DEFAULT '' NOT NULL,
    okpo TEXT DEFAULT '' NOT NULL,
    legal_address TEXT DEFAULT '' NOT NULL,
    postal_address TEXT DEFAULT '' NOT NULL,
    director TEXT DEFAULT '' NOT NULL,
    director_position TEXT DEFAULT '' NOT NULL,
    accountant TEXT DEFAULT '' NOT NULL,
    is_primary BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_requisites_id UNIQUE (id),
    CONSTRAINT fk_requisites_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_requisites_company_id ON requisites (company_id) WHERE company_id IS NOT NULL;

CREATE TABLE bank_account (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    requisites_id BLOB,
    seller_id BLOB,
    account TEXT DEFAULT '' NOT NULL,
    bic TEXT DEFAULT '' NOT NULL,
    bank TEXT DEFAULT '' NOT NULL,
    correspondent_account TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    is_primary BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_bank_account_id UNIQUE (id),
    CONSTRAINT fk_bank_account_requisites_id FOREIGN KEY(requisites_id) REFERENCES requisites (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_bank_account_seller_id FOREIGN KEY(seller_id) REFERENCES seller (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_bank_account_requisites_id ON bank_account (requisites_id) WHERE requisites_id IS NOT NULL;

CREATE INDEX ix_bank_account_seller_id ON bank_account (seller_id) WHERE seller_id IS NOT NULL;

CREATE TABLE "conflict" (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    record_kind TEXT DEFAULT '' NOT NULL,
    record_id TEXT DEFAULT '' NOT NULL,
    field TEXT DEFAULT '' NOT NULL,
    base_value TEXT DEFAULT '' NOT NULL,
    kept_value TEXT DEFAULT '' NOT NULL,
    lost_value TEXT DEFAULT '' NOT NULL,
    kept_by TEXT DEFAULT '' NOT NULL,
    kept_at BIGINT,
    lost_by TEXT DEFAULT '' NOT NULL,
    lost_at BIGINT,
    device TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_conflict_id UNIQUE (id)
);

CREATE INDEX ix_conflict_record_id ON "conflict" (record_id);

CREATE INDEX ix_conflict_state ON "conflict" (state, created_at);

CREATE TABLE contact (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    prefix TEXT DEFAULT '' NOT NULL,
    last TEXT DEFAULT '' NOT NULL,
    first TEXT DEFAULT '' NOT NULL,
    middle TEXT DEFAULT '' NOT NULL,
    suffix TEXT DEFAULT '' NOT NULL,
    nickname TEXT DEFAULT '' NOT NULL,
    gender TEXT DEFAULT '' NOT NULL,
    salutation TEXT DEFAULT '' NOT NULL,
    company_id BLOB,
    job_title TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    referred_by TEXT DEFAULT '' NOT NULL,
    lead_source TEXT DEFAULT '' NOT NULL,
    interest TEXT DEFAULT '' NOT NULL,
    birthday TEXT DEFAULT '' NOT NULL,
    important_dates TEXT,
    photo_hash TEXT DEFAULT '' NOT NULL,
    favourite BOOLEAN DEFAULT 0 NOT NULL,
    time_zone TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    keep_in_touch_days INTEGER DEFAULT 0 NOT NULL,
    consent_on TEXT,
    consent_basis TEXT DEFAULT '' NOT NULL,
    consent_channel TEXT DEFAULT '' NOT NULL,
    do_not_call BOOLEAN DEFAULT 0 NOT NULL,
    do_not_mail BOOLEAN DEFAULT 0 NOT NULL,
    relationship_stage TEXT DEFAULT '' NOT NULL,
    satisfaction INTEGER DEFAULT 0 NOT NULL,
    trust INTEGER DEFAULT 0 NOT NULL,
    involvement INTEGER DEFAULT 0 NOT NULL,
    is_me BOOLEAN DEFAULT 0 NOT NULL,
    about TEXT DEFAULT '' NOT NULL,
    foreign_uid TEXT DEFAULT '' NOT NULL,
    foreign_properties TEXT,
    merged_into TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_contact_id UNIQUE (id),
    CONSTRAINT fk_contact_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_contact_birthday_day ON contact (substr(birthday, -5)) WHERE birthday <> '';

CREATE INDEX ix_contact_company_id ON contact (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_contact_recycled ON contact (id) WHERE removed_at IS NOT NULL;

CREATE TABLE contact_status (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    contact_id BLOB NOT NULL,
    status_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_contact_status_id UNIQUE (id),
    CONSTRAINT fk_contact_status_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contact_status_status_id FOREIGN KEY(status_id) REFERENCES pick_item (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_contact_status_contact_id ON contact_status (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_contact_status_status_id ON contact_status (status_id) WHERE status_id IS NOT NULL;

CREATE TABLE contact_group (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    parent_id BLOB,
    about TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_contact_group_id UNIQUE (id),
    CONSTRAINT fk_contact_group_parent_id FOREIGN KEY(parent_id) REFERENCES contact_group (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_contact_group_parent_id ON contact_group (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE group_member (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_group_member_id UNIQUE (id),
    CONSTRAINT fk_group_member_group_id FOREIGN KEY(group_id) REFERENCES contact_group (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_group_member_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_group_member_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_group_member_company_id ON group_member (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_group_member_contact_id ON group_member (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_group_member_group_id ON group_member (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE tag (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    colour INTEGER DEFAULT 0 NOT NULL,
    merged_into TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_tag_id UNIQUE (id)
);

CREATE TABLE contact_tag (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    contact_id BLOB NOT NULL,
    tag_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_contact_tag_id UNIQUE (id),
    CONSTRAINT fk_contact_tag_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contact_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_contact_tag_contact_id ON contact_tag (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_contact_tag_tag_id ON contact_tag (tag_id) WHERE tag_id IS NOT NULL;

CREATE TABLE company_tag (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    company_id BLOB NOT NULL,
    tag_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_company_tag_id UNIQUE (id),
    CONSTRAINT fk_company_tag_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_company_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_company_tag_company_id ON company_tag (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_company_tag_tag_id ON company_tag (tag_id) WHERE tag_id IS NOT NULL;

CREATE TABLE relation (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    contact_a_id BLOB,
    company_a_id BLOB,
    role_a TEXT DEFAULT '' NOT NULL,
    contact_b_id BLOB,
    company_b_id BLOB,
    role_b TEXT DEFAULT '' NOT NULL,
    about TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_relation_id UNIQUE (id),
    CONSTRAINT fk_relation_contact_a_id FOREIGN KEY(contact_a_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relation_company_a_id FOREIGN KEY(company_a_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relation_contact_b_id FOREIGN KEY(contact_b_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relation_company_b_id FOREIGN KEY(company_b_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_relation_company_a_id ON relation (company_a_id) WHERE company_a_id IS NOT NULL;

CREATE INDEX ix_relation_company_b_id ON relation (company_b_id) WHERE company_b_id IS NOT NULL;

CREATE INDEX ix_relation_contact_a_id ON relation (contact_a_id) WHERE contact_a_id IS NOT NULL;

CREATE INDEX ix_relation_contact_b_id ON relation (contact_b_id) WHERE contact_b_id IS NOT NULL;

CREATE TABLE history (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    done BOOLEAN DEFAULT 1 NOT NULL,
    result TEXT DEFAULT '' NOT NULL,
    detail_result TEXT DEFAULT '' NOT NULL,
    regarding TEXT DEFAULT '' NOT NULL,
    details TEXT DEFAULT '' NOT NULL,
    start_at BIGINT,
    duration INTEGER DEFAULT 0 NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    opportunity_id BLOB,
    offer_id BLOB,
    activity_id BLOB,
    system BOOLEAN DEFAULT 0 NOT NULL,
    field TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_history_id UNIQUE (id),
    CONSTRAINT fk_history_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_history_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_history_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_history_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_history_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_history_activity_id ON history (activity_id) WHERE activity_id IS NOT NULL;

CREATE INDEX ix_history_company_id_start_at ON history (company_id, start_at);

CREATE INDEX ix_history_contact_id_start_at ON history (contact_id, start_at);

CREATE INDEX ix_history_offer_id ON history (offer_id) WHERE offer_id IS NOT NULL;

CREATE INDEX ix_history_opportunity_id ON history (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE INDEX ix_history_start_at ON history (start_at, kind) WHERE system = 0 AND removed_at IS NULL;

CREATE TABLE history_contact (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    history_id BLOB NOT NULL,
    contact_id BLOB,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_history_contact_id UNIQUE (id),
    CONSTRAINT fk_history_contact_history_id FOREIGN KEY(history_id) REFERENCES history (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_history_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_history_contact_contact_id ON history_contact (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_history_contact_history_id ON history_contact (history_id) WHERE history_id IS NOT NULL;

CREATE TABLE note (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    noted_at BIGINT,
    contact_id BLOB,
    company_id BLOB,
    opportunity_id BLOB,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_note_id UNIQUE (id),
    CONSTRAINT fk_note_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_note_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_note_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_note_company_id ON note (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_note_contact_id ON note (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_note_opportunity_id ON note (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE promise (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    mine BOOLEAN DEFAULT 1 NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    due_on TEXT,
    kept_at BIGINT,
    contact_id BLOB,
    company_id BLOB,
    note_id BLOB,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_promise_id UNIQUE (id),
    CONSTRAINT fk_promise_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_note_id FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_promise_company_id ON promise (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_promise_contact_id ON promise (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_promise_note_id ON promise (note_id) WHERE note_id IS NOT NULL;

CREATE INDEX ix_promise_open_due_on ON promise (due_on) WHERE kept_at IS NULL;

CREATE TABLE attachment (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    size INTEGER DEFAULT 0 NOT NULL,
    media_type TEXT DEFAULT '' NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    opportunity_id BLOB,
    offer_id BLOB,
    note_id BLOB,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_attachment_id UNIQUE (id),
    CONSTRAINT fk_attachment_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_note_id FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_attachment_company_id ON attachment (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_attachment_contact_id ON attachment (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_attachment_note_id ON attachment (note_id) WHERE note_id IS NOT NULL;

CREATE INDEX ix_attachment_offer_id ON attachment (offer_id) WHERE offer_id IS NOT NULL;

CREATE INDEX ix_attachment_opportunity_id ON attachment (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE seller (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    legal_name TEXT DEFAULT '' NOT NULL,
    tagline TEXT DEFAULT '' NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    inn TEXT DEFAULT '' NOT NULL,
    kpp TEXT DEFAULT '' NOT NULL,
    ogrn TEXT DEFAULT '' NOT NULL,
    legal_address TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    web TEXT DEFAULT '' NOT NULL,
    director TEXT DEFAULT '' NOT NULL,
    director_position TEXT DEFAULT '' NOT NULL,
    accountant TEXT DEFAULT '' NOT NULL,
    logo_hash TEXT DEFAULT '' NOT NULL,
    stamp_hash TEXT DEFAULT '' NOT NULL,
    signature_hash TEXT DEFAULT '' NOT NULL,
    accent TEXT DEFAULT '' NOT NULL,
    vat_mode TEXT DEFAULT '' NOT NULL,
    vat_reason TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    number_pattern TEXT DEFAULT '' NOT NULL,
    offer_days INTEGER DEFAULT 14 NOT NULL,
    conditions TEXT,
    is_default BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_seller_id UNIQUE (id)
);

CREATE TABLE number_counter (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    seller_id BLOB NOT NULL,
    scope TEXT DEFAULT '' NOT NULL,
    last INTEGER DEFAULT 0 NOT NULL,
    reserved_from INTEGER DEFAULT 0 NOT NULL,
    reserved_through INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_number_counter_id UNIQUE (id),
    CONSTRAINT fk_number_counter_seller_id FOREIGN KEY(seller_id) REFERENCES seller (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_number_counter_seller_id ON number_counter (seller_id) WHERE seller_id IS NOT NULL;

CREATE TABLE offer (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    previous_id BLOB,
    seller_id BLOB,
    dated TEXT,
    valid_through TEXT,
    contact_id BLOB,
    company_id BLOB,
    opportunity_id BLOB,
    title TEXT DEFAULT '' NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    intro TEXT DEFAULT '' NOT NULL,
    closing TEXT DEFAULT '' NOT NULL,
    conditions TEXT,
    participants TEXT,
    language TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    vat_mode TEXT DEFAULT '' NOT NULL,
    vat_reason TEXT DEFAULT '' NOT NULL,
    rounding TEXT DEFAULT '' NOT NULL,
    discount_percent BIGINT,
    discount_sum BIGINT,
    template TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT '' NOT NULL,
    sent_at BIGINT,
    net BIGINT,
    vat BIGINT,
    total BIGINT,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_offer_id UNIQUE (id),
    CONSTRAINT fk_offer_previous_id FOREIGN KEY(previous_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_seller_id FOREIGN KEY(seller_id) REFERENCES seller (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_offer_company_id ON offer (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_offer_contact_id ON offer (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_offer_opportunity_id ON offer (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE INDEX ix_offer_previous_id ON offer (previous_id) WHERE previous_id IS NOT NULL;

CREATE INDEX ix_offer_seller_id ON offer (seller_id) WHERE seller_id IS NOT NULL;

CREATE INDEX ix_offer_sent_at ON offer (sent_at) WHERE sent_at IS NOT NULL;

CREATE INDEX ix_offer_status_valid_through ON offer (status, valid_through);

CREATE TABLE offer_section (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    offer_id BLOB NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_offer_section_id UNIQUE (id),
    CONSTRAINT fk_offer_section_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_offer_section_offer_id ON offer_section (offer_id) WHERE offer_id IS NOT NULL;

CREATE TABLE offer_line (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    offer_id BLOB NOT NULL,
    section_id BLOB,
    product_id BLOB,
    position INTEGER DEFAULT 0 NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    picture_hash TEXT DEFAULT '' NOT NULL,
    quantity BIGINT,
    unit TEXT DEFAULT '' NOT NULL,
    price BIGINT,
    cost BIGINT,
    discount_percent BIGINT,
    discount_sum BIGINT,
    vat_rate BIGINT,
    role TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_offer_line_id UNIQUE (id),
    CONSTRAINT fk_offer_line_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_line_section_id FOREIGN KEY(section_id) REFERENCES offer_section (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offer_line_product_id FOREIGN KEY(product_id) REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_offer_line_offer_id ON offer_line (offer_id) WHERE offer_id IS NOT NULL;

CREATE INDEX ix_offer_line_product_id ON offer_line (product_id) WHERE product_id IS NOT NULL;

CREATE INDEX ix_offer_line_section_id ON offer_line (section_id) WHERE section_id IS NOT NULL;

CREATE TABLE process (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_process_id UNIQUE (id)
);

CREATE TABLE stage (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    process_id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    client_did TEXT DEFAULT '' NOT NULL,
    probability INTEGER DEFAULT 0 NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    suggested TEXT,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_stage_id UNIQUE (id),
    CONSTRAINT fk_stage_process_id FOREIGN KEY(process_id) REFERENCES process (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_stage_process_id ON stage (process_id) WHERE process_id IS NOT NULL;

CREATE TABLE opportunity (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    contact_id BLOB,
    company_id BLOB,
    process_id BLOB,
    stage_id BLOB,
    stage_since BIGINT,
    probability INTEGER DEFAULT 0 NOT NULL,
    amount BIGINT,
    margin BIGINT,
    currency TEXT DEFAULT '' NOT NULL,
    opened_on TEXT,
    estimated_close TEXT,
    closed_on TEXT,
    status TEXT DEFAULT '' NOT NULL,
    close_reason TEXT DEFAULT '' NOT NULL,
    competitor TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    return_on TEXT,
    archived BOOLEAN DEFAULT 0 NOT NULL,
    details TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_opportunity_id UNIQUE (id),
    CONSTRAINT fk_opportunity_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_company_id FOREIGN KEY(company_id) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_process_id FOREIGN KEY(process_id) REFERENCES process (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_opportunity_company_id ON opportunity (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX ix_opportunity_contact_id ON opportunity (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_opportunity_process_id ON opportunity (process_id) WHERE process_id IS NOT NULL;

CREATE INDEX ix_opportunity_stage_id ON opportunity (stage_id) WHERE stage_id IS NOT NULL;

CREATE INDEX ix_opportunity_status ON opportunity (status);

CREATE TABLE opportunity_contact (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    opportunity_id BLOB NOT NULL,
    contact_id BLOB,
    role TEXT DEFAULT '' NOT NULL,
    attitude INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_opportunity_contact_id UNIQUE (id),
    CONSTRAINT fk_opportunity_contact_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_opportunity_contact_contact_id ON opportunity_contact (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX ix_opportunity_contact_opportunity_id ON opportunity_contact (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE opportunity_line (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    opportunity_id BLOB NOT NULL,
    product_id BLOB,
    name TEXT DEFAULT '' NOT NULL,
    quantity BIGINT,
    price BIGINT,
    cost BIGINT,
    discount_percent BIGINT,
    position INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_opportunity_line_id UNIQUE (id),
    CONSTRAINT fk_opportunity_line_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_line_product_id FOREIGN KEY(product_id) REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_opportunity_line_opportunity_id ON opportunity_line (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE INDEX ix_opportunity_line_product_id ON opportunity_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE stage_history (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    opportunity_id BLOB NOT NULL,
    stage_id BLOB,
    entered_at BIGINT,
    amount BIGINT,
    probability INTEGER DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_stage_history_id UNIQUE (id),
    CONSTRAINT fk_stage_history_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stage_history_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_stage_history_opportunity_id ON stage_history (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE INDEX ix_stage_history_stage_id ON stage_history (stage_id) WHERE stage_id IS NOT NULL;

CREATE TABLE pick_list (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    learns BOOLEAN DEFAULT 1 NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_pick_list_id UNIQUE (id)
);

CREATE TABLE pick_item (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    list_id BLOB NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    colour INTEGER DEFAULT 0 NOT NULL,
    parent_key TEXT DEFAULT '' NOT NULL,
    merged_into TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_pick_item_id UNIQUE (id),
    CONSTRAINT fk_pick_item_list_id FOREIGN KEY(list_id) REFERENCES pick_list (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_pick_item_list_id ON pick_item (list_id) WHERE list_id IS NOT NULL;

CREATE TABLE custom_field (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    noun TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    pick_list_key TEXT DEFAULT '' NOT NULL,
    "group" TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    searchable BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_custom_field_id UNIQUE (id)
);

CREATE TABLE custom_value (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    field_id BLOB NOT NULL,
    record_kind TEXT DEFAULT '' NOT NULL,
    record_id TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_custom_value_id UNIQUE (id),
    CONSTRAINT fk_custom_value_field_id FOREIGN KEY(field_id) REFERENCES custom_field (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_custom_value_field_id ON custom_value (field_id) WHERE field_id IS NOT NULL;

CREATE INDEX ix_custom_value_record ON custom_value (record_kind, record_id);

CREATE TABLE app_user (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    position TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    time_zone TEXT DEFAULT '' NOT NULL,
    is_me BOOLEAN DEFAULT 0 NOT NULL,
    settings TEXT,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_app_user_id UNIQUE (id)
);

CREATE TABLE product (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    cost BIGINT,
    price BIGINT,
    floor_price BIGINT,
    currency TEXT DEFAULT '' NOT NULL,
    vat_rate BIGINT,
    sale TEXT DEFAULT '' NOT NULL,
    picture_hash TEXT DEFAULT '' NOT NULL,
    minimum_order BIGINT,
    lead_time_days INTEGER DEFAULT 0 NOT NULL,
    analogues TEXT,
    archived BOOLEAN DEFAULT 0 NOT NULL,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_product_id UNIQUE (id)
);

CREATE TABLE price_list (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    audience TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    mechanism TEXT DEFAULT '' NOT NULL,
    valid_from TEXT,
    valid_through TEXT,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    owner_id BLOB,
    access TEXT DEFAULT 'public' NOT NULL,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_price_list_id UNIQUE (id)
);

CREATE TABLE price (
    rid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    price_list_id BLOB NOT NULL,
    product_id BLOB,
    amount BIGINT,
    from_quantity BIGINT,
    segment TEXT DEFAULT '' NOT NULL,
    option TEXT DEFAULT '' NOT NULL,
    removed_at BIGINT,
    srv_seq INTEGER DEFAULT 0 NOT NULL,
    srv_hlc INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_price_id UNIQUE (id),
    CONSTRAINT fk_price_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_price_product_id FOREIGN KEY(product_id) REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_price_price_list_id ON price (price_list_id) WHERE price_list_id IS NOT NULL;

CREATE INDEX ix_price_product_id ON price (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE workspace_meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_workspace_meta PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE journal (
    rid INTEGER NOT NULL,
    at BIGINT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT 'person' NOT NULL,
    user_id BLOB,
    schema_version INTEGER NOT NULL,
    coalesce TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'done' NOT NULL,
    undone_order INTEGER DEFAULT 0 NOT NULL,
    rows INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    taken_back BLOB,
    CONSTRAINT pk_journal PRIMARY KEY (rid)
);

CREATE INDEX ix_journal_undone_order ON journal (undone_order) WHERE state = 'undone';

CREATE TABLE sync_dirty (
    "table" TEXT NOT NULL,
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    hlc INTEGER NOT NULL,
    gen INTEGER DEFAULT 1 NOT NULL,
    base_seq INTEGER NOT NULL,
    base_val BLOB,
    CONSTRAINT pk_sync_dirty PRIMARY KEY ("table", id, field)
)
 WITHOUT ROWID;

CREATE TABLE sync_state (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_sync_state PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE sync_outbox (
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    frozen_at BIGINT NOT NULL,
    answered INTEGER DEFAULT 0 NOT NULL,
    last_seq INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_sync_outbox PRIMARY KEY (number)
);

CREATE TABLE sync_outbox_cell (
    number INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    gen INTEGER NOT NULL,
    CONSTRAINT pk_sync_outbox_cell PRIMARY KEY (number, "table", id, field)
)
 WITHOUT ROWID;

CREATE TABLE sync_inbox (
    number INTEGER NOT NULL,
    next_cursor INTEGER NOT NULL,
    body BLOB NOT NULL,
    CONSTRAINT pk_sync_inbox PRIMARY KEY (number)
);

CREATE TABLE sync_excl (
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_sync_excl PRIMARY KEY (first)
);

CREATE TABLE sync_unknown (
    "table" TEXT NOT NULL,
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_sync_unknown PRIMARY KEY ("table", id, field)
)
 WITHOUT ROWID;

CREATE TABLE sync_orphan (
    "table" TEXT NOT NULL,
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    parent BLOB NOT NULL,
    body BLOB NOT NULL,
    CONSTRAINT pk_sync_orphan PRIMARY KEY ("table", id, field)
)
 WITHOUT ROWID;

CREATE INDEX ix_sync_orphan_parent ON sync_orphan (parent);

CREATE TABLE sync_rejected (
    rid INTEGER NOT NULL,
    at BIGINT NOT NULL,
    "table" TEXT NOT NULL,
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    seen INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_sync_rejected PRIMARY KEY (rid)
);

CREATE TABLE sync_blob (
    sha256 TEXT NOT NULL,
    sent INTEGER NOT NULL,
    CONSTRAINT pk_sync_blob PRIMARY KEY (sha256)
)
 WITHOUT ROWID;

CREATE TABLE sync_digest (
    number INTEGER NOT NULL,
    count INTEGER NOT NULL,
    sum TEXT NOT NULL,
    CONSTRAINT pk_sync_digest PRIMARY KEY (number)
);

CREATE TABLE contact_summary (
    contact_rid INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    company_name TEXT NOT NULL,
    company_key TEXT NOT NULL,
    last_reach_at BIGINT,
    last_attempt_at BIGINT,
    last_meeting_at BIGINT,
    last_letter_at BIGINT,
    last_email_at BIGINT,
    last_touch_at BIGINT,
    touch_due_at BIGINT,
    last_result TEXT DEFAULT '' NOT NULL,
    next_at BIGINT,
    next_activity_rid INTEGER,
    CONSTRAINT pk_contact_summary PRIMARY KEY (contact_rid)
);

CREATE INDEX ix_contact_summary_company_key ON contact_summary (company_key, sort_key);

CREATE INDEX ix_contact_summary_last_touch_at ON contact_summary (last_touch_at, contact_rid);

CREATE INDEX ix_contact_summary_next_at ON contact_summary (next_at, contact_rid);

CREATE INDEX ix_contact_summary_sort_key ON contact_summary (sort_key, contact_rid);

CREATE INDEX ix_contact_summary_touch_due_at ON contact_summary (touch_due_at) WHERE touch_due_at IS NOT NULL;

CREATE TABLE company_summary (
    company_rid INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    people INTEGER NOT NULL,
    last_touch_at BIGINT,
    CONSTRAINT pk_company_summary PRIMARY KEY (company_rid)
);

CREATE INDEX ix_company_summary_last_touch_at ON company_summary (last_touch_at, company_rid);

CREATE INDEX ix_company_summary_people ON company_summary (people DESC, sort_key);

CREATE INDEX ix_company_summary_sort_key ON company_summary (sort_key, company_rid);

CREATE VIRTUAL TABLE find_text USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='ascii');

CREATE VIRTUAL TABLE find_talk USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='ascii');

CREATE VIRTUAL TABLE find_digits USING fts5(digits, content='', contentless_delete=1, detail=full, tokenize='trigram');

PRAGMA application_id = 1447647828;
