-- What clients may share with others, by a short digest, so that the others are found at once. Derived by the rules from the records.
CREATE TABLE shared_values (
    digest INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (digest, number)
) WITHOUT ROWID;
-- Findings of the third kind: about a client beside those of other households.
CREATE INDEX findings_beside ON findings(owner) WHERE owner_kind = 2;
CREATE INDEX findings_of_households ON findings(client_id) WHERE owner_kind = 1;
-- The table is empty: everything is to be checked again.
DELETE FROM settings WHERE name = 'checkedFor';
