-- Until when the answer to a message that was sent must be there. It stays when the time is over, so that an answer that comes late is still taken.
ALTER TABLE depara_message ADD COLUMN answer_by {integer};
CREATE INDEX depara_message_answer ON depara_message (answer_by) WHERE status = 'sent' AND answer_by IS NOT NULL;

-- For workers that take the messages of one peer only: the backlog of another is not read.
CREATE INDEX depara_message_due_of_peer ON depara_message (direction, peer, due_at DESC, id) WHERE due_at IS NOT NULL;
