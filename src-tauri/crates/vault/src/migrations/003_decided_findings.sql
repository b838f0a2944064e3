-- What the analyst decided about a finding that stands, beside it: derived from dispositions, so that lists and sums leave out at once
-- what is settled.
ALTER TABLE findings ADD COLUMN disposition TEXT;
CREATE INDEX findings_decided ON findings(disposition, severity, code) WHERE disposition IS NOT NULL;
