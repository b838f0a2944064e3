-- Rule packs that the analyst adopted, whole as they were read: what was judged by one can be judged again.
CREATE TABLE rule_packs (
    id             INTEGER PRIMARY KEY,
    digest         BLOB    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    version        TEXT    NOT NULL,
    effective_from TEXT    NOT NULL,
    signer         BLOB    NOT NULL,
    file           TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    analyst        TEXT    NOT NULL,
    adopted_at     INTEGER NOT NULL,
    UNIQUE (name, version)
);
-- What another pack would change, as the last rehearsal found it.
CREATE TABLE rehearsed_findings (
    id           INTEGER PRIMARY KEY,
    code         TEXT    NOT NULL,
    change       TEXT    NOT NULL,
    severity     INTEGER NOT NULL,
    client_id    BLOB    NOT NULL,
    household_id BLOB,
    field        TEXT    NOT NULL
);
CREATE INDEX rehearsed_findings_by_code ON rehearsed_findings(code, change);
CREATE INDEX rehearsed_findings_of_client ON rehearsed_findings(client_id);
-- By which pack what a review saw was checked; of earlier ones it is not known.
ALTER TABLE reviews ADD COLUMN pack TEXT;
