-- The organisation's clients, as lists and filters need them. `number` is the narrow handle of a client inside the file.
CREATE TABLE clients (
    number        INTEGER PRIMARY KEY,
    id            BLOB    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    folded_name   TEXT    NOT NULL,
    is_primary    INTEGER NOT NULL,
    complete      INTEGER NOT NULL,
    rfc           TEXT,
    curp          TEXT,
    external_id   TEXT,
    updated_at    INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    gone_since    INTEGER,
    digest        BLOB    NOT NULL,
    linked        INTEGER NOT NULL DEFAULT 0,
    worst         INTEGER
);

-- The records as Artu gave them, apart from the narrow rows so that a list never reads past them.
-- `codec`: 0 plain, 1 zstd, from 2 on zstd with the dictionary of that number.
CREATE TABLE client_records (
    number  INTEGER PRIMARY KEY REFERENCES clients(number),
    codec   INTEGER NOT NULL,
    raw     BLOB    NOT NULL,
    changed TEXT    NOT NULL DEFAULT '[]'
);

CREATE TABLE dictionaries (
    codec INTEGER PRIMARY KEY,
    bytes BLOB    NOT NULL
);

CREATE TABLE revisions (
    id          INTEGER PRIMARY KEY,
    number      INTEGER NOT NULL REFERENCES clients(number),
    digest      BLOB    NOT NULL,
    updated_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    changed     TEXT    NOT NULL,
    codec       INTEGER NOT NULL,
    raw         BLOB    NOT NULL
);
CREATE INDEX revisions_by_client ON revisions(number, id);
CREATE INDEX revisions_by_time ON revisions(replaced_at);

-- Keyed by the parent's number: a first pull appends. The child may not be known yet, so it is its id.
CREATE TABLE links (
    parent       INTEGER NOT NULL REFERENCES clients(number),
    position     INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    child        BLOB    NOT NULL,
    child_kind   TEXT    NOT NULL,
    child_name   TEXT    NOT NULL,
    relationship TEXT    NOT NULL,
    metadata     TEXT,
    PRIMARY KEY (parent, position)
) WITHOUT ROWID;

CREATE TABLE search_documents (
    number INTEGER PRIMARY KEY,
    text   TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5(
    text,
    content = 'search_documents',
    content_rowid = 'number',
    columnsize = 0,
    tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE quarantine (
    id        INTEGER PRIMARY KEY,
    client_id BLOB UNIQUE,
    reason    TEXT    NOT NULL,
    place     TEXT    NOT NULL,
    digest    BLOB    NOT NULL,
    codec     INTEGER NOT NULL,
    raw       BLOB    NOT NULL,
    seen_at   INTEGER NOT NULL,
    pull_id   INTEGER
);
CREATE UNIQUE INDEX quarantine_of_unknown ON quarantine(digest) WHERE client_id IS NULL;

CREATE TABLE pulls (
    id            INTEGER PRIMARY KEY,
    kind          TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    finished_at   INTEGER,
    complete      INTEGER NOT NULL DEFAULT 0,
    cursor        TEXT,
    page_offset   INTEGER NOT NULL DEFAULT 0,
    expected      INTEGER,
    pages         INTEGER NOT NULL DEFAULT 0,
    clients       INTEGER NOT NULL DEFAULT 0,
    added         INTEGER NOT NULL DEFAULT 0,
    changed       INTEGER NOT NULL DEFAULT 0,
    gone          INTEGER NOT NULL DEFAULT 0,
    quarantined   INTEGER NOT NULL DEFAULT 0,
    requests      INTEGER NOT NULL DEFAULT 0,
    since         TEXT,
    marker        TEXT
);
CREATE TABLE pull_seen (
    pull   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (pull, number)
) WITHOUT ROWID;

-- Derived from clients, links, findings and reviews; can be emptied and built again at any time.
CREATE TABLE household_summary (
    number   INTEGER PRIMARY KEY REFERENCES clients(number),
    members  INTEGER NOT NULL,
    seen_at  INTEGER NOT NULL,
    worst    INTEGER,
    errors   INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    infos    INTEGER NOT NULL DEFAULT 0,
    defects  TEXT    NOT NULL DEFAULT '[]',
    review   TEXT    NOT NULL DEFAULT 'none',
    verdict  TEXT,
    reviewed_at INTEGER
);
CREATE TABLE household_codes (
    code   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (code, number)
) WITHOUT ROWID;
CREATE INDEX household_codes_by_household ON household_codes(number);
-- Clients whose households are to be summed up again.
CREATE TABLE household_stale (id BLOB PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE findings (
    id           INTEGER PRIMARY KEY,
    owner_kind   INTEGER NOT NULL,
    owner        BLOB    NOT NULL,
    code         TEXT    NOT NULL,
    severity     INTEGER NOT NULL,
    rule         TEXT    NOT NULL,
    client_id    BLOB,
    household_id BLOB,
    field        TEXT,
    value        TEXT,
    positions    TEXT    NOT NULL,
    expected     TEXT,
    related      TEXT    NOT NULL,
    pack         TEXT    NOT NULL,
    found_at     INTEGER NOT NULL
);
CREATE INDEX findings_by_owner ON findings(owner, owner_kind);
CREATE INDEX findings_by_severity ON findings(severity, code);
CREATE INDEX findings_by_code ON findings(code);

CREATE TABLE dispositions (
    id           INTEGER PRIMARY KEY,
    code         TEXT    NOT NULL,
    client_id    BLOB,
    household_id BLOB,
    field        TEXT,
    value_digest BLOB,
    disposition  TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    analyst      TEXT    NOT NULL,
    at           INTEGER NOT NULL
);
CREATE INDEX dispositions_by_client ON dispositions(client_id);
CREATE INDEX dispositions_by_household ON dispositions(household_id);

CREATE TABLE operations (
    id          TEXT    PRIMARY KEY,
    kind        TEXT    NOT NULL,
    client_id   BLOB,
    request     TEXT    NOT NULL,
    rehearsal   TEXT    NOT NULL,
    base_digest BLOB,
    base_updated_at INTEGER,
    reason      TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    analyst     TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    approver    TEXT,
    approved_at INTEGER,
    sent_at     INTEGER,
    finished_at INTEGER,
    outcome     TEXT
);
CREATE INDEX operations_by_state ON operations(state);
CREATE INDEX operations_by_client ON operations(client_id);

CREATE TABLE reviews (
    id           INTEGER PRIMARY KEY,
    household_id BLOB    NOT NULL,
    verdict      TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    analyst      TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    seen         TEXT    NOT NULL,
    links_digest BLOB    NOT NULL
);
CREATE INDEX reviews_by_household ON reviews(household_id, id);

CREATE TABLE notes (
    id        INTEGER PRIMARY KEY,
    client_id BLOB    NOT NULL,
    text      TEXT    NOT NULL,
    analyst   TEXT    NOT NULL,
    at        INTEGER NOT NULL
);
CREATE INDEX notes_by_client ON notes(client_id, id);

CREATE TABLE saved_views (
    name     TEXT PRIMARY KEY,
    screen   TEXT    NOT NULL,
    query    TEXT    NOT NULL,
    saved_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE journal (
    seq            INTEGER PRIMARY KEY,
    at             INTEGER NOT NULL,
    analyst        TEXT    NOT NULL,
    action         TEXT    NOT NULL,
    subjects       TEXT    NOT NULL,
    payload        TEXT,
    payload_digest BLOB    NOT NULL,
    previous       BLOB    NOT NULL,
    hash           BLOB    NOT NULL
);
CREATE TRIGGER journal_is_not_edited BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The store's own marks: whether a load is under way, how far the search index reaches.
CREATE TABLE state (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
