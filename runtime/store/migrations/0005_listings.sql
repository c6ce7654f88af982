-- Which message another one passes on or answers, and in which form its document is.
ALTER TABLE depara_message ADD COLUMN cause {integer} REFERENCES depara_message (id);
ALTER TABLE depara_message ADD COLUMN form {key} NOT NULL DEFAULT 'xml' CHECK (form IN ('xml', 'json'));
CREATE INDEX depara_message_cause ON depara_message (cause, id) WHERE cause IS NOT NULL;

-- For listings and counts of one peer: those of a rare one are not looked for among those of the others. It serves the listings by status too.
CREATE INDEX depara_message_listed ON depara_message (direction, peer, status, id);
DROP INDEX depara_message_status;

-- What has changed since a time.
CREATE INDEX depara_message_changed ON depara_message (changed_at, id);

-- Pages of a name space, and codes that wait for a person.
CREATE INDEX depara_row_listed ON depara_row (space, id);
CREATE INDEX depara_row_waiting ON depara_row (id) WHERE state = 'waiting';
